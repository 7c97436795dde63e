/** What a style lays out, before it is joined to one map. */
import type { Point } from '../plane.ts';
import type { Edge, StreetClass } from './street-map.ts';

export interface Draft {
  readonly points: readonly Point[];
  readonly edges: readonly Edge[];
}

/** Every fourth or fifth street carries through traffic; one of them may be an expressway (-1: none is). */
export function classOf(index: number, every: number, fast: number): StreetClass {
  if (index === fast) return 'expressway';
  return index % every === 0 ? 'arterial' : 'street';
}

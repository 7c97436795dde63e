/** Where one may be said to have moved from one position to the next: nothing is drawn over a time in which nothing was measured. Pure. */
import { MINUTE_MS } from '../../../src/core/time.ts';

/** Longer than this between two positions is a gap. */
export const GAP_MS = 5 * MINUTE_MS;

/** Runs of positions without a gap between them, by time; those of one position alone are none. */
export function stretchesOf<T extends { readonly fixedAtMs: number }>(positions: readonly T[]): T[][] {
  const stretches: T[][] = [];
  for (const one of positions) {
    const last = stretches.at(-1);
    if (last !== undefined && one.fixedAtMs - last.at(-1)!.fixedAtMs <= GAP_MS) last.push(one);
    else stretches.push([one]);
  }
  return stretches.filter(({ length }) => length > 1);
}

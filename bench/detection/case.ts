/** What a case is: two people's true paths, what their devices sent, and the order between them. Metres on a plane, seconds. */
import type { OrderId, PairId, PersonId } from '../../src/core/ids.ts';
import type { Fix, GeoPoint, PairSpec } from '../../src/proximity/types.ts';

/** What surrounds a person decides what their device can see of the sky. */
export const PLACES = ['open', 'street', 'vehicle', 'indoors', 'underground'] as const;
export type Place = (typeof PLACES)[number];

/** Where somebody truly was, one sample a second from the case's start. */
export interface Track {
  readonly xM: Float64Array;
  readonly yM: Float64Array;
  /** Index into PLACES. */
  readonly place: Uint8Array;
}

/** The same two paths with the wearer's tag silent from 10 minutes before one contact: scored apart, for that contact alone. */
export interface Silenced {
  readonly contactMs: number;
  readonly fixes: readonly Fix[];
}

export interface Case {
  /** Family and seed: makes the same case again. */
  readonly id: string;
  readonly family: string;
  readonly startMs: number;
  readonly lengthS: number;
  /** Where the plane's 0, 0 lies: open sea. */
  readonly origin: GeoPoint;
  readonly wearer: Track;
  readonly protectedPerson: Track;
  readonly pair: PairSpec;
  /** In order of `receivedAtMs`. */
  readonly fixes: readonly Fix[];
  readonly silenced: readonly Silenced[];
}

export const WEARER = 'w' as PersonId;
export const PROTECTED = 'p' as PersonId;

/** The usual order: 100 m restraint, 600 m warn, 2 km notice. */
export function pairSpec(wearerIntervalS: number, protectedIntervalS: number): PairSpec {
  return {
    pairId: 'w:p' as PairId,
    orderId: 'order' as OrderId,
    wearerId: WEARER,
    protectedId: PROTECTED,
    restraintM: 100,
    warnM: 600,
    noticeM: 2000,
    rings: {},
    wearerIntervalS,
    protectedIntervalS,
  };
}

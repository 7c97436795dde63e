/** How often the page reports, and whether its phone stands still. Pure. Never more rarely than the order asks. */
import { distanceM } from '../../../src/core/geo.ts';
import { SECOND_MS } from '../../../src/core/time.ts';
import { OWN_LIMITS } from './limits.ts';

export interface Battery {
  readonly pct: number | null;
  readonly charging: boolean | null;
}

export interface Wanted {
  /** Seconds: what is wanted now, and what the order asks. */
  readonly intervalS: number;
  readonly orderedIntervalS: number;
}

/**
 * The engine may ask for more than the order as the wearer comes nearer; standing still, or with a battery that is low and not charged, the
 * phone keeps to the order: more of the same place tells nothing, and an empty phone tells nothing at all.
 */
export function reportEveryMs(wanted: Wanted, battery: Battery | null, isStill: boolean): number {
  const { intervalS, orderedIntervalS } = wanted;
  const isLow = battery?.pct != null && battery.pct <= OWN_LIMITS.lowBatteryPct && battery.charging !== true;
  return (isStill || isLow ? orderedIntervalS : Math.min(intervalS, orderedIntervalS)) * SECOND_MS;
}

export interface Place {
  readonly latDeg: number;
  readonly lonDeg: number;
  readonly accuracyM: number | null;
  readonly atMs: number;
}

/** Where it has been since when; a position that lies clearly elsewhere begins anew. */
export function rest(held: Place | null, place: Place): Place {
  if (held === null) return place;
  const apartM = distanceM(held, place);
  const doubtM = Math.max(OWN_LIMITS.stillM, held.accuracyM ?? 0, place.accuracyM ?? 0);
  return apartM > doubtM ? place : held;
}

export function isStill(held: Place | null, nowMs: number): boolean {
  return held !== null && nowMs - held.atMs >= OWN_LIMITS.stillAfterMs;
}

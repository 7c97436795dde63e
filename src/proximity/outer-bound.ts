/**
 * The outer bound: everywhere a person can be by now. A disc around the last good fix that grows at a speed which starts from
 * their present motion and opens, with time, to what traffic allows. A coarse fix since then gives a second disc; they are in both.
 * Fails toward possible: the bound never shrinks but by a fix that was believed.
 */
import { measure, type Offset } from '../core/geo.ts';
import type { Parameters } from './parameters.ts';
import type { Bound, PersonState } from './state.ts';
import type { Fix } from './types.ts';

/**
 * Starts the bounds anew from the belief's newest fix, unless the person's positions are not to be trusted. `supportMs` is the
 * time of the good fix before it that agrees; -Infinity when it stands alone.
 */
export function startBounds(p: Parameters, person: PersonState, fix: Fix, accuracyM: number, supportMs: number): void {
  if (!Number.isNaN(person.strapOpenMs) || !Number.isNaN(person.distrustedMs)) return;
  const isCoarse = accuracyM > p.coarseAccuracyM;
  if (!isCoarse) person.secondGoodMs = Number.isNaN(supportMs) ? Number.NEGATIVE_INFINITY : supportMs;
  const bound = isCoarse ? person.coarse : person.good;
  bound.latDeg = fix.latDeg;
  bound.lonDeg = fix.lonDeg;
  // Twice the 68 % radius holds 99 % of a circular normal distribution.
  bound.radiusM = 2 * accuracyM;
  bound.speedMps = person.speedMps;
  bound.atMs = person.tMs;
  if (!isCoarse) person.coarse.atMs = Number.NaN;
}

/** Radius of the bound's disc `aheadS` seconds after `nowMs`. Grows with time, never shrinks. */
export function reachM(p: Parameters, bound: Bound, nowMs: number, aheadS: number): number {
  const s = Math.max(0, (nowMs - bound.atMs) / 1000) + aheadS;
  const start = Math.max(p.reachStartMps, bound.speedMps);
  const cap = Math.max(p.reachTrafficMps, start);
  return bound.radiusM + start * s + (cap - start) * (s - p.reachOpeningS * (1 - Math.exp(-s / p.reachOpeningS)));
}

/** Distance between two bounds' discs `aheadS` seconds from now; 0 when they touch. */
function discGapM(p: Parameters, a: Bound, b: Bound, nowMs: number, aheadS: number, scratch: Offset): number {
  if (Number.isNaN(a.atMs) || Number.isNaN(b.atMs)) return 0;
  measure(a.latDeg, a.lonDeg, b.latDeg, b.lonDeg, scratch);
  return Math.max(0, scratch.distanceM - reachM(p, a, nowMs, aheadS) - reachM(p, b, nowMs, aheadS));
}

/** Gap between the two outer bounds `aheadS` seconds from now: each person is inside all of their discs. */
export function boundGapM(
  p: Parameters,
  a: PersonState,
  b: PersonState,
  nowMs: number,
  aheadS: number,
  scratch: Offset,
): number {
  let gap = discGapM(p, a.good, b.good, nowMs, aheadS, scratch);
  gap = Math.max(gap, discGapM(p, a.coarse, b.good, nowMs, aheadS, scratch));
  gap = Math.max(gap, discGapM(p, a.good, b.coarse, nowMs, aheadS, scratch));
  return Math.max(gap, discGapM(p, a.coarse, b.coarse, nowMs, aheadS, scratch));
}

/** Whether anything bounds where the person is. */
export function isBounded(person: PersonState): boolean {
  return !Number.isNaN(person.good.atMs) || !Number.isNaN(person.coarse.atMs);
}

/** Nothing is sooner than now, and a day says "not soon" well enough. */
const LATEST_S = 86_400;

/** The first time at which `gapAt` (falling) is at most `targetM`, in whole seconds; a day when not sooner. */
export function earliestS(gapAt: (aheadS: number) => number, targetM: number): number {
  if (gapAt(0) <= targetM) return 0;
  let low = 0;
  let high = LATEST_S;
  if (gapAt(high) > targetM) return LATEST_S;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (gapAt(middle) <= targetM) high = middle;
    else low = middle;
  }
  return high;
}

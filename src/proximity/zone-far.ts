/**
 * Zones whose edge a wearer is far from: evaluating one could change nothing, and most zones are so at most times. What is found
 * here is exactly what the evaluation would find, for less: distances are bounded without trigonometry for each zone, and
 * everything that a rule asks of them is bounded as well. Whatever is not certain - a number that is none, a zone that is no
 * circle or not calm - is left to the evaluation.
 */
import { mostVarPos, velocityVariance } from './belief.ts';
import { reachM } from './outer-bound.ts';
import type { Parameters } from './parameters.ts';
import type { PersonState } from './state.ts';
import { BLOCK_BITS, BLOCK_MASK, NONE } from './table.ts';
import {
  CALM,
  LAT,
  LEVELS,
  LEVELS_SHIFT,
  LON,
  NEXT_ZONE,
  PER_DEGREE,
  QUIET,
  RADIUS,
  STRIDE64,
  TERMS,
} from './zone-layout.ts';
import type { Zones } from './zone-record.ts';

/** A degree of latitude is 110.57 to 111.69 km, one of longitude on the equator 111.32 km: less and more, with what is curved. */
const DEGREE_LEAST_M = 109_000;
const DEGREE_MOST_M = 113_000;
/** Nearer than this in both, and not near a pole, east and west count as on a plane. Further they count less. */
const LAT_NEAR_DEG = 0.5;
const LON_NEAR_DEG = 1;
const PLANE_WITHIN_DEG = 75;
const RAD = Math.PI / 180;
/** The mean latitude of two places lies half their difference away at most, and its cosine is off by less than that angle. */
const COSINE_SLACK = (LAT_NEAR_DEG / 2) * RAD;
/** Of a normal distribution one part in 10^9 lies beyond: no rule asks for so little. */
const SURE_SIGMAS = 6;
const PROBABLE_MIN = 0.001;
const PROBABLE_MAX = 0.999;
const DEGREE = 1 / PER_DEGREE;

/** A place, and how far from an edge and the ranges of its order one must be there for nothing to be called for. */
export interface Horizon {
  /** NaN: that cannot be said. */
  awayM: number;
  latDeg: number;
  lonDeg: number;
  /** Least and most metres of a degree of longitude near the place; 0 and Infinity near the poles. */
  lonLeastM: number;
  lonMostM: number;
}

/** What one wearer's reports allow from one instant to another. */
export interface Outlook {
  /** The place and motion carried to now. They count for a zone whose order still takes the newest report for fresh. */
  readonly motion: Horizon;
  reportAgeMs: number;
  /** How far they get from where they are, at most, and what their place has blurred to then, at most. */
  wayM: number;
  mostSigmaM: number;
  /** They move too slowly to close on anything, or to part from it. */
  stands: boolean;
  /** The outer bound. It counts when the wearer may be blind. */
  readonly bound: Horizon;
  mayBeBlind: boolean;
}

export function newOutlook(): Outlook {
  const none = Number.NaN;
  const motion = { motion: newHorizon(), reportAgeMs: none, wayM: none, mostSigmaM: none, stands: false };
  return { ...motion, bound: newHorizon(), mayBeBlind: true };
}

export function newHorizon(): Horizon {
  const none = Number.NaN;
  return { awayM: none, latDeg: none, lonDeg: none, lonLeastM: none, lonMostM: none };
}

/**
 * From now to `untilMs`, as far as nothing new is heard of the wearer, who must have been carried to now: the course is held at most,
 * and what is not known grows.
 */
export function readOutlook(p: Parameters, wearer: PersonState, nowMs: number, untilMs: number, out: Outlook): void {
  const speedMps = Math.abs(wearer.nowEastMps) + Math.abs(wearer.nowNorthMps);
  const spanS = (untilMs - nowMs) / 1000;
  const tauS = Math.max(p.zoneWarnTauS, p.zoneDangerTauS) + spanS;
  const sigmaM = Math.sqrt(spanS > 0 ? mostVarPos(p, wearer, untilMs) : wearer.nowVarPos);
  const awayM = SURE_SIGMAS * sigmaM + speedMps * tauS + p.zoneMarginM + (spanS > 0 ? 1 : 0);
  out.wayM = speedMps * spanS;
  out.mostSigmaM = sigmaM;
  // The variance of the velocity goes from what it is to the spread.
  const leastVarVel = Math.min(wearer.nowVarVel, velocityVariance(p, wearer.speedMps));
  out.stands = speedMps <= Math.max(p.motionMinMps, Math.sqrt(leastVarVel));
  placeHorizon(wearer.nowLatDeg, wearer.nowLonDeg, out.motion);
  out.motion.awayM = wearer.failed || !isPlain(p) ? Number.NaN : awayM;
  out.reportAgeMs = wearer.failed ? Number.NaN : nowMs - wearer.tMs;
  const isTrusted = Number.isNaN(wearer.strapOpenMs) && Number.isNaN(wearer.distrustedMs);
  const { good } = wearer;
  out.mayBeBlind = !(isTrusted && untilMs - good.atMs <= p.silenceAfterS * 1000);
  if (!out.mayBeBlind) return;
  placeHorizon(good.latDeg, good.lonDeg, out.bound);
  // Beyond its reach there is no reason for `unknown`; a metre covers rounding.
  out.bound.awayM = reachM(p, good, untilMs, p.silenceContactS) + 1;
}

export function placeHorizon(latDeg: number, lonDeg: number, out: Horizon): void {
  const isPlane = latDeg <= PLANE_WITHIN_DEG && latDeg >= -PLANE_WITHIN_DEG;
  const cosine = Math.cos(latDeg * RAD);
  out.latDeg = latDeg;
  out.lonDeg = lonDeg;
  out.lonLeastM = isPlane ? DEGREE_LEAST_M * (cosine - COSINE_SLACK) : 0;
  out.lonMostM = isPlane ? DEGREE_MOST_M * (cosine + COSINE_SLACK) : Number.POSITIVE_INFINITY;
}

/** Whether "probably" is neither nearly never nor nearly always: what is sure is then decided without reckoning. */
function isPlain(p: Parameters): boolean {
  return p.probable >= PROBABLE_MIN && p.probable <= PROBABLE_MAX;
}

/**
 * The first zone of a list, from `first` on, that the wearer is not far from the edge of; NONE when there is none. Notes the ones
 * before it as quiet for as long as the outlook reaches.
 */
export function nextNear(zones: Zones, outlook: Outlook, first: number): number {
  for (let slot = first; slot !== NONE; ) {
    if (!isFar(zones, outlook, slot)) return slot;
    const { i32: words } = zones.table.blocks[slot >>> BLOCK_BITS]!;
    const at = (slot & BLOCK_MASK) * (2 * STRIDE64);
    words[at + LEVELS] = words[at + LEVELS]! | QUIET;
    slot = words[at + NEXT_ZONE]!;
  }
  return NONE;
}

/** The first zone from `first` on that is not noted as quiet. */
export function nextRestless(zones: Zones, first: number): number {
  for (let slot = first; slot !== NONE; ) {
    const { i32: words } = zones.table.blocks[slot >>> BLOCK_BITS]!;
    const at = (slot & BLOCK_MASK) * (2 * STRIDE64);
    if ((words[at + LEVELS]! & QUIET) === 0) return slot;
    slot = words[at + NEXT_ZONE]!;
  }
  return NONE;
}

/** Whether the wearer is far from the edge of a zone that is calm. */
export function isFar(zones: Zones, outlook: Outlook, slot: number): boolean {
  const { motion, reportAgeMs, bound, mayBeBlind } = outlook;
  const { i32: words, f32 } = zones.table.blocks[slot >>> BLOCK_BITS]!;
  const at = (slot & BLOCK_MASK) * (2 * STRIDE64);
  const levels = words[at + LEVELS]!;
  if (levels >>> LEVELS_SHIFT !== NONE && (levels & CALM) === 0) return false;
  const terms = words[at + TERMS]!;
  const rangeM = zones.terms.rangesM[terms]!;
  const radiusM = f32[at + RADIUS]!;
  const latDeg = words[at + LAT]! * DEGREE;
  const lonDeg = words[at + LON]! * DEGREE;
  const mayBeFresh = !(reportAgeMs > zones.terms.freshMs[terms]!);
  if (mayBeFresh && !isAway(motion, latDeg, lonDeg, radiusM, rangeM)) return false;
  return !mayBeBlind || isAway(bound, latDeg, lonDeg, radiusM, rangeM);
}

/** `rangeM` as in ZoneTermRows. False for any number that is none. */
function isAway(from: Horizon, latDeg: number, lonDeg: number, radiusM: number, rangeM: number): boolean {
  if (rangeM >= 0) {
    const leastM = radiusM + rangeM + from.awayM;
    return leastSquareM2(from, latDeg, lonDeg) > leastM * leastM;
  }
  const mostM = radiusM + (rangeM + 1) - from.awayM;
  return mostM > 0 && mostSquareM2(from, latDeg, lonDeg) < mostM * mostM;
}

/** At most the square of the distance to a place. */
export function leastSquareM2(from: Horizon, latDeg: number, lonDeg: number): number {
  const dLatDeg = Math.abs(latDeg - from.latDeg);
  const northM = dLatDeg * DEGREE_LEAST_M;
  if (dLatDeg > LAT_NEAR_DEG) return northM * northM;
  const dLonDeg = aroundDeg(lonDeg, from.lonDeg);
  const eastM = (dLonDeg < LON_NEAR_DEG ? dLonDeg : LON_NEAR_DEG) * from.lonLeastM;
  return northM * northM + eastM * eastM;
}

/** At least the square of the distance to a place; Infinity when it is not near. */
export function mostSquareM2(from: Horizon, latDeg: number, lonDeg: number): number {
  const dLatDeg = Math.abs(latDeg - from.latDeg);
  const dLonDeg = aroundDeg(lonDeg, from.lonDeg);
  if (dLatDeg > LAT_NEAR_DEG || dLonDeg > LON_NEAR_DEG) return Number.POSITIVE_INFINITY;
  const northM = dLatDeg * DEGREE_MOST_M;
  const eastM = dLonDeg * from.lonMostM;
  return northM * northM + eastM * eastM;
}

/** Between two longitudes of [-180, 180], the shorter way around. */
function aroundDeg(a: number, b: number): number {
  const differenceDeg = Math.abs(a - b);
  return differenceDeg > 180 ? 360 - differenceDeg : differenceDeg;
}

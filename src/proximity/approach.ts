/**
 * Which level a pair's motion calls for, and by which rule. Numbers in, ranks out; no state but the trend's samples.
 * Fails toward the higher level: each rule can only raise.
 */
import { assert } from '../core/assert.ts';
import type { Parameters } from './parameters.ts';
import { insideProbability, RADIUS68_SIGMAS } from './probability.ts';
import type { Assessment, PairState, Relative, Trend } from './state.ts';
import { isNearerThanUsual, readTrend } from './trend.ts';

/** The rule that called for the level; it chooses the explanation. */
export type Rule =
  | 'none'
  | 'danger.inside'
  | 'danger.near'
  | 'danger.closing'
  | 'warning.inside'
  | 'warning.closing'
  | 'warning.trend'
  | 'notice.inside'
  | 'notice.closing';

/** Writes `raise`, `keep` and the holding times into `out`; returns the rule behind `raise`. */
export function assessApproach(
  p: Parameters,
  pair: PairState,
  relative: Relative,
  trend: Trend,
  nowMs: number,
  out: Assessment,
): Rule {
  assert(Number.isFinite(relative.distanceM) && Number.isFinite(relative.sigmaM), 'a distance is a number');
  const rule = raisingRule(p, pair, relative, trend, nowMs);
  out.raise = rule === 'none' ? 0 : rule.startsWith('danger') ? 3 : rule.startsWith('warning') ? 2 : 1;
  out.keep = out.raise === 3 ? 3 : keepRank(p, pair, relative, out.raise, nowMs);
  const speed = Math.max(1.4, pair.wearer.speedMps + pair.protectedPerson.speedMps);
  // A coarse fix moves the place and slows the pace: it makes no time shorter that a level is held for.
  const isGood = Number.isNaN(pair.wearer.coarse.atMs) && Number.isNaN(pair.protectedPerson.coarse.atMs);
  const isShort = !isGood || (relative.gapM - pair.spec.restraintM) / speed <= p.shortContactS;
  const isLeaving = isGood && relative.parting && relative.distanceM > pair.spec.warnM;
  out.warningHoldMs = (isShort ? (isLeaving ? p.leavingHoldS : p.warnHoldS) : p.farHoldS) * 1000;
  out.dangerHoldMs = p.dangerHoldS * 1000;
  out.noticeHoldMs = p.noticeHoldS * 1000;
  return rule;
}

function raisingRule(p: Parameters, pair: PairState, r: Relative, trend: Trend, nowMs: number): Rule {
  const { restraintM, warnM, noticeM } = pair.spec;
  const floorM = p.missFloorShare * warnM;
  const leadsThere = r.closing && r.missM <= Math.max(floorM, p.missShare * r.distanceM) && isSharp(p, r);
  // Between fixes the places blur, and that alone does not end a course.
  if (leadsThere && Number.isNaN(pair.leadingMs)) pair.leadingMs = nowMs;
  else if (!leadsThere && isSharp(p, r)) pair.leadingMs = Number.NaN;
  if (isProbable(p, r, restraintM)) return 'danger.inside';
  const isOnCourse = r.closing && r.missM <= p.dangerMissFactor * restraintM && isSharp(p, r);
  if (isOnCourse && r.tauS <= p.dangerTauS && r.distanceM <= warnM) return 'danger.closing';
  if (!r.parting && isProbable(p, r, p.dangerNearFactor * restraintM)) {
    const isAtTheLine = r.distanceM <= p.dangerStillFactor * restraintM;
    if (isAtTheLine || r.closing) return 'danger.near';
  }
  if (isWithinWarning(p, r, warnM, floorM)) return 'warning.inside';
  const isOfLate = isNearerThanUsual(pair, r);
  if (leadsThere && r.distanceM <= p.warnTauRangeM && r.tauS <= p.warnTauS && (isOfLate || r.tauS <= p.usualTauS)) {
    if (r.tauS <= p.promptTauS || nowMs - pair.leadingMs >= p.leadingS * 1000) return 'warning.closing';
  }
  const mayTrend = isOfLate && !r.parting && r.distanceM <= p.trendRangeM && isSharp(p, r);
  if (mayTrend && readTrend(p, pair, r, nowMs, trend)) {
    const pace = trend.closedM / trend.overS;
    const leads = trend.missM <= Math.max(floorM, p.missShare * r.distanceM);
    const isStill = r.closingMps >= p.trendStillShare * pace;
    if (leads && isStill && pace >= p.trendMps && (r.gapM - restraintM) / pace <= p.trendTauS) return 'warning.trend';
  }
  if (!r.parting && isProbable(p, r, noticeM)) return 'notice.inside';
  if (r.closing && r.tauS <= p.noticeTauS && r.missM <= Math.max(noticeM, p.missShare * r.distanceM)) {
    if (isSharp(p, r)) return 'notice.closing';
  }
  return 'none';
}

/** Inside the warn ring and not moving apart; in its outer part also not passing by, and surely inside when nobody moves. */
function isWithinWarning(p: Parameters, r: Relative, warnM: number, floorM: number): boolean {
  if (r.parting || !isProbable(p, r, warnM)) return false;
  if (r.distanceM <= floorM) return true;
  if (isMoving(r)) return r.missM <= floorM;
  return insideProbability(r.distanceM, r.sigmaM, warnM) >= p.stillProbable;
}

/** What stands stays, with wider rings, until they part or are out of them. */
function keepRank(
  p: Parameters,
  pair: PairState,
  r: Relative,
  raise: Assessment['raise'],
  nowMs: number,
): Assessment['keep'] {
  const { restraintM, warnM, noticeM } = pair.spec;
  if (isProbable(p, r, p.exitFactor * restraintM)) return 3;
  if (!r.parting && isProbable(p, r, p.exitFactor * p.dangerStillFactor * restraintM)) return 3;
  if (raise === 2) return 2;
  const isRecent = nowMs - pair.levels.calledMs <= p.bandHoldS * 1000;
  if (isRecent && !r.parting && isProbable(p, r, p.exitFactor * warnM)) return 2;
  if (raise === 1 || (!r.parting && isProbable(p, r, p.exitFactor * noticeM))) return 1;
  return 0;
}

function isProbable(p: Parameters, r: Relative, radiusM: number): boolean {
  return insideProbability(r.distanceM, r.sigmaM, radiusM) >= p.probable;
}

/** Both places are known well enough for courses to mean anything, and to say that somebody is gone. */
export function isSharp(p: Parameters, r: Relative): boolean {
  return r.sigmaM * RADIUS68_SIGMAS <= p.coarseAccuracyM;
}

/** Outside the warn ring, with the margin of leaving it, even if one allows for the blur. */
export function isSurelyOff(p: Parameters, r: Relative, warnM: number): boolean {
  return insideProbability(r.distanceM, r.sigmaM, p.exitFactor * warnM) < 1 - p.stillProbable;
}

/** Relative motion, in any direction, that exceeds noise. */
function isMoving(r: Relative): boolean {
  return r.speedMps > Math.max(1, 1.5 * r.closingSigmaMps);
}

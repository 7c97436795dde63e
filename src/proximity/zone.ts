/**
 * One zone's evaluation: a wearer against a fixed place, with the same words, levels and failure direction as a pair. Nothing here
 * can see a protected person's position: what a wearer is told of a zone depends on their own motion only (I-4).
 */
import { assert } from '../core/assert.ts';
import { carryTo } from './belief.ts';
import { explain } from './explanations.ts';
import { basisOf, type Moment, newFinding } from './finding.ts';
import { applyAssessment, applyFailure } from './levels.ts';
import type { Engine } from './new-state.ts';
import { earliestS, reachM } from './outer-bound.ts';
import { openLevels } from './pair.ts';
import type { Parameters } from './parameters.ts';
import { beyondProbability, RADIUS68_SIGMAS } from './probability.ts';
import { type Blindness, blindness, blindSinceMs, isUnsteady, lastingBlindness, silenceAfterMs } from './silence.ts';
import { type Bound, RANK_NAMES } from './state.ts';
import { NONE } from './table.ts';
import type { Finding, UnknownReason } from './types.ts';
import { isFar, nextNear, nextRestless, readOutlook } from './zone-far.ts';
import { NEXT_ZONE } from './zone-layout.ts';
import type { ZoneCursor } from './zone-record.ts';
import { type EdgeDistance, isEnclosing, measureCircle, measurePolygon } from './zone-shape.ts';
import { isSteady, marginM, SURE_OF_HALF } from './zone-steady.ts';
import { type EdgeMotion, explainLevel, explainUnknown, numbersOfMotion, type ZoneRule } from './zone-why.ts';

/** A report a minute is usual: until the next one is due, and a little. */
const FORESEEN_FOR_MS = 65_000;

/** By how the wearer is blind. Texts are made once, not an evaluation. */
const REASONS: Readonly<Record<Exclude<Blindness, 'sighted'>, UnknownReason>> = {
  'never-reported': 'wearer-never-reported',
  silent: 'wearer-silent',
  imprecise: 'wearer-untrustworthy',
  untrustworthy: 'wearer-untrustworthy',
};

/**
 * Evaluates every zone of the person at the wearer's cursor, and appends what changed to `findings`. Notes of which zones the next
 * evaluations, without news of the wearer, come to the same: those that they stay far from, and those that stay as they are. Gives
 * the time until which that is so of all of them, else NaN.
 */
export function evaluateZones(engine: Engine, moment: Moment, findings: Finding[]): number {
  const { parameters: p, wearer, zone, zones, outlook } = engine;
  const untilMs = moment.nowMs + FORESEEN_FOR_MS;
  let quietUntilMs = untilMs;
  wearer.zonesForeseenUntilMs = untilMs;
  carryTo(p, wearer, moment.nowMs);
  readOutlook(p, wearer, moment.nowMs, untilMs, outlook);
  for (let slot = nextNear(zones, outlook, wearer.firstZone); slot !== NONE; ) {
    zone.at(slot);
    evaluateZone(engine, zone, moment, findings);
    zone.isQuiet = isSteady(engine, zone, moment.nowMs);
    if (!zone.isQuiet) quietUntilMs = Number.NaN;
    slot = nextNear(zones, outlook, zone.nextZone);
  }
  return quietUntilMs;
}

/** The same on a tick: where it is foreseen which zones are quiet, of the others only. */
export function evaluateZonesOnTick(engine: Engine, moment: Moment, findings: Finding[]): number {
  const { parameters: p, wearer, zone, zones, outlook } = engine;
  const { nowMs } = moment;
  if (!(nowMs < wearer.zonesForeseenUntilMs)) return evaluateZones(engine, moment, findings);
  let slot = nextRestless(zones, wearer.firstZone);
  if (slot === NONE) return wearer.zonesForeseenUntilMs;
  carryTo(p, wearer, nowMs);
  readOutlook(p, wearer, nowMs, nowMs, outlook);
  while (slot !== NONE) {
    if (!isFar(zones, outlook, slot)) {
      zone.at(slot);
      evaluateZone(engine, zone, moment, findings);
    }
    slot = nextRestless(zones, zones.table.word(slot, NEXT_ZONE));
  }
  return Number.NaN;
}

/** Evaluates the zone at the cursor. */
export function evaluateZone(engine: Engine, zone: ZoneCursor, moment: Moment, findings: Finding[]): void {
  zone.levels.catchUp(engine.ticks.atMs);
  try {
    if (zone.wearer.failed) fail(zone, moment, findings);
    else {
      evaluate(engine, zone, moment, findings);
      zone.levels.noteFound(engine.found.raise, engine.found.keep);
    }
  } catch {
    // HAZARD H-17: evaluation fails. As for pairs.
    fail(zone, moment, findings);
  }
  zone.noteCalm();
}

function evaluate(engine: Engine, zone: ZoneCursor, moment: Moment, findings: Finding[]): void {
  const { parameters: p, found } = engine;
  const { wearer, spec } = zone;
  const { nowMs } = moment;
  let sight = blindness(p, wearer, spec.wearerIntervalS, zone.boundAtMs, nowMs);
  const isKnown = !Number.isNaN(wearer.tMs);
  const isFresh = isKnown && nowMs - wearer.tMs <= silenceAfterMs(p, spec.wearerIntervalS);
  found.isSurelyOff = false;
  found.isBlind = !isFresh || sight !== 'sighted';
  found.newestGoodMs = wearer.good.atMs;
  found.goodAtMs = wearer.secondGoodMs;
  found.raise = 0;
  found.keep = 0;
  let rule: ZoneRule = 'none';
  let motion: EdgeMotion | null = null;
  if (isKnown) {
    carryTo(p, wearer, nowMs);
    motion = readMotion(engine, zone);
    // HAZARD H-123: what has blurred since the fixes shows nobody back: it lowers nothing.
    found.isBlind ||= !isSharpEdge(p, motion);
    if (isFresh) rule = assess(engine, zone, motion);
  }
  if (zone.levels.rank === 4) sight = lastingBlindness(p, wearer, spec.wearerIntervalS, nowMs);
  judgeSilence(engine, zone, sight, nowMs);
  if (!openLevels(zone, found)) return;
  const previous = zone.levels.rank;
  if (!applyAssessment(zone.levels, found, nowMs)) return;
  const { levels } = zone;
  const isUnknown = levels.reason !== null;
  const earliest = earliestEdgeS(engine, zone, nowMs);
  findings.push(
    newFinding(moment, {
      subject: { kind: 'zone', zoneId: zone.zoneId },
      kind: 'zone',
      level: RANK_NAMES[levels.rank],
      previousLevel: RANK_NAMES[previous],
      reason: levels.reason,
      sinceMs: isUnknown ? levels.reasonSinceMs : null,
      ...(motion !== null && { numbers: numbersOfMotion(motion) }),
      earliestContactS: earliest,
      basis: basisOf(wearer),
      why: isUnknown
        ? explainUnknown(zone, sight, earliest ?? 0, nowMs)
        : explainLevel(zone, found, rule, motion, previous === 4, nowMs),
    }),
  );
}

/** Sets the reason of `unknown` when the wearer is blind, or not heard steadily yet, and the outer bound allows the edge. */
function judgeSilence(engine: Engine, zone: ZoneCursor, sight: Blindness, nowMs: number): void {
  const { parameters: p, found } = engine;
  const { wearer, levels } = zone;
  const { reason } = levels;
  found.reason = null;
  const isUnknown = reason !== null && reason !== 'evaluation-failed';
  const isHeld = isUnknown && isUnsteady(p, wearer, zone.spec.wearerIntervalS, levels, nowMs);
  if (sight === 'sighted' && !isHeld) return;
  const aheadS = levels.rank === 4 ? 2 * p.silenceContactS : p.silenceContactS;
  if (edgeGapM(engine, zone, nowMs, aheadS) > 0) return;
  found.reason = sight === 'sighted' ? reason : REASONS[sight];
  found.reasonSinceMs = sight === 'sighted' ? levels.reasonSinceMs : blindSinceMs(wearer, zone.boundAtMs);
}

function readMotion(engine: Engine, zone: ZoneCursor): EdgeMotion {
  const { parameters: p } = engine;
  const { wearer, spec } = zone;
  const edge = edgeDistance(engine, zone, wearer.nowLatDeg, wearer.nowLonDeg);
  const sign = spec.kind === 'exclusion' ? 1 : -1;
  const outwardMps = wearer.nowEastMps * edge.outEast + wearer.nowNorthMps * edge.outNorth;
  const closingMps = -sign * outwardMps;
  const clear = Math.max(p.motionMinMps, Math.sqrt(wearer.nowVarVel));
  const { motion } = engine;
  motion.toEdgeM = sign * edge.distanceM;
  motion.sigmaM = Math.sqrt(wearer.nowVarPos);
  motion.closingMps = closingMps;
  motion.closing = closingMps > clear;
  motion.parting = -closingMps > clear;
  return motion;
}

function edgeDistance(engine: Engine, zone: ZoneCursor, latDeg: number, lonDeg: number): EdgeDistance {
  const { edge, scratch } = engine;
  const { radiusM } = zone;
  if (!Number.isNaN(radiusM)) {
    measureCircle(zone.latDeg, zone.lonDeg, radiusM, latDeg, lonDeg, scratch, edge);
  } else {
    const { polygon } = zone;
    assert(polygon !== undefined && isEnclosing(polygon), 'a zone encloses something');
    measurePolygon(polygon, latDeg, lonDeg, scratch, edge);
  }
  assert(Number.isFinite(edge.distanceM), 'a distance is a number');
  return edge;
}

/** Distance to the zone's edge now, metres, positive outside; null when nothing is known, or the zone encloses nothing. */
export function distanceToEdgeM(engine: Engine, zone: ZoneCursor, nowMs: number): number | null {
  const { wearer } = zone;
  if (Number.isNaN(wearer.tMs)) return null;
  // Its evaluation fails and says so; a picture of it must still be had.
  if (zone.polygon !== undefined && !isEnclosing(zone.polygon)) return null;
  carryTo(engine.parameters, wearer, nowMs);
  return edgeDistance(engine, zone, wearer.nowLatDeg, wearer.nowLonDeg).distanceM;
}

function assess(engine: Engine, zone: ZoneCursor, m: EdgeMotion): ZoneRule {
  const { parameters: p, found } = engine;
  const { warnM, noticeM } = zone.spec;
  const isSharp = isSharpEdge(p, m);
  // A coarse position says nothing about an edge: it raises nothing here, and soon the wearer counts as silent.
  const tauS = m.closing ? Math.max(0, m.toEdgeM) / m.closingMps : Number.POSITIVE_INFINITY;
  // An inclusion zone is left by every errand: only nearness to its edge warns, not the time to it.
  const warnTauS = zone.spec.kind === 'exclusion' ? p.zoneWarnTauS : 0;
  let rule: ZoneRule = 'none';
  if (isWithin(p, m, 0)) {
    found.raise = 3;
    rule = 'beyond';
  } else if (isSharp && tauS <= p.zoneDangerTauS) {
    found.raise = 3;
    rule = 'closing';
  } else if (warnM > 0 && !m.parting && isWithin(p, m, warnM)) {
    found.raise = 2;
    rule = 'near';
  } else if (isSharp && tauS <= warnTauS) {
    found.raise = 2;
    rule = 'closing';
  } else if (noticeM > 0 && !m.parting && isWithin(p, m, noticeM)) {
    found.raise = 1;
    rule = 'near';
  }
  found.keep = found.raise;
  if (isWithin(p, m, marginM(p, zone))) found.keep = 3;
  else if (found.keep < 2 && !m.parting && warnM > 0 && isWithin(p, m, warnM * p.exitFactor)) found.keep = 2;
  else if (found.keep < 1 && !m.parting && noticeM > 0 && isWithin(p, m, noticeM * p.exitFactor)) found.keep = 1;
  found.dangerHoldMs = p.dangerHoldS * 1000;
  found.warningHoldMs = p.farHoldS * 1000;
  found.noticeHoldMs = p.farHoldS * 1000;
  return rule;
}

function isSharpEdge(p: Parameters, m: EdgeMotion): boolean {
  return m.sigmaM * RADIUS68_SIGMAS <= p.coarseAccuracyM;
}

/** Probably nearer to the edge than this, or beyond it. */
function isWithin(p: Parameters, m: EdgeMotion, rangeM: number): boolean {
  if (!isSharpEdge(p, m)) return false;
  const leftM = m.toEdgeM - rangeM;
  // Half is at the edge itself: only there must the chance be reckoned.
  if (p.probable === 0.5 && Math.abs(leftM) > SURE_OF_HALF * m.sigmaM) return leftM < 0;
  return beyondProbability(leftM, m.sigmaM) >= p.probable;
}

/** Least distance between the wearer's outer bound and the forbidden side, `aheadS` from now; 0 when it is within reach. */
function edgeGapM(engine: Engine, zone: ZoneCursor, nowMs: number, aheadS: number): number {
  const { good, coarse } = zone.wearer;
  return Math.max(0, boundEdgeM(engine, zone, good, nowMs, aheadS), boundEdgeM(engine, zone, coarse, nowMs, aheadS));
}

function boundEdgeM(engine: Engine, zone: ZoneCursor, bound: Bound, nowMs: number, aheadS: number): number {
  if (Number.isNaN(bound.atMs)) return 0;
  const sign = zone.spec.kind === 'exclusion' ? 1 : -1;
  const toEdge = sign * edgeDistance(engine, zone, bound.latDeg, bound.lonDeg).distanceM;
  return toEdge - reachM(engine.parameters, bound, nowMs, aheadS);
}

function earliestEdgeS(engine: Engine, zone: ZoneCursor, nowMs: number): number | null {
  const { good, coarse } = zone.wearer;
  if (Number.isNaN(good.atMs) && Number.isNaN(coarse.atMs)) return null;
  return earliestS((aheadS) => edgeGapM(engine, zone, nowMs, aheadS), 0);
}

function fail(zone: ZoneCursor, moment: Moment, findings: Finding[]): void {
  zone.openLevels();
  zone.levels.noteFound(0, 0);
  const previous = zone.levels.rank;
  if (!applyFailure(zone.levels, moment.nowMs)) return;
  findings.push(
    newFinding(moment, {
      subject: { kind: 'zone', zoneId: zone.zoneId },
      kind: 'zone',
      level: 'unknown',
      previousLevel: RANK_NAMES[previous],
      reason: 'evaluation-failed',
      sinceMs: moment.nowMs,
      basis: basisOf(zone.wearer),
      why: explain('zone.unknown.evaluation-failed', {}),
    }),
  );
}

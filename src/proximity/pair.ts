/**
 * One pair's evaluation: both beliefs carried to now, what their motion calls for, whether a side is blind, and what changed.
 * Fails toward warning: an evaluation that throws makes the pair `unknown`.
 */
import { assessApproach, isSharp, isSurelyOff, type Rule } from './approach.ts';
import { carryTo } from './belief.ts';
import { explain } from './explanations.ts';
import { basisOf, type Moment, newFinding, numbersOf, whole } from './finding.ts';
import { applyAssessment, applyFailure } from './levels.ts';
import { passS, relate } from './motion.ts';
import type { Engine } from './new-state.ts';
import { boundGapM, earliestS, isBounded } from './outer-bound.ts';
import { NEXT_OF_PROTECTED, type PairCursor } from './pair-record.ts';
import type { Parameters } from './parameters.ts';
import { insideProbability } from './probability.ts';
import { quietUntilMs } from './quiet.ts';
import { reviewPhone } from './reporting.ts';
import { crossRings } from './rings.ts';
import { type Blindness, blindness, blindSinceMs, isUnsteady, lastingBlindness, silenceAfterMs } from './silence.ts';
import { type Assessment, type PairState, type PersonState, RANK_NAMES, type Relative } from './state.ts';
import { NONE } from './table.ts';
import { dropSamples, keepSample } from './trend.ts';
import type { Explanation, Finding, UnknownReason } from './types.ts';
import type { ZoneCursor } from './zone-record.ts';

/** Evaluates the pair at `moment` and appends what changed to `findings`. */
export function evaluatePair(engine: Engine, pair: PairCursor, moment: Moment, findings: Finding[]): void {
  pair.evaluations++;
  pair.lastPosition = moment.inputPosition;
  look(engine, pair, moment, findings, true);
  engine.people.due.bring(pair.wearerSlot, pair.quietUntilMs);
}

/**
 * The same on a tick, of the pair of that slot; that there was a tick is its count (`ticks.ts`). Where its last evaluation showed
 * that it finds nothing and changes nothing until later, and nothing was heard of either side since, that is this evaluation.
 */
export function evaluatePairOnTick(engine: Engine, slot: number, moment: Moment, findings: Finding[]): void {
  const { pair } = engine;
  pair.alone(slot);
  const untilMs = pair.quietUntilMs;
  if (moment.nowMs < untilMs) return;
  pair.at(slot);
  // Who was not quiet after the last report will hardly be so before the next one: that is not looked at again and again.
  look(engine, pair, moment, findings, !Number.isNaN(untilMs));
}

/** `isForeseen`: whether to find out until when it stays quiet. */
function look(engine: Engine, pair: PairCursor, moment: Moment, findings: Finding[], isForeseen: boolean): void {
  const { protectedPerson } = pair;
  const wasAskedFaster = protectedPerson.isAskedFaster;
  pair.quietUntilMs = Number.NaN;
  try {
    if (pair.wearer.failed || pair.protectedPerson.failed) fail(pair, moment, findings);
    else {
      evaluate(engine, pair, moment, findings);
      reviewPhone(pair.parameters, pair, engine.relative, moment, findings);
      if (isForeseen) pair.quietUntilMs = quietUntilMs(engine, pair, moment.nowMs);
    }
  } catch {
    // HAZARD H-17: evaluation fails. The error is not kept: its text could hold a coordinate; the finding tells operators.
    fail(pair, moment, findings);
  }
  if (protectedPerson.isAskedFaster && !wasAskedFaster) disturb(engine, protectedPerson.firstAsProtected);
}

/** The pairs of a protected person's list are not known to be quiet any more. */
function disturb({ pairs, people }: Engine, firstAsProtected: number): void {
  for (let slot = firstAsProtected; slot !== NONE; slot = pairs.table.word(slot, NEXT_OF_PROTECTED)) {
    people.due.bring(pairs.disturb(slot), Number.NaN);
  }
}

/**
 * Opens the record of a level that nothing called for until now. False when there is none and nothing calls for one: a calm level
 * stays calm.
 */
export function openLevels(subject: PairCursor | ZoneCursor, found: Assessment): boolean {
  if (subject.levels.slot !== NONE) return true;
  if (found.raise === 0 && found.keep === 0 && found.reason === null) return false;
  subject.openLevels();
  return true;
}

function evaluate(engine: Engine, pair: PairCursor, moment: Moment, findings: Finding[]): void {
  const { relative, found } = engine;
  const { parameters: p, wearer, protectedPerson, spec } = pair;
  const { nowMs } = moment;
  const { reason } = pair.levels;
  const wearerS = spec.wearerIntervalS;
  const protectedS = spec.protectedIntervalS;
  let wearerSight = blindness(p, wearer, wearerS, pair.boundAtMs, nowMs);
  let protectedSight = blindness(p, protectedPerson, protectedS, pair.boundAtMs, nowMs);
  const areKnown = !Number.isNaN(wearer.tMs) && !Number.isNaN(protectedPerson.tMs);
  const isFresh =
    areKnown &&
    nowMs - wearer.tMs <= silenceAfterMs(p, spec.wearerIntervalS) &&
    nowMs - protectedPerson.tMs <= silenceAfterMs(p, spec.protectedIntervalS);
  found.isSurelyOff = false;
  found.isBlind = !isFresh || wearerSight !== 'sighted' || protectedSight !== 'sighted';
  found.newestGoodMs = Math.min(wearer.good.atMs, protectedPerson.good.atMs);
  found.goodAtMs = Math.min(wearer.secondGoodMs, protectedPerson.secondGoodMs);
  found.raise = 0;
  found.keep = 0;
  let rule: Rule = 'none';
  if (areKnown) {
    carryTo(p, wearer, nowMs);
    carryTo(p, protectedPerson, nowMs);
    relate(p, protectedPerson, wearer, spec.restraintM, relative);
    if (isFresh || isClosingOnStale(p, wearer, protectedPerson, relative, nowMs)) {
      keepSample(p, pair, relative, nowMs);
      rule = assessApproach(p, pair, relative, engine.trend, nowMs, found);
      // What has blurred since the fixes (an old one, a fast vehicle) shows nobody gone: it lowers nothing, but a danger far off.
      if (!isSharp(p, relative)) {
        found.isSurelyOff = !found.isBlind && isSurelyOff(p, relative, spec.warnM);
        found.isBlind = true;
      }
      if (!found.isBlind) crossRings(engine, pair, moment, findings);
    } else dropSamples(pair);
  } else forgetRelation(relative);
  if (isOf(reason, 'wearer')) wearerSight = lastingBlindness(p, wearer, wearerS, nowMs);
  if (isOf(reason, 'protected')) protectedSight = lastingBlindness(p, protectedPerson, protectedS, nowMs);
  judgeSilence(engine, pair, wearerSight, protectedSight, nowMs);
  if (!openLevels(pair, found)) return;
  const previous = pair.levels.rank;
  if (!applyAssessment(pair.levels, found, nowMs)) return;
  const { levels } = pair;
  const earliest = earliestContactS(engine, pair, nowMs);
  const isBlindNow = levels.reason !== null;
  const why = isBlindNow
    ? explainUnknown(pair, wearerSight, protectedSight, earliest ?? 0, nowMs)
    : explainLevel(engine, pair, rule, previous === 4, nowMs);
  findings.push(
    newFinding(moment, {
      subject: { kind: 'pair', pairId: pair.pairId },
      kind: 'approach',
      level: RANK_NAMES[levels.rank],
      previousLevel: RANK_NAMES[previous],
      reason: levels.reason,
      sinceMs: isBlindNow ? levels.reasonSinceMs : null,
      ...(areKnown && { numbers: numbersOf(relative) }),
      earliestContactS: earliest,
      basis: basisOf(wearer, protectedPerson),
      why,
    }),
  );
}

/** Whether the level is unknown because of that side, or of none in particular. */
function isOf(reason: UnknownReason | null, side: 'wearer' | 'protected'): boolean {
  return reason !== null && (reason === 'evaluation-failed' || reason.startsWith(side));
}

/**
 * One side is silent, and they come closer: where the silent one was, while that still says something, is where the other goes. It
 * can raise a level, never lower one.
 */
function isClosingOnStale(p: Parameters, a: PersonState, b: PersonState, relative: Relative, nowMs: number): boolean {
  return (
    relative.closingMps > p.motionMinMps &&
    isSharp(p, relative) &&
    nowMs - Math.min(a.tMs, b.tMs) <= p.staleRaiseS * 1000
  );
}

/** HAZARD H-104: the scratch still holds another pair's numbers, which would go into this pair's finding. */
function forgetRelation(relative: Relative): void {
  relative.distanceM = 0;
  relative.gapM = 0;
  relative.closingMps = 0;
  relative.closing = false;
  relative.parting = false;
}

/** Sets the reason of `unknown` when a side is blind and the outer bounds allow contact within the time of a warning. */
function judgeSilence(
  engine: Engine,
  pair: PairCursor,
  wearerSight: Blindness,
  protectedSight: Blindness,
  nowMs: number,
): void {
  const { found } = engine;
  found.reason = null;
  const { parameters: p, wearer, protectedPerson, spec } = pair;
  const isSighted = wearerSight === 'sighted' && protectedSight === 'sighted';
  const isHeld = isHeldUnknown(pair, nowMs);
  if (isSighted && !isHeld) return;
  // Once unknown, the bounds must allow contact only within twice the time: the other side's fixes come and go.
  const ahead = pair.levels.rank === 4 ? 2 * p.silenceContactS : p.silenceContactS;
  if (boundGapM(p, wearer, protectedPerson, nowMs, ahead, engine.scratch) > spec.restraintM) return;
  if (isSighted) {
    found.reason = pair.levels.reason;
    found.reasonSinceMs = pair.levels.reasonSinceMs;
    return;
  }
  const isWearers = wearerSight !== 'sighted';
  found.reason = reasonOf(isWearers, isWearers ? wearerSight : protectedSight);
  found.reasonSinceMs = blindSinceMs(isWearers ? wearer : protectedPerson, pair.boundAtMs);
}

/**
 * Unknown already, and not known again though no side is blind. HAZARD H-120: a side counts as sighted only because it was bound
 * not long ago: what it has to begin to report is no report, and nothing is known again by it. HAZARD H-121: or it is not heard
 * steadily yet.
 */
function isHeldUnknown(pair: PairCursor, nowMs: number): boolean {
  const { parameters: p, wearer, protectedPerson, spec, levels } = pair;
  const { reason } = levels;
  if (reason === null || reason === 'evaluation-failed') return false;
  const isWearers = isOf(reason, 'wearer');
  const intervalS = isWearers ? spec.wearerIntervalS : spec.protectedIntervalS;
  if (isUnsteady(p, isWearers ? wearer : protectedPerson, intervalS, levels, nowMs)) return true;
  const never = Number.NEGATIVE_INFINITY;
  return (
    blindness(p, wearer, spec.wearerIntervalS, never, nowMs) !== 'sighted' ||
    blindness(p, protectedPerson, spec.protectedIntervalS, never, nowMs) !== 'sighted'
  );
}

function reasonOf(isWearers: boolean, sight: Blindness): UnknownReason {
  switch (sight) {
    case 'never-reported':
      return isWearers ? 'wearer-never-reported' : 'protected-never-reported';
    case 'silent':
      return isWearers ? 'wearer-silent' : 'protected-silent';
    default:
      return isWearers ? 'wearer-untrustworthy' : 'protected-untrustworthy';
  }
}

/** Soonest possible contact, whole seconds; null when nothing at all is known of a side. */
export function earliestContactS(engine: Engine, pair: PairCursor, nowMs: number): number | null {
  const { parameters: p, wearer, protectedPerson, spec } = pair;
  if (!isBounded(wearer) || !isBounded(protectedPerson)) return null;
  return earliestS((aheadS) => boundGapM(p, wearer, protectedPerson, nowMs, aheadS, engine.scratch), spec.restraintM);
}

function explainUnknown(
  pair: PairState,
  wearerSight: Blindness,
  protectedSight: Blindness,
  earliest: number,
  nowMs: number,
): Explanation {
  const isWearers = wearerSight !== 'sighted';
  const sight = isWearers ? wearerSight : protectedSight;
  const person: PersonState = isWearers ? pair.wearer : pair.protectedPerson;
  const silentS = whole((nowMs - blindSinceMs(person, pair.boundAtMs)) / 1000);
  const side = isWearers ? 'wearer' : 'protected';
  if (sight === 'sighted') return explain('approach.unknown.evaluation-failed', {});
  if (sight === 'never-reported') return explain(`approach.unknown.${side}-never-reported`, { waitedS: silentS });
  return explain(`approach.unknown.${side}-${sight}`, { silentS, earliestContactS: earliest });
}

function explainLevel(engine: Engine, pair: PairState, rule: Rule, wasUnknown: boolean, nowMs: number): Explanation {
  const { levels, spec } = pair;
  const numbers = numbersOf(engine.relative);
  const distanceM = numbers.distanceM ?? 0;
  const gapM = numbers.gapM ?? 0;
  const etaS = numbers.etaS ?? 0;
  const closingMps = numbers.closingMps ?? 0;
  if (levels.rank > engine.found.raise || rule === 'none') {
    if (wasUnknown)
      return explain(engine.found.isBlind ? 'approach.resumed.far' : 'approach.resumed', { distanceM, gapM });
    const lastMs = [levels.noticeMs, levels.noticeMs, levels.warningMs, levels.dangerMs][levels.rank + 1] ?? nowMs;
    return explain('approach.lowered', {
      distanceM,
      gapM,
      heldS: Number.isNaN(lastMs) ? 0 : whole((nowMs - lastMs) / 1000),
    });
  }
  switch (rule) {
    case 'danger.inside':
      return explain('approach.danger.inside', { distanceM, gapM, ...insideNumbers(engine.relative, spec.restraintM) });
    case 'danger.near':
      return explain('approach.danger.near', { distanceM, ringM: whole(spec.restraintM) });
    case 'danger.closing':
      return explain('approach.danger.closing', { distanceM, closingMps, etaS, ...courseNumbers(engine.relative) });
    case 'warning.inside':
      return explain('approach.warning.inside', { distanceM, gapM, ...insideNumbers(engine.relative, spec.warnM) });
    case 'warning.closing':
      return explain('approach.warning.closing', { distanceM, closingMps, etaS, ...courseNumbers(engine.relative) });
    case 'warning.trend': {
      const { closedM, overS } = engine.trend;
      const left = Math.max(0, engine.relative.gapM - spec.restraintM);
      const params = { distanceM, closedM: whole(closedM), overS: whole(overS), etaS: whole((left * overS) / closedM) };
      return explain('approach.warning.trend', params);
    }
    case 'notice.inside':
      return explain('approach.notice.inside', { distanceM, gapM, ...insideNumbers(engine.relative, spec.noticeM) });
    case 'notice.closing':
      return explain('approach.notice.closing', { distanceM, closingMps, etaS });
  }
}

function insideNumbers(relative: Relative, ringM: number): { ringM: number; chancePct: number } {
  return { ringM: whole(ringM), chancePct: whole(100 * insideProbability(relative.distanceM, relative.sigmaM, ringM)) };
}

/** Closest point of approach, and the time to it. */
function courseNumbers(relative: Relative): { missM: number; passS: number } {
  return { missM: whole(relative.missM), passS: whole(passS(relative)) };
}

function fail(pair: PairCursor, moment: Moment, findings: Finding[]): void {
  pair.openLevels();
  const previous = pair.levels.rank;
  if (!applyFailure(pair.levels, moment.nowMs)) return;
  findings.push(
    newFinding(moment, {
      subject: { kind: 'pair', pairId: pair.pairId },
      kind: 'approach',
      level: 'unknown',
      previousLevel: RANK_NAMES[previous],
      reason: 'evaluation-failed',
      sinceMs: moment.nowMs,
      basis: basisOf(pair.wearer, pair.protectedPerson),
      why: explain('approach.unknown.evaluation-failed', {}),
    }),
  );
}

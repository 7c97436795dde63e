/**
 * How long a pair stays quiet: until when its evaluations on ticks can find nothing and change nothing, as far as nothing new is
 * heard of either side. What is shown here holds for every rule that an evaluation goes through - `approach.ts`, `rings.ts`,
 * `silence.ts`, `trend.ts`, `levels.ts`, `reporting.ts` -, so that until then being evaluated is nothing but to be counted. A rule
 * that looks at something else must be looked at here too (`quiet.test.ts` compares both ways).
 * Fails toward evaluation: whatever is not certain gives NaN.
 *
 * - Nothing but inputs changes beliefs, trust and terms, and each of those that concerns the pair evaluates it anew.
 * - The pair is calm and its rings are empty; all that could change that is bounded over the whole time: they are further apart than
 *   any ring and the reach of the trend, with six standard deviations of the blur at its end, so every chance is 0; and their
 *   courses do not close on each other, or pass each other by, and are no time-to-contact away from each other.
 * - It ends before the next sample of the trend is due (the usual distance changes with it), and before any report grows old.
 * - What only holds back a course (`isNearerThanUsual`) need not be looked at: it raises nothing.
 */
import { mostVarPos, velocityVariance } from './belief.ts';
import type { Engine } from './new-state.ts';
import type { PairCursor } from './pair-record.ts';
import type { Parameters } from './parameters.ts';
import type { PersonCursor } from './person-record.ts';
import { silenceAfterMs } from './silence.ts';
import type { Relative } from './state.ts';
import { NONE } from './table.ts';
import { sampleDueMs } from './trend.ts';

/** As `insideProbability` has it: further away than this the chance is 0. */
const SURE_SIGMAS = 6;
/** Beyond these, directions turn faster along the way than is allowed for below. */
const LAT_MAX_DEG = 70;
const DISTANCE_MAX_M = 1_000_000;
const WAY_MAX_M = 10_000;
/**
 * How far directions may turn besides by the ways themselves: with the meridians along 10 km at 70 degrees (0.005 rad at each end),
 * and where the flat measure gives way to the geodesic, at 20 km (0.005 of the line, 0.009 between the ends).
 */
const TURN_RAD = 0.03;

/** Just after the pair was evaluated at `nowMs`: the time up to which, without it, its evaluations come to nothing; NaN for none. */
export function quietUntilMs(engine: Engine, pair: PairCursor, nowMs: number): number {
  const { found, relative } = engine;
  const { parameters: p, wearer, protectedPerson, spec } = pair;
  if (found.isBlind || !(p.probable > 0)) return Number.NaN;
  if (pair.levels.slot !== NONE && !pair.levels.isCalm) return Number.NaN;
  if (!Number.isNaN(pair.leadingMs) || pair.crossInside || protectedPerson.isAskedFaster) return Number.NaN;
  if (!(isPlain(wearer) && isPlain(protectedPerson) && relative.distanceM <= DISTANCE_MAX_M)) return Number.NaN;
  const untilMs = Math.min(
    sampleDueMs(p, pair),
    oldFromMs(p, wearer, spec.wearerIntervalS, pair.boundAtMs),
    oldFromMs(p, protectedPerson, spec.protectedIntervalS, pair.boundAtMs),
  );
  const overS = (untilMs - nowMs) / 1000;
  if (!(overS > 0)) return Number.NaN;
  const speedMps = speedOf(wearer) + speedOf(protectedPerson);
  const wayM = speedMps * overS;
  if (!(wayM <= WAY_MAX_M)) return Number.NaN;
  // A hundredth and two metres: what measure, geodesic and carrying differ by.
  const leastM = 0.99 * relative.distanceM - 1.01 * wayM - 2;
  const blurM = SURE_SIGMAS * Math.sqrt(mostVarPos(p, wearer, untilMs) + mostVarPos(p, protectedPerson, untilMs)) + 1;
  if (!(leastM > p.trendRangeM && leastM - blurM > furthestRangeM(pair))) return Number.NaN;
  const turnMps = speedMps * (TURN_RAD + (1.01 * wayM) / leastM);
  const mostClosingMps = Math.max(0, relative.closingMps + turnMps);
  if (mostClosingMps > leastClearMps(p, wearer, protectedPerson)) {
    const isSoon = leastM - blurM - spec.restraintM <= mostClosingMps * p.closeTauS;
    if (isSoon || !isPassingBy(p, pair, relative, turnMps, leastM)) return Number.NaN;
  }
  return untilMs;
}

/** Where directions are those of a plane, nearly, and doubt only grows. */
function isPlain(person: PersonCursor): boolean {
  return person.nowLatDeg <= LAT_MAX_DEG && person.nowLatDeg >= -LAT_MAX_DEG;
}

/** From when on the side is, or may be, silent: see `evaluatePair` and `blindness`. */
function oldFromMs(p: Parameters, person: PersonCursor, intervalS: number, boundAtMs: number): number {
  const goodMs = person.good.atMs;
  return Math.min(person.tMs, goodMs > boundAtMs ? goodMs : boundAtMs) + silenceAfterMs(p, intervalS);
}

/** Velocities fade: at no later time is it more. */
function speedOf(person: PersonCursor): number {
  const { nowEastMps, nowNorthMps } = person;
  return Math.sqrt(nowEastMps * nowEastMps + nowNorthMps * nowNorthMps);
}

/** The largest radius that any rule or ring asks a chance of; Infinity when the wearer is in a ring. */
function furthestRangeM(pair: PairCursor): number {
  const { parameters: p, spec, ring } = pair;
  const { restraintM, warnM, noticeM } = spec;
  const ofDanger = Math.max(p.dangerNearFactor, p.dangerStillFactor, 1);
  let rangeM = Math.max(ofDanger * restraintM, warnM, noticeM);
  for (let slot = pair.firstRing; slot !== NONE; slot = ring.next) {
    ring.at(slot);
    if (ring.inside) return Number.POSITIVE_INFINITY;
    if (ring.radiusM > rangeM) rangeM = ring.radiusM;
  }
  return rangeM * Math.max(1, p.exitFactor);
}

/** The least closing speed that counts, as `relate` has it: variances of velocity go from what they are to the spread. */
function leastClearMps(p: Parameters, wearer: PersonCursor, protectedPerson: PersonCursor): number {
  const a = Math.min(wearer.nowVarVel, velocityVariance(p, wearer.speedMps));
  const b = Math.min(protectedPerson.nowVarVel, velocityVariance(p, protectedPerson.speedMps));
  return Math.max(p.motionMinMps, Math.sqrt(a + b));
}

/** Whether they close, but on courses that pass too far off for any rule. Both parts of the relative motion fade alike. */
function isPassingBy(p: Parameters, pair: PairCursor, relative: Relative, turnMps: number, leastM: number): boolean {
  const { restraintM, warnM, noticeM } = pair.spec;
  const acrossMps = (relative.missM / relative.distanceM) * relative.speedMps - turnMps;
  const leastShare = acrossMps / (relative.speedMps + turnMps);
  const mostM = Math.max(p.missFloorShare * warnM, p.dangerMissFactor * restraintM, noticeM);
  return leastShare > p.missShare && leastShare * leastM > mostM;
}

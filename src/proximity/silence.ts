/**
 * Silence and distrust of one side, as numbers. A side is blind when its last good fix is too old for its reporting interval,
 * or when its positions are not to be trusted. Being blind is not yet `unknown`: that also needs the outer bound to allow contact.
 */
import type { Parameters } from './parameters.ts';
import type { LevelState, PersonState } from './state.ts';

export type Blindness = 'sighted' | 'never-reported' | 'silent' | 'imprecise' | 'untrustworthy';

/** How long a side may be silent before it is looked at, milliseconds. */
export function silenceAfterMs(p: Parameters, intervalS: number): number {
  return Math.max(p.silenceAfterS, p.silenceIntervals * intervalS) * 1000;
}

/**
 * A side that was silent long before the order gets the same time from the binding on: a just-bound pair must not alarm before
 * the device had its chance to report.
 */
export function blindness(
  p: Parameters,
  person: PersonState,
  intervalS: number,
  boundAtMs: number,
  nowMs: number,
): Blindness {
  if (!isTrusted(person)) return 'untrustworthy';
  const limitMs = silenceAfterMs(p, intervalS);
  const goodMs = person.good.atMs;
  if (nowMs - (goodMs > boundAtMs ? goodMs : boundAtMs) <= limitMs) return 'sighted';
  return kindOf(person, limitMs, nowMs);
}

/**
 * The same of a side because of which the level is unknown already. HAZARD H-121: reports that are just too old must not end that
 * once a minute. HAZARD H-120: the time to begin to report is over.
 */
export function lastingBlindness(p: Parameters, person: PersonState, intervalS: number, nowMs: number): Blindness {
  if (!isTrusted(person)) return 'untrustworthy';
  const limitMs = silenceAfterMs(p, intervalS);
  if (nowMs - person.good.atMs <= limitMs * p.soundShare) return 'sighted';
  return kindOf(person, limitMs, nowMs);
}

/**
 * Whether an unknown of that side has to wait for one more report though the side is heard again. The first one after silence ends
 * it at once. HAZARD H-121: not so when one had ended a short time ago: then the side has to be heard twice, without being silent
 * between these, or a device that is just too slow for its order goes to unknown and back with every report. To be asked at each
 * evaluation of an unknown, also while the side is blind.
 */
export function isUnsteady(
  p: Parameters,
  person: PersonState,
  intervalS: number,
  levels: LevelState,
  nowMs: number,
): boolean {
  if (!(nowMs - levels.knownAgainMs <= p.unknownAgainS * 1000)) return false;
  const never = Number.NEGATIVE_INFINITY;
  if (blindness(p, person, intervalS, never, nowMs) !== 'sighted') levels.heardFromMs = Number.NaN;
  else if (Number.isNaN(levels.heardFromMs) && lastingBlindness(p, person, intervalS, nowMs) === 'sighted')
    levels.heardFromMs = person.good.atMs;
  return !(person.secondGoodMs >= levels.heardFromMs);
}

/** Of a side that has no good fix new enough. */
function kindOf(person: PersonState, limitMs: number, nowMs: number): Blindness {
  if (Number.isNaN(person.tMs)) return 'never-reported';
  // A precise one that is too old to end an unknown is late, not imprecise.
  const isPrecise = person.tMs <= person.good.atMs;
  return nowMs - person.tMs <= limitMs && !isPrecise ? 'imprecise' : 'silent';
}

function isTrusted(person: PersonState): boolean {
  return Number.isNaN(person.strapOpenMs) && Number.isNaN(person.distrustedMs);
}

/** Since when nothing good is known: the last good fix, else the binding. */
export function blindSinceMs(person: PersonState, boundAtMs: number): number {
  return Number.isNaN(person.good.atMs) ? boundAtMs : person.good.atMs;
}

/**
 * Patterns that are findings of their own, each said once an episode: mocked positions, impossible speed, a frozen position, a
 * clock that runs ahead. They are safe: what they doubt changes neither belief nor outer bound, so silence goes on counting.
 */
import { measure, newOffset } from '../core/geo.ts';
import { assumedAccuracyM, effectiveTimeMs, type Reception } from './belief.ts';
import { explain } from './explanations.ts';
import { isKnown } from './gate.ts';
import type { Parameters } from './parameters.ts';
import type { PersonState } from './state.ts';
import type { Explanation, Fix } from './types.ts';

export interface PatternSaid {
  readonly name: 'spoofing-suspected' | 'clock-error' | 'probing';
  readonly why: Explanation;
}

/** Looks at a fix before it is taken in: sets or ends distrust. */
export function inspectBefore(p: Parameters, person: PersonState, fix: Fix, nowMs: number): PatternSaid[] {
  const said: PatternSaid[] = [];
  const aheadS = (fix.fixedAtMs - Math.min(fix.receivedAtMs, nowMs)) / 1000;
  if (aheadS > p.clockAheadS) {
    if (isNew(p, person.clockMs, nowMs)) {
      said.push({ name: 'clock-error', why: explain('pattern.clock-error', { aheadS: Math.round(aheadS) }) });
    }
    person.clockMs = nowMs;
  }
  const isMocked = fix.mock === true;
  if (isMocked) {
    if (isNew(p, person.mockMs, nowMs)) {
      said.push({ name: 'spoofing-suspected', why: explain('pattern.spoofing-suspected.mock', {}) });
    }
    person.mockMs = nowMs;
  }
  const isFrozenInMotion = countFrozen(p, person, fix, nowMs, said);
  // HAZARD H-124: an old report says nothing of now, and a known one that comes again is no sign that what is sent now is true.
  if (effectiveTimeMs(fix, nowMs) < person.tMs) return said;
  if (isMocked || isFrozenInMotion) {
    if (Number.isNaN(person.distrustedMs)) person.distrustedMs = nowMs;
    return said;
  }
  const isDoubted = isRecent(p, person.mockMs, nowMs) || isRecent(p, person.lastEventMs('identity-conflict'), nowMs);
  // HAZARD H-121: trust comes back slowly, or a phone that fakes every second position is trusted every minute.
  if (!isDoubted && !isKnown(person, fix)) person.distrustedMs = Number.NaN;
  return said;
}

/** Looks at what became of the fix: positions that no vehicle could reach, again and again. */
export function inspectAfter(
  p: Parameters,
  person: PersonState,
  fix: Fix,
  reception: Reception,
  nowMs: number,
): PatternSaid[] {
  const accuracyM = assumedAccuracyM(p, fix);
  // A coarse position is often far off: that is no sign of spoofing.
  if (reception !== 'held' || accuracyM > p.coarseAccuracyM) return [];
  const offset = newOffset();
  measure(person.latDeg, person.lonDeg, fix.latDeg, fix.lonDeg, offset);
  const wayM = Math.max(0, offset.distanceM - 1.5 * (accuracyM + person.accuracyM));
  const speedMps = wayM / Math.max(1, (effectiveTimeMs(fix, nowMs) - person.tMs) / 1000);
  if (speedMps <= p.travelSpeedMaxMps) return [];
  if (nowMs - person.impossibleMs > p.patternOverS * 1000) person.impossibleCount = 0;
  person.impossibleMs = nowMs;
  person.impossibleCount++;
  if (person.impossibleCount < 2) return [];
  const isFirst = isNew(p, person.impossibleSaidMs, nowMs);
  person.impossibleSaidMs = nowMs;
  if (!isFirst) return [];
  const why = explain('pattern.spoofing-suspected.impossible-speed', {
    speedMps: Math.round(speedMps),
    reports: person.impossibleCount,
  });
  return [{ name: 'spoofing-suspected', why }];
}

/** True when the position stands still to the last digit while the device says that it moves. */
function countFrozen(p: Parameters, person: PersonState, fix: Fix, nowMs: number, said: PatternSaid[]): boolean {
  if (fix.source === 'cell' || fix.source === 'wifi' || fix.source === 'ble') return false;
  // Late, repeated or doubled reports say nothing new about the receiver.
  if (fix.fixedAtMs <= person.frozenAtMs) return person.frozenMovingCount >= p.frozenMovingReports;
  person.frozenAtMs = fix.fixedAtMs;
  if (fix.latDeg !== person.frozenLatDeg || fix.lonDeg !== person.frozenLonDeg) {
    person.frozenLatDeg = fix.latDeg;
    person.frozenLonDeg = fix.lonDeg;
    person.frozenSinceMs = fix.fixedAtMs;
    person.frozenCount = 1;
    person.frozenMovingCount = 0;
    return false;
  }
  person.frozenCount++;
  if (fix.speedMps !== null && fix.speedMps > 1) person.frozenMovingCount++;
  const overMs = fix.fixedAtMs - person.frozenSinceMs;
  const isMoving = person.frozenMovingCount >= p.frozenMovingReports;
  const isLong = fix.source === 'gnss' && person.frozenCount >= p.frozenReports && overMs >= p.frozenS * 1000;
  if (isMoving || isLong) {
    if (isNew(p, person.frozenSaidMs, nowMs)) {
      const params = { reports: person.frozenCount, overS: Math.round(overMs / 1000) };
      said.push({ name: 'spoofing-suspected', why: explain('pattern.spoofing-suspected.frozen-position', params) });
    }
    person.frozenSaidMs = nowMs;
  }
  return isMoving;
}

/** NaN, for never, is not recent. */
function isRecent(p: Parameters, lastMs: number, nowMs: number): boolean {
  return nowMs - lastMs < p.distrustHoldS * 1000;
}

/** A pattern is said again only when there was no sign of it for a while. */
function isNew(p: Parameters, lastMs: number, nowMs: number): boolean {
  return Number.isNaN(lastMs) || nowMs - lastMs > p.patternOverS * 1000;
}

/**
 * The outlier gate: which fixes are held rather than believed. Held is not thrown away: a second fix that agrees confirms it, for
 * people do come out of tunnels elsewhere. Fails toward doubt: while a fix is held, belief and outer bound stay as they were.
 */
import { measure, newOffset } from '../core/geo.ts';
import type { Parameters } from './parameters.ts';
import type { PersonState } from './state.ts';
import type { Fix } from './types.ts';

/** The newest believed or held fix once more. By its own time: a late second copy arrives at another one. */
export function isKnown(person: PersonState, fix: Fix): boolean {
  if (fix.fixedAtMs === person.fixedAtMs) {
    return fix.latDeg === person.fixLatDeg && fix.lonDeg === person.fixLonDeg;
  }
  if (fix.fixedAtMs !== person.suspectFixedAtMs) return false;
  return fix.latDeg === person.suspectLatDeg && fix.lonDeg === person.suspectLonDeg;
}

/** Whether the fix needs a motion that neither the belief nor the device's own speed explains. */
export function isSurprise(p: Parameters, person: PersonState, fix: Fix, accuracyM: number, atMs: number): boolean {
  const dtS = Math.max(1, (atMs - person.tMs) / 1000);
  const offset = newOffset();
  measure(person.latDeg, person.lonDeg, fix.latDeg, fix.lonDeg, offset);
  const mps = Math.max(0, offset.distanceM - 1.5 * (accuracyM + person.accuracyM)) / dtS;
  if (mps > p.travelSpeedMaxMps) return true;
  if (dtS > p.surpriseWithinS) return false;
  const saidMps = fix.speedMps !== null && fix.source !== 'cell' ? fix.speedMps : 0;
  return mps > Math.max(p.surpriseSpeedMps, p.surpriseFactor * person.speedMps, 2.5 * saidMps);
}

/** Whether the fix lies within a plausible way of the one that was held before. */
export function agreesWithSuspect(
  p: Parameters,
  person: PersonState,
  fix: Fix,
  accuracyM: number,
  atMs: number,
): boolean {
  if (!(atMs > person.suspectAtMs)) return false;
  const offset = newOffset();
  measure(person.suspectLatDeg, person.suspectLonDeg, fix.latDeg, fix.lonDeg, offset);
  const dtS = (atMs - person.suspectAtMs) / 1000;
  const mps = Math.max(0, offset.distanceM - 1.5 * (accuracyM + person.suspectAccuracyM)) / dtS;
  return mps <= p.travelSpeedMaxMps / 2;
}

/** Keeps the fix as the suspect that the next one may confirm. */
export function hold(person: PersonState, fix: Fix, accuracyM: number, atMs: number): void {
  person.suspectAtMs = atMs;
  person.suspectFixedAtMs = fix.fixedAtMs;
  person.suspectLatDeg = fix.latDeg;
  person.suspectLonDeg = fix.lonDeg;
  person.suspectAccuracyM = accuracyM;
}

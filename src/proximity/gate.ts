/**
 * The outlier gate: which fixes are held rather than believed. Held is not thrown away: a second fix that agrees confirms it, for
 * people do come out of tunnels elsewhere. Fails toward doubt: while a fix is held, belief and outer bound stay as they were.
 */
import { measure, newOffset } from '../core/geo.ts';
import type { Parameters } from './parameters.ts';
import type { PersonState } from './state.ts';
import type { Fix } from './types.ts';

/** What a device tells of its speed is of one instant: it explains a way at this many times of it. */
const SAID_FACTOR = 2.5;

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
  return mps > Math.max(p.surpriseSpeedMps, p.surpriseFactor * person.speedMps, SAID_FACTOR * saidMpsOf(fix));
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

/**
 * Whether the fix, though the belief explains it, says that the suspect was right: from there it needs a small part of the speed
 * that it needs from the belief, and the device tells of none. HAZARD H-154: by now there was time enough for the whole way, but it
 * was made before the suspect: taken for a way until now it is a motion that nobody makes any more.
 */
export function prefersSuspect(p: Parameters, person: PersonState, fix: Fix, accuracyM: number, atMs: number): boolean {
  if (!(atMs > person.suspectAtMs)) return false;
  const offset = newOffset();
  measure(person.latDeg, person.lonDeg, fix.latDeg, fix.lonDeg, offset);
  const beliefM = Math.max(0, offset.distanceM - 1.5 * (accuracyM + person.accuracyM));
  const beliefMps = beliefM / Math.max(1, (atMs - person.tMs) / 1000);
  if (beliefMps <= SAID_FACTOR * saidMpsOf(fix)) return false;
  measure(person.suspectLatDeg, person.suspectLonDeg, fix.latDeg, fix.lonDeg, offset);
  const suspectM = Math.max(0, offset.distanceM - 1.5 * (accuracyM + person.suspectAccuracyM));
  return (suspectM / ((atMs - person.suspectAtMs) / 1000)) * p.surpriseFactor < beliefMps;
}

/** A place that may be confirmed. */
export interface Held {
  readonly latDeg: number;
  readonly lonDeg: number;
  readonly atMs: number;
  readonly fixedAtMs: number;
  readonly accuracyM: number;
  /** How fast the person had lately been before the fix that contradicts it. */
  readonly speedMps: number;
}

/** Keeps a place as the suspect that the next fix may confirm. */
export function hold(person: PersonState, held: Held): void {
  person.suspectAtMs = held.atMs;
  person.suspectFixedAtMs = held.fixedAtMs;
  person.suspectLatDeg = held.latDeg;
  person.suspectLonDeg = held.lonDeg;
  person.suspectAccuracyM = held.accuracyM;
  person.suspectSpeedMps = held.speedMps;
}

/** The speed by the device's own word; 0 where it tells none. */
function saidMpsOf(fix: Fix): number {
  return fix.speedMps !== null && fix.source !== 'cell' ? fix.speedMps : 0;
}

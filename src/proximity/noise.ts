/**
 * How honest a device's accuracies are. Phones under-report (multipath, indoor drift): at rest, the scatter of the positions against
 * what was said of them shows by how much. Fails toward doubt: a device is never taken to be better than it says.
 */
import { measure, newOffset } from '../core/geo.ts';
import type { Parameters } from './parameters.ts';
import { RADIUS68_SIGMAS } from './probability.ts';
import type { PersonState } from './state.ts';
import type { Fix } from './types.ts';

/** One wild fix is an outlier, not a habit. */
const SQUARE_MAX = 16;
const scratch = newOffset();

/** The 68 % radius to reckon with for a device that says `accuracyM`, metres. */
export function honestAccuracyM(person: PersonState, accuracyM: number): number {
  return person.noiseRatio > 1 ? accuracyM * Math.sqrt(person.noiseRatio) : accuracyM;
}

/**
 * Learns from a fix of somebody at rest: its squared distance from the belief, against what is expected of it (mean 1). Of somebody
 * on the way nothing can be learned, and what was learned fades: the first steps looked like scatter.
 */
export function learnNoise(p: Parameters, person: PersonState, fix: Fix, accuracyM: number, atMs: number): void {
  if (accuracyM > p.coarseAccuracyM || atMs - person.tMs > p.surpriseWithinS * 1000) return;
  const before = Math.max(1, person.noiseRatio);
  const seen = person.speedMps < p.restSpeedMps ? squareOf(person, fix, accuracyM) : 1;
  person.noiseRatio = Math.min(p.noiseRatioMax, Math.max(1, before + p.noiseGain * (seen - before)));
}

function squareOf(person: PersonState, fix: Fix, accuracyM: number): number {
  measure(person.latDeg, person.lonDeg, fix.latDeg, fix.lonDeg, scratch);
  const variance = person.varPos + (accuracyM / RADIUS68_SIGMAS) ** 2;
  return Math.min(SQUARE_MAX, (scratch.distanceM * scratch.distanceM) / (2 * variance));
}

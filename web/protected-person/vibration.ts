import type { Level } from '../ui/parts/level.ts';
import { isVibrationWanted } from './warning/felt.ts';

/** Whether this browser lets a page vibrate at all (iOS never does); whether the device then does cannot be known. */
export function canVibrate(): boolean {
  return 'vibrate' in navigator;
}

/** Told apart by feel: danger is many long shakes, a warning two, "not known" a short pair, a notice one. On, off, on … */
const FULL_MS: Readonly<Record<Level, readonly number[]>> = {
  danger: [600, 150, 600, 150, 600, 150, 600, 150, 600],
  warning: [400, 200, 400, 900, 400, 200, 400],
  unknown: [150, 150, 150, 900, 150, 150, 150],
  notice: [150],
  clear: [],
};
const SHORT_MS: Readonly<Record<Level, readonly number[]>> = {
  danger: [600, 150, 600],
  warning: [400, 200, 400],
  unknown: [150, 150, 150],
  notice: [],
  clear: [],
};
/** "It is lower now": once. */
const LOWER_MS = [80];

/** Not where the person chose the screen alone. Browsers refuse until they have touched the page once. */
export function shake(patternMs: readonly number[]): void {
  if (isVibrationWanted() && canVibrate() && navigator.userActivation?.hasBeenActive !== false)
    navigator.vibrate([...patternMs]);
}

export function vibrate(level: Level, row: 'full' | 'short'): void {
  shake((row === 'full' ? FULL_MS : SHORT_MS)[level]);
}

export function vibrateLower(): void {
  shake(LOWER_MS);
}

export function stopVibration(): void {
  shake([0]);
}

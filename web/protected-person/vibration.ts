import type { Level } from '../ui/parts/level.ts';

/** Whether this browser lets a page vibrate at all (iOS never does); whether the device then does cannot be known. */
export function canVibrate(): boolean {
  return 'vibrate' in navigator;
}

const PATTERNS_MS: Readonly<Record<Level, readonly number[]>> = {
  danger: [400, 150, 400, 150, 400, 150, 800],
  warning: [400, 200, 400],
  unknown: [250, 200, 250],
  notice: [150],
  clear: [],
};

/** Browsers refuse until the person has touched the page once. */
export function vibrate(level: Level): void {
  if (canVibrate() && navigator.userActivation?.hasBeenActive !== false) navigator.vibrate([...PATTERNS_MS[level]]);
}

export function stopVibration(): void {
  if (canVibrate() && navigator.userActivation?.hasBeenActive !== false) navigator.vibrate(0);
}

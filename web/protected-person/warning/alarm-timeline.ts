/**
 * When a warning that nobody has marked as seen makes itself felt again. Pure. It ends by itself: an hour of beeping helps nobody and
 * gives a place away; what stays is the sheet. Fails toward being felt: the first row is never left out.
 */
import { unreachable } from '../../../src/core/assert.ts';
import { MINUTE_MS, SECOND_MS } from '../../../src/core/time.ts';
import type { Level } from '../../ui/parts/level.ts';

/** full: the level's whole pattern; short: one row of it, as a reminder. */
export type Row = 'full' | 'short';

export interface Step {
  readonly atMs: number;
  readonly row: Row;
}

/** The pattern again and again for this long … */
export const FULL_MS = MINUTE_MS;
/** … then a reminder this often, until … */
export const SHORT_EVERY_MS = 30 * SECOND_MS;
/** … here. Then it only shows. */
export const END_MS = 5 * MINUTE_MS;

/** From one full pattern to the next, longer than the pattern itself. */
export function fullEveryMs(level: Level): number {
  switch (level) {
    case 'danger':
      return 5 * SECOND_MS;
    case 'warning':
      return 10 * SECOND_MS;
    case 'unknown':
      return 20 * SECOND_MS;
    case 'notice':
    case 'clear':
      return FULL_MS;
    default:
      return unreachable(level);
  }
}

/** The steps of a warning, counted from when it came on the screen. A notice is told once. */
export function alarmSteps(level: Level): readonly Step[] {
  if (level === 'notice' || level === 'clear') return [{ atMs: 0, row: 'full' }];
  const steps: Step[] = [];
  for (let atMs = 0; atMs < FULL_MS; atMs += fullEveryMs(level)) steps.push({ atMs, row: 'full' });
  for (let atMs = FULL_MS; atMs <= END_MS; atMs += SHORT_EVERY_MS) steps.push({ atMs, row: 'short' });
  return steps;
}

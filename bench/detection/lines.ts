/** What a detector says over a case: its level from each line on, `clear` before the first. */
import type { Level } from '../../src/proximity/types.ts';

export interface Line {
  readonly atMs: number;
  readonly level: Level;
}

/** Warning or danger: what the pair is told about. */
export function isWarned(level: Level): boolean {
  return level === 'warning' || level === 'danger';
}

/** The last level is warning, danger or unknown. */
export function isAlerting(level: Level): boolean {
  return isWarned(level) || level === 'unknown';
}

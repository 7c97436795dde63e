import type { Warning } from '../../ui/live/live-state.ts';
import { type Level, urgencyOf } from '../../ui/parts/level.ts';

export interface Picked {
  readonly top: Warning;
  readonly rest: readonly Warning[];
}

/** Of several warnings the highest level comes first, of equal ones the latest; null when there is none. */
export function pickWarning(warnings: readonly Warning[]): Picked | null {
  const [top, ...rest] = [...warnings].sort((a, b) => urgencyOf(b.level) - urgencyOf(a.level) || b.atMs - a.atMs);
  return top === undefined ? null : { top, rest };
}

/** Whether the danger that a warning told of has become less since. "Not known" is never less. */
export function hasFallen(warned: Level, now: Level | null): boolean {
  return (now === 'clear' || now === 'notice') && urgencyOf(now) < urgencyOf(warned);
}

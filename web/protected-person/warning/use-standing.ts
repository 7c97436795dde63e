import { useRef } from 'react';
import type { Warning } from '../../ui/live/live-state.ts';
import { browserClock } from '../../ui/page-clock.ts';
import type { Level } from '../../ui/parts/level.ts';
import { followWarnings, NOTHING_WATCHED, type Picked, pickWarning } from './standing.ts';

/** What stands of the warnings now. For a component that stays: what it remembers must outlive every sheet. */
export function useStanding(warnings: readonly Warning[], levelOf: (pairId: string) => Level | null): Picked | null {
  const watched = useRef(NOTHING_WATCHED);
  watched.current = followWarnings(watched.current, warnings, levelOf, browserClock.nowMs());
  return pickWarning(warnings, watched.current);
}

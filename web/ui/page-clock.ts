/**
 * The page's clock. A phone's wall clock may be set back, and its monotonic clock may stop while the phone sleeps; either would
 * make an old position look young. This one goes on by whichever of the two moved more: it errs toward "older".
 */
import { type Clock, systemClock } from '../../src/core/clock.ts';

/** `monotonicMs` is performance.now() in a page. */
export function pageClock(wall: Clock, monotonicMs: () => number): Clock {
  let lastWallMs = wall.nowMs();
  let lastMonotonicMs = monotonicMs();
  let nowMs = lastWallMs;
  return {
    nowMs() {
      const wallMs = wall.nowMs();
      const monoMs = monotonicMs();
      nowMs += Math.max(wallMs - lastWallMs, monoMs - lastMonotonicMs, 0);
      lastWallMs = wallMs;
      lastMonotonicMs = monoMs;
      return nowMs;
    },
  };
}

/** The one clock of this page. */
export const browserClock: Clock = pageClock(systemClock, () => performance.now());

/** Time as `play` needs it: what it is, and waiting. Tests bring their own. */
import { setTimeout as sleepFor } from 'node:timers/promises';
import { type Clock, systemClock } from '../../core/clock.ts';

export interface Pace extends Clock {
  /** Resolves after that time, or at once when the signal aborts; never rejects. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

export const realPace: Pace = {
  nowMs: () => systemClock.nowMs(),
  sleep: (ms, signal) =>
    sleepFor(ms, undefined, { signal }).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    }),
};

import { useEffect, useReducer, useRef } from 'react';
import type { Loudness } from '../../../src/notify/contract.ts';
import { browserClock } from '../../ui/page-clock.ts';
import type { Level } from '../../ui/parts/level.ts';
import type { AlarmSound } from '../alarm-sound.ts';
import { stopVibration, vibrate } from '../vibration.ts';
import { alarmSteps } from './alarm-timeline.ts';
import { feltOf, type Watched } from './standing.ts';

/**
 * Sounds and shakes by the timeline of whatever's turn it is; what was felt of it before, on this sheet or another, is past. How loud is
 * asked at each step: a plan that changes meanwhile begins nothing anew. True while it will be felt again.
 */
export function useAlarm(watched: Watched, loudnessOf: (level: Level) => Loudness, sound: AlarmSound): boolean {
  const [, lookAgain] = useReducer((count: number) => count + 1, 0);
  const one = feltOf(watched);
  const latest = useRef({ one, loudnessOf });
  latest.current = { one, loudnessOf };
  const key = one === null ? null : `${one.key} ${one.fromMs}`;
  useEffect(() => {
    const { one } = latest.current;
    if (key === null || one === null) return;
    const { level, fromMs } = one;
    const steps = alarmSteps(level);
    let timer = 0;
    const wait = () => {
      const step = steps[one.next];
      if (step === undefined) return lookAgain();
      timer = window.setTimeout(
        () => {
          const loudness = latest.current.loudnessOf(level);
          if (loudness === 'full') sound.play(level, step.row);
          if (loudness !== 'silent') vibrate(level, step.row);
          // A timer that was held back (the page slept) makes up for nothing: what it missed is past.
          do one.next += 1;
          while ((steps[one.next]?.atMs ?? Number.MAX_SAFE_INTEGER) < browserClock.nowMs() - fromMs);
          wait();
        },
        Math.max(0, fromMs + step.atMs - browserClock.nowMs()),
      );
    };
    wait();
    return () => {
      window.clearTimeout(timer);
      sound.stop();
      stopVibration();
    };
  }, [key, sound]);
  return one !== null && loudnessOf(one.level) !== 'silent';
}

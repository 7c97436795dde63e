import { useEffect, useState } from 'react';
import type { Loudness } from '../../../src/notify/contract.ts';
import { browserClock } from '../../ui/page-clock.ts';
import type { Level } from '../../ui/parts/level.ts';
import type { AlarmSound } from '../alarm-sound.ts';
import { stopVibration, vibrate } from '../vibration.ts';
import { alarmSteps } from './alarm-timeline.ts';

/**
 * Sounds and shakes by the timeline for as long as the key stays; a new key begins anew, null is quiet. True while it will be felt
 * again.
 */
export function useAlarm(key: string | null, level: Level, loudness: Loudness, sound: AlarmSound): boolean {
  const [active, setActive] = useState(true);
  useEffect(() => {
    if (key === null || loudness === 'silent') {
      setActive(false);
      return;
    }
    setActive(true);
    const fromMs = browserClock.nowMs();
    const steps = alarmSteps(level);
    let index = 0;
    let timer = 0;
    const wait = () => {
      const step = steps[index];
      if (step === undefined) return setActive(false);
      timer = window.setTimeout(
        () => {
          if (loudness === 'full') sound.play(level, step.row);
          vibrate(level, step.row);
          // A timer that was held back (the page slept) makes up for nothing: what it missed is past.
          do index += 1;
          while ((steps[index]?.atMs ?? Number.MAX_SAFE_INTEGER) < browserClock.nowMs() - fromMs);
          wait();
        },
        Math.max(0, step.atMs - (browserClock.nowMs() - fromMs)),
      );
    };
    wait();
    return () => {
      window.clearTimeout(timer);
      sound.stop();
      stopVibration();
    };
  }, [key, level, loudness, sound]);
  return active;
}

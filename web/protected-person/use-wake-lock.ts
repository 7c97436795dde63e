import { useEffect } from 'react';

/** Keeps the screen lit while `wanted`. Where the browser cannot or will not, the page simply goes dark as phones do. */
export function useWakeLock(wanted: boolean): void {
  useEffect(() => {
    if (!wanted || !('wakeLock' in navigator)) return;
    let lock: WakeLockSentinel | null = null;
    let over = false;
    const take = () => {
      if (document.visibilityState !== 'visible') return;
      navigator.wakeLock.request('screen').then(
        (taken) => {
          lock = taken;
          if (over) void taken.release();
        },
        (error: unknown) => console.info('the screen will not be kept lit:', error instanceof Error ? error.name : ''),
      );
    };
    take();
    document.addEventListener('visibilitychange', take);
    return () => {
      over = true;
      document.removeEventListener('visibilitychange', take);
      if (lock !== null) void lock.release();
    };
  }, [wanted]);
}

import { useEffect, useState } from 'react';
import { useLiveClient } from '../ui/live/LiveProvider.tsx';
import { type LiveState, serverNowMs } from '../ui/live/live-state.ts';
import { browserClock } from '../ui/page-clock.ts';

/**
 * The stream's state at the centre's own pace: hundreds of pairs report every second, and a screen need not be drawn for each.
 * What people must see at once (connection, trouble, queue, withdrawal) is not held back.
 */
export function useLiveSnapshot(everyMs = 250): LiveState {
  const live = useLiveClient();
  const [snapshot, setSnapshot] = useState(() => live.state());
  useEffect(() => {
    let timer: number | null = null;
    let shown = live.state();
    const show = () => {
      timer = null;
      shown = live.state();
      setSnapshot(shown);
    };
    const unsubscribe = live.subscribe(() => {
      if (isUrgent(shown, live.state())) show();
      else timer ??= window.setTimeout(show, everyMs);
    });
    show();
    return () => {
      unsubscribe();
      if (timer !== null) window.clearTimeout(timer);
    };
  }, [live, everyMs]);
  return snapshot;
}

function isUrgent(shown: LiveState, now: LiveState): boolean {
  if (shown.connection !== now.connection || shown.troubles !== now.troubles) return true;
  return shown.queueVersion !== now.queueVersion || shown.viewer !== now.viewer;
}

/** A function that tells server time, the same one for the life of the page. */
export function useServerClock(): () => number {
  const live = useLiveClient();
  const [clock] = useState(() => () => serverNowMs(live.state(), browserClock.nowMs()));
  return clock;
}

/** Server time, epoch ms, drawn anew every second. */
export function useSecond(): number {
  const clock = useServerClock();
  const [nowMs, setNowMs] = useState(clock);
  useEffect(() => {
    const timer = window.setInterval(() => setNowMs(clock()), 1_000);
    return () => window.clearInterval(timer);
  }, [clock]);
  return nowMs;
}

import { useCallback, useEffect, useState } from 'react';
import { browserClock } from '../ui/page-clock.ts';

const TICK_MS = 15_000;

/** Server time as it goes on from its last answer; drawn anew four times a minute. */
export function useServerNow(answer: { readonly serverTimeMs: number } | undefined, receivedAtMs: number): number {
  const [, render] = useState(0);
  useEffect(() => {
    const timer = window.setInterval(() => render((count) => count + 1), TICK_MS);
    return () => window.clearInterval(timer);
  }, []);
  const since = useCallback(() => browserClock.nowMs() - receivedAtMs, [receivedAtMs]);
  return answer === undefined ? browserClock.nowMs() : answer.serverTimeMs + Math.max(0, since());
}

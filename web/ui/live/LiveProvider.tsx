import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import { seededRng } from '../../../src/core/rng.ts';
import { browserClock } from '../page-clock.ts';
import { loadSession } from '../session.ts';
import { createLiveClient, type LiveClient } from './live-client.ts';
import { type LiveState, serverNowMs } from './live-state.ts';

const LiveContext = createContext<LiveClient | null>(null);

function openBrowserClient(): LiveClient {
  const seed = crypto.getRandomValues(new Uint32Array(1))[0] ?? 1;
  const url = new URL('/api/live', window.location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return createLiveClient({
    clock: browserClock,
    rng: seededRng(seed),
    open: () => new WebSocket(url),
    standing: async () => {
      const answer = await loadSession();
      if (answer.kind === 'signed-in') return 'proven';
      if (answer.kind === 'none') return answer.isUnproven === true ? 'unproven' : 'signed-out';
      return 'not-known';
    },
    setTimer: (work, delayMs) => window.setTimeout(work, delayMs),
    clearTimer: (timer) => window.clearTimeout(timer),
  });
}

/** One stream a page. It is looked at again at once when the page or the network comes back. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const [client] = useState(openBrowserClient);
  useEffect(() => {
    const wake = () => {
      if (document.visibilityState === 'visible') client.retryNow();
    };
    client.start();
    document.addEventListener('visibilitychange', wake);
    // A page that the browser froze and let go on without showing it anew.
    document.addEventListener('resume', wake);
    window.addEventListener('online', wake);
    window.addEventListener('pageshow', wake);
    return () => {
      document.removeEventListener('visibilitychange', wake);
      document.removeEventListener('resume', wake);
      window.removeEventListener('online', wake);
      window.removeEventListener('pageshow', wake);
      client.stop();
    };
  }, [client]);
  return <LiveContext value={client}>{children}</LiveContext>;
}

/** The stream itself, for pages that read it at their own pace instead of at every frame. */
export function useLiveClient(): LiveClient {
  const client = useContext(LiveContext);
  if (client === null) throw new Error('useLive outside LiveProvider');
  return client;
}

/** The stream's state and what a page may do with it. Renders again at every change of the state. */
export function useLive(): { state: LiveState; live: LiveClient } {
  const live = useLiveClient();
  const state = useSyncExternalStore(live.subscribe, live.state);
  return { state, live };
}

/** Server time, epoch ms, renewed every `everyMs`: what ages and clocks on screens are made of. */
export function useServerNowMs(everyMs = 1_000): number {
  const live = useLiveClient();
  const state = useSyncExternalStore(live.subscribe, live.state);
  const [, setBeat] = useState(0);
  useEffect(() => {
    const timer = window.setInterval(() => setBeat((beat) => beat + 1), everyMs);
    return () => window.clearInterval(timer);
  }, [everyMs]);
  return serverNowMs(state, browserClock.nowMs());
}

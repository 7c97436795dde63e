import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import { browserClock } from '../../ui/page-clock.ts';
import { callApi } from '../../ui/session.ts';
import { deviceStorage } from '../../ui/storage.ts';
import { createLockStore, type LockState, type LockStore, lockCalls } from './lock-store.ts';

const KNOWN = 'locked';
const BEAT_MS = 30_000;

const LockContext = createContext<LockStore | null>(null);

function openStore(): LockStore {
  return createLockStore({
    clock: browserClock,
    known: {
      get: () => deviceStorage()?.getItem(KNOWN) === '1',
      set(known) {
        if (known) deviceStorage()?.setItem(KNOWN, '1');
        else deviceStorage()?.removeItem(KNOWN);
      },
    },
    ...lockCalls,
    // Sent to its end though the page may be frozen in this turn.
    tell: (what) => void callApi(`/api/me/lock/${what}`, { method: 'POST', body: '{}', keepalive: true }),
  });
}

export function LockProvider({ children }: { children: ReactNode }) {
  const [store] = useState(openStore);
  useEffect(() => {
    void store.check(true);
    const look = () => (document.visibilityState === 'hidden' ? store.away() : store.back());
    const timer = window.setInterval(() => store.beat(), BEAT_MS);
    const online = () => void store.check();
    document.addEventListener('visibilitychange', look);
    window.addEventListener('online', online);
    return () => {
      window.clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
      window.removeEventListener('online', online);
    };
  }, [store]);
  return <LockContext value={store}>{children}</LockContext>;
}

export function useLock(): { lock: LockState; store: LockStore } {
  const store = useContext(LockContext);
  if (store === null) throw new Error('useLock outside LockProvider');
  return { lock: useSyncExternalStore(store.subscribe, store.state), store };
}

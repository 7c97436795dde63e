import { useEffect, useSyncExternalStore } from 'react';
import { useLive } from '../../ui/live/LiveProvider.tsx';
import { OWN_LIMITS } from './limits.ts';
import { type OwnPositionState, type OwnPositionStore, ownPositionStore } from './store.ts';

/** The state, and the store to act on it. */
export function useOwnPosition(): { readonly state: OwnPositionState; readonly store: OwnPositionStore } {
  const store = ownPositionStore();
  const state = useSyncExternalStore(store.subscribe, store.state);
  return { state, store };
}

/** Keeps it going while the page is open: one such hook a page. Asks anew when orders come or end, and when the page comes back. */
export function useOwnPositionRun(): void {
  const { live, state } = useLive();
  const store = ownPositionStore();
  const isSignedOut = state.connection.kind === 'signed-out';
  const isLive = state.connection.kind === 'live';
  const orders = [...state.pairs.values()].map(({ kind }) => kind).join();
  useEffect(() => {
    store.followClock(() => live.state().offsetMs);
    const wake = () => {
      if (document.visibilityState === 'visible') void store.refresh();
    };
    const timer = window.setInterval(wake, OWN_LIMITS.refreshMs);
    document.addEventListener('visibilitychange', wake);
    return () => {
      window.clearInterval(timer);
      document.removeEventListener('visibilitychange', wake);
      store.stop();
    };
  }, [store, live]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a pair that came or was withdrawn is what asks anew
  useEffect(() => {
    if (isSignedOut) store.stop();
    else if (isLive) void store.refresh();
  }, [store, isSignedOut, isLive, orders]);
  usePauseEnd(store);
}

/** A pause that ends is asked about when it ends, and not half a minute later. */
function usePauseEnd(store: OwnPositionStore): void {
  const { known } = useSyncExternalStore(store.subscribe, store.state);
  const sharing = known?.sharing;
  const leftMs = sharing?.kind === 'paused' && sharing.untilMs !== null ? sharing.untilMs - (known?.nowMs ?? 0) : null;
  useEffect(() => {
    // A timer holds 24 days; a pause lasts a day and a half at most.
    if (leftMs === null) return;
    const timer = window.setTimeout(() => void store.refresh(), Math.max(0, leftMs) + 500);
    return () => window.clearTimeout(timer);
  }, [store, leftMs]);
}

import { useEffect, useSyncExternalStore } from 'react';
import { HOUR_MS } from '../../../src/core/time.ts';
import { useLive } from '../../ui/live/LiveProvider.tsx';
import { type OrdersState, ordersStore } from './orders-store.ts';

/** Read at once, when the stream comes back, when an order begins or ends, and each hour. */
export function useOrders(): OrdersState {
  const { state } = useLive();
  const isLive = state.connection.kind === 'live';
  const orders = [...state.pairs.values()].map(({ kind }) => kind).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a pair that came or was withdrawn is what asks anew
  useEffect(() => {
    if (!isLive) return;
    void ordersStore.refresh();
    const timer = window.setInterval(() => void ordersStore.refresh(), HOUR_MS);
    return () => window.clearInterval(timer);
  }, [isLive, orders]);
  return useSyncExternalStore(ordersStore.subscribe, ordersStore.state);
}

/** A day as the reader writes it, by the jurisdiction's clock. */
export function dayText(language: string, atMs: number, timeZone: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone }).format(atMs);
}

export function clockText(language: string, atMs: number, timeZone: string): string {
  return new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone }).format(
    atMs,
  );
}

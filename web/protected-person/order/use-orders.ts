import { useEffect, useSyncExternalStore } from 'react';
import { HOUR_MS, SECOND_MS } from '../../../src/core/time.ts';
import type { OwnOrderJson } from '../../../src/orders/contract.ts';
import { useLive, useServerNowMs } from '../../ui/live/LiveProvider.tsx';
import { type OrdersState, ordersStore } from './orders-store.ts';

const SOON_MS = 5 * SECOND_MS;

/** It is over, and until when what was recorded is kept was not told yet: the server writes that a moment after the end. */
function isBeingRecorded({ untilMs, ended, keptUntilMs }: OwnOrderJson, nowMs: number): boolean {
  return keptUntilMs === null && Math.min(untilMs, ended?.atMs ?? untilMs) <= nowMs;
}

/** Read at once, when the stream comes back, when an order begins or ends, and each hour. */
export function useOrders(): OrdersState {
  const { state } = useLive();
  const isLive = state.connection.kind === 'live';
  const orders = [...state.pairs.values()].map(({ kind }) => kind).join();
  const stored = useSyncExternalStore(ordersStore.subscribe, ordersStore.state);
  const nowMs = useServerNowMs(SOON_MS);
  const isWaiting = stored.known?.orders.some((order) => isBeingRecorded(order, nowMs)) === true;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a pair that came or was withdrawn is what asks anew
  useEffect(() => {
    if (!isLive) return;
    void ordersStore.refresh();
    const timer = window.setInterval(() => void ordersStore.refresh(), isWaiting ? SOON_MS : HOUR_MS);
    return () => window.clearInterval(timer);
  }, [isLive, orders, isWaiting]);
  return stored;
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

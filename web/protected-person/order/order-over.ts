/**
 * That the last order which protected the person is over, and since when: the little that the first sight needs of the orders, which are read
 * by parts that come later. Fails toward saying less: before the orders were read nothing is said to have ended.
 */
import { useSyncExternalStore } from 'react';
import type { OwnOrderJson } from '../../../src/orders/contract.ts';

type Dates = Pick<OwnOrderJson, 'untilMs' | 'ended'>;

/** When the last of them ended; null: one is in force or is to begin, or there are none. */
export function lastEndMs(orders: readonly Dates[], nowMs: number): number | null {
  const ends = orders.map(({ untilMs, ended }) => Math.min(untilMs, ended?.atMs ?? untilMs));
  return ends.length === 0 || ends.some((endMs) => endMs > nowMs) ? null : Math.max(...ends);
}

let known: readonly Dates[] = [];
const listeners = new Set<() => void>();

export function keepOrders(orders: readonly Dates[]): void {
  known = orders;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** `nowMs`: server time. */
export function useLastEndMs(nowMs: number): number | null {
  return lastEndMs(
    useSyncExternalStore(subscribe, () => known),
    nowMs,
  );
}

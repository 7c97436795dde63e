/** How an order stands, as it is told to whoever holds its paper. */
import type { OrderStatus } from '../../order.ts';

/** `unknown`: a paper of ours, whose order cannot be asked. */
export const STANDINGS = ['in-force', 'not-yet', 'ended', 'unknown'] as const;
export type Standing = (typeof STANDINGS)[number];

/** What of a court order says so. */
export interface OrderLife {
  readonly status: OrderStatus;
  readonly fromMs: number;
  readonly untilMs: number;
}

export function decideStanding(order: OrderLife | null, nowMs: number): Standing {
  if (order === null) return 'unknown';
  if (order.status !== 'active') return 'ended';
  if (nowMs < order.fromMs) return 'not-yet';
  return nowMs < order.untilMs ? 'in-force' : 'ended';
}

import type { AgencyId, OrderId, PersonId, ZoneId } from '../core/ids.ts';
import type { OrderParameters } from '../proximity/parameters.ts';
import type { PairSpec, ZoneSpec } from '../proximity/types.ts';
import type { Timetable } from './contract.ts';

export const ORDER_STATUSES = ['active', 'cancelled', 'non-indictment'] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];

/** Who may bring about that a measure is extended, when the protected person asks them. */
export const ASKED_OF = ['prosecutor', 'public-safety-commission', 'court'] as const;

/** The engine's numbers that an order may set, by name. */
export const ORDER_PARAMETERS = [
  'warnTauS',
  'silenceAfterS',
  'silenceContactS',
  'warnHoldS',
] as const satisfies readonly (keyof OrderParameters)[];

/** A court's order against one wearer. What it demands of the engine stands in its pairs and zones. */
export interface CourtOrder {
  readonly orderId: OrderId;
  readonly agencyId: AgencyId;
  readonly wearerId: PersonId;
  readonly jurisdiction: string;
  /** The case's short name on screens, e.g. 'M-014': names no one. */
  readonly label: string;
  /** A measure of the pack. */
  readonly measure: string;
  readonly exercise: boolean;
  readonly fromMs: number;
  /** The first instant at which it is no longer in force. */
  readonly untilMs: number;
  readonly status: OrderStatus;
  /** When cancellation or non-indictment took effect; null while active. */
  readonly endedAtMs: number | null;
  readonly restraintM: number;
  readonly warnM: number;
  readonly noticeM: number;
  readonly rings: Readonly<Record<string, number>>;
  readonly wearerIntervalS: number;
  readonly protectedIntervalS: number;
  /** The engine's numbers that the order sets, seconds; the others are the engine's own. */
  readonly parameters: Partial<OrderParameters>;
  /** The version of the pack under which it was made; null: made before that was recorded, so as of its making. */
  readonly packVersion: string | null;
  readonly createdAtMs: number;
}

/** An order as lists show it: its zones without their places. */
export interface OrderSummary {
  readonly order: CourtOrder;
  readonly pairs: readonly Pick<PairSpec, 'pairId' | 'protectedId'>[];
  readonly zones: readonly Pick<ZoneSpec, 'zoneId' | 'kind' | 'warnM' | 'noticeM'>[];
}

/** An order with everything that the engine evaluates under it. */
export interface OrderDetail {
  readonly order: CourtOrder;
  readonly pairs: readonly PairSpec[];
  readonly zones: readonly ZoneSpec[];
  /** Hours of those places that do not always count. */
  readonly timetables: ReadonlyMap<ZoneId, Timetable>;
}

// INVARIANT: disclosure and monitoring rest on this and nothing else; a cancelled order is not in force at any time (I-5).
/** Whether the order is in force now. */
export function inForce(order: Pick<CourtOrder, 'status' | 'fromMs' | 'untilMs'>, nowMs: number): boolean {
  return order.status === 'active' && order.fromMs <= nowMs && nowMs < order.untilMs;
}

/**
 * Whether the order was in force at that instant in the past, by what is known now: whether a late report made then has
 * this order as its basis. Up to its end for one that was cancelled.
 */
export function inForceAt(order: Pick<CourtOrder, 'fromMs' | 'untilMs' | 'endedAtMs'>, atMs: number): boolean {
  return order.fromMs <= atMs && atMs < Math.min(order.untilMs, order.endedAtMs ?? Number.POSITIVE_INFINITY);
}

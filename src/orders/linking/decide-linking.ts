/**
 * Which of two records goes on, and whether the device that a man wears may protect somebody new. Pure. Fails toward refusing: a device
 * protects only whom an order in force with a device names; and a merge that would leave a worn device behind is not made.
 */

import { type Outcome, ok } from '../../core/outcome.ts';
import { type Refusal, refuse } from '../../core/refusal.ts';
import type { Person } from '../../people/service.ts';
import type { OrderStatus } from '../order.ts';
import type { NotYetReason } from './contract.ts';

export interface MergeSide {
  readonly person: Person;
  readonly jurisdiction: string;
  /** Somebody gave it a device that has not come back. */
  readonly wearsDevice: boolean;
}

export interface Direction {
  readonly merged: Person;
  readonly into: Person;
}

/**
 * The record that wears the device goes on: a device is never moved, so that no report of it is nobody's for an instant. Where neither
 * does, the older one. Where both do, a person takes one back first: which of the two is on him is not known here.
 */
export function decideDirection(a: MergeSide, b: MergeSide): Outcome<Direction, Refusal> {
  if (a.person.personId === b.person.personId) return refuse('conflict', 'The two are one record already.');
  if (a.person.kind !== 'wearer' || b.person.kind !== 'wearer') return refuse('invalid', 'Only wearers are linked.');
  // INVARIANT: exercise and real people never mix, nor do jurisdictions (H-302).
  if (a.person.exercise !== b.person.exercise) {
    return refuse('exercise-only', 'Exercise and real people never mix.');
  }
  if (a.jurisdiction !== b.jurisdiction) return refuse('invalid', 'The two are of different jurisdictions.');
  if (a.wearsDevice && b.wearsDevice) {
    return refuse(
      'conflict',
      'Both records have a device that is worn: first take one of them back at the devices desk.',
    );
  }
  const isAFirst = a.wearsDevice || (!b.wearsDevice && isOlder(a.person, b.person));
  const [into, merged] = isAFirst ? [a.person, b.person] : [b.person, a.person];
  return ok({ merged, into });
}

function isOlder(a: Person, b: Person): boolean {
  return a.createdAtMs === b.createdAtMs ? a.personId < b.personId : a.createdAtMs < b.createdAtMs;
}

/** An order as far as it decides whether a device may be used. */
export interface MatterOrder {
  readonly status: OrderStatus;
  readonly fromMs: number;
  readonly untilMs: number;
  /** Its measure carries a device. */
  readonly hasDevice: boolean;
}

export type MayProtect = { readonly kind: 'allowed' } | { readonly kind: 'not-yet'; readonly reason: NotYetReason };

// HAZARD H-304: a device worn for one matter is used for another that no order allows, or nobody hears that it may not be.
/**
 * Whether the device that a man wears under other orders may be used for the person whom this order names: once the order is in force and
 * its measure carries a device. `order` null: nothing is decided yet.
 */
export function mayProtect(order: MatterOrder | null, nowMs: number): MayProtect {
  if (order === null) return notYet('no-decision');
  if (order.status !== 'active' || order.untilMs <= nowMs) return notYet('order-ended');
  if (!order.hasDevice) return notYet('no-device-measure');
  return order.fromMs <= nowMs ? { kind: 'allowed' } : notYet('not-in-force-yet');
}

function notYet(reason: NotYetReason): MayProtect {
  return { kind: 'not-yet', reason };
}

/**
 * What may happen to a device next. Pure: its life and an act in, lines of its record and the change of carrier out. Fails
 * toward refusing: an act that the state does not allow says which states would.
 */
import type { DeviceId, PersonId } from '../core/ids.ts';
import { type Outcome, ok } from '../core/outcome.ts';
import { type Refusal, refuse } from '../core/refusal.ts';
import { type Life, type LifeKind, type LifeState, type NewLifeEvent, stateAt } from './life.ts';

export interface Duty {
  readonly id: string;
  readonly article: string;
}

export type LifeAct =
  | {
      readonly act: 'reserve';
      readonly personId: PersonId;
      readonly appointmentMs: number | null;
      readonly words: string | null;
    }
  | { readonly act: 'release' }
  | { readonly act: 'acknowledge-duty'; readonly duty: string }
  | { readonly act: 'fit' }
  | { readonly act: 'hand-over'; readonly personId: PersonId }
  | { readonly act: 'return'; readonly reason: string }
  | { readonly act: 'restock' }
  | { readonly act: 'lose'; readonly words: string | null }
  | { readonly act: 'find' }
  | { readonly act: 'retire'; readonly reason: string };

export interface LifeChange {
  readonly events: readonly NewLifeEvent[];
  /** Who carries the device from now on; 'same': as before. */
  readonly carrier: PersonId | null | 'same';
  /** Requests and approvals of removal that stand are over. */
  readonly endsRemovals: boolean;
}

const FROM: Readonly<Record<LifeAct['act'], readonly LifeState[]>> = {
  reserve: ['in-stock'],
  release: ['reserved'],
  'acknowledge-duty': ['reserved', 'carried'],
  fit: ['reserved', 'carried'],
  'hand-over': ['in-stock', 'carried', 'returned'],
  return: ['carried', 'fitted', 'removed'],
  restock: ['returned', 'found'],
  lose: ['in-stock', 'reserved', 'carried', 'fitted', 'removed', 'returned'],
  find: ['lost'],
  retire: ['in-stock', 'returned', 'found', 'lost'],
};

const STATE_WORDS: Readonly<Record<LifeState, string>> = {
  'in-stock': 'in stock',
  reserved: 'reserved',
  carried: 'carried',
  fitted: 'fitted',
  removed: 'removed for a time',
  returned: 'returned',
  lost: 'lost',
  found: 'found',
  retired: 'retired',
};

/** Null when the state allows it. The sentence names what stands and what would do, and nobody. */
function refusedIn(state: LifeState, allowed: readonly LifeState[]): ReturnType<typeof refuse> | null {
  if (allowed.includes(state)) return null;
  const words = allowed.map((one) => STATE_WORDS[one]).join(' or ');
  return refuse('conflict', `The device is ${STATE_WORDS[state]}; this needs one that is ${words}.`);
}

export function decideLife(
  life: Life,
  act: LifeAct,
  nowMs: number,
  duties: readonly Duty[],
): Outcome<LifeChange, Refusal> {
  const refused = refusedIn(stateAt(life, nowMs), FROM[act.act]);
  if (refused !== null) return refused;
  const { personId } = life;
  switch (act.act) {
    case 'reserve': {
      const { appointmentMs: fromMs, words } = act;
      return changed([event('reserved', { personId: act.personId, fromMs, words })]);
    }
    case 'release':
      return changed([event('released', { personId })]);
    case 'acknowledge-duty':
      if (!duties.some((duty) => duty.id === act.duty))
        return refuse('invalid', 'The jurisdiction knows no such duty.');
      if (life.duties.has(act.duty)) return refuse('conflict', 'This duty is acknowledged already.');
      return changed([event('duty-acknowledged', { personId, reason: act.duty })]);
    case 'fit':
      if (!areAcknowledged(life, duties)) {
        return refuse('conflict', 'The device is not fitted before every duty was read and acknowledged.');
      }
      return changed([event('fitted', { personId })], life.state === 'carried' ? 'same' : personId);
    case 'hand-over':
      return changed([event('handed-over', { personId: act.personId })], act.personId);
    case 'return':
      return changed([event('returned', { personId, reason: act.reason })], null, true);
    case 'restock':
      return changed([event('restocked', {})]);
    case 'lose':
      return changed([event('lost', { personId, words: act.words })], carries(life) ? null : 'same', true);
    case 'find':
      return changed([event('found', {})]);
    case 'retire':
      return changed([event('retired', { reason: act.reason })]);
  }
}

export interface SwapChange {
  readonly personId: PersonId;
  readonly old: NewLifeEvent;
  readonly new: NewLifeEvent;
}

/**
 * One device for another at the same instant, so that no second is nobody's. The new one stands as the old one did: what the
 * wearer acknowledged holds on, what they did not is not made up.
 */
export function decideSwap(
  old: { readonly deviceId: DeviceId; readonly life: Life },
  next: { readonly deviceId: DeviceId; readonly life: Life },
  reason: string,
  nowMs: number,
  duties: readonly Duty[],
): Outcome<SwapChange, Refusal> {
  if (old.deviceId === next.deviceId) return refuse('invalid', 'A device is not swapped for itself.');
  const refused =
    refusedIn(stateAt(old.life, nowMs), ['carried', 'fitted', 'removed']) ??
    refusedIn(stateAt(next.life, nowMs), ['in-stock', 'reserved']);
  if (refused !== null) return refused;
  const { personId } = old.life;
  if (personId === null) return refuse('conflict', 'Nobody carries the device.');
  if (next.life.personId !== null && next.life.personId !== personId) {
    return refuse('conflict', 'The new device is reserved for somebody else.');
  }
  const isFitted = old.life.state === 'fitted' || (duties.length > 0 && areAcknowledged(next.life, duties));
  return ok({
    personId,
    old: event('swapped-out', { personId, reason, otherDeviceId: next.deviceId }),
    new: event(isFitted ? 'fitted' : 'handed-over', { personId, reason: 'swap', otherDeviceId: old.deviceId }),
  });
}

// HAZARD H-138: a wearer is blamed for a duty that nobody told them.
// INVARIANT: a device counts as fitted only when every duty of the pack was acknowledged for it, or for the one it replaced.
function areAcknowledged(life: Life, duties: readonly Duty[]): boolean {
  return duties.every((duty) => life.duties.has(duty.id));
}

function carries(life: Life): boolean {
  return life.state === 'carried' || life.state === 'fitted';
}

export function event(kind: LifeKind, more: Partial<NewLifeEvent>): NewLifeEvent {
  const none = { personId: null, reason: null, words: null, removalId: null, otherDeviceId: null };
  return { kind, ...none, fromMs: null, untilMs: null, ...more };
}

function changed(
  events: readonly NewLifeEvent[],
  carrier: LifeChange['carrier'] = 'same',
  endsRemovals = false,
): Outcome<LifeChange, Refusal> {
  return ok({ events, carrier, endsRemovals });
}

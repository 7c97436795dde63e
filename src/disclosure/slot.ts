/** What is kept of one pair on one stream: grants that stand open, what was shown last, when it needs a look. */
import type { OrderId, PairId } from '../core/ids.ts';
import type { Level } from '../proximity/types.ts';
import type { Held } from './coarse.ts';
import type { ClosingCause, Grant } from './grants.ts';
import { LIMITS } from './limits.ts';
import type { Target } from './rule.ts';
import type { Stream } from './stream.ts';

/** One side of a pair on one stream. */
export interface Part {
  readonly target: Target;
  /** Committed grants that stand open; the newest last. */
  readonly grants: Grant[];
  /** An ask is on its way. */
  asking: boolean;
  /** The last ask was refused: show `refused` rather than wait. */
  failing: boolean;
  askAgainAtMs: number;
  held: Held | null;
}

export interface Slot {
  readonly stream: Stream;
  readonly pairId: PairId;
  readonly orderId: OrderId;
  readonly wearer: Part;
  readonly protected: Part;
  /** Why it went; null: it stands. */
  removed: ClosingCause | null;
  /** `withdrawn` was sent because there is no view; nothing more until there is one. */
  withdrawn: boolean;
  level: Level | null;
  sentBody: string;
  sentAtMs: number;
  validUntilMs: number;
  /** When this slot next needs a look without a new input: renewal, expiry, another ask. */
  dueMs: number;
}

export function newSlot(stream: Stream, pairId: PairId, orderId: OrderId): Slot {
  return {
    stream,
    pairId,
    orderId,
    wearer: newPart('wearer'),
    protected: newPart('protected'),
    removed: null,
    withdrawn: false,
    level: null,
    sentBody: '',
    sentAtMs: Number.NEGATIVE_INFINITY,
    validUntilMs: 0,
    dueMs: Number.POSITIVE_INFINITY,
  };
}

function newPart(target: Target): Part {
  return { target, grants: [], asking: false, failing: false, askAgainAtMs: 0, held: null };
}

/** A grant for this rule and precision that holds at `nowMs`; the newest. */
export function findGrant(part: Part, rule: string, shown: string, nowMs: number): Grant | null {
  for (let i = part.grants.length - 1; i >= 0; i--) {
    const grant = part.grants[i]!;
    if (grant.row.rule === rule && grant.row.shown === shown && nowMs < grant.row.expiresAtMs) return grant;
  }
  return null;
}

/** When the slot needs a look without a new input, as far as its grants go. */
export function dueMs(slot: Slot, nowMs: number): number {
  let earliestMs = Number.POSITIVE_INFINITY;
  for (const part of [slot.wearer, slot.protected]) {
    for (const { row } of part.grants) {
      const renewAtMs = row.expiresAtMs - LIMITS.renewAheadMs;
      earliestMs = Math.min(
        earliestMs,
        renewAtMs > nowMs ? renewAtMs : Math.min(row.expiresAtMs, nowMs + LIMITS.askAgainMs),
      );
    }
    if (part.failing) earliestMs = Math.min(earliestMs, Math.max(part.askAgainAtMs, nowMs + 1));
  }
  return earliestMs;
}

/** Which streams show a pair, and which an order, in one step. */
export class SlotIndex {
  readonly #byPair = new Map<PairId, Set<Slot>>();
  readonly #byOrder = new Map<OrderId, Set<Slot>>();
  size = 0;

  ofPair(pairId: PairId): Iterable<Slot> {
    return this.#byPair.get(pairId) ?? NONE;
  }

  ofOrder(orderId: OrderId): Iterable<Slot> {
    return this.#byOrder.get(orderId) ?? NONE;
  }

  anyOfOrder(orderId: OrderId): Slot | undefined {
    return this.#byOrder.get(orderId)?.values().next().value;
  }

  add(slot: Slot): void {
    slot.stream.slots.set(slot.pairId, slot);
    insert(this.#byPair, slot.pairId, slot);
    insert(this.#byOrder, slot.orderId, slot);
    this.size += 1;
  }

  remove(slot: Slot, cause: ClosingCause): void {
    slot.removed = cause;
    slot.stream.slots.delete(slot.pairId);
    remove(this.#byPair, slot.pairId, slot);
    remove(this.#byOrder, slot.orderId, slot);
    this.size -= 1;
  }
}

const NONE: readonly Slot[] = [];

function insert<K>(map: Map<K, Set<Slot>>, key: K, slot: Slot): void {
  const slots = map.get(key);
  if (slots === undefined) map.set(key, new Set([slot]));
  else slots.add(slot);
}

function remove<K>(map: Map<K, Set<Slot>>, key: K, slot: Slot): void {
  const slots = map.get(key);
  slots?.delete(slot);
  if (slots?.size === 0) map.delete(key);
}

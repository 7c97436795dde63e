/**
 * What is kept under an order is erased before its time: by two persons of the agency that keeps it, when the order is over, where the pack says
 * how. It only begins here; the look that carries out the clocks carries it on. Fails toward keeping: what is erased cannot be had back.
 */
import type { Sql } from '../core/database.ts';
import { type Outcome, ok } from '../core/outcome.ts';
import { type Refusal, RefusedError, stopWith } from '../core/refusal.ts';
import {
  type ActingPerson,
  audit,
  beginByHand,
  type KeptPart,
  loadKept,
  lockKeyMaking,
  needsSecond,
  type Second,
} from '../safeguards/service.ts';
import { lockOrder } from './endings.sql.ts';
import { basisOf, type EndingDeps } from './endings.ts';
import type { EarlyReason, KEPT_PARTS } from './kept.ts';
import { endOf } from './order.ts';
import { loadOrderRow } from './orders.sql.ts';

export interface EarlyDeps extends EndingDeps {
  readonly randomBytes: (count: number) => Uint8Array;
  isInForce(basis: string): boolean;
}

export interface EarlyRequest {
  readonly part: (typeof KEPT_PARTS)[number];
  readonly because: EarlyReason;
}

/** Asks for it, or, where a colleague asked for exactly this, begins it. Whose order it is was decided before. */
export async function eraseEarly(
  deps: EarlyDeps,
  orderId: string,
  request: EarlyRequest,
  by: ActingPerson,
): Promise<Outcome<Second, Refusal>> {
  const nowMs = deps.clock.nowMs();
  try {
    return ok(await deps.database.transaction((tx) => eraseWithin(deps, tx, orderId, request, by, nowMs)));
  } catch (error) {
    if (error instanceof RefusedError) return { ok: false, error: error.refusal };
    throw error;
  }
}

async function eraseWithin(
  deps: EarlyDeps,
  tx: Sql,
  orderId: string,
  { part, because }: EarlyRequest,
  by: ActingPerson,
  nowMs: number,
): Promise<Second> {
  await lockOrder(tx, orderId);
  const order = await loadOrderRow(tx, orderId);
  const pack = order === null ? null : deps.packs.forOrder(order, nowMs);
  if (order === null || pack === null) return stopWith('not-found', 'There is no such order.');
  const rule = pack.twoPerson.find(({ act }) => act === 'erase-early');
  // One alone never does it: the database refuses that under every law.
  if (rule === undefined) return stopWith('out-of-bounds', 'This law does not say how two erase before the time.');
  const basis = basisOf(orderId);
  if (endOf(order).atMs > nowMs || deps.isInForce(basis))
    stopWith('conflict', 'The order is not over: what it needs is kept.');
  const kept = (await loadKept(tx, [basis], nowMs)).find((one) => one.part === part);
  requireErasable(kept);
  const { jurisdiction, exercise, agencyId } = order;
  // One instant for the approval and the beginning: by it the database knows that they are one.
  const at = { clock: { nowMs: () => nowMs }, randomBytes: deps.randomBytes };
  const about = { basis, part, because };
  // HAZARD H-591: as the erasure will (0046), and before the head of the audit: a key store may be waited for, and alarms must not.
  await lockKeyMaking(tx);
  const second = await needsSecond(tx, at, { rule, about, jurisdiction, exercise, concerned: [agencyId] }, by);
  if (second.kind === 'waiting') return second;
  const what = { ...about, article: rule.article, packVersion: pack.versionId };
  const erasureId = await beginByHand(deps, tx, what, { first: second.askedBy, second: by.personId }, nowMs);
  if (erasureId === null) return stopWith('conflict', 'Nothing of it is kept any more.');
  const told = { orderId, part, because, erasureId, actId: second.actId, askedBy: second.askedBy };
  const actor = { kind: by.kind, id: by.personId };
  await audit(tx, [{ atMs: nowMs, actor, action: 'retention.erase-early', purpose: 'retention', about: told }]);
  return second;
}

function requireErasable(kept: KeptPart | undefined): void {
  if (kept === undefined) stopWith('conflict', 'Nothing of it is kept any more.');
  if (kept.isUnderWay) stopWith('conflict', 'Erasing it has begun.');
  if (kept.heldUntilMs !== null) stopWith('conflict', 'A court holds it: it is not erased until then.');
}

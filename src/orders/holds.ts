/** A court keeps what is held under an order from being erased until a day, or lets it go. Fails toward erasing. */

import type { OrderId } from '../core/ids.ts';
import { type Outcome, ok } from '../core/outcome.ts';
import { type Refusal, refuse } from '../core/refusal.ts';
import { toIso } from '../core/time.ts';
import { type Actor, audit, holdUntil, liftHolds } from '../safeguards/service.ts';
import { decideHold, type HoldRequest } from './decide-hold.ts';
import { basisOf, type EndingDeps } from './endings.ts';
import { loadOrderRow } from './orders.sql.ts';

/** `documentHash`: SHA-256 of the court's document, in hex. Both persons are in the audit. */
export async function holdOrder(
  deps: EndingDeps,
  orderId: string,
  request: HoldRequest & { readonly documentHash: string },
): Promise<Outcome<null, Refusal>> {
  const { database, packs, clock } = deps;
  const nowMs = clock.nowMs();
  const order = await loadOrderRow(database, orderId as OrderId);
  const pack = order === null ? null : packs.forOrder(order, nowMs);
  if (pack === null) return refuse('not-found', 'There is no such order.');
  const decided = decideHold(pack, request, nowMs);
  if (!decided.ok) return decided;
  const { article, untilMs } = decided.value;
  const { first, second, documentHash } = request;
  await database.transaction(async (tx) => {
    const by = { first: first.personId, second: second.personId };
    const what = { basis: basisOf(orderId), article, packVersion: pack.versionId, documentHash, untilMs };
    await holdUntil(tx, what, by, nowMs);
    const actor = { kind: first.kind, id: first.personId };
    const about = { orderId, article, documentHash, until: toIso(untilMs), second: second.personId };
    await audit(tx, [{ atMs: nowMs, actor, action: 'retention.hold', purpose: 'retention', about }]);
  });
  return ok(null);
}

/** Lets go of all that hold it; what is due goes with the next look. */
export async function liftHoldsOf(deps: EndingDeps, orderId: string, actor: Actor): Promise<Outcome<null, Refusal>> {
  const nowMs = deps.clock.nowMs();
  return deps.database.transaction(async (tx) => {
    const lifted = await liftHolds(tx, basisOf(orderId), nowMs);
    if (lifted === 0) return refuse('not-found', 'Nothing holds it.');
    const about = { orderId, lifted };
    await audit(tx, [{ atMs: nowMs, actor, action: 'retention.lift', purpose: 'retention', about }]);
    return ok(null);
  });
}

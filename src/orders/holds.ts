/**
 * A court keeps what is held under an order from being erased until a day, or lets it go. Two persons of that court, of exactly the same article,
 * day and document. Fails toward erasing; whether an erasure was quicker the database says (0046), and then nothing is held.
 */
import type { Sql } from '../core/database.ts';
import { type Outcome, ok } from '../core/outcome.ts';
import { type Refusal, RefusedError, refuse, stopWith, valueOrRefuse } from '../core/refusal.ts';
import { toIso } from '../core/time.ts';
import {
  type ActingPerson,
  type Actor,
  audit,
  holdUntil,
  liftHolds,
  lockKeyMaking,
  needsSecond,
  type Second,
  type TwoPersonRule,
} from '../safeguards/service.ts';
import { decideHold, type HoldRequest } from './decide-hold.ts';
import { basisOf, type EndingDeps } from './endings.ts';
import { loadOrderRow } from './orders.sql.ts';

/** So long a hold that one person asked for waits for the other. */
const ASKED_HOURS = 72;

export interface HoldDeps extends EndingDeps {
  readonly randomBytes: (count: number) => Uint8Array;
}

export interface NewHoldRequest extends HoldRequest {
  /** The court's document: its id, and the SHA-256 of its bytes in hex, which stays with the hold alone. */
  readonly documentId: string;
  readonly documentHash: string;
}

/** How a hold takes two under whatever law: of the court that orders it. */
export function holdRule(article: string): TwoPersonRule {
  return { act: 'hold', otherAgency: false, expiresHours: ASKED_HOURS, article };
}

/** Asks for the hold, or, where another of the court asked for exactly this, holds. Both persons are in the audit. */
export async function holdOrder(
  deps: HoldDeps,
  orderId: string,
  request: NewHoldRequest,
  by: ActingPerson,
): Promise<Outcome<Second, Refusal>> {
  const nowMs = deps.clock.nowMs();
  try {
    return ok(await deps.database.transaction((tx) => holdWithin(deps, tx, orderId, request, by, nowMs)));
  } catch (error) {
    if (error instanceof RefusedError) return { ok: false, error: error.refusal };
    throw error;
  }
}

async function holdWithin(
  deps: HoldDeps,
  tx: Sql,
  orderId: string,
  { article, untilMs, documentId, documentHash }: NewHoldRequest,
  by: ActingPerson,
  nowMs: number,
): Promise<Second> {
  const order = await loadOrderRow(tx, orderId);
  const pack = order === null ? null : deps.packs.forOrder(order, nowMs);
  if (order === null || pack === null) return stopWith('not-found', 'There is no such order.');
  valueOrRefuse(decideHold(pack, { article, untilMs }, by, nowMs));
  const { jurisdiction, exercise } = order;
  const basis = basisOf(orderId);
  // One instant for the approval and the hold: by it the database knows that they are one.
  const at = { clock: { nowMs: () => nowMs }, randomBytes: deps.randomBytes };
  const about = { basis, article, documentId, untilMs };
  const wanted = { rule: holdRule(article), about, jurisdiction, exercise, concerned: [by.agencyId] };
  // HAZARD H-591: as the hold will (0046), and before the head of the audit: a key store may be waited for, and alarms must not.
  await lockKeyMaking(tx);
  const second = await needsSecond(tx, at, wanted, by);
  if (second.kind === 'waiting') return second;
  const what = { basis, article, packVersion: pack.versionId, documentId, documentHash, untilMs };
  await holdUntil(tx, what, { first: second.askedBy, second: by.personId }, nowMs);
  const told = { orderId, article, documentId, until: toIso(untilMs), actId: second.actId, askedBy: second.askedBy };
  const actor = { kind: by.kind, id: by.personId };
  await audit(tx, [{ atMs: nowMs, actor, action: 'retention.hold', purpose: 'retention', about: told }]);
  return second;
}

/** Lets go of all that hold it; what is due goes with the next look. */
export async function liftHoldsOf(
  deps: Pick<EndingDeps, 'database' | 'clock'>,
  orderId: string,
  actor: Actor,
): Promise<Outcome<null, Refusal>> {
  const nowMs = deps.clock.nowMs();
  return deps.database.transaction(async (tx) => {
    const lifted = await liftHolds(tx, basisOf(orderId), nowMs);
    if (lifted === 0) return refuse('not-found', 'Nothing holds it.');
    const about = { orderId, lifted };
    await audit(tx, [{ atMs: nowMs, actor, action: 'retention.lift', purpose: 'retention', about }]);
    return ok(null);
  });
}

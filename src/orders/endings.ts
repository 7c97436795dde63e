/**
 * The ending of an order as an event: recorded once, with the instant at which it took effect, and with the retention clocks that begin
 * to run then. An act of somebody ends the order and records it in one transaction; an order that runs out is recorded when that is
 * noticed, by the second's look and by every start. No disclosure rests on this: that the order is over is a function of the instant
 * (`order.ts`), and holds whether or not anything could be written. Fails toward the end, and toward trying again.
 */
import type { Clock } from '../core/clock.ts';
import type { Database, Sql } from '../core/database.ts';
import type { OrderId } from '../core/ids.ts';
import { type Outcome, ok } from '../core/outcome.ts';
import { type Refusal, refuse } from '../core/refusal.ts';
import { toIso } from '../core/time.ts';
import { type Actor, audit, type RetentionClock, startClocks } from '../safeguards/service.ts';
import { decideClocks, decideLateClocks, endingArticle } from './decide-retention.ts';
import { insertEnding, loadUnrecorded, lockOrder, proceedingOf } from './endings.sql.ts';
import { type CourtOrder, type Ending, type EndingAct, type EndingHow, endOf } from './order.ts';
import { endOrder, loadOrderRow } from './orders.sql.ts';
import type { Packs } from './packs/versions.ts';

export interface EndingDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly packs: Packs;
}

const SYSTEM: Actor = { kind: 'system', id: null };

const ACTIONS: Readonly<Record<EndingHow, string>> = {
  expired: 'order.expire',
  cancelled: 'order.cancel',
  'non-indictment': 'order.non-indictment',
  acquitted: 'order.acquit',
  dismissed: 'order.dismiss',
  withdrawn: 'order.withdraw',
  replaced: 'order.replace',
};

/** The basis under which is kept what an order lets be kept. */
export function basisOf(orderId: string): string {
  return `order:${orderId}`;
}

/**
 * Ends the order at once, with its event and its clocks. Of two endings the first stands. An acquittal or a dismissal that comes after
 * the end ends nothing any more; it moves the clocks forward. `ended`: whether this was what ended it.
 */
export function endByAct(
  deps: EndingDeps,
  orderId: string,
  how: EndingAct,
  actor: Actor,
): Promise<Outcome<{ readonly ended: boolean }, Refusal>> {
  return deps.database.transaction(async (tx) => {
    const number = await proceedingOf(tx, orderId);
    if (number !== null) return refuse('conflict', `The order stands in the proceeding ${number}: it is ended there.`);
    const done = await endWithin(deps, tx, orderId, how, actor, null);
    if (done === 'none') return refuse('not-found', 'There is no such order.');
    if (done === 'over') return refuse('conflict', 'The order was ended before.');
    return ok({ ended: done === 'ended' });
  });
}

/**
 * As `endByAct`, in the caller's transaction. @param givenMs when it took effect; null: now
 * Answers whether this ended it, moved the clocks of one that was over, did nothing to one that was, or found none.
 */
export async function endWithin(
  deps: EndingDeps,
  tx: Sql,
  orderId: string,
  how: EndingAct,
  actor: Actor,
  givenMs: number | null,
): Promise<'ended' | 'moved' | 'over' | 'none'> {
  await lockOrder(tx, orderId);
  const order = await loadOrderRow(tx, orderId);
  if (order === null) return 'none';
  // Asked only now: whoever waited for another's ending comes after it.
  const nowMs = deps.clock.nowMs();
  const atMs = givenMs ?? nowMs;
  if (order.status === 'active' && atMs < order.untilMs) {
    await endOrder(tx, orderId, how, atMs);
    const recorded = await record(deps, tx, { ...order, status: how, endedAtMs: atMs }, actor);
    // HAZARD H-423: that it ran out was recorded before it was known what had ended it sooner, which is a ground all the same.
    if (recorded === null) await moveClocks(deps, tx, order, how, decideClocks(packOf(deps, order), how, atMs), actor);
    return 'ended';
  }
  // It ran out a moment ago, and this came before the second's look.
  await record(deps, tx, order, SYSTEM);
  const moved = await moveClocks(deps, tx, order, how, decideLateClocks(packOf(deps, order), how, atMs), actor);
  return moved.length === 0 ? 'over' : 'moved';
}

/**
 * Records what ended since `sinceMs`; idempotent. An order whose ending cannot be recorded keeps none of the others from it: it is in
 * `failed`, and the next call tries again. Rejects when the database is away.
 */
export async function recordEndings(
  deps: EndingDeps,
  sinceMs: number,
): Promise<{ readonly recorded: readonly Ending[]; readonly failed: readonly unknown[] }> {
  const { database, clock } = deps;
  const recorded: Ending[] = [];
  const failed: unknown[] = [];
  for (const orderId of await loadUnrecorded(database, sinceMs, clock.nowMs())) {
    try {
      const ending = await database.transaction((tx) => recordIfOver(deps, tx, orderId));
      if (ending !== null) recorded.push(ending);
    } catch (error) {
      failed.push(error);
    }
  }
  return { recorded, failed };
}

async function recordIfOver(deps: EndingDeps, tx: Sql, orderId: OrderId): Promise<Ending | null> {
  await lockOrder(tx, orderId);
  const order = await loadOrderRow(tx, orderId);
  // Meanwhile it may have been prolonged.
  if (order === null || endOf(order).atMs > deps.clock.nowMs()) return null;
  return record(deps, tx, order, SYSTEM);
}

/** INVARIANT: one ending an order. Null: it was recorded before. */
async function record(deps: EndingDeps, tx: Sql, order: CourtOrder, actor: Actor): Promise<Ending | null> {
  const pack = packOf(deps, order);
  const { orderId } = order;
  const { how, atMs: effectiveAtMs } = endOf(order);
  const recordedAtMs = deps.clock.nowMs();
  const article = endingArticle(pack, order.measure, how);
  const ending = { orderId, how, effectiveAtMs, recordedAtMs, article, packVersion: pack.versionId };
  if (!(await insertEnding(tx, ending))) return null;
  const clocks = await startClocks(tx, basisOf(orderId), decideClocks(pack, how, effectiveAtMs), recordedAtMs);
  const about = { orderId, how, effectiveAt: toIso(effectiveAtMs), article, clocks: clocksAbout(clocks) };
  await audit(tx, [{ atMs: recordedAtMs, actor, action: ACTIONS[how], purpose: 'order', about }]);
  return ending;
}

/** Of an order whose ending is on record: what comes to be known later. Audited, unless it moves none. */
async function moveClocks(
  deps: EndingDeps,
  tx: Sql,
  { orderId }: CourtOrder,
  how: EndingAct,
  clocks: readonly RetentionClock[],
  actor: Actor,
): Promise<RetentionClock[]> {
  const nowMs = deps.clock.nowMs();
  const moved = await startClocks(tx, basisOf(orderId), clocks, nowMs);
  if (moved.length === 0) return moved;
  const about = { orderId, how, clocks: clocksAbout(moved) };
  await audit(tx, [{ atMs: nowMs, actor, action: ACTIONS[how], purpose: 'retention', about }]);
  return moved;
}

function clocksAbout(clocks: readonly RetentionClock[]) {
  return clocks.map(({ what, destroyAtMs, article }) => ({ what, destroyAt: toIso(destroyAtMs), article }));
}

function packOf({ packs, clock }: EndingDeps, order: CourtOrder) {
  const pack = packs.forOrder(order, clock.nowMs());
  const { jurisdiction } = order;
  if (pack === null) throw new Error(`no pack of ${jurisdiction}: an ending under it cannot be recorded`);
  return pack;
}

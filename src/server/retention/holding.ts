/** A court's holds on what is kept under the orders of its proceeding. Fails toward not held. */
import { type Outcome, ok } from '../../core/outcome.ts';
import { type Refusal, refuse } from '../../core/refusal.ts';
import { loadDocumentRows } from '../../orders/documents/service.ts';
import { type HoldDeps, holdOrder, liftHoldsOf } from '../../orders/holds.ts';
import { mayIn } from '../../orders/process/case.ts';
import { loadMeasures, loadProceedingRow } from '../../orders/process/service.ts';
import { loadOrderRows } from '../../orders/service.ts';
import { loadPerson } from '../../people/service.ts';
import { type Access, loadHoldsOf, loadWaiting } from '../../safeguards/service.ts';
import { principalOf } from '../access-deps.ts';
import { asTask } from '../scope.ts';
import type { Viewer } from '../sessions/viewer.ts';
import type { DoneJson, HoldListJson } from './contract.ts';
import { acting, doneJson, waitingJson } from './early.ts';

export interface HoldRouteDeps extends HoldDeps {
  readonly access: Access;
}

interface Asked {
  readonly orderId: string;
  readonly article: string;
  readonly untilMs: number;
  readonly documentId: string;
}

interface AskedHold {
  readonly basis: string;
  readonly untilMs: number;
  readonly documentId: string;
}

const NO_PROCEEDING = refuse('not-found', 'There is no such proceeding.');
const NO_ORDER = refuse('not-found', 'There is no such order in this proceeding.');

export async function listHolds(
  deps: HoldRouteDeps,
  proceedingId: string,
  viewer: Viewer,
): Promise<Outcome<HoldListJson, Refusal>> {
  const nowMs = deps.clock.nowMs();
  const orders = await ordersOf(deps, proceedingId, viewer);
  if (orders === null) return NO_PROCEEDING;
  const pack = orders[0] === undefined ? null : deps.packs.forOrder(orders[0], nowMs);
  const bases = orders.map(({ orderId }) => `order:${orderId}`);
  const holds = await asTask('retention', () => loadHoldsOf(deps.database, bases, nowMs));
  const waiting = (await loadWaiting(deps.database, viewer, nowMs)).filter(({ act }) => act === 'hold');
  // What was asked for before papers were named by their id can be approved by nobody any more, and ends by itself.
  const asked = waiting
    .map((one) => ({ one, about: JSON.parse(one.about) as AskedHold }))
    .filter(({ about }) => about.documentId !== undefined);
  return ok({
    serverTimeMs: nowMs,
    rules: pack?.holds ?? [],
    orders: orders.map(({ orderId, label }) => ({
      ...{ orderId, label },
      holds: holds
        .filter(({ basis }) => basis === `order:${orderId}`)
        .map(({ article, untilMs }) => ({ article, untilMs })),
      waiting: asked
        .filter(({ about }) => about.basis === `order:${orderId}`)
        .map(({ one, about }) => ({
          ...waitingJson(one, viewer),
          untilMs: about.untilMs,
          documentId: about.documentId,
        })),
    })),
  });
}

// HAZARD H-565: a hold is ordered by no court, without its paper, or where no law knows one
export async function hold(
  deps: HoldRouteDeps,
  proceedingId: string,
  { orderId, article, untilMs, documentId }: Asked,
  viewer: Viewer,
): Promise<Outcome<DoneJson, Refusal>> {
  const orders = await ordersOf(deps, proceedingId, viewer);
  if (orders === null) return NO_PROCEEDING;
  if (!orders.some((order) => order.orderId === orderId)) return NO_ORDER;
  const documents = await loadDocumentRows(deps.database, proceedingId);
  const document = documents.find((one) => one.documentId === documentId);
  if (document === undefined) return refuse('invalid', "The court's order to hold has to lie in the proceeding first.");
  // HAZARD H-593: anybody's paper in the proceeding passes for the court's order to hold.
  const from = document.uploadedBy === null ? null : await loadPerson(deps.database, document.uploadedBy);
  if (from?.agencyId !== viewer.agencyId)
    return refuse('invalid', "The court's order to hold has to be handed in by somebody of the court.");
  const request = { article, untilMs, documentId, documentHash: document.hash };
  const done = await asTask('retention', () => holdOrder(deps, orderId, request, acting(viewer)));
  return done.ok ? ok(doneJson(done.value)) : done;
}

/** By one: what it kept is due again, and goes within a minute where its time is over. */
export async function lift(
  deps: HoldRouteDeps,
  proceedingId: string,
  orderId: string,
  viewer: Viewer,
): Promise<Outcome<null, Refusal>> {
  const orders = await ordersOf(deps, proceedingId, viewer);
  if (orders === null) return NO_PROCEEDING;
  if (!orders.some((order) => order.orderId === orderId)) return NO_ORDER;
  const actor = { kind: viewer.kind, id: viewer.personId };
  return asTask('retention', () => liftHoldsOf(deps, orderId, actor));
}

/** Orders made in a proceeding of the viewer's own court; null: it is none of theirs. */
async function ordersOf({ database, access }: HoldRouteDeps, proceedingId: string, viewer: Viewer) {
  const row = await loadProceedingRow(database, proceedingId);
  const may =
    row === null ? null : await mayIn({ access }, database, row, { who: principalOf(viewer) }, 'proceeding.act');
  if (row === null || may?.allowed !== true || row.courtId !== viewer.agencyId) return null;
  const measures = await loadMeasures(database, proceedingId);
  const ids = measures.flatMap(({ orderId, formerOrderIds }) => [
    ...(orderId === null ? [] : [orderId]),
    ...formerOrderIds,
  ]);
  return loadOrderRows(database, [...new Set(ids)]);
}

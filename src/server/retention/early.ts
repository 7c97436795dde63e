/** What an agency keeps of orders that are over, and erasing it before its time. Fails toward keeping. */
import type { Sql } from '../../core/database.ts';
import { type Outcome, ok } from '../../core/outcome.ts';
import { type Refusal, refuse } from '../../core/refusal.ts';
import { type EarlyDeps, type EarlyRequest, eraseEarly } from '../../orders/erase-early.ts';
import { type EarlyReason, KEPT_PARTS } from '../../orders/kept.ts';
import { caseOfOrder, endOf, loadEndedOrderIds, loadOrderRow, loadOrderRows } from '../../orders/service.ts';
import { loadAgency } from '../../people/service.ts';
import {
  type Access,
  type ActingPerson,
  type AskedAct,
  type KeptPart,
  loadKept,
  loadStillKept,
  loadWaiting,
} from '../../safeguards/service.ts';
import { principalOf } from '../access-deps.ts';
import { asTask } from '../scope.ts';
import type { Viewer } from '../sessions/viewer.ts';
import type { DoneJson, KeptListJson } from './contract.ts';

export interface EarlyRouteDeps extends EarlyDeps {
  readonly access: Access;
}

const SHOWN = 200;
const PREFIX = 'order:';

/** Of the viewer's own agency, the last to end first. */
export async function listKept(deps: EarlyRouteDeps, viewer: Viewer): Promise<KeptListJson> {
  const { database, packs, clock } = deps;
  const nowMs = clock.nowMs();
  const { agencyId } = viewer;
  const agency = await loadAgency(database, agencyId);
  const pack = packs.current(agency?.jurisdiction ?? '', nowMs);
  const ended = await loadEndedOrderIds(database, viewer, nowMs);
  const { bases, kept } = await asTask('retention', () => keptOf(database, ended, nowMs));
  const rows = await loadOrderRows(
    database,
    bases.map((basis) => basis.slice(PREFIX.length)),
  );
  const over = rows.sort((a, b) => endOf(b).atMs - endOf(a).atMs);
  const waiting = await loadWaiting(database, viewer, nowMs);
  const parts = Map.groupBy(kept.filter(isShown), ({ basis }) => basis);
  const orders = over.flatMap(({ orderId, label, ...order }) => {
    const own = parts.get(`${PREFIX}${orderId}`);
    if (own === undefined) return [];
    const shown = own.map((one) => ({ ...partJson(one), waiting: waitingOf(one, waiting, viewer) }));
    return [{ orderId, label, endedAtMs: endOf(order).atMs, parts: shown }];
  });
  return {
    ...{ serverTimeMs: nowMs, timeZone: pack?.timeZone ?? 'UTC' },
    article: pack?.twoPerson.find(({ act }) => act === 'erase-early')?.article ?? null,
    orders: orders.slice(0, SHOWN),
    isWhole: orders.length <= SHOWN,
  };
}

/** Of an agency's orders of all time little is still kept: only those are read further, and one more than are shown. */
async function keptOf(sql: Sql, orderIds: readonly string[], nowMs: number) {
  const all = orderIds.map((orderId) => `${PREFIX}${orderId}`);
  const bases = await loadStillKept(sql, all, KEPT_PARTS, SHOWN + 1);
  return { bases, kept: await loadKept(sql, bases, nowMs) };
}

// HAZARD H-564: somebody erases what another office keeps, or what is still needed
/** Asks for it, or, where a colleague asked for exactly this, begins it. */
export async function eraseKept(
  deps: EarlyRouteDeps,
  orderId: string,
  { part, because }: EarlyRequest,
  viewer: Viewer,
): Promise<Outcome<DoneJson, Refusal>> {
  const order = await loadOrderRow(deps.database, orderId);
  // Who keeps it is who monitors by it: others that see the order have no say in what is kept.
  const may =
    order === null
      ? null
      : await deps.access.mayAct(
          deps.database,
          principalOf(viewer),
          'incident.act',
          caseOfOrder(order, deps.clock.nowMs()),
        );
  if (order === null || may?.allowed !== true) return refuse('not-found', 'There is no such order.');
  // Keys and erasures are read by no request; whose order it is was asked in their own scope.
  const done = await asTask('retention', () => eraseEarly(deps, orderId, { part, because }, acting(viewer)));
  return done.ok ? ok(doneJson(done.value)) : done;
}

export function acting({ kind, personId, agencyId, exercise }: Viewer): ActingPerson {
  return { kind, personId, agencyId, exercise };
}

export function doneJson(
  second: { readonly kind: 'approved' } | { readonly kind: 'waiting'; readonly expiresAtMs: number },
): DoneJson {
  return { state: second.kind, expiresAtMs: second.kind === 'waiting' ? second.expiresAtMs : null };
}

export function waitingJson({ actId, askedBy, askedAtMs, expiresAtMs, article }: AskedAct, viewer: Viewer) {
  return { actId, isMine: askedBy === viewer.personId, askedAtMs, expiresAtMs, article };
}

type PartName = (typeof KEPT_PARTS)[number];

function isShown(one: KeptPart): one is KeptPart & { readonly part: PartName } {
  return (KEPT_PARTS as readonly string[]).includes(one.part);
}

function partJson({ part, dueAtMs, article, heldUntilMs, isUnderWay }: KeptPart & { readonly part: PartName }) {
  return { part, dueAtMs, article, heldUntilMs, isUnderWay };
}

/** Several may wait, each with another reason: the oldest is shown. */
function waitingOf({ basis, part }: KeptPart, waiting: readonly AskedAct[], viewer: Viewer) {
  for (const one of waiting) {
    const about = JSON.parse(one.about) as { basis?: string; part?: string; because?: EarlyReason };
    if (one.act !== 'erase-early' || about.basis !== basis || about.part !== part || about.because === undefined)
      continue;
    return { ...waitingJson(one, viewer), because: about.because };
  }
  return null;
}

/**
 * Court orders: entering, ending, and the pairs and zones that the engine evaluates under them. A change and its audit entry
 * are one transaction; then `onOrderChange` tells the engine's shard. Fails toward refusing.
 */
import type { Clock } from '../core/clock.ts';
import type { Database, Sql } from '../core/database.ts';
import { type OrderId, type PairId, uuidFromBytes, type ZoneId } from '../core/ids.ts';
import { type Outcome, ok } from '../core/outcome.ts';
import { type Refusal, refuse } from '../core/refusal.ts';
import { loadAgency, loadPeopleById, loadRealPersons } from '../people/service.ts';
import type { PairSpec, Shape, ZoneSpec } from '../proximity/types.ts';
import { type Actor, audit, ErasedError, type Sealer } from '../safeguards/service.ts';
import type { OrderRequest, Timetable } from './contract.ts';
import { type DecidedOrder, decideOrder } from './decide.ts';
import { endByAct } from './endings.ts';
import { wearerForOrder } from './linking/service.ts';
import type { CourtOrder, EndingAct, OrderDetail, OrderSummary } from './order.ts';
import {
  insertOrder,
  insertPairs,
  insertZone,
  loadNewestOrderRows,
  loadOrderRow,
  loadOrderRowsNaming,
  loadOrderRowsSince,
  loadPairRows,
  loadSealedZones,
  type PairRow,
  replaceZones,
  type SealedZone,
  takeNextLabel,
  updateOrderDistances,
} from './orders.sql.ts';
import type { Pack } from './packs/pack.ts';
import type { Packs } from './packs/versions.ts';

export { caseOfOrder } from './case.ts';
export { type LeftRegistration, logTerm, startClocksOfLeft } from './clocks-of-others.ts';
export { decideUndertaking } from './decide-undertaking.ts';
export { loadEndings, loadEndingsSince } from './endings.sql.ts';
export { basisOf, type EndingDeps, recordEndings } from './endings.ts';
export type { NewNotice, NoticeTo, SealedDetails } from './exchange/notice.ts';
export { addNotice, addresseeOf, type ExchangeDeps, sealDetails } from './exchange/service.ts';
export { mayProtect } from './linking/decide-linking.ts';
export type { LinkingDeps } from './linking/deps.ts';
export { checkWearer, closeMatter } from './linking/service.ts';
export {
  type CourtOrder,
  type Ending,
  type EndingAct,
  endOf,
  inForce,
  inForceAt,
  type OrderDetail,
  type OrderStatus,
  type OrderSummary,
} from './order.ts';
export {
  loadEndedOrderIds,
  loadOrderIdsOfAgency,
  loadOrderRow,
  loadOrderRows,
  loadPairsUnder,
} from './orders.sql.ts';
export { PackError } from './packs/located.ts';
export { type LawfulUse, lawfulUse, type PurposeId } from './packs/purpose.ts';
export { loadPacks } from './packs/read.ts';
export { registerPacks } from './packs/register.ts';
export { Packs } from './packs/versions.ts';
export { type Application, loadApplications } from './process/applications.sql.ts';
export { basesOfPerson, startClocksThatNobodyStarts } from './retention-clocks.ts';
export { isWithin } from './timetable.ts';
export { UndertakingBook } from './undertaking-book.ts';

export interface OrderDeps {
  readonly database: Database;
  readonly sealer: Sealer;
  readonly clock: Clock;
  /** Cryptographic. */
  readonly randomBytes: (count: number) => Uint8Array;
  readonly packs: Packs;
  /** After the commit: the shard binds or unbinds, open streams are cut. Awaited, so that the answer means it; must not reject. */
  readonly onOrderChange: (orderId: OrderId) => void | Promise<void>;
}

/** What is read back needs no chance and no clock. */
export type OrderReadDeps = Pick<OrderDeps, 'database' | 'sealer'>;

/** What is to be written for an order, sealed and decided; nothing is stored yet. */
export interface PreparedOrder {
  readonly decided: DecidedOrder;
  readonly pairs: readonly PairRow[];
  readonly zones: readonly SealedZone[];
}

/** Decides and seals outside a transaction: keys are made in one of their own. */
export async function prepareOrder(
  deps: OrderDeps,
  request: OrderRequest,
  /** Of an order that stands and is to say something else from now on, or of a proceeding with a law of its own. */
  standing: { readonly orderId?: OrderId; readonly pack?: Pack } = {},
): Promise<Outcome<PreparedOrder, Refusal>> {
  const nowMs = deps.clock.nowMs();
  const agency = await loadAgency(deps.database, request.agencyId);
  const named = [request.wearerId, ...request.protectedIds, ...request.householdIds];
  const people = await loadPeopleById(deps.database, named);
  const pack = standing.pack ?? (agency === null ? null : deps.packs.current(agency.jurisdiction, nowMs));
  const orderId = standing.orderId ?? (uuidFromBytes(deps.randomBytes(16)) as OrderId);
  const decided = decideOrder(request, {
    orderId,
    nowMs,
    agency,
    pack,
    people: new Map(people.map((person) => [person.personId, person])),
    realPersons: await loadRealPersons(deps.database),
  });
  if (!decided.ok) return decided;
  const zones = await sealZones(deps, decided.value, nowMs);
  const { wearerId } = decided.value.order;
  const pairs = decided.value.protectedIds.map((protectedId) => {
    return { pairId: uuidFromBytes(deps.randomBytes(16)) as PairId, orderId, wearerId, protectedId };
  });
  return ok({ decided: decided.value, pairs, zones });
}

/** With its audit entry, in the caller's transaction; `onOrderChange` is the caller's to call after the commit. */
export async function writeOrder(
  tx: Sql,
  { decided, zones, ...prepared }: PreparedOrder,
  actor: Actor,
): Promise<{ readonly order: CourtOrder; readonly pairs: readonly PairRow[] }> {
  // HAZARD H-305: the record was merged, a moment ago perhaps: the order binds the one that goes on, and wears the device.
  const { wearerId, recordEntered } = await wearerForOrder(tx, decided.order.wearerId);
  const pairs = prepared.pairs.map((pair) => ({ ...pair, wearerId }));
  const order = { ...decided.order, wearerId, label: decided.order.label ?? (await takeNextLabel(tx)) };
  await insertOrder(tx, order);
  await insertPairs(tx, pairs);
  for (const zone of zones) await insertZone(tx, zone);
  await recordEntered(order.orderId, order.createdAtMs);
  await audit(tx, [createEntry(order, pairs, zones, actor)]);
  return { order, pairs };
}

/** Distances and places of an order that stands, as prepared for it; what was there is kept and no longer watched. */
export async function rewriteOrder(tx: Sql, prepared: PreparedOrder, atMs: number, actor: Actor): Promise<void> {
  const { decided, zones } = prepared;
  const { orderId } = decided.order;
  await updateOrderDistances(tx, decided.order);
  await replaceZones(tx, orderId, atMs);
  for (const zone of zones) await insertZone(tx, zone);
  const { restraintM, warnM, noticeM, rings, parameters } = decided.order;
  const about = {
    orderId,
    restraintM,
    warnM,
    noticeM,
    rings,
    parameters,
    zones: zones.length,
    packVersion: decided.order.packVersion,
  };
  await audit(tx, [{ atMs, actor, action: 'order.change', purpose: 'order', about }]);
}

export async function createOrder(
  deps: OrderDeps,
  request: OrderRequest,
  actor: Actor,
): Promise<Outcome<OrderDetail, Refusal>> {
  const prepared = await prepareOrder(deps, request);
  if (!prepared.ok) return prepared;
  const { decided, zones } = prepared.value;
  const { order, pairs } = await deps.database.transaction((tx) => writeOrder(tx, prepared.value, actor));
  await deps.onOrderChange(order.orderId);
  return ok({
    order,
    pairs: pairs.map((pair) => pairSpec(order, pair)),
    zones: zones.map((zone, i) => zoneSpec(order, zone, decided.zones[i]!.shape)),
    timetables: timetablesOf(zones),
  });
}

/**
 * Ends an order at once, by an act (I-5). A second ending is a conflict, but for an acquittal or a dismissal after the end: that
 * brings forward when what was kept is destroyed.
 */
export async function endOrderNow(
  deps: OrderDeps,
  orderId: string,
  how: EndingAct,
  actor: Actor,
): Promise<Outcome<OrderSummary, Refusal>> {
  const done = await endByAct(deps, orderId, how, actor);
  if (!done.ok) return done;
  if (done.value.ended) await deps.onOrderChange(orderId as OrderId);
  const order = await loadOrderSummary(deps.database, orderId);
  return order === null ? refuse('not-found', 'There is no such order.') : ok(order);
}

export async function loadOrder(deps: OrderReadDeps, orderId: string): Promise<OrderDetail | null> {
  const order = await loadOrderRow(deps.database, orderId);
  return order === null ? null : ((await withPairsAndZones(deps, [order]))[0] ?? null);
}

/** Orders of any status that were in force at some time since then, or will be: what a late report may rest on. */
export async function loadOrdersSince(deps: OrderReadDeps, sinceMs: number): Promise<OrderDetail[]> {
  return withPairsAndZones(deps, await loadOrderRowsSince(deps.database, sinceMs));
}

/** The newest orders of any status. No place is opened. */
export async function loadOrderSummaries(sql: Sql): Promise<OrderSummary[]> {
  return summaries(sql, await loadNewestOrderRows(sql));
}

export async function loadOrderSummary(sql: Sql, orderId: string): Promise<OrderSummary | null> {
  const order = await loadOrderRow(sql, orderId);
  return order === null ? null : ((await summaries(sql, [order]))[0] ?? null);
}

/** Orders of any status that bind the person, as wearer, protected person or household member. */
export function ordersNaming(sql: Sql, personId: string): Promise<CourtOrder[]> {
  return loadOrderRowsNaming(sql, personId);
}

async function summaries(sql: Sql, orders: readonly CourtOrder[]) {
  const ids = orders.map((order) => order.orderId);
  const pairs = Map.groupBy(await loadPairRows(sql, ids), (pair) => pair.orderId);
  const zones = Map.groupBy(await loadSealedZones(sql, ids), (zone) => zone.orderId);
  return orders.map((order) => ({
    order,
    pairs: (pairs.get(order.orderId) ?? []).map((pair) => pairSpec(order, pair)),
    zones: zones.get(order.orderId) ?? [],
  }));
}

async function withPairsAndZones(deps: OrderReadDeps, orders: readonly CourtOrder[]): Promise<OrderDetail[]> {
  const details: OrderDetail[] = [];
  const found = await summaries(deps.database, orders);
  await deps.sealer.preload(found.flatMap(({ zones }) => zones.map((zone) => zone.keyId)));
  for (const { order, pairs, zones } of found) {
    const opened: ZoneSpec[] = [];
    for (const zone of zones) {
      const shape = await openShape(deps, order, zone);
      if (shape !== null) opened.push(zoneSpec(order, zone, shape));
    }
    details.push({ order, pairs, zones: opened, timetables: timetablesOf(zones) });
  }
  return details;
}

/** Null when the place was erased after the order ended. While it is active that cannot be, and stops the reading. */
async function openShape(deps: OrderReadDeps, order: CourtOrder, zone: SealedZone): Promise<Shape | null> {
  try {
    const opened = await deps.sealer.open(zone.keyId, zone.sealed);
    return (JSON.parse(opened.toString('utf8')) as { shape: Shape }).shape;
  } catch (error) {
    if (error instanceof ErasedError && order.status !== 'active') return null;
    throw error;
  }
}

/** A place is sealed under a key of the person whose place it is that has no basis but this order. */
async function sealZones(deps: OrderDeps, decided: DecidedOrder, nowMs: number): Promise<SealedZone[]> {
  const { orderId } = decided.order;
  const sealed: SealedZone[] = [];
  for (const { ofPersonId, name, shape, kind, warnM, noticeM, timetable } of decided.zones) {
    const basis = `order:${orderId}`;
    const key = await deps.sealer.dataKey({ subject: ofPersonId, scope: basis, bases: [basis] }, nowMs);
    sealed.push({
      zoneId: uuidFromBytes(deps.randomBytes(16)) as ZoneId,
      orderId,
      kind,
      warnM,
      noticeM,
      timetable,
      keyId: key.keyId,
      sealed: deps.sealer.sealWith(key, Buffer.from(JSON.stringify({ name, shape }))),
    });
  }
  return sealed;
}

function timetablesOf(zones: readonly SealedZone[]): ReadonlyMap<ZoneId, Timetable> {
  return new Map(zones.flatMap(({ zoneId, timetable }) => (timetable === null ? [] : [[zoneId, timetable] as const])));
}

function pairSpec(order: CourtOrder, pair: PairRow): PairSpec {
  const { restraintM, warnM, noticeM, rings, wearerIntervalS, protectedIntervalS } = order;
  const spec = { ...pair, restraintM, warnM, noticeM, rings, wearerIntervalS, protectedIntervalS };
  // Without any the binding is as it was before orders could have them, and no pair is bound again for it.
  return Object.keys(order.parameters).length === 0 ? spec : { ...spec, parameters: order.parameters };
}

function zoneSpec(order: CourtOrder, zone: SealedZone, shape: Shape): ZoneSpec {
  const { zoneId, orderId, kind, warnM, noticeM } = zone;
  const { wearerId, wearerIntervalS } = order;
  return { zoneId, orderId, wearerId, kind, shape, warnM, noticeM, wearerIntervalS };
}

function createEntry(order: CourtOrder, pairs: readonly PairRow[], zones: readonly SealedZone[], actor: Actor) {
  const about = {
    orderId: order.orderId,
    wearerId: order.wearerId,
    protectedIds: pairs.map((pair) => pair.protectedId),
    measure: order.measure,
    fromMs: order.fromMs,
    untilMs: order.untilMs,
    restraintM: order.restraintM,
    warnM: order.warnM,
    noticeM: order.noticeM,
    rings: order.rings,
    parameters: order.parameters,
    zones: zones.length,
    exercise: order.exercise,
    packVersion: order.packVersion,
  };
  return { atMs: order.createdAtMs, actor, action: 'order.create', purpose: 'order', about };
}

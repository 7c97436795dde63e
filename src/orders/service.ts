/**
 * Court orders: entering, ending, and the pairs and zones that the engine evaluates under them. A change and its audit entry
 * are one transaction; then `onOrderChange` tells the engine's shard. Fails toward refusing.
 */
import type { Clock } from '../core/clock.ts';
import type { Database, Sql } from '../core/database.ts';
import { type OrderId, type PairId, uuidFromBytes, type ZoneId } from '../core/ids.ts';
import { type Outcome, ok } from '../core/outcome.ts';
import { type Refusal, refuse } from '../core/refusal.ts';
import { loadAgency, loadPeopleById } from '../people/service.ts';
import type { PairSpec, Shape, ZoneSpec } from '../proximity/types.ts';
import { type Actor, audit, ErasedError, type Sealer } from '../safeguards/service.ts';
import type { OrderRequest } from './contract.ts';
import { type DecidedOrder, decideOrder } from './decide.ts';
import { wearerForOrder } from './linking/service.ts';
import type { CourtOrder, OrderDetail, OrderStatus, OrderSummary } from './order.ts';
import {
  endOrder,
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
  type SealedZone,
  takeNextLabel,
} from './orders.sql.ts';
import type { Packs } from './pack-folder.ts';

export { mayProtect } from './linking/decide-linking.ts';
export type { LinkingDeps } from './linking/merge.ts';
export { checkWearer, closeMatter } from './linking/service.ts';
export { type CourtOrder, inForce, inForceAt, type OrderDetail, type OrderStatus, type OrderSummary } from './order.ts';
export { loadPacks, type Packs } from './pack-folder.ts';

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

export async function createOrder(
  deps: OrderDeps,
  request: OrderRequest,
  actor: Actor,
): Promise<Outcome<OrderDetail, Refusal>> {
  const nowMs = deps.clock.nowMs();
  const agency = await loadAgency(deps.database, request.agencyId);
  const named = [request.wearerId, ...request.protectedIds, ...request.householdIds];
  const people = await loadPeopleById(deps.database, named);
  const decided = decideOrder(request, {
    orderId: uuidFromBytes(deps.randomBytes(16)) as OrderId,
    nowMs,
    agency,
    pack: agency === null ? null : (deps.packs.get(agency.jurisdiction) ?? null),
    people: new Map(people.map((person) => [person.personId, person])),
  });
  if (!decided.ok) return decided;
  const zones = await sealZones(deps, decided.value, nowMs);
  const { protectedIds } = decided.value;
  const { orderId } = decided.value.order;
  const pairIds = protectedIds.map(() => uuidFromBytes(deps.randomBytes(16)) as PairId);
  const { order, pairs } = await deps.database.transaction(async (tx) => {
    // HAZARD H-305: the record was merged, a moment ago perhaps: the order binds the one that goes on, and wears the device.
    const { wearerId, recordEntered } = await wearerForOrder(tx, decided.value.order.wearerId);
    const pairs = protectedIds.map((protectedId, i) => ({ pairId: pairIds[i]!, orderId, wearerId, protectedId }));
    const label = decided.value.order.label ?? (await takeNextLabel(tx));
    const labelled = { ...decided.value.order, wearerId, label };
    await insertOrder(tx, labelled);
    await insertPairs(tx, pairs);
    for (const zone of zones) await insertZone(tx, zone);
    await recordEntered(orderId, nowMs);
    await audit(tx, [createEntry(labelled, pairs, zones, deps.packs.get(labelled.jurisdiction)!.versionId, actor)]);
    return { order: labelled, pairs };
  });
  await deps.onOrderChange(orderId);
  return ok({
    order,
    pairs: pairs.map((pair) => pairSpec(order, pair)),
    zones: zones.map((zone, i) => zoneSpec(order, zone, decided.value.zones[i]!.shape)),
  });
}

/** Cancellation and non-indictment take effect at once (I-5). A second ending is a conflict. */
export async function endOrderNow(
  deps: OrderDeps,
  orderId: string,
  status: Exclude<OrderStatus, 'active'>,
  actor: Actor,
): Promise<Outcome<OrderSummary, Refusal>> {
  const nowMs = deps.clock.nowMs();
  const ended = await deps.database.transaction(async (tx) => {
    if (!(await endOrder(tx, orderId, status, nowMs))) return false;
    const action = status === 'cancelled' ? 'order.cancel' : 'order.non-indictment';
    await audit(tx, [{ atMs: nowMs, actor, action, purpose: 'order', about: { orderId } }]);
    return true;
  });
  if (ended) await deps.onOrderChange(orderId as OrderId);
  const order = await loadOrderSummary(deps.database, orderId);
  if (order === null) return refuse('not-found', 'There is no such order.');
  return ended ? ok(order) : refuse('conflict', 'The order was ended before.');
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
    details.push({ order, pairs, zones: opened });
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
  for (const { ofPersonId, name, shape, kind, warnM, noticeM } of decided.zones) {
    const basis = `order:${orderId}`;
    const key = await deps.sealer.dataKey({ subject: ofPersonId, scope: basis, bases: [basis] }, nowMs);
    sealed.push({
      zoneId: uuidFromBytes(deps.randomBytes(16)) as ZoneId,
      orderId,
      kind,
      warnM,
      noticeM,
      keyId: key.keyId,
      sealed: deps.sealer.sealWith(key, Buffer.from(JSON.stringify({ name, shape }))),
    });
  }
  return sealed;
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

function createEntry(
  order: CourtOrder,
  pairs: readonly PairRow[],
  zones: readonly SealedZone[],
  packVersion: string,
  actor: Actor,
) {
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
    packVersion,
  };
  return { atMs: order.createdAtMs, actor, action: 'order.create', purpose: 'order', about };
}

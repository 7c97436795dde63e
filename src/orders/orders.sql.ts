import type { Sql } from '../core/database.ts';
import type { AgencyId, OrderId, PairId, PersonId, ZoneId } from '../core/ids.ts';
import type { OrderParameters } from '../proximity/parameters.ts';
import type { Timetable } from './contract.ts';
import { ORDER_LIMITS } from './limits.ts';
import type { CourtOrder, EndingAct, OrderStatus } from './order.ts';

interface OrderRow {
  order_id: OrderId;
  agency_id: AgencyId;
  wearer_id: PersonId;
  jurisdiction: string;
  label: string;
  measure: string;
  exercise: boolean;
  from_ms: number;
  until_ms: number;
  status: OrderStatus;
  ended_at_ms: number | null;
  restraint_m: number;
  warn_m: number;
  notice_m: number;
  rings: Record<string, number>;
  wearer_interval_s: number;
  protected_interval_s: number;
  warn_tau_s: number | null;
  silence_after_s: number | null;
  silence_contact_s: number | null;
  warn_hold_s: number | null;
  pack_version: string | null;
  created_at_ms: number;
}

export interface PairRow {
  readonly pairId: PairId;
  readonly orderId: OrderId;
  readonly wearerId: PersonId;
  readonly protectedId: PersonId;
}

/** `sealed`: JSON of `{ name, shape }`. */
export interface SealedZone {
  readonly zoneId: ZoneId;
  readonly orderId: OrderId;
  readonly kind: 'exclusion' | 'inclusion';
  readonly warnM: number;
  readonly noticeM: number;
  readonly timetable: Timetable | null;
  readonly keyId: number;
  readonly sealed: Buffer;
}

const ORDER_COLUMNS = `order_id, agency_id, wearer_id, jurisdiction, label, measure, exercise, from_ms, until_ms, status,
  ended_at_ms, restraint_m, warn_m, notice_m, rings, wearer_interval_s, protected_interval_s, warn_tau_s,
  silence_after_s, silence_contact_s, warn_hold_s, pack_version, created_at_ms`;

export async function insertOrder(tx: Sql, order: CourtOrder): Promise<void> {
  await tx.query(
    `insert into orders.court_order (${ORDER_COLUMNS})
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23)`,
    [
      order.orderId,
      order.agencyId,
      order.wearerId,
      order.jurisdiction,
      order.label,
      order.measure,
      order.exercise,
      order.fromMs,
      order.untilMs,
      order.status,
      order.endedAtMs,
      order.restraintM,
      order.warnM,
      order.noticeM,
      JSON.stringify(order.rings),
      order.wearerIntervalS,
      order.protectedIntervalS,
      ...parameterValues(order),
      order.packVersion,
      order.createdAtMs,
    ],
  );
}

/** All pairs of one order, in the order in which they are numbered. */
export async function insertPairs(tx: Sql, pairs: readonly PairRow[]): Promise<void> {
  await tx.query(
    `insert into orders.pair (pair_id, order_id, wearer_id, protected_id, number)
     select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[]) with ordinality`,
    [
      pairs.map((pair) => pair.pairId),
      pairs.map((pair) => pair.orderId),
      pairs.map((pair) => pair.wearerId),
      pairs.map((pair) => pair.protectedId),
    ],
  );
}

export async function insertZone(tx: Sql, zone: SealedZone): Promise<void> {
  await tx.query(
    `insert into orders.zone (zone_id, order_id, kind, warn_m, notice_m, key_id, shape_sealed, timetable)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      ...[zone.zoneId, zone.orderId, zone.kind, zone.warnM, zone.noticeM, zone.keyId, zone.sealed],
      zone.timetable === null ? null : JSON.stringify(zone.timetable),
    ],
  );
}

/** Held until the transaction ends: two orders made at once do not get one label. */
export async function takeNextLabel(tx: Sql): Promise<string> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('orders.label', 0))`);
  const { rows } = await tx.query<{ next: number }>(
    `select coalesce(max(substring(label from '^M-(\\d{1,6})$')::int), 0) + 1 as next from orders.court_order`,
  );
  return `M-${String(rows[0]!.next).padStart(3, '0')}`;
}

/** False when it was not active any more. */
export async function endOrder(tx: Sql, orderId: string, status: EndingAct, endedAtMs: number): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update orders.court_order set status = $2, ended_at_ms = $3 where order_id = $1 and status = 'active'`,
    [orderId, status, endedAtMs],
  );
  return rowCount === 1;
}

export async function loadOrderRow(sql: Sql, orderId: string): Promise<CourtOrder | null> {
  return (await selectOrders(sql, `where order_id = $1`, [orderId]))[0] ?? null;
}

export function loadOrderRows(sql: Sql, orderIds: readonly string[]): Promise<CourtOrder[]> {
  return selectOrders(sql, `where order_id = any($1::uuid[])`, [orderIds]);
}

export async function loadOrderIdsOfAgency(sql: Sql, agencyId: string): Promise<string[]> {
  const { rows } = await sql.query<{ order_id: string }>(
    `select order_id from orders.court_order where agency_id = $1`,
    [agencyId],
  );
  return rows.map((row) => row.order_id);
}

/** The last to end first. */
export async function loadEndedOrderIds(
  sql: Sql,
  { agencyId, exercise }: { readonly agencyId: string; readonly exercise: boolean },
  nowMs: number,
): Promise<string[]> {
  const { rows } = await sql.query<{ order_id: string }>(
    `select order_id from orders.court_order
     where agency_id = $1 and exercise = $2 and least(until_ms, coalesce(ended_at_ms, until_ms)) <= $3
     order by least(until_ms, coalesce(ended_at_ms, until_ms)) desc, order_id`,
    [agencyId, exercise, nowMs],
  );
  return rows.map((row) => row.order_id);
}

/** Pairs under a law, of one agency or of all, with their orders. */
export async function loadPairsUnder(
  sql: Sql,
  jurisdiction: string,
  agencyId: string | null,
): Promise<ReadonlyMap<string, OrderId>> {
  const { rows } = await sql.query<{ pair_id: string; order_id: OrderId }>(
    `select p.pair_id, p.order_id from orders.pair p join orders.court_order o using (order_id)
     where o.jurisdiction = $1 and ($2::uuid is null or o.agency_id = $2::uuid)`,
    [jurisdiction, agencyId],
  );
  return new Map(rows.map((row) => [row.pair_id, row.order_id]));
}

export function loadNewestOrderRows(sql: Sql): Promise<CourtOrder[]> {
  return selectOrders(sql, `order by created_at_ms desc, order_id limit $1`, [ORDER_LIMITS.listRows]);
}

/** Whatever was in force at some time since then, or will be. */
export function loadOrderRowsSince(sql: Sql, sinceMs: number): Promise<CourtOrder[]> {
  return selectOrders(sql, `where least(until_ms, coalesce(ended_at_ms, until_ms)) > $1 order by order_id`, [sinceMs]);
}

/** Orders of any status that bind the person as wearer, protected person or household member. */
export function loadOrderRowsNaming(sql: Sql, personId: string): Promise<CourtOrder[]> {
  return selectOrders(
    sql,
    `where wearer_id = $1 or order_id in (select order_id from orders.pair where protected_id = $1)
     order by created_at_ms, order_id`,
    [personId],
  );
}

/** Orders that stand and by which no device protects now: to come, or of a measure not among `deviceMeasures` ('<jurisdiction> <measure>'). */
export function loadOrderRowsNotProtecting(
  sql: Sql,
  deviceMeasures: readonly string[],
  nowMs: number,
): Promise<CourtOrder[]> {
  return selectOrders(
    sql,
    `where status = 'active' and until_ms > $2 and (from_ms > $2 or (jurisdiction || ' ' || measure) <> all($1::text[]))
     order by created_at_ms, order_id limit $3`,
    [deviceMeasures, nowMs, ORDER_LIMITS.listRows],
  );
}

/** Orders in force against these wearers. */
export function loadOrderRowsInForceAgainst(
  sql: Sql,
  wearerIds: readonly string[],
  nowMs: number,
): Promise<CourtOrder[]> {
  return selectOrders(
    sql,
    `where wearer_id = any($1::uuid[]) and status = 'active' and from_ms <= $2 and until_ms > $2
     order by created_at_ms, order_id`,
    [wearerIds, nowMs],
  );
}

/** In the order of their numbers. */
export async function loadPairRows(sql: Sql, orderIds: readonly string[]): Promise<PairRow[]> {
  const { rows } = await sql.query<{ pair_id: PairId; order_id: OrderId; wearer_id: PersonId; protected_id: PersonId }>(
    `select pair_id, order_id, wearer_id, protected_id from orders.pair where order_id = any($1::uuid[]) order by order_id, number`,
    [orderIds],
  );
  return rows.map((row) => ({
    pairId: row.pair_id,
    orderId: row.order_id,
    wearerId: row.wearer_id,
    protectedId: row.protected_id,
  }));
}

export async function loadSealedZones(sql: Sql, orderIds: readonly string[]): Promise<SealedZone[]> {
  const { rows } = await sql.query<{
    zone_id: ZoneId;
    order_id: OrderId;
    kind: 'exclusion' | 'inclusion';
    warn_m: number;
    notice_m: number;
    key_id: number;
    shape_sealed: Buffer;
    timetable: Timetable | null;
  }>(
    `select zone_id, order_id, kind, warn_m, notice_m, key_id, shape_sealed, timetable from orders.zone
     where order_id = any($1::uuid[]) and replaced_at_ms is null order by zone_id`,
    [orderIds],
  );
  return rows.map((row) => ({
    zoneId: row.zone_id,
    orderId: row.order_id,
    kind: row.kind,
    warnM: row.warn_m,
    noticeM: row.notice_m,
    timetable: row.timetable,
    keyId: row.key_id,
    sealed: row.shape_sealed,
  }));
}

/** Places of an earlier version are kept and no longer watched. */
export async function replaceZones(tx: Sql, orderId: string, atMs: number): Promise<void> {
  await tx.query(`update orders.zone set replaced_at_ms = $2 where order_id = $1 and replaced_at_ms is null`, [
    orderId,
    atMs,
  ]);
}

/** False when it is over: its end may be on record, and what is recorded has been. */
export async function updateOrderEnd(tx: Sql, orderId: string, untilMs: number, nowMs: number): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update orders.court_order set until_ms = $2 where order_id = $1 and status = 'active' and until_ms > $3`,
    [orderId, untilMs, nowMs],
  );
  return rowCount === 1;
}

export async function updateOrderDistances(tx: Sql, order: Omit<CourtOrder, 'label'>): Promise<void> {
  await tx.query(
    `update orders.court_order set restraint_m = $2, warn_m = $3, notice_m = $4, rings = $5, wearer_interval_s = $6,
       protected_interval_s = $7, warn_tau_s = $8, silence_after_s = $9, silence_contact_s = $10, warn_hold_s = $11
     where order_id = $1`,
    [
      ...[order.orderId, order.restraintM, order.warnM, order.noticeM, JSON.stringify(order.rings)],
      ...[order.wearerIntervalS, order.protectedIntervalS, ...parameterValues(order)],
    ],
  );
}

async function selectOrders(sql: Sql, rest: string, values: readonly unknown[]): Promise<CourtOrder[]> {
  const { rows } = await sql.query<OrderRow>(`select ${ORDER_COLUMNS} from orders.court_order ${rest}`, values);
  return rows.map((row) => ({
    orderId: row.order_id,
    agencyId: row.agency_id,
    wearerId: row.wearer_id,
    jurisdiction: row.jurisdiction,
    label: row.label,
    measure: row.measure,
    exercise: row.exercise,
    fromMs: row.from_ms,
    untilMs: row.until_ms,
    status: row.status,
    endedAtMs: row.ended_at_ms,
    restraintM: row.restraint_m,
    warnM: row.warn_m,
    noticeM: row.notice_m,
    rings: row.rings,
    wearerIntervalS: row.wearer_interval_s,
    protectedIntervalS: row.protected_interval_s,
    parameters: parametersOf(row),
    packVersion: row.pack_version,
    createdAtMs: row.created_at_ms,
  }));
}

/** In the order of the columns. */
function parameterValues({ parameters }: Pick<CourtOrder, 'parameters'>): (number | null)[] {
  const { warnTauS, silenceAfterS, silenceContactS, warnHoldS } = parameters;
  return [warnTauS ?? null, silenceAfterS ?? null, silenceContactS ?? null, warnHoldS ?? null];
}

function parametersOf(row: OrderRow): Partial<OrderParameters> {
  const { warn_tau_s, silence_after_s, silence_contact_s, warn_hold_s } = row;
  return {
    ...(warn_tau_s === null ? {} : { warnTauS: warn_tau_s }),
    ...(silence_after_s === null ? {} : { silenceAfterS: silence_after_s }),
    ...(silence_contact_s === null ? {} : { silenceContactS: silence_contact_s }),
    ...(warn_hold_s === null ? {} : { warnHoldS: warn_hold_s }),
  };
}

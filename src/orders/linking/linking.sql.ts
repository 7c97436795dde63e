import type { Sql } from '../../core/database.ts';
import type { OrderId, PersonId } from '../../core/ids.ts';
import { ORDER_LIMITS } from '../limits.ts';
import type { NotYetReason } from './contract.ts';

export interface Move {
  readonly linkId: string;
  readonly orderId: OrderId;
  readonly fromId: PersonId;
  readonly toId: PersonId;
}

/** Orders that are not over, with their pairs, from one wearer to another; which ones. What is over stays with whom it ran against. */
export async function moveOrders(tx: Sql, fromId: string, toId: string, nowMs: number): Promise<OrderId[]> {
  const { rows } = await tx.query<{ order_id: OrderId }>(
    `update orders.court_order set wearer_id = $2 where wearer_id = $1 and status = 'active' and until_ms > $3
     returning order_id`,
    [fromId, toId, nowMs],
  );
  const orderIds = rows.map((row) => row.order_id).sort();
  await movePairs(tx, orderIds, toId);
  return orderIds;
}

/** What the link moved goes back, whatever its state is now; which orders. */
export async function moveBack(tx: Sql, linkId: string, nowMs: number): Promise<OrderId[]> {
  const { rows } = await tx.query<{ order_id: OrderId; from_id: PersonId }>(
    `update orders.court_order o set wearer_id = m.from_id from orders.link_move m
     where m.link_id = $1 and m.back_at_ms is null and o.order_id = m.order_id and o.wearer_id = m.to_id
     returning o.order_id, m.from_id`,
    [linkId],
  );
  for (const [fromId, moved] of Map.groupBy(rows, (row) => row.from_id)) {
    await movePairs(
      tx,
      moved.map((row) => row.order_id),
      fromId,
    );
  }
  await tx.query(`update orders.link_move set back_at_ms = $2 where link_id = $1 and back_at_ms is null`, [
    linkId,
    nowMs,
  ]);
  return rows.map((row) => row.order_id).sort();
}

async function movePairs(tx: Sql, orderIds: readonly string[], toId: string): Promise<void> {
  await tx.query(`update orders.pair set wearer_id = $2 where order_id = any($1::uuid[])`, [orderIds, toId]);
}

export async function insertMoves(tx: Sql, moves: readonly Move[], atMs: number): Promise<void> {
  await tx.query(
    `insert into orders.link_move (link_id, order_id, from_id, to_id, at_ms)
     select m.link_id, m.order_id, m.from_id, m.to_id, $5
     from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[]) as m(link_id, order_id, from_id, to_id)`,
    [
      moves.map((move) => move.linkId),
      moves.map((move) => move.orderId),
      moves.map((move) => move.fromId),
      moves.map((move) => move.toId),
      atMs,
    ],
  );
}

export interface OpenMatter {
  readonly kind: 'proceeding';
  readonly matterId: string;
  readonly wearerId: PersonId;
}

/** Known already: nothing changes, but that it is open again where it was closed. */
export async function insertMatter(tx: Sql, matter: OpenMatter, nowMs: number): Promise<void> {
  await tx.query(
    `insert into orders.open_matter (kind, matter_id, wearer_id, entered_at_ms) values ($1, $2, $3, $4)
     on conflict (kind, matter_id, wearer_id) do update set closed_at_ms = null`,
    [matter.kind, matter.matterId, matter.wearerId, nowMs],
  );
}

export async function endMatter(tx: Sql, kind: string, matterId: string, nowMs: number): Promise<void> {
  await tx.query(
    `update orders.open_matter set closed_at_ms = $3 where kind = $1 and matter_id = $2 and closed_at_ms is null`,
    [kind, matterId, nowMs],
  );
}

export async function loadOpenMatters(sql: Sql): Promise<OpenMatter[]> {
  const { rows } = await sql.query<{ kind: 'proceeding'; matter_id: string; wearer_id: PersonId }>(
    `select kind, matter_id, wearer_id from orders.open_matter where closed_at_ms is null
     order by entered_at_ms, matter_id, wearer_id`,
  );
  return rows.map((row) => ({ kind: row.kind, matterId: row.matter_id, wearerId: row.wearer_id }));
}

/** `fromMs`, `label`: of the matter's order; null for one without. */
export interface Notice {
  readonly noticeId: string;
  readonly agencyId: string;
  readonly wornOrderId: string;
  readonly wearerId: PersonId;
  readonly matterKind: 'order' | 'proceeding';
  readonly matterId: string;
  readonly reason: NotYetReason;
  readonly atMs: number;
  readonly seenAtMs: number | null;
}

interface NoticeRow {
  notice_id: string;
  agency_id: string;
  worn_order_id: string;
  wearer_id: PersonId;
  matter_kind: Notice['matterKind'];
  matter_id: string;
  reason: NotYetReason;
  at_ms: number;
  seen_at_ms: number | null;
}

const NOTICE_COLUMNS =
  'notice_id, agency_id, worn_order_id, wearer_id, matter_kind, matter_id, reason, at_ms, seen_at_ms';

/** False when it stands already. */
export async function insertNotice(tx: Sql, notice: Omit<Notice, 'seenAtMs'>): Promise<boolean> {
  const { noticeId, agencyId, wornOrderId, wearerId, matterKind, matterId, reason, atMs } = notice;
  const { rowCount } = await tx.query(
    `insert into orders.worn_elsewhere (notice_id, agency_id, worn_order_id, wearer_id, matter_kind, matter_id, reason, at_ms)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing`,
    [noticeId, agencyId, wornOrderId, wearerId, matterKind, matterId, reason, atMs],
  );
  return rowCount === 1;
}

export async function endNotices(tx: Sql, noticeIds: readonly string[], atMs: number): Promise<void> {
  await tx.query(`update orders.worn_elsewhere set over_at_ms = $2 where notice_id = any($1::uuid[])`, [
    noticeIds,
    atMs,
  ]);
}

/** Those that stand, of one agency or (null) of every one; oldest first. */
export async function loadNotices(sql: Sql, agencyId: string | null): Promise<Notice[]> {
  const { rows } = await sql.query<NoticeRow>(
    `select ${NOTICE_COLUMNS} from orders.worn_elsewhere
     where over_at_ms is null and ($1::uuid is null or agency_id = $1::uuid) order by at_ms, notice_id limit $2`,
    [agencyId, ORDER_LIMITS.listRows],
  );
  return rows.map((row) => ({
    noticeId: row.notice_id,
    agencyId: row.agency_id,
    wornOrderId: row.worn_order_id,
    wearerId: row.wearer_id,
    matterKind: row.matter_kind,
    matterId: row.matter_id,
    reason: row.reason,
    atMs: row.at_ms,
    seenAtMs: row.seen_at_ms,
  }));
}

/** False when there is none of that agency that stands unseen. */
export async function updateSeen(
  tx: Sql,
  noticeId: string,
  agencyId: string | null,
  seen: { readonly atMs: number; readonly byId: string | null },
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update orders.worn_elsewhere set seen_at_ms = $3, seen_by = $4
     where notice_id = $1 and ($2::uuid is null or agency_id = $2::uuid) and seen_at_ms is null and over_at_ms is null`,
    [noticeId, agencyId, seen.atMs, seen.byId],
  );
  return rowCount === 1;
}

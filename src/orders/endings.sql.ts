import type { Sql } from '../core/database.ts';
import type { OrderId } from '../core/ids.ts';
import type { Ending, EndingHow } from './order.ts';

interface Row {
  order_id: OrderId;
  how: EndingHow;
  effective_at_ms: number;
  recorded_at_ms: number;
  article: string;
  pack_version: string;
}

/** Until the transaction ends nobody else ends the order, or records that it ended. */
export async function lockOrder(tx: Sql, orderId: string): Promise<void> {
  await tx.query(`select from orders.court_order where order_id = $1 for update`, [orderId]);
}

/** False when it was recorded before. */
export async function insertEnding(tx: Sql, ending: Ending): Promise<boolean> {
  const { rowCount } = await tx.query(
    `insert into orders.ending (order_id, how, effective_at_ms, recorded_at_ms, article, pack_version)
     values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
    [ending.orderId, ending.how, ending.effectiveAtMs, ending.recordedAtMs, ending.article, ending.packVersion],
  );
  return rowCount === 1;
}

/** Orders that were over by `upToMs`, and not yet by `sinceMs`, of which no ending is recorded; the oldest first. */
export async function loadUnrecorded(sql: Sql, sinceMs: number, upToMs: number): Promise<OrderId[]> {
  const { rows } = await sql.query<{ order_id: OrderId }>(
    `select c.order_id from orders.court_order c
     where least(c.until_ms, coalesce(c.ended_at_ms, c.until_ms)) > $1
       and least(c.until_ms, coalesce(c.ended_at_ms, c.until_ms)) <= $2
       and not exists (select from orders.ending e where e.order_id = c.order_id)
     order by least(c.until_ms, coalesce(c.ended_at_ms, c.until_ms)), c.order_id`,
    [sinceMs, upToMs],
  );
  return rows.map((row) => row.order_id);
}

export async function loadEndings(sql: Sql, orderIds: readonly string[]): Promise<ReadonlyMap<OrderId, Ending>> {
  const { rows } = await sql.query<Row>(
    `select order_id, how, effective_at_ms, recorded_at_ms, article, pack_version from orders.ending
     where order_id = any($1::uuid[])`,
    [orderIds],
  );
  return new Map(rows.map((row) => [row.order_id, endingOf(row)]));
}

/** Endings of orders of one agency since that instant, or of all; newest first. */
export async function loadEndingsSince(
  sql: Sql,
  agencyId: string | null,
  sinceMs: number,
  most: number,
): Promise<Ending[]> {
  const { rows } = await sql.query<Row>(
    `select e.order_id, e.how, e.effective_at_ms, e.recorded_at_ms, e.article, e.pack_version
     from orders.ending e join orders.court_order c using (order_id)
     where e.effective_at_ms > $1 and ($2::uuid is null or c.agency_id = $2)
     order by e.effective_at_ms desc, e.order_id limit $3`,
    [sinceMs, agencyId, most],
  );
  return rows.map(endingOf);
}

function endingOf(row: Row): Ending {
  return {
    orderId: row.order_id,
    how: row.how,
    effectiveAtMs: row.effective_at_ms,
    recordedAtMs: row.recorded_at_ms,
    article: row.article,
    packVersion: row.pack_version,
  };
}

/** The number of the proceeding in which the order stands; null: it was entered by itself. */
export async function proceedingOf(tx: Sql, orderId: string): Promise<string | null> {
  const { rows } = await tx.query<{ number: string }>(
    `select p.number from orders.measure m join orders.proceeding p using (proceeding_id) where m.order_id = $1 or $1 = any(m.former_order_ids)`,
    [orderId],
  );
  return rows[0]?.number ?? null;
}

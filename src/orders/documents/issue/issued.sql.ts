import type { Sql } from '../../../core/database.ts';
import { numberOf } from './code.ts';

export interface IssuedOrder {
  readonly number: string;
  readonly orderId: string;
  readonly version: number;
  readonly contentHash: string;
  readonly documentId: string;
  readonly jurisdiction: string;
  readonly exercise: boolean;
  readonly issuedAtMs: number;
}

interface Row {
  number: string;
  order_id: string;
  version: number;
  content_hash: Buffer;
  document_id: string;
  jurisdiction: string;
  exercise: boolean;
  issued_at_ms: number;
}

/** The order's number, which is taken when it has none. Numbers of a series follow one another without a gap. */
export async function ensureNumber(tx: Sql, orderId: string, series: string): Promise<string> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('orders.order_number', 0))`);
  const { rows: known } = await tx.query<{ number: string }>(
    `select number from orders.order_number where order_id = $1`,
    [orderId],
  );
  if (known[0] !== undefined) return known[0].number;
  const { rows } = await tx.query<{ next: number }>(
    `select coalesce(max(sequence), 0) + 1 as next from orders.order_number where series = $1`,
    [series],
  );
  const sequence = rows[0]!.next;
  const number = numberOf(series, sequence);
  await tx.query(`insert into orders.order_number (order_id, series, sequence, number) values ($1, $2, $3, $4)`, [
    orderId,
    series,
    sequence,
    number,
  ]);
  return number;
}

/** False when that version was issued before. */
export async function insertIssued(tx: Sql, issued: IssuedOrder): Promise<boolean> {
  const { number, version, contentHash, documentId, jurisdiction, exercise, issuedAtMs } = issued;
  const { rowCount } = await tx.query(
    `insert into orders.issued_order (number, version, content_hash, document_id, jurisdiction, exercise, issued_at_ms)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
    [number, version, Buffer.from(contentHash, 'hex'), documentId, jurisdiction, exercise, issuedAtMs],
  );
  return rowCount === 1;
}

/** Newest version first. */
export function loadIssuedByNumber(sql: Sql, number: string): Promise<IssuedOrder[]> {
  return select(sql, 'n.number = $1', number);
}

/** Newest version first. */
export function loadIssuedByOrder(sql: Sql, orderId: string): Promise<IssuedOrder[]> {
  return select(sql, 'n.order_id = $1', orderId);
}

async function select(sql: Sql, where: string, value: string): Promise<IssuedOrder[]> {
  const { rows } = await sql.query<Row>(
    `select i.number, n.order_id, i.version, i.content_hash, i.document_id, i.jurisdiction, i.exercise, i.issued_at_ms
     from orders.issued_order i join orders.order_number n using (number) where ${where} order by i.version desc`,
    [value],
  );
  return rows.map((row) => ({
    number: row.number,
    orderId: row.order_id,
    version: row.version,
    contentHash: row.content_hash.toString('hex'),
    documentId: row.document_id,
    jurisdiction: row.jurisdiction,
    exercise: row.exercise,
    issuedAtMs: row.issued_at_ms,
  }));
}

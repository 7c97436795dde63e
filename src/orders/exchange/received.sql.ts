import type { Sql } from '../../core/database.ts';
import type { AgencyId } from '../../core/ids.ts';

/** What was answered to a message, for when it comes again. */
export interface StoredAnswer {
  readonly status: number;
  readonly body: object;
}

export interface MessageRow {
  readonly bodyHash: Buffer;
  readonly answer: StoredAnswer;
}

export interface NewMessage {
  readonly endpointId: string;
  readonly messageId: string;
  readonly bodyHash: Buffer;
  readonly kind: string | null;
  readonly receivedAtMs: number;
  readonly state: 'accepted' | 'held';
  readonly answer: StoredAnswer;
}

/** One message of an endpoint at a time, until the transaction ends. */
export async function lockMessage(tx: Sql, endpointId: string, messageId: string): Promise<MessageRow | null> {
  await tx.query(
    `select pg_advisory_xact_lock(hashtextextended('orders.message ' || $1::text || ' ' || $2::text, 0))`,
    [endpointId, messageId],
  );
  const { rows } = await tx.query<{ body_hash: Buffer; answer: StoredAnswer }>(
    `select body_hash, answer from orders.exchange_message where endpoint_id = $1 and message_id = $2`,
    [endpointId, messageId],
  );
  return rows[0] === undefined ? null : { bodyHash: rows[0].body_hash, answer: rows[0].answer };
}

export async function insertMessage(tx: Sql, message: NewMessage): Promise<void> {
  await tx.query(
    `insert into orders.exchange_message (endpoint_id, message_id, body_hash, kind, received_at_ms, state, answer)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      ...[message.endpointId, message.messageId, message.bodyHash, message.kind, message.receivedAtMs, message.state],
      JSON.stringify(message.answer),
    ],
  );
}

/** Where a message breaks its schema, as a JSON pointer (RFC 6901), and how; never what stood there. */
export interface Problem {
  readonly pointer: string;
  readonly message: string;
}

export interface Held {
  readonly heldId: string;
  readonly endpointId: string;
  readonly messageId: string;
  readonly kind: string | null;
  readonly reason: string;
  readonly problems: readonly Problem[];
  readonly receivedAtMs: number;
}

export async function insertHeld(
  tx: Sql,
  held: Held & { readonly keyId: number; readonly sealed: Buffer },
): Promise<void> {
  await tx.query(
    `insert into orders.held_message (held_id, endpoint_id, message_id, kind, reason, problems, key_id, sealed, received_at_ms)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      ...[held.heldId, held.endpointId, held.messageId, held.kind, held.reason, JSON.stringify(held.problems)],
      ...[held.keyId, held.sealed, held.receivedAtMs],
    ],
  );
}

interface HeldRow {
  held_id: string;
  endpoint_id: string;
  message_id: string;
  kind: string | null;
  reason: string;
  problems: Problem[];
  received_at_ms: number;
}

/** Of endpoints of this jurisdiction that nobody has seen; the newest first. */
export async function loadUnseen(sql: Sql, endpointIds: readonly string[], most: number): Promise<Held[]> {
  const { rows } = await sql.query<HeldRow>(
    `select held_id, endpoint_id, message_id, kind, reason, problems, received_at_ms from orders.held_message
     where endpoint_id = any($1::uuid[]) and seen_at_ms is null order by received_at_ms desc limit $2`,
    [endpointIds, most],
  );
  return rows.map((row) => ({
    heldId: row.held_id,
    endpointId: row.endpoint_id,
    messageId: row.message_id,
    kind: row.kind,
    reason: row.reason,
    problems: row.problems,
    receivedAtMs: row.received_at_ms,
  }));
}

/** False: it was seen before. */
export async function updateSeen(
  tx: Sql,
  heldId: string,
  seen: { readonly personId: string; readonly atMs: number },
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update orders.held_message set seen_at_ms = $3, seen_by = $2 where held_id = $1 and seen_at_ms is null`,
    [heldId, seen.personId, seen.atMs],
  );
  return rowCount === 1;
}

/** From which endpoint a held message came. */
export async function loadSender(
  sql: Sql,
  heldId: string,
): Promise<{ readonly endpointId: string; readonly agencyId: AgencyId; readonly exercise: boolean } | null> {
  const { rows } = await sql.query<{ endpoint_id: string; agency_id: AgencyId; exercise: boolean }>(
    `select e.endpoint_id, e.agency_id, e.exercise from orders.held_message h join orders.endpoint e using (endpoint_id)
     where h.held_id = $1`,
    [heldId],
  );
  const row = rows[0];
  return row === undefined ? null : { endpointId: row.endpoint_id, agencyId: row.agency_id, exercise: row.exercise };
}

export async function purgeHeld(sql: Sql, nowMs: number): Promise<number> {
  const { rows } = await sql.query<{ gone: number }>(`select orders.purge_held($1) as gone`, [nowMs]);
  return rows[0]?.gone ?? 0;
}

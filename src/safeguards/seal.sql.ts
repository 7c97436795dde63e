import type { Sql } from '../core/database.ts';

export interface Wrapping {
  readonly basis: string;
  readonly wrapped: Buffer;
}

/** The id of the key of this subject and scope, made if it was not there. */
export async function insertKey(sql: Sql, subject: string, scope: string, nowMs: number): Promise<number> {
  const found = await sql.query<{ key_id: number }>(
    `select key_id from safeguards.data_key where subject = $1 and scope = $2`,
    [subject, scope],
  );
  if (found.rows[0] !== undefined) return found.rows[0].key_id;
  const made = await sql.query<{ key_id: number }>(
    `insert into safeguards.data_key (subject, scope, created_at_ms) values ($1, $2, $3)
     on conflict (subject, scope) do nothing returning key_id`,
    [subject, scope, nowMs],
  );
  return made.rows[0]?.key_id ?? insertKey(sql, subject, scope, nowMs);
}

export async function loadWrappings(sql: Sql, keyId: number): Promise<Wrapping[]> {
  const { rows } = await sql.query<Wrapping>(
    `select basis, wrapped from safeguards.key_wrapping where key_id = $1 order by basis`,
    [keyId],
  );
  return rows;
}

/** Held until the transaction ends. */
export async function lockKey(tx: Sql, keyId: number): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('safeguards.data_key', $1))`, [keyId]);
}

/** Any one wrapping of the key: each holds the same key. */
export async function loadKey(sql: Sql, keyId: number): Promise<Wrapping | null> {
  const { rows } = await sql.query<Wrapping>(
    `select basis, wrapped from safeguards.key_wrapping where key_id = $1 order by basis limit 1`,
    [keyId],
  );
  return rows[0] ?? null;
}

export async function insertWrappings(
  sql: Sql,
  keyId: number,
  wrappings: readonly Wrapping[],
  nowMs: number,
): Promise<void> {
  if (wrappings.length === 0) return;
  await sql.query(
    `insert into safeguards.key_wrapping (key_id, basis, wrapped, created_at_ms)
     select $1, w.basis, w.wrapped, $4 from unnest($2::text[], $3::bytea[]) as w(basis, wrapped)
     on conflict (key_id, basis) do nothing`,
    [keyId, wrappings.map((w) => w.basis), wrappings.map((w) => w.wrapped), nowMs],
  );
}

import type { Sql } from '../core/database.ts';

export interface Wrapping {
  readonly keyId: number;
  readonly basis: string;
  readonly wrapped: Buffer;
  /** The key of the key store; null: under the master key itself. */
  readonly storeKey: string | null;
}

/** Held until the transaction ends. */
export async function lockKeyMaking(tx: Sql): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('safeguards.data_key', 0))`);
}

/** The ids of the keys, by `subject|scope`, made where they were not there or were erased. */
export async function ensureKeys(
  tx: Sql,
  keys: readonly { subject: string; scope: string }[],
  nowMs: number,
): Promise<Map<string, number>> {
  const subjects = keys.map((key) => key.subject);
  const scopes = keys.map((key) => key.scope);
  // HAZARD H-100: what was erased is not there.
  await tx.query(
    `insert into safeguards.data_key (subject, scope, created_at_ms)
     select distinct k.subject, k.scope, $3::bigint from unnest($1::text[], $2::text[]) as k(subject, scope)
     where not exists (
       select from safeguards.data_key d where d.subject = k.subject and d.scope = k.scope and d.erased_at_ms is null
     )`,
    [subjects, scopes, nowMs],
  );
  const { rows } = await tx.query<{ key_id: number; subject: string; scope: string }>(
    `select key_id, subject, scope from safeguards.data_key
     where (subject, scope) in (select * from unnest($1::text[], $2::text[])) and erased_at_ms is null`,
    [subjects, scopes],
  );
  return new Map(rows.map((row) => [`${row.subject}|${row.scope}`, row.key_id]));
}

/** None of their wrappings opens any more. */
export async function retireKeys(tx: Sql, keyIds: readonly number[], nowMs: number): Promise<void> {
  await tx.query(`select safeguards.retire_keys($1::bigint[], $2)`, [keyIds, nowMs]);
}

/** Every wrapping of these keys: those of one key hold the same key. */
export async function loadWrappings(sql: Sql, keyIds: readonly number[]): Promise<Wrapping[]> {
  const { rows } = await sql.query<Wrapping>(
    `select key_id as "keyId", basis, wrapped, store_key as "storeKey" from safeguards.key_wrapping
     where key_id = any($1::bigint[]) order by key_id, basis`,
    [keyIds],
  );
  return rows;
}

export async function insertWrappings(tx: Sql, wrappings: readonly Wrapping[], nowMs: number): Promise<void> {
  if (wrappings.length === 0) return;
  await tx.query(
    `insert into safeguards.key_wrapping (key_id, basis, wrapped, store_key, created_at_ms)
     select w.key_id, w.basis, w.wrapped, w.store_key, $5
     from unnest($1::bigint[], $2::text[], $3::bytea[], $4::uuid[]) as w(key_id, basis, wrapped, store_key)`,
    [
      wrappings.map((w) => w.keyId),
      wrappings.map((w) => w.basis),
      wrappings.map((w) => w.wrapped),
      wrappings.map((w) => w.storeKey),
      nowMs,
    ],
  );
}

export async function loadErasedOf(sql: Sql, keyIds: readonly number[]): Promise<number[]> {
  const { rows } = await sql.query<{ key_id: number }>(
    `select key_id from safeguards.data_key where key_id = any($1::bigint[]) and erased_at_ms is not null`,
    [keyIds],
  );
  return rows.map((row) => row.key_id);
}

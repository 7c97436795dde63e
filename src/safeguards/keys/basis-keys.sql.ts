import type { Sql } from '../../core/database.ts';

export interface BasisPart {
  readonly basis: string;
  readonly part: string;
}

/** Of one store, those under which may be wrapped, by `basis|part`. */
export async function loadLive(
  sql: Sql,
  storeId: string,
  of: readonly BasisPart[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql.query<BasisPart & { name: string }>(
    `select b.basis, b.part, b.name from safeguards.basis_key b
     where b.store_id = $1 and b.doomed_at_ms is null
       and (b.basis, b.part) in (select * from unnest($2::text[], $3::text[]))`,
    [storeId, of.map(({ basis }) => basis), of.map(({ part }) => part)],
  );
  return new Map(rows.map(({ basis, part, name }) => [`${basis}|${part}`, name]));
}

export async function insertBasisKeys(
  tx: Sql,
  storeId: string,
  keys: readonly (BasisPart & { readonly name: string })[],
  nowMs: number,
): Promise<void> {
  await tx.query(
    `insert into safeguards.basis_key (name, store_id, basis, part, created_at_ms)
     select k.name, $4, k.basis, k.part, $5 from unnest($1::uuid[], $2::text[], $3::text[]) as k(name, basis, part)`,
    [keys.map(({ name }) => name), keys.map(({ basis }) => basis), keys.map(({ part }) => part), storeId, nowMs],
  );
}

/** Names of one store that were not destroyed, a page in order of the name. */
export async function loadNames(sql: Sql, storeId: string, after: string | null, most: number): Promise<string[]> {
  const { rows } = await sql.query<{ name: string }>(
    `select name from safeguards.basis_key
     where store_id = $1 and destroyed_at_ms is null and ($2::uuid is null or name > $2) order by name limit $3`,
    [storeId, after, most],
  );
  return rows.map(({ name }) => name);
}

/** Names of one store that were destroyed, or are to be. */
export async function loadDestroyed(sql: Sql, storeId: string, after: string | null, most: number): Promise<string[]> {
  const { rows } = await sql.query<{ name: string }>(
    `select name from safeguards.basis_key
     where store_id = $1 and destroyed_at_ms is not null and ($2::uuid is null or name > $2) order by name limit $3`,
    [storeId, after, most],
  );
  return rows.map(({ name }) => name);
}

export async function noteMissing(sql: Sql, names: readonly string[], nowMs: number): Promise<void> {
  await sql.query(`select safeguards.note_missing($1::uuid[], $2)`, [names, nowMs]);
}

/** Keys of the store that wrap nothing any more: nothing is wrapped under them from here on. */
export async function doomUnused(sql: Sql, storeId: string, nowMs: number, most: number): Promise<string[]> {
  const { rows } = await sql.query<{ name: string }>(`select name from safeguards.doom_unused($1, $2, $3) as name`, [
    storeId,
    nowMs,
    most,
  ]);
  return rows.map(({ name }) => name);
}

export async function noteDestroyed(sql: Sql, names: readonly string[], nowMs: number): Promise<void> {
  await sql.query(`select safeguards.note_destroyed($1::uuid[], $2)`, [names, nowMs]);
}

export interface BoundStore {
  readonly kind: 'file' | 'vault';
  readonly storeId: string;
}

/** Null: this database has had none yet. */
export async function loadBoundStore(sql: Sql): Promise<BoundStore | null> {
  const { rows } = await sql.query<BoundStore>(`select kind, store_id as "storeId" from safeguards.key_store`);
  return rows[0] ?? null;
}

export async function bindStore(sql: Sql, { kind, storeId }: BoundStore, nowMs: number): Promise<void> {
  await sql.query(
    `insert into safeguards.key_store (kind, store_id, since_ms) values ($1, $2, $3)
     on conflict (one) do update set kind = excluded.kind, store_id = excluded.store_id, since_ms = excluded.since_ms`,
    [kind, storeId, nowMs],
  );
}

/** A store that is not the bound one and wraps something: a move to it was begun and is not finished. Null: none. */
export async function loadMoveBegun(sql: Sql, bound: BoundStore): Promise<string | null> {
  const { rows } = await sql.query<{ storeId: string }>(
    `select store_id as "storeId" from safeguards.basis_key
     where store_id <> $1 and destroyed_at_ms is null order by created_at_ms desc limit 1`,
    [bound.storeId],
  );
  return rows[0]?.storeId ?? null;
}

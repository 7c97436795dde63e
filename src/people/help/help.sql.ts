import type { Sql } from '../../core/database.ts';
import type { PersonId } from '../../core/ids.ts';

export interface StoredCodes {
  readonly salt: Buffer;
  readonly cancelHash: Buffer;
  readonly duressHashes: readonly Buffer[];
}

/** As they were when a try was taken. */
export interface TakenCodes extends StoredCodes {
  /** Names the window that the try is of. */
  readonly windowMs: number;
}

interface CodesRow {
  salt: Buffer;
  cancel_hash: Buffer;
  duress_hashes: Buffer[];
  tries_since_ms: number;
}

export async function hasCodes(sql: Sql, personId: PersonId): Promise<boolean> {
  const { rows } = await sql.query<{ one: number }>(`select 1 as one from people.sos_code where person_id = $1`, [
    personId,
  ]);
  return rows.length > 0;
}

/**
 * Takes one of the tries that are left and gives what to judge by; 'locked' when none is left. A window begins with the first try after the last
 * one ended.
 */
export async function takeTry(
  sql: Sql,
  personId: PersonId,
  nowMs: number,
  limits: { readonly triesMax: number; readonly windowMs: number },
): Promise<TakenCodes | 'locked' | null> {
  const { rows } = await sql.query<CodesRow>(
    `update people.sos_code set
       tries = case when tries_since_ms <= $2::bigint - $4::bigint then 1 else tries + 1 end,
       tries_since_ms = case when tries_since_ms <= $2::bigint - $4::bigint then $2::bigint else tries_since_ms end
     where person_id = $1 and (tries < $3::int or tries_since_ms <= $2::bigint - $4::bigint)
     returning salt, cancel_hash, duress_hashes, tries_since_ms`,
    [personId, nowMs, limits.triesMax, limits.windowMs],
  );
  const row = rows[0];
  if (row !== undefined) {
    const { salt, cancel_hash: cancelHash, duress_hashes: duressHashes, tries_since_ms: windowMs } = row;
    return { salt, cancelHash, duressHashes, windowMs };
  }
  return (await hasCodes(sql, personId)) ? 'locked' : null;
}

/** After a right one, whichever: that one try, and no other. */
export async function giveTryBack(sql: Sql, personId: PersonId, windowMs: number): Promise<void> {
  await sql.query(
    `update people.sos_code set tries = tries - 1 where person_id = $1 and tries_since_ms = $2 and tries > 0`,
    [personId, windowMs],
  );
}

/** False when another request chose codes first. */
export async function insertCodes(tx: Sql, personId: PersonId, codes: StoredCodes, atMs: number): Promise<boolean> {
  const { rowCount } = await tx.query(
    `insert into people.sos_code (person_id, salt, cancel_hash, duress_hashes, changed_at_ms, tries_since_ms)
     values ($1, $2, $3, $4::bytea[], $5, $5) on conflict (person_id) do nothing`,
    [personId, codes.salt, codes.cancelHash, codes.duressHashes, atMs],
  );
  return rowCount === 1;
}

/** `judgedBy`: the salt of what the request was judged by; false when it was changed since. */
export async function updateCodes(
  tx: Sql,
  personId: PersonId,
  codes: StoredCodes,
  judgedBy: Buffer,
  atMs: number,
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update people.sos_code set salt = $2, cancel_hash = $3, duress_hashes = $4::bytea[], changed_at_ms = $5
     where person_id = $1 and salt = $6`,
    [personId, codes.salt, codes.cancelHash, codes.duressHashes, atMs, judgedBy],
  );
  return rowCount === 1;
}

export type OwnListKind = 'contacts' | 'places';

export async function loadOwnList(
  sql: Sql,
  personId: PersonId,
  kind: OwnListKind,
): Promise<{ readonly keyId: number; readonly sealed: Buffer } | null> {
  const { rows } = await sql.query<{ key_id: number; sealed: Buffer }>(
    `select key_id, sealed from people.own_list where person_id = $1 and kind = $2`,
    [personId, kind],
  );
  return rows[0] === undefined ? null : { keyId: rows[0].key_id, sealed: rows[0].sealed };
}

export async function upsertOwnList(
  tx: Sql,
  personId: PersonId,
  kind: OwnListKind,
  list: { readonly keyId: number; readonly sealed: Buffer },
  atMs: number,
): Promise<void> {
  await tx.query(
    `insert into people.own_list (person_id, kind, key_id, sealed, changed_at_ms) values ($1, $2, $3, $4, $5)
     on conflict (person_id, kind) do update set key_id = $3, sealed = $4, changed_at_ms = $5`,
    [personId, kind, list.keyId, list.sealed, atMs],
  );
}

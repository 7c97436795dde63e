import type { Sql } from '../../core/database.ts';
import type { PersonId } from '../../core/ids.ts';
import type { PhoneName } from './phones/name.ts';
import type { SignInMethod } from './viewer.ts';

export async function insertCode(tx: Sql, codeHash: Buffer, personId: string, expiresAtMs: number): Promise<void> {
  await tx.query(`insert into server.sign_in_code (code_hash, person_id, expires_at_ms) values ($1, $2, $3)`, [
    codeHash,
    personId,
    expiresAtMs,
  ]);
}

/** Whose code it is, or null when it is unknown, used or over. One statement: of two who try at once, one succeeds. */
export async function useCode(tx: Sql, codeHash: Buffer, nowMs: number): Promise<PersonId | null> {
  const { rows } = await tx.query<{ person_id: PersonId }>(
    `update server.sign_in_code set used_at_ms = $2
     where code_hash = $1 and used_at_ms is null and expires_at_ms > $2 returning person_id`,
    [codeHash, nowMs],
  );
  return rows[0]?.person_id ?? null;
}

/** Codes that nobody used yet open nothing any more. */
export async function spendCodes(tx: Sql, personId: string, nowMs: number): Promise<void> {
  await tx.query(`update server.sign_in_code set used_at_ms = $2 where person_id = $1 and used_at_ms is null`, [
    personId,
    nowMs,
  ]);
}

export async function insertSession(
  tx: Sql,
  session: {
    readonly tokenHash: Buffer;
    readonly phoneId: string;
    readonly personId: string;
    readonly nowMs: number;
    readonly expiresAtMs: number;
    readonly name: PhoneName;
    readonly method: SignInMethod;
    readonly deviceKey: Buffer | null;
  },
): Promise<void> {
  await tx.query(
    `insert into server.session
       (token_hash, session_id, person_id, created_at_ms, last_seen_at_ms, expires_at_ms, platform, browser, method, device_key)
     values ($1, $2, $3, $4, $4, $5, $6, $7, $8, $9)`,
    [
      session.tokenHash,
      session.phoneId,
      session.personId,
      session.nowMs,
      session.expiresAtMs,
      session.name.platform,
      session.name.browser,
      session.method,
      session.deviceKey,
    ],
  );
}

export interface OpenSession {
  readonly personId: PersonId;
  readonly phoneId: string;
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
  readonly lastSeenAtMs: number;
  readonly lockKept: 'locked' | 'decoy' | null;
  readonly activeAtMs: number | null;
  /** Null: the person has set no lock. */
  readonly afterMs: number | null;
  readonly method: SignInMethod;
  readonly isBound: boolean;
}

interface OpenRow {
  person_id: PersonId;
  session_id: string;
  created_at_ms: number;
  expires_at_ms: number;
  last_seen_at_ms: number;
  lock_state: 'locked' | 'decoy' | null;
  active_at_ms: number | null;
  after_ms: number | null;
  method: SignInMethod;
  is_bound: boolean;
}

export async function loadOpenSession(sql: Sql, tokenHash: Buffer, nowMs: number): Promise<OpenSession | null> {
  const { rows } = await sql.query<OpenRow>(
    `select s.person_id, s.session_id, s.created_at_ms, s.expires_at_ms, s.last_seen_at_ms, s.lock_state, s.active_at_ms,
       l.after_ms, s.method, s.device_key is not null as is_bound
     from server.session s left join server.app_lock l on l.person_id = s.person_id
     where s.token_hash = $1 and s.ended_at_ms is null and s.expires_at_ms > $2`,
    [tokenHash, nowMs],
  );
  const row = rows[0];
  if (row === undefined) return null;
  return {
    personId: row.person_id,
    phoneId: row.session_id,
    createdAtMs: row.created_at_ms,
    expiresAtMs: row.expires_at_ms,
    lastSeenAtMs: row.last_seen_at_ms,
    lockKept: row.lock_state,
    activeAtMs: row.active_at_ms,
    afterMs: row.after_ms,
    method: row.method,
    isBound: row.is_bound,
  };
}

/** Those of the sessions (hashes of their tokens, in hex) that are open. */
export async function loadOpenAmong(
  sql: Sql,
  sessionIds: readonly string[],
  nowMs: number,
): Promise<ReadonlySet<string>> {
  const { rows } = await sql.query<{ id: string }>(
    `select encode(token_hash, 'hex') as id from server.session
     where token_hash = any($1::bytea[]) and ended_at_ms is null and expires_at_ms > $2`,
    [sessionIds.map((id) => Buffer.from(id, 'hex')), nowMs],
  );
  return new Set(rows.map((row) => row.id));
}

/** It was used; its end moves only further away. */
export async function updateSeen(sql: Sql, tokenHash: Buffer, nowMs: number, expiresAtMs: number): Promise<void> {
  await sql.query(
    `update server.session set last_seen_at_ms = greatest(last_seen_at_ms, $2),
       expires_at_ms = greatest(expires_at_ms, $3)
     where token_hash = $1 and ended_at_ms is null`,
    [tokenHash, nowMs, expiresAtMs],
  );
}

/** Whose session ended; null when none was open. */
export async function endSession(tx: Sql, tokenHash: Buffer, nowMs: number): Promise<PersonId | null> {
  const { rows } = await tx.query<{ person_id: PersonId }>(
    `update server.session set ended_at_ms = $2
     where token_hash = $1 and ended_at_ms is null and expires_at_ms > $2 returning person_id`,
    [tokenHash, nowMs],
  );
  return rows[0]?.person_id ?? null;
}

export interface Phone extends PhoneName {
  readonly phoneId: string;
  readonly tokenHash: Buffer;
  readonly createdAtMs: number;
  readonly lastSeenAtMs: number;
  readonly ownedAtMs: number | null;
  /** When it was last watched without the phone's key; null: not, or its owner said that it was them. */
  readonly unprovenAtMs: number | null;
  readonly isBound: boolean;
}

/** Signed in now, the newest first. */
export async function loadPhones(sql: Sql, personId: string, nowMs: number, most: number): Promise<Phone[]> {
  const { rows } = await sql.query<{
    session_id: string;
    token_hash: Buffer;
    platform: PhoneName['platform'];
    browser: PhoneName['browser'];
    created_at_ms: number;
    last_seen_at_ms: number;
    owned_at_ms: number | null;
    unproven_at_ms: number | null;
    is_bound: boolean;
  }>(
    `select session_id, token_hash, platform, browser, created_at_ms, last_seen_at_ms, owned_at_ms, unproven_at_ms,
       device_key is not null as is_bound from server.session
     where person_id = $1 and ended_at_ms is null and expires_at_ms > $2 order by created_at_ms desc, session_id limit $3`,
    [personId, nowMs, most],
  );
  return rows.map((row) => ({
    phoneId: row.session_id,
    tokenHash: row.token_hash,
    platform: row.platform,
    browser: row.browser,
    createdAtMs: row.created_at_ms,
    lastSeenAtMs: row.last_seen_at_ms,
    ownedAtMs: row.owned_at_ms,
    unprovenAtMs: row.unproven_at_ms,
    isBound: row.is_bound,
  }));
}

/** Hashes of the tokens that ended: of one phone, or of all of the person's but one. */
export async function endPhones(
  tx: Sql,
  personId: string,
  which: { readonly only: string } | { readonly but: string | null },
  nowMs: number,
): Promise<Buffer[]> {
  const only = 'only' in which ? which.only : null;
  const but = 'but' in which ? which.but : null;
  const { rows } = await tx.query<{ token_hash: Buffer }>(
    `update server.session set ended_at_ms = $4
     where person_id = $1 and ended_at_ms is null and ($2::uuid is null or session_id = $2::uuid)
       and ($3::uuid is null or session_id <> $3::uuid) returning token_hash`,
    [personId, only, but, nowMs],
  );
  return rows.map((row) => row.token_hash);
}

/** An older phone of the same person owns up to the sign-in. Whether there was one to own up to. */
export async function updateOwned(
  tx: Sql,
  phone: { readonly personId: string; readonly phoneId: string; readonly signedInAtMs: number },
  newId: string,
  nowMs: number,
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update server.session set owned_at_ms = $4
     where person_id = $1 and session_id = $2 and created_at_ms > $3 and owned_at_ms is null and ended_at_ms is null`,
    [phone.personId, newId, phone.signedInAtMs, nowMs],
  );
  return rowCount > 0;
}

/** It is watched without its phone's key. False: it has ended. */
export async function updateUnproven(tx: Sql, tokenHash: Buffer, atMs: number): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update server.session set unproven_at_ms = $2 where token_hash = $1 and ended_at_ms is null`,
    [tokenHash, atMs],
  );
  return rowCount > 0;
}

/** Its owner says that it was them, of the moment they were shown. Whether it was still that. */
export async function clearUnproven(tx: Sql, personId: string, phoneId: string, atMs: number): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update server.session set unproven_at_ms = null
     where person_id = $1 and session_id = $2 and unproven_at_ms = $3 and ended_at_ms is null`,
    [personId, phoneId, atMs],
  );
  return rowCount > 0;
}

export async function updatePhoneLock(
  sql: Sql,
  phoneId: string,
  kept: 'locked' | 'decoy' | null,
  activeAtMs: number | null,
): Promise<void> {
  await sql.query(`update server.session set lock_state = $2, active_at_ms = $3 where session_id = $1`, [
    phoneId,
    kept,
    activeAtMs,
  ]);
}

/** In use: only ever later, and never opens what is locked. */
export async function updateActive(sql: Sql, phoneId: string, nowMs: number): Promise<void> {
  await sql.query(
    `update server.session set active_at_ms = greatest(active_at_ms, $2) where session_id = $1 and active_at_ms is not null`,
    [phoneId, nowMs],
  );
}

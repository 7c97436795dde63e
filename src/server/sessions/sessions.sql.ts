import type { Sql } from '../../core/database.ts';
import type { PersonId } from '../../core/ids.ts';

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

export async function insertSession(
  tx: Sql,
  session: {
    readonly tokenHash: Buffer;
    readonly personId: string;
    readonly nowMs: number;
    readonly expiresAtMs: number;
  },
): Promise<void> {
  await tx.query(
    `insert into server.session (token_hash, person_id, created_at_ms, expires_at_ms) values ($1, $2, $3, $4)`,
    [session.tokenHash, session.personId, session.nowMs, session.expiresAtMs],
  );
}

export async function loadOpenSession(
  sql: Sql,
  tokenHash: Buffer,
  nowMs: number,
): Promise<{ personId: PersonId; expiresAtMs: number } | null> {
  const { rows } = await sql.query<{ person_id: PersonId; expires_at_ms: number }>(
    `select person_id, expires_at_ms from server.session
     where token_hash = $1 and ended_at_ms is null and expires_at_ms > $2`,
    [tokenHash, nowMs],
  );
  return rows[0] === undefined ? null : { personId: rows[0].person_id, expiresAtMs: rows[0].expires_at_ms };
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

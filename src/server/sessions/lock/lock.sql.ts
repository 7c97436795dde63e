import { assert } from '../../../core/assert.ts';
import type { Sql } from '../../../core/database.ts';

export interface StoredLock {
  readonly afterMs: number;
  readonly keyId: number;
  readonly sealed: Buffer;
  /** Wrong ones on any phone since `wrongSinceMs`. */
  readonly wrongCount: number;
  readonly wrongSinceMs: number;
}

interface LockRow {
  after_ms: number;
  key_id: number;
  pins_sealed: Buffer;
  wrong_count: number;
  wrong_since_ms: number;
}

/** Held until the transaction ends: of many tries at once each is counted. */
export async function lockAppLock(tx: Sql, personId: string): Promise<StoredLock | null> {
  const { rows } = await tx.query<LockRow>(
    `select after_ms, key_id, pins_sealed, wrong_count, wrong_since_ms from server.app_lock where person_id = $1 for update`,
    [personId],
  );
  const row = rows[0];
  if (row === undefined) return null;
  return {
    afterMs: row.after_ms,
    keyId: row.key_id,
    sealed: row.pins_sealed,
    wrongCount: row.wrong_count,
    wrongSinceMs: row.wrong_since_ms,
  };
}

export async function loadAfterMs(sql: Sql, personId: string): Promise<number | null> {
  const { rows } = await sql.query<{ after_ms: number }>(`select after_ms from server.app_lock where person_id = $1`, [
    personId,
  ]);
  return rows[0]?.after_ms ?? null;
}

export async function upsertAppLock(
  tx: Sql,
  personId: string,
  lock: { readonly afterMs: number; readonly keyId: number; readonly sealed: Buffer; readonly nowMs: number },
): Promise<void> {
  await tx.query(
    `insert into server.app_lock (person_id, after_ms, key_id, pins_sealed, changed_at_ms) values ($1, $2, $3, $4, $5)
     on conflict (person_id) do update set after_ms = excluded.after_ms, key_id = excluded.key_id,
       pins_sealed = excluded.pins_sealed, changed_at_ms = excluded.changed_at_ms`,
    [personId, lock.afterMs, lock.keyId, lock.sealed, lock.nowMs],
  );
}

export async function updateWrong(tx: Sql, personId: string, wrongCount: number, sinceMs: number): Promise<void> {
  await tx.query(`update server.app_lock set wrong_count = $2, wrong_since_ms = $3 where person_id = $1`, [
    personId,
    wrongCount,
    sinceMs,
  ]);
}

/** Of one phone. */
export interface PhoneTries {
  readonly wrongPins: number;
  readonly waitUntilMs: number;
}

/** The person's lock is held: nothing else counts meanwhile. */
export async function loadTries(tx: Sql, phoneId: string): Promise<PhoneTries> {
  const { rows } = await tx.query<{ wrong_pins: number; pin_wait_until_ms: number }>(
    `select wrong_pins, pin_wait_until_ms from server.session where session_id = $1`,
    [phoneId],
  );
  const row = rows[0];
  assert(row !== undefined, 'a phone that asks has a session');
  return { wrongPins: row.wrong_pins, waitUntilMs: row.pin_wait_until_ms };
}

export async function updateTries(tx: Sql, phoneId: string, { wrongPins, waitUntilMs }: PhoneTries): Promise<void> {
  await tx.query(`update server.session set wrong_pins = $2, pin_wait_until_ms = $3 where session_id = $1`, [
    phoneId,
    wrongPins,
    waitUntilMs,
  ]);
}

/** Whether there was one. */
export async function deleteAppLock(tx: Sql, personId: string): Promise<boolean> {
  const { rowCount } = await tx.query(`delete from server.app_lock where person_id = $1`, [personId]);
  return rowCount > 0;
}

/** The second PIN was used on this phone, and the real one has not been since. The row is held: an unlocking by PIN does not overtake. */
export async function loadPinOnly(tx: Sql, phoneId: string): Promise<boolean> {
  const { rows } = await tx.query<{ pin_only: boolean }>(
    `select pin_only from server.session where session_id = $1 for update`,
    [phoneId],
  );
  return rows[0]?.pin_only !== false;
}

export async function updatePinOnly(tx: Sql, phoneId: string, pinOnly: boolean): Promise<void> {
  await tx.query(`update server.session set pin_only = $2 where session_id = $1`, [phoneId, pinOnly]);
}

import type { Sql } from '../../../core/database.ts';

export interface StoredLock {
  readonly afterMs: number;
  readonly keyId: number;
  readonly sealed: Buffer;
  readonly wrongCount: number;
  readonly waitUntilMs: number;
}

interface LockRow {
  after_ms: number;
  key_id: number;
  pins_sealed: Buffer;
  wrong_count: number;
  wait_until_ms: number;
}

/** Held until the transaction ends: of many tries at once each is counted. */
export async function lockAppLock(tx: Sql, personId: string): Promise<StoredLock | null> {
  const { rows } = await tx.query<LockRow>(
    `select after_ms, key_id, pins_sealed, wrong_count, wait_until_ms from server.app_lock where person_id = $1 for update`,
    [personId],
  );
  const row = rows[0];
  if (row === undefined) return null;
  return {
    afterMs: row.after_ms,
    keyId: row.key_id,
    sealed: row.pins_sealed,
    wrongCount: row.wrong_count,
    waitUntilMs: row.wait_until_ms,
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
       pins_sealed = excluded.pins_sealed, wrong_count = 0, wait_until_ms = 0, changed_at_ms = excluded.changed_at_ms`,
    [personId, lock.afterMs, lock.keyId, lock.sealed, lock.nowMs],
  );
}

export async function updateWrong(tx: Sql, personId: string, wrongCount: number, waitUntilMs: number): Promise<void> {
  await tx.query(`update server.app_lock set wrong_count = $2, wait_until_ms = $3 where person_id = $1`, [
    personId,
    wrongCount,
    waitUntilMs,
  ]);
}

/** Whether there was one. */
export async function deleteAppLock(tx: Sql, personId: string): Promise<boolean> {
  const { rowCount } = await tx.query(`delete from server.app_lock where person_id = $1`, [personId]);
  return rowCount > 0;
}

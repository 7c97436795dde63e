import type { Sql } from '../core/database.ts';

/** A snapshot that a start may use. `journalHash`: of the journal's last rows up to the position. */
export interface SnapshotHead {
  readonly keyId: number;
  readonly position: number;
  readonly takenAtMs: number;
  readonly journalHash: Buffer;
  readonly parts: number;
}

/** Newest first. */
export async function loadHeads(sql: Sql): Promise<SnapshotHead[]> {
  const { rows } = await sql.query<{
    key_id: number;
    position: number;
    taken_at_ms: number;
    journal_hash: Buffer;
    parts: number;
  }>(
    `select key_id, position, taken_at_ms, journal_hash, parts from ingest.engine_snapshot
     order by position desc, key_id desc`,
  );
  return rows.map((row) => ({
    keyId: row.key_id,
    position: row.position,
    takenAtMs: row.taken_at_ms,
    journalHash: row.journal_hash,
    parts: row.parts,
  }));
}

export async function insertPart(sql: Sql, keyId: number, part: number, sealed: Buffer): Promise<void> {
  await sql.query(`insert into ingest.engine_snapshot_part (key_id, part, sealed) values ($1, $2, $3)`, [
    keyId,
    part,
    sealed,
  ]);
}

/** Null when it is not there. */
export async function loadPart(sql: Sql, keyId: number, part: number): Promise<Buffer | null> {
  const { rows } = await sql.query<{ sealed: Buffer }>(
    `select sealed from ingest.engine_snapshot_part where key_id = $1 and part = $2`,
    [keyId, part],
  );
  return rows[0]?.sealed ?? null;
}

/** As the writer only. All snapshots but this one and those kept lose their keys. */
export async function publishHead(writer: Sql, head: SnapshotHead, kept: readonly number[]): Promise<void> {
  await writer.query(`select ingest.publish_snapshot($1, $2, $3, $4, $5, $6)`, [
    head.keyId,
    head.position,
    head.takenAtMs,
    head.journalHash,
    head.parts,
    kept,
  ]);
}

/** As the writer only. All other snapshots lose their keys. */
export async function keepHeads(writer: Sql, kept: readonly number[]): Promise<void> {
  await writer.query(`select ingest.keep_snapshots($1)`, [kept]);
}

/** Removes the bytes of what has lost its key. */
export async function sweepSnapshots(sql: Sql): Promise<void> {
  await sql.query(`select ingest.sweep_snapshots()`);
}

export interface HashedRow {
  readonly position: number;
  readonly kind: string;
  readonly at_ms: number;
  readonly payload_hash: Buffer;
}

/** The journal's last rows up to a position, newest first. */
export async function loadRowsUpTo(sql: Sql, position: number, most: number): Promise<HashedRow[]> {
  const { rows } = await sql.query<HashedRow>(
    `select position, kind, at_ms, payload_hash from ingest.journal where position <= $1 order by position desc limit $2`,
    [position, most],
  );
  return rows;
}

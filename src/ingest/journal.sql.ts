import type { Sql } from '../core/database.ts';

/** One row as it is written; columns are sent as arrays, one statement a group. */
export interface JournalRow {
  readonly position: number;
  readonly kind: string;
  readonly deviceId: string | null;
  readonly personId: string | null;
  readonly subjectId: string | null;
  readonly fixedAtMs: number;
  readonly atMs: number;
  readonly payloadHash: Buffer;
  readonly keyId: number | null;
  readonly sealed: Buffer | null;
}

/** Positions that were stored; the others were there already. */
export async function insertRows(sql: Sql, rows: readonly JournalRow[]): Promise<Set<number>> {
  const result = await sql.query<{ position: number }>(
    `insert into ingest.journal
       (position, kind, device_id, person_id, subject_id, fixed_at_ms, at_ms, payload_hash, key_id, sealed)
     select * from unnest($1::bigint[], $2::text[], $3::uuid[], $4::uuid[], $5::uuid[], $6::bigint[], $7::bigint[],
       $8::bytea[], $9::bigint[], $10::bytea[])
     on conflict do nothing returning position`,
    [
      rows.map((row) => row.position),
      rows.map((row) => row.kind),
      rows.map((row) => row.deviceId),
      rows.map((row) => row.personId),
      rows.map((row) => row.subjectId),
      rows.map((row) => row.fixedAtMs),
      rows.map((row) => row.atMs),
      rows.map((row) => row.payloadHash),
      rows.map((row) => row.keyId),
      rows.map((row) => row.sealed),
    ],
  );
  return new Set(result.rows.map((row) => row.position));
}

export async function ensureDay(sql: Sql, dayStartMs: number, nowMs: number): Promise<void> {
  await sql.query(`select ingest.ensure_day($1, $2)`, [dayStartMs, nowMs]);
}

/** The highest position and the latest time given so far; zeros when the journal is empty. */
export async function loadHead(sql: Sql): Promise<{ position: number; atMs: number }> {
  const { rows } = await sql.query<{ position: number | null; at_ms: number | null }>(
    `select max(position) as position, max(at_ms) as at_ms from ingest.journal`,
  );
  return { position: rows[0]?.position ?? 0, atMs: rows[0]?.at_ms ?? 0 };
}

export interface StoredRow {
  readonly position: number;
  readonly kind: string;
  readonly person_id: string | null;
  readonly subject_id: string | null;
  readonly fixed_at_ms: number;
  readonly at_ms: number;
  readonly key_id: number | null;
  readonly sealed: Buffer | null;
}

const COLUMNS = 'position, kind, person_id, subject_id, fixed_at_ms, at_ms, key_id, sealed';

/** Rows after a position, in the order given to the engine. */
export async function loadAfter(sql: Sql, position: number, most: number): Promise<StoredRow[]> {
  const { rows } = await sql.query<StoredRow>(
    `select ${COLUMNS} from ingest.journal where position > $1 order by position limit $2`,
    [position, most],
  );
  return rows;
}

/** The position before the first input at or after a time. */
export async function loadPositionBefore(sql: Sql, atMs: number): Promise<number> {
  // Time never goes back along positions, so the first by time is the first by position; min() would read all that is older.
  const { rows } = await sql.query<{ position: number }>(
    `select position - 1 as position from ingest.journal where at_ms >= $1 order by at_ms, position limit 1`,
    [atMs],
  );
  return rows[0]?.position ?? (await loadHead(sql)).position;
}

/** The last word on each pair and zone up to a position, in order. */
export async function loadBindings(sql: Sql, upTo: number): Promise<StoredRow[]> {
  const { rows } = await sql.query<StoredRow>(
    `select * from (select distinct on (subject_id) ${COLUMNS} from ingest.journal
       where subject_id is not null and position <= $1 order by subject_id, position desc) last order by position`,
    [upTo],
  );
  return rows;
}

/** The last fix of each person up to a position, in order. */
export async function loadLastFixes(sql: Sql, upTo: number, personIds: readonly string[]): Promise<StoredRow[]> {
  const { rows } = await sql.query<StoredRow>(
    `select fix.* from unnest($2::uuid[]) as person(id)
     cross join lateral (select ${COLUMNS} from ingest.journal
       where person_id = person.id and kind = 'fix' and position <= $1 order by position desc limit 1) fix
     order by position`,
    [upTo, personIds],
  );
  return rows;
}

/** A person's fixes by their own times, oldest first. */
export async function loadFixRows(
  sql: Sql,
  personId: string,
  fromMs: number,
  untilMs: number,
  most: number,
): Promise<StoredRow[]> {
  const { rows } = await sql.query<StoredRow>(
    `select ${COLUMNS} from ingest.journal
     where person_id = $1 and kind = 'fix' and fixed_at_ms >= $2 and fixed_at_ms < $3 order by fixed_at_ms, position limit $4`,
    [personId, fromMs, untilMs, most],
  );
  return rows;
}

/** Times of a person's first and last fix; null: there is none. */
export async function loadFixSpan(sql: Sql, personId: string): Promise<{ fromMs: number; untilMs: number } | null> {
  const { rows } = await sql.query<{ from_ms: number | null; until_ms: number | null }>(
    `select min(fixed_at_ms) as from_ms, max(fixed_at_ms) as until_ms from ingest.journal where person_id = $1 and kind = 'fix'`,
    [personId],
  );
  const [row] = rows;
  if (row === undefined || row.from_ms === null || row.until_ms === null) return null;
  return { fromMs: row.from_ms, untilMs: row.until_ms };
}

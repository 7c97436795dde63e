import type { Sql } from '../core/database.ts';

export interface QuarantineRow {
  readonly receivedAtMs: number;
  readonly protocol: string;
  readonly deviceId: string | null;
  readonly reason: string;
  readonly detail: string;
  readonly keyId: number;
  readonly sealed: Buffer;
}

export async function insertQuarantine(sql: Sql, rows: readonly QuarantineRow[]): Promise<void> {
  await sql.query(
    `insert into ingest.quarantine (received_at_ms, protocol, device_id, reason, detail, key_id, sealed)
     select * from unnest($1::bigint[], $2::text[], $3::uuid[], $4::text[], $5::text[], $6::bigint[], $7::bytea[])`,
    [
      rows.map((row) => row.receivedAtMs),
      rows.map((row) => row.protocol),
      rows.map((row) => row.deviceId),
      rows.map((row) => row.reason),
      rows.map((row) => row.detail),
      rows.map((row) => row.keyId),
      rows.map((row) => row.sealed),
    ],
  );
}

export async function purgeQuarantine(sql: Sql, nowMs: number): Promise<number> {
  const { rows } = await sql.query<{ gone: number }>(`select ingest.purge_quarantine($1) as gone`, [nowMs]);
  return rows[0]?.gone ?? 0;
}

export interface QuarantineCount {
  readonly protocol: string;
  readonly reason: string;
  readonly known: boolean;
  readonly frames: number;
  readonly replayed: number;
  readonly oldest_at_ms: number;
  readonly newest_at_ms: number;
}

export async function countQuarantine(sql: Sql): Promise<QuarantineCount[]> {
  const { rows } = await sql.query<QuarantineCount>(
    `select q.protocol, q.reason, q.device_id is not null as known, count(*)::int as frames,
       count(r.quarantine_id)::int as replayed, min(q.received_at_ms) as oldest_at_ms, max(q.received_at_ms) as newest_at_ms
     from ingest.quarantine q left join ingest.quarantine_replay r using (quarantine_id)
     group by 1, 2, 3 order by 1, 2, 3`,
  );
  return rows;
}

/** Which rows; null is any. */
export interface QuarantineChoice {
  readonly protocol: string | null;
  readonly reason: string | null;
}

export interface StoredQuarantine {
  readonly quarantine_id: number;
  readonly received_at_ms: number;
  readonly protocol: string;
  readonly device_id: string | null;
  readonly reason: string;
  readonly detail: string;
  readonly key_id: number;
  readonly sealed: Buffer;
}

/** In the order in which they came, after that one. */
export async function loadQuarantine(
  sql: Sql,
  choice: QuarantineChoice,
  after: number,
  most: number,
  isReplayedToo: boolean,
): Promise<StoredQuarantine[]> {
  const { rows } = await sql.query<StoredQuarantine>(
    `select q.quarantine_id, q.received_at_ms, q.protocol, q.device_id, q.reason, q.detail, q.key_id, q.sealed
     from ingest.quarantine q
     where q.quarantine_id > $1 and ($2::text is null or q.protocol = $2) and ($3::text is null or q.reason = $3)
       and ($4 or not exists (select from ingest.quarantine_replay r where r.quarantine_id = q.quarantine_id))
     order by q.quarantine_id limit $5`,
    [after, choice.protocol, choice.reason, isReplayedToo, most],
  );
  return rows;
}

export async function insertReplay(sql: Sql, quarantineId: number, atMs: number, outcome: string): Promise<void> {
  await sql.query(
    `insert into ingest.quarantine_replay (quarantine_id, replayed_at_ms, outcome) values ($1, $2, $3)
     on conflict (quarantine_id) do nothing`,
    [quarantineId, atMs, outcome],
  );
}

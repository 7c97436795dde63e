import type { Sql } from '../core/database.ts';
import type { StoredRow } from './journal.sql.ts';

interface Between {
  readonly personId: string;
  readonly fromMs: number;
  readonly untilMs: number;
}

/** By the device's time, after one that was read before. */
export async function loadFixesBetween(
  sql: Sql,
  { personId, fromMs, untilMs }: Between,
  after: { readonly fixedAtMs: number; readonly position: number },
  most: number,
): Promise<StoredRow[]> {
  const { rows } = await sql.query<StoredRow>(
    `select position, kind, person_id, subject_id, fixed_at_ms, at_ms, key_id, sealed from ingest.journal
     where person_id = $1 and kind = 'fix' and fixed_at_ms >= $2 and fixed_at_ms < $3
       and (fixed_at_ms, position) > ($4::bigint, $5::bigint)
     order by fixed_at_ms, position limit $6`,
    [personId, fromMs, untilMs, after.fixedAtMs, after.position, most],
  );
  return rows;
}

export async function loadLastFixPosition(sql: Sql, { personId, fromMs, untilMs }: Between): Promise<number> {
  const { rows } = await sql.query<{ position: number | null }>(
    `select max(position) as position from ingest.journal
     where person_id = $1 and kind = 'fix' and fixed_at_ms >= $2 and fixed_at_ms < $3`,
    [personId, fromMs, untilMs],
  );
  return rows[0]?.position ?? 0;
}

import type { Sql } from '../../core/database.ts';
import type { SightAct } from './contract.ts';

interface SightRow {
  readonly number: number;
  readonly act: SightAct;
  readonly atMs: number;
}

/** Held until the transaction ends. */
export async function lockSight(tx: Sql, personId: string): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('disclosure.sight ' || $1, 0))`, [personId]);
}

export async function insertSightAct(tx: Sql, personId: string, { number, act, atMs }: SightRow): Promise<void> {
  await tx.query(`insert into disclosure.sight_act (person_id, number, act, at_ms) values ($1, $2, $3, $4)`, [
    personId,
    number,
    act,
    atMs,
  ]);
}

/** The last act of one person, or null: of everyone. */
export async function loadSights(sql: Sql, personId: string | null): Promise<Map<string, SightRow>> {
  const { rows } = await sql.query<{ person_id: string; number: number; act: SightAct; at_ms: number }>(
    `select distinct on (person_id) person_id, number, act, at_ms from disclosure.sight_act
     where $1::uuid is null or person_id = $1::uuid order by person_id, number desc`,
    [personId],
  );
  return new Map(rows.map((row) => [row.person_id, { number: row.number, act: row.act, atMs: row.at_ms }]));
}

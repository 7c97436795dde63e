import type { Sql } from '../../core/database.ts';
import type { ParticipationState } from './contract.ts';

export interface Participation {
  readonly state: ParticipationState;
  readonly sinceMs: number | null;
  readonly number: number;
}

const INVITED: Participation = { state: 'invited', sinceMs: null, number: 0 };

/** The last act of each; who has none is invited. */
export async function loadParticipations(
  sql: Sql,
  personIds: readonly string[],
): Promise<(personId: string) => Participation> {
  const { rows } = await sql.query<{ person_id: string; act: ParticipationState; at_ms: number; number: number }>(
    `select distinct on (person_id) person_id, act, at_ms, number from people.participation
     where person_id = any($1::uuid[]) order by person_id, number desc`,
    [personIds],
  );
  const last = new Map(rows.map((row) => [row.person_id, { state: row.act, sinceMs: row.at_ms, number: row.number }]));
  return (personId) => last.get(personId) ?? INVITED;
}

/** Two at once: the second fails on its number, and its act is asked again. */
export async function insertParticipation(
  tx: Sql,
  personId: string,
  act: Participation,
  byPersonId: string,
): Promise<void> {
  await tx.query(
    `insert into people.participation (person_id, number, at_ms, act, by_person_id) values ($1, $2, $3, $4, $5)`,
    [personId, act.number, act.sinceMs, act.state, byPersonId],
  );
}

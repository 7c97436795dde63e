import type { Sql } from '../core/database.ts';
import type { AnswerCount } from './decide-outcomes.ts';

export interface AnswerRow {
  readonly pseudonym: Buffer;
  /** Keyed hash of person and month. */
  readonly personMonth: Buffer;
  readonly question: 'feeling' | 'warning';
  readonly agencyId: string;
  readonly exercise: boolean;
  readonly month: string;
  readonly answer: string | null;
}

/** A changed mind takes the place of the earlier answer. */
export async function upsertAnswer(tx: Sql, row: AnswerRow): Promise<void> {
  await tx.query(
    `insert into insight.answer (pseudonym, person_month, question, agency_id, exercise, month, answer)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (pseudonym) do update set answer = excluded.answer`,
    [row.pseudonym, row.personMonth, row.question, row.agencyId, row.exercise, row.month, row.answer],
  );
}

/** Which of these were answered, declining included. */
export async function loadAnswered(sql: Sql, pseudonyms: readonly Buffer[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql.query<{ pseudonym: Buffer }>(
    `select pseudonym from insight.answer where pseudonym = any($1::bytea[])`,
    [pseudonyms],
  );
  return new Set(rows.map((row) => row.pseudonym.toString('hex')));
}

export async function loadCounts(
  sql: Sql,
  agencyId: string,
  fromMonth: string,
  toMonth: string,
): Promise<AnswerCount[]> {
  const { rows } = await sql.query<AnswerCount>(
    `select month, exercise, question, answer, count(*)::int as count,
       (select count(distinct person_month)::int from insight.answer b
        where b.agency_id = $1 and b.month = a.month and b.exercise = a.exercise and b.question = a.question
          and (b.answer is null) = (a.answer is null)) as people
     from insight.answer a where agency_id = $1 and month between $2 and $3 group by month, exercise, question, answer`,
    [agencyId, fromMonth, toMonth],
  );
  return rows;
}

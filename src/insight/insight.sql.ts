import type { Sql } from '../core/database.ts';
import type { AnswerCount } from './decide-outcomes.ts';

export interface AnswerRow {
  readonly pseudonym: Buffer;
  readonly question: 'feeling' | 'warning';
  readonly agencyId: string;
  readonly exercise: boolean;
  readonly month: string;
  readonly answer: string | null;
}

/** A changed mind takes the place of the earlier answer. */
export async function upsertAnswer(tx: Sql, row: AnswerRow): Promise<void> {
  await tx.query(
    `insert into insight.answer (pseudonym, question, agency_id, exercise, month, answer) values ($1, $2, $3, $4, $5, $6)
     on conflict (pseudonym) do update set answer = excluded.answer`,
    [row.pseudonym, row.question, row.agencyId, row.exercise, row.month, row.answer],
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
  const { rows } = await sql.query<{
    month: string;
    exercise: boolean;
    question: AnswerCount['question'];
    answer: string | null;
    count: number;
  }>(
    `select month, exercise, question, answer, count(*)::int as count from insight.answer
     where agency_id = $1 and month between $2 and $3 group by month, exercise, question, answer`,
    [agencyId, fromMonth, toMonth],
  );
  return rows;
}

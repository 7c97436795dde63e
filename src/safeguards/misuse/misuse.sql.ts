import type { Sql } from '../../core/database.ts';
import type { Question } from './decide-misuse.ts';

export interface AuditRow {
  readonly number: number;
  readonly atMs: number;
  readonly canonical: Buffer;
}

export interface LookRow extends AuditRow {
  /** Whether whoever looked had a part in it then; null: it was no look, or at nobody. */
  readonly hadPart: boolean | null;
}

export interface QuestionRow extends Question {
  readonly questionId: string;
  /** Of whoever looked; null: nobody here knows them. */
  readonly jurisdiction: string | null;
  readonly exercise: boolean | null;
  readonly foundAtMs: number;
  readonly day: string;
}

export interface AnswerRow {
  readonly questionId: string;
  readonly number: number;
  readonly outcome: string;
  readonly byId: string;
  readonly atMs: number;
  readonly keyId: number;
  readonly sealed: Buffer;
}

/** Only one judges at a time: whoever comes second waits, and finds the cursor moved. */
export async function lockCursor(tx: Sql): Promise<number> {
  const { rows } = await tx.query<{ next_number: number }>(
    'select next_number from safeguards.misuse_cursor for update',
  );
  return rows[0]!.next_number;
}

export async function moveCursor(tx: Sql, nextNumber: number): Promise<void> {
  await tx.query('update safeguards.misuse_cursor set next_number = $1', [nextNumber]);
}

const LOOKS = `select number, at_ms, canonical, had_part from safeguards.audit left join safeguards.look_part using (number)`;

async function loadLooks(sql: Sql, where: string, values: readonly unknown[]): Promise<LookRow[]> {
  const { rows } = await sql.query<{ number: number; at_ms: number; canonical: Buffer; had_part: boolean | null }>(
    `${LOOKS} ${where}`,
    values,
  );
  return rows.map(({ number, at_ms: atMs, canonical, had_part: hadPart }) => ({ number, atMs, canonical, hadPart }));
}

export function loadAudit(sql: Sql, fromNumber: number, most: number): Promise<LookRow[]> {
  return loadLooks(sql, 'where number >= $1 order by number limit $2', [fromNumber, most]);
}

/** The newest entries below a number, of a time. */
export async function loadLogBefore(
  sql: Sql,
  log: 'audit' | 'ledger',
  of: { readonly beforeNumber: number; readonly fromMs: number; readonly untilMs: number; readonly most: number },
): Promise<AuditRow[]> {
  const { rows } = await sql.query<{ number: number; at_ms: number; canonical: Buffer }>(
    `select number, at_ms, canonical from safeguards.${log === 'audit' ? 'audit' : 'ledger'}
     where number < $1 and at_ms >= $2 and at_ms < $3 order by number desc limit $4`,
    [of.beforeNumber, of.fromMs, of.untilMs, of.most],
  );
  return rows.map((row) => ({ number: row.number, atMs: row.at_ms, canonical: row.canonical }));
}

/** Entries by their numbers. */
export async function loadAuditAt(sql: Sql, numbers: readonly number[]): Promise<AuditRow[]> {
  const { rows } = await sql.query<{ number: number; at_ms: number; canonical: Buffer }>(
    'select number, at_ms, canonical from safeguards.audit where number = any($1::bigint[]) order by number',
    [numbers],
  );
  return rows.map((row) => ({ number: row.number, atMs: row.at_ms, canonical: row.canonical }));
}

/** What these people did before a number and since an instant, the newest where there is too much. */
export async function loadAuditOf(
  sql: Sql,
  actorIds: readonly string[],
  { sinceMs, beforeNumber, most }: { readonly sinceMs: number; readonly beforeNumber: number; readonly most: number },
): Promise<LookRow[]> {
  const newest = await loadLooks(
    sql,
    `where number < $1 and at_ms >= $2 and convert_from(canonical, 'utf8')::jsonb -> 'actor' ->> 'id' = any($3)
     order by number desc limit $4`,
    [beforeNumber, sinceMs, actorIds, most],
  );
  return newest.reverse();
}

/** Those that were new. */
export async function insertQuestions(tx: Sql, questions: readonly QuestionRow[]): Promise<string[]> {
  const made: string[] = [];
  for (const one of questions) {
    const { rowCount } = await tx.query(
      `insert into safeguards.misuse_question
         (question_id, kind, actor_id, subject, from_ms, until_ms, score, params, evidence, jurisdiction, exercise,
          found_at_ms, day)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) on conflict (kind, actor_id, subject, day) do nothing`,
      [
        ...[one.questionId, one.kind, one.actorId, one.subject, one.fromMs, one.untilMs, one.score],
        ...[JSON.stringify(one.params), one.evidence, one.jurisdiction, one.exercise, one.foundAtMs, one.day],
      ],
    );
    if (rowCount === 1) made.push(one.questionId);
  }
  return made;
}

interface Row {
  question_id: string;
  kind: Question['kind'];
  actor_id: string;
  subject: string | null;
  from_ms: number;
  until_ms: number;
  score: number;
  params: Record<string, number>;
  evidence: number[];
  jurisdiction: string | null;
  exercise: boolean | null;
  found_at_ms: number;
  day: string;
}

const COLUMNS = `question_id, kind, actor_id, subject, from_ms, until_ms, score, params, evidence, jurisdiction, exercise, found_at_ms, day::text as day`;

/** For whom questions are: overseers of one law, of exercises or of what is real, and never of themselves. */
export interface Overseeing {
  readonly jurisdiction: string;
  readonly exercise: boolean;
  readonly personId: string;
}

/** Those that are open first, then the highest score. */
export async function loadQuestions(sql: Sql, of: Overseeing, sinceMs: number, most: number): Promise<QuestionRow[]> {
  const { rows } = await sql.query<Row>(
    `select ${COLUMNS} from safeguards.misuse_question q
     where found_at_ms >= $1 and coalesce(jurisdiction, $2) = $2 and coalesce(exercise, $3) = $3 and actor_id <> $4
     order by exists (select from safeguards.misuse_answer a where a.question_id = q.question_id and a.outcome <> 'asked'),
       score desc, found_at_ms desc, question_id limit $5`,
    [sinceMs, of.jurisdiction, of.exercise, of.personId, most],
  );
  return rows.map(questionOf);
}

export async function loadQuestion(sql: Sql, questionId: string): Promise<QuestionRow | null> {
  const { rows } = await sql.query<Row>(`select ${COLUMNS} from safeguards.misuse_question where question_id = $1`, [
    questionId,
  ]);
  return rows[0] === undefined ? null : questionOf(rows[0]);
}

function questionOf(row: Row): QuestionRow {
  return {
    ...{ questionId: row.question_id, kind: row.kind, actorId: row.actor_id, subject: row.subject },
    ...{ fromMs: row.from_ms, untilMs: row.until_ms, score: row.score, params: row.params, evidence: row.evidence },
    ...{ jurisdiction: row.jurisdiction, exercise: row.exercise, foundAtMs: row.found_at_ms, day: row.day },
  };
}

export async function loadAnswers(sql: Sql, questionIds: readonly string[]): Promise<AnswerRow[]> {
  const { rows } = await sql.query<{
    question_id: string;
    number: number;
    outcome: string;
    by_id: string;
    at_ms: number;
    key_id: number;
    sealed: Buffer;
  }>(
    `select question_id, number, outcome, by_id, at_ms, key_id, sealed from safeguards.misuse_answer
     where question_id = any($1::uuid[]) order by question_id, number`,
    [questionIds],
  );
  return rows.map((row) => ({
    ...{ questionId: row.question_id, number: row.number, outcome: row.outcome, byId: row.by_id },
    ...{ atMs: row.at_ms, keyId: row.key_id, sealed: row.sealed },
  }));
}

/** The number that it got. */
export async function insertAnswer(tx: Sql, answer: Omit<AnswerRow, 'number'>): Promise<number> {
  const { rows } = await tx.query<{ number: number }>(
    `insert into safeguards.misuse_answer (question_id, number, outcome, by_id, at_ms, key_id, sealed)
     select $1, coalesce(max(number), 0) + 1, $2, $3, $4, $5, $6 from safeguards.misuse_answer where question_id = $1
     returning number`,
    [answer.questionId, answer.outcome, answer.byId, answer.atMs, answer.keyId, answer.sealed],
  );
  return rows[0]!.number;
}

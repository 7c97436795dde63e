import type { Sql } from '../../core/database.ts';
import type { AgencyId, PersonId } from '../../core/ids.ts';
import { RIGHTS_LIMITS } from './limits.ts';
import type { Contest, ContestAnswer, Lawyer, LookDelay } from './rights.ts';

const LAWYER = `link_id as "linkId", wearer_id as "wearerId", lawyer_id as "lawyerId", from_ms as "fromMs", ended_at_ms as "endedAtMs"`;

/** False: they act for the wearer already. */
export async function insertLawyer(tx: Sql, link: Lawyer, recordedBy: PersonId | null): Promise<boolean> {
  const { rowCount } = await tx.query(
    `insert into people.wearer_lawyer (link_id, wearer_id, lawyer_id, from_ms, recorded_by) values ($1, $2, $3, $4, $5)
     on conflict (wearer_id, lawyer_id) where ended_at_ms is null do nothing`,
    [link.linkId, link.wearerId, link.lawyerId, link.fromMs, recordedBy],
  );
  return rowCount === 1;
}

/** Null: there is none that stands. */
export async function endLawyer(
  tx: Sql,
  wearerId: string,
  lawyerId: string,
  atMs: number,
  endedBy: PersonId | null,
): Promise<string | null> {
  const { rows } = await tx.query<{ linkId: string }>(
    `update people.wearer_lawyer set ended_at_ms = $3, ended_by = $4
     where wearer_id = $1 and lawyer_id = $2 and ended_at_ms is null returning link_id as "linkId"`,
    [wearerId, lawyerId, atMs, endedBy],
  );
  return rows[0]?.linkId ?? null;
}

/** For whom the lawyer acts now. */
export async function loadClients(sql: Sql, lawyerId: string): Promise<Lawyer[]> {
  const { rows } = await sql.query<Lawyer>(
    `select ${LAWYER} from people.wearer_lawyer where lawyer_id = $1 and ended_at_ms is null order by from_ms, link_id`,
    [lawyerId],
  );
  return rows;
}

export async function loadLawyers(sql: Sql, wearerId: string): Promise<Lawyer[]> {
  const { rows } = await sql.query<Lawyer>(
    `select ${LAWYER} from people.wearer_lawyer where wearer_id = $1 and ended_at_ms is null order by from_ms, link_id`,
    [wearerId],
  );
  return rows;
}

/** The next number of the wearer, and how many are not answered; held until the transaction ends. */
export async function takeNextContest(tx: Sql, wearerId: string): Promise<{ number: number; open: number }> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('contests ' || $1, 0))`, [wearerId]);
  const { rows } = await tx.query<{ number: number; open: number }>(
    `select (coalesce(max(c.number), 0) + 1)::int as number,
       (count(*) filter (where a.contest_id is null and c.contest_id is not null))::int as open
     from people.contest c left join people.contest_answer a using (contest_id) where c.wearer_id = $1`,
    [wearerId],
  );
  return rows[0]!;
}

export async function insertContest(tx: Sql, contest: Contest): Promise<void> {
  await tx.query(
    `insert into people.contest (contest_id, wearer_id, number, kind, about, about_id, order_id, agency_id, filed_by,
       filed_at_ms, due_at_ms, key_id, words_sealed) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      ...[contest.contestId, contest.wearerId, contest.number, contest.kind, contest.about, contest.aboutId],
      ...[contest.orderId, contest.agencyId, contest.filedBy, contest.filedAtMs, contest.dueAtMs],
      ...[contest.keyId, contest.sealed],
    ],
  );
}

/** False: it was answered before. */
export async function insertAnswer(tx: Sql, answer: ContestAnswer): Promise<boolean> {
  const { rowCount } = await tx.query(
    `insert into people.contest_answer (contest_id, outcome, answered_by, answered_at_ms, key_id, words_sealed)
     values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
    [answer.contestId, answer.outcome, answer.answeredBy, answer.answeredAtMs, answer.keyId, answer.sealed],
  );
  return rowCount === 1;
}

export type AnsweredContest = Contest & { readonly answer: ContestAnswer | null };

export async function loadContest(sql: Sql, contestId: string): Promise<AnsweredContest | null> {
  return (await select(sql, `where c.contest_id = $1`, [contestId]))[0] ?? null;
}

/** Newest first. */
export function loadContestsOf(sql: Sql, wearerId: string): Promise<AnsweredContest[]> {
  return select(sql, `where c.wearer_id = $1 order by c.number desc limit $2`, [wearerId, RIGHTS_LIMITS.listRows]);
}

/** Those that wait first, by when their answer is due. */
export function loadContestsOfAgency(sql: Sql, agencyId: string): Promise<AnsweredContest[]> {
  return select(sql, `where c.agency_id = $1 order by (a.contest_id is not null), c.due_at_ms, c.contest_id limit $2`, [
    agencyId,
    RIGHTS_LIMITS.listRows,
  ]);
}

export function loadContestsAbout(sql: Sql, aboutIds: readonly string[]): Promise<AnsweredContest[]> {
  return select(sql, `where c.about_id = any($1::uuid[]) order by c.filed_at_ms limit $2`, [
    aboutIds,
    RIGHTS_LIMITS.listRows,
  ]);
}

interface ContestRow {
  contest_id: string;
  wearer_id: PersonId;
  number: number;
  kind: Contest['kind'];
  about: Contest['about'];
  about_id: string | null;
  order_id: string | null;
  agency_id: AgencyId;
  filed_by: PersonId;
  filed_at_ms: number;
  due_at_ms: number;
  key_id: number;
  words_sealed: Buffer;
  outcome: ContestAnswer['outcome'] | null;
  answered_by: PersonId;
  answered_at_ms: number;
  answer_key_id: number;
  answer_sealed: Buffer;
}

async function select(sql: Sql, rest: string, values: readonly unknown[]): Promise<AnsweredContest[]> {
  const { rows } = await sql.query<ContestRow>(
    `select c.*, a.outcome, a.answered_by, a.answered_at_ms, a.key_id as answer_key_id, a.words_sealed as answer_sealed
     from people.contest c left join people.contest_answer a using (contest_id) ${rest}`,
    values,
  );
  return rows.map((row) => ({
    ...{ contestId: row.contest_id, wearerId: row.wearer_id, number: row.number, kind: row.kind, about: row.about },
    ...{ aboutId: row.about_id, orderId: row.order_id, agencyId: row.agency_id, filedBy: row.filed_by },
    ...{ filedAtMs: row.filed_at_ms, dueAtMs: row.due_at_ms, keyId: row.key_id, sealed: row.words_sealed },
    answer:
      row.outcome === null
        ? null
        : {
            ...{ contestId: row.contest_id, outcome: row.outcome, answeredBy: row.answered_by },
            ...{ answeredAtMs: row.answered_at_ms, keyId: row.answer_key_id, sealed: row.answer_sealed },
          },
  }));
}

export async function insertDelay(
  tx: Sql,
  delay: LookDelay & { readonly delayId: string; readonly wearerId: string; readonly recordedBy: PersonId },
): Promise<void> {
  await tx.query(
    `insert into people.look_delay (delay_id, wearer_id, until_ms, article, recorded_by, recorded_at_ms)
     values ($1, $2, $3, $4, $5, $6)`,
    [delay.delayId, delay.wearerId, delay.untilMs, delay.article, delay.recordedBy, delay.recordedAtMs],
  );
}

export async function loadDelays(sql: Sql, wearerId: string): Promise<LookDelay[]> {
  const { rows } = await sql.query<LookDelay>(
    `select until_ms as "untilMs", article, recorded_at_ms as "recordedAtMs" from people.look_delay
     where wearer_id = $1 order by recorded_at_ms`,
    [wearerId],
  );
  return rows;
}

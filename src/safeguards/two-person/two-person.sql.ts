import type { Sql } from '../../core/database.ts';
import type { Answer, AskedAct, TwoPersonAct } from './two-person.ts';

interface Row {
  act_id: string;
  act: TwoPersonAct;
  about: string;
  jurisdiction: string;
  exercise: boolean;
  asked_by: string;
  asked_by_agency: string;
  asked_at_ms: number;
  approvers: string[];
  other_agency: boolean;
  article: string;
  expires_at_ms: number;
  answer: Answer | null;
}

const COLUMNS =
  'act_id, act, about, jurisdiction, exercise, asked_by, asked_by_agency, asked_at_ms, approvers, other_agency, article, expires_at_ms, answer';

function actOf(row: Row): AskedAct {
  return {
    ...{ actId: row.act_id, act: row.act, about: row.about, jurisdiction: row.jurisdiction, exercise: row.exercise },
    ...{ askedBy: row.asked_by, askedByAgency: row.asked_by_agency, askedAtMs: row.asked_at_ms },
    ...{ approvers: row.approvers, otherAgency: row.other_agency, article: row.article },
    ...{ expiresAtMs: row.expires_at_ms, answer: row.answer },
  };
}

export async function insertAct(tx: Sql, one: AskedAct): Promise<void> {
  await tx.query(
    `insert into safeguards.two_person_act (act_id, act, about, jurisdiction, exercise, asked_by, asked_by_agency, asked_at_ms,
       approvers, other_agency, article, expires_at_ms) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      ...[one.actId, one.act, one.about, one.jurisdiction, one.exercise, one.askedBy, one.askedByAgency],
      ...[one.askedAtMs, one.approvers, one.otherAgency, one.article, one.expiresAtMs],
    ],
  );
}

/** Under its lock until the transaction ends. */
export async function lockAct(tx: Sql, actId: string): Promise<AskedAct | null> {
  const { rows } = await tx.query<Row>(
    `select ${COLUMNS} from safeguards.two_person_act where act_id = $1 for update`,
    [actId],
  );
  return rows[0] === undefined ? null : actOf(rows[0]);
}

/** The one that nobody answered, for exactly this; its time may be over. Locked, and nobody asks for the same meanwhile. */
export async function lockOpenAct(tx: Sql, act: TwoPersonAct, about: string): Promise<AskedAct | null> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended($1, 0))`, [`two-person ${act} ${about}`]);
  const { rows } = await tx.query<Row>(
    `select ${COLUMNS} from safeguards.two_person_act where act = $1 and about = $2 and answer is null for update`,
    [act, about],
  );
  return rows[0] === undefined ? null : actOf(rows[0]);
}

export async function loadOpenActAbout(sql: Sql, act: TwoPersonAct, about: string): Promise<AskedAct | null> {
  const { rows } = await sql.query<Row>(
    `select ${COLUMNS} from safeguards.two_person_act where act = $1 and about = $2 and answer is null`,
    [act, about],
  );
  return rows[0] === undefined ? null : actOf(rows[0]);
}

/** What that person approved last of exactly this, after `sinceMs`. */
export async function loadApproved(
  sql: Sql,
  act: TwoPersonAct,
  about: string,
  personId: string,
  sinceMs: number,
): Promise<AskedAct | null> {
  const { rows } = await sql.query<Row>(
    `select ${COLUMNS} from safeguards.two_person_act
     where answer = 'approved' and act = $1 and answered_at_ms > $4 and about = $2 and answered_by = $3
     order by answered_at_ms desc limit 1`,
    [act, about, personId, sinceMs],
  );
  return rows[0] === undefined ? null : actOf(rows[0]);
}

export async function updateAnswer(
  tx: Sql,
  actId: string,
  answer: Answer,
  by: { readonly personId: string; readonly agencyId: string } | null,
  atMs: number,
): Promise<void> {
  await tx.query(
    `update safeguards.two_person_act set answer = $2, answered_by = $3, answered_by_agency = $4, answered_at_ms = $5
     where act_id = $1`,
    [actId, answer, by?.personId ?? null, by?.agencyId ?? null, atMs],
  );
}

/** What waits, and whoever it is concerns: their own, and what their agency may answer. Oldest first. */
export async function loadOpenActs(
  sql: Sql,
  by: { readonly personId: string; readonly agencyId: string; readonly exercise: boolean },
  nowMs: number,
  most: number,
): Promise<AskedAct[]> {
  const { rows } = await sql.query<Row>(
    `select ${COLUMNS} from safeguards.two_person_act
     where answer is null and expires_at_ms > $3 and exercise = $4 and (asked_by = $1 or $2::uuid = any (approvers))
     order by asked_at_ms, act_id limit $5`,
    [by.personId, by.agencyId, nowMs, by.exercise, most],
  );
  return rows.map(actOf);
}

import type { Sql } from '../../core/database.ts';
import type { PersonId } from '../../core/ids.ts';
import { PEOPLE_LIMITS } from '../limits.ts';

export interface Support {
  readonly supportId: string;
  readonly supporterId: PersonId;
  readonly personId: PersonId;
  readonly begunAtMs: number;
  readonly untilMs: number;
  readonly showsAge: boolean;
}

interface SupportRow {
  support_id: string;
  supporter_id: PersonId;
  person_id: PersonId;
  begun_at_ms: number;
  until_ms: number;
  shows_age: boolean;
}

const COLUMNS = 'support_id, supporter_id, person_id, begun_at_ms, until_ms, shows_age';
/** INVARIANT: whoever reads by this sees only what stands now. */
const STANDS = 'ended_at_ms is null and until_ms > $2';

export async function insertSupport(tx: Sql, support: Support): Promise<void> {
  await tx.query(`insert into people.support (${COLUMNS}) values ($1, $2, $3, $4, $5, $6)`, [
    support.supportId,
    support.supporterId,
    support.personId,
    support.begunAtMs,
    support.untilMs,
    support.showsAge,
  ]);
}

export function loadSupportsOf(sql: Sql, personId: string, nowMs: number): Promise<Support[]> {
  return load(sql, 'person_id', personId, nowMs);
}

export function loadSupportsBy(sql: Sql, supporterId: string, nowMs: number): Promise<Support[]> {
  return load(sql, 'supporter_id', supporterId, nowMs);
}

/** Null when it does not stand now. */
export async function loadSupport(sql: Sql, supportId: string, nowMs: number): Promise<Support | null> {
  return (await load(sql, 'support_id', supportId, nowMs))[0] ?? null;
}

async function load(
  sql: Sql,
  column: 'person_id' | 'supporter_id' | 'support_id',
  id: string,
  nowMs: number,
): Promise<Support[]> {
  const { rows } = await sql.query<SupportRow>(
    `select ${COLUMNS} from people.support where ${column} = $1 and ${STANDS} order by begun_at_ms, support_id limit $3`,
    [id, nowMs, PEOPLE_LIMITS.supportsListed],
  );
  return rows.map((row) => ({
    supportId: row.support_id,
    supporterId: row.supporter_id,
    personId: row.person_id,
    begunAtMs: row.begun_at_ms,
    untilMs: row.until_ms,
    showsAge: row.shows_age,
  }));
}

/** What is over, of this supporter and person, makes room for a new one. */
export async function endLapsed(tx: Sql, supporterId: string, personId: string, nowMs: number): Promise<void> {
  await tx.query(
    `update people.support set ended_at_ms = until_ms
     where supporter_id = $1 and person_id = $2 and ended_at_ms is null and until_ms <= $3`,
    [supporterId, personId, nowMs],
  );
}

export async function updateSupport(
  tx: Sql,
  supportId: string,
  change: { readonly endedAtMs?: number; readonly untilMs?: number; readonly showsAge?: boolean },
): Promise<void> {
  await tx.query(
    `update people.support set ended_at_ms = coalesce($2, ended_at_ms), until_ms = coalesce($3, until_ms),
       shows_age = coalesce($4, shows_age) where support_id = $1`,
    [supportId, change.endedAtMs ?? null, change.untilMs ?? null, change.showsAge ?? null],
  );
}

export async function insertSupportCode(
  tx: Sql,
  codeHash: Buffer,
  personId: string,
  expiresAtMs: number,
): Promise<void> {
  await tx.query(`insert into people.support_code (code_hash, person_id, expires_at_ms) values ($1, $2, $3)`, [
    codeHash,
    personId,
    expiresAtMs,
  ]);
}

/** Whose code it is; null when it is unknown, used or over. Of two who try at once, one succeeds. */
export async function useSupportCode(tx: Sql, codeHash: Buffer, nowMs: number): Promise<PersonId | null> {
  const { rows } = await tx.query<{ person_id: PersonId }>(
    `update people.support_code set used_at_ms = $2
     where code_hash = $1 and used_at_ms is null and expires_at_ms > $2 returning person_id`,
    [codeHash, nowMs],
  );
  return rows[0]?.person_id ?? null;
}

export interface LinkRequest {
  readonly requestId: string;
  readonly supportId: string;
  readonly number: string;
  readonly expiresAtMs: number;
  readonly answer: 'confirmed' | 'refused' | null;
  readonly isUsed: boolean;
}

interface LinkRow {
  request_id: string;
  support_id: string;
  number: string;
  expires_at_ms: number;
  answer: 'confirmed' | 'refused' | null;
  used_at_ms: number | null;
}

const LINK_COLUMNS = 'request_id, support_id, number, expires_at_ms, answer, used_at_ms';

export async function insertLinkRequest(
  tx: Sql,
  request: Pick<LinkRequest, 'requestId' | 'supportId' | 'number' | 'expiresAtMs'>,
  nowMs: number,
): Promise<void> {
  await tx.query(
    `insert into people.link_request (request_id, support_id, number, asked_at_ms, expires_at_ms)
     values ($1, $2, $3, $4, $5)`,
    [request.requestId, request.supportId, request.number, nowMs, request.expiresAtMs],
  );
}

/** Not answered yet, of these supports. */
export async function loadOpenLinks(sql: Sql, supportIds: readonly string[], nowMs: number): Promise<LinkRequest[]> {
  const { rows } = await sql.query<LinkRow>(
    `select ${LINK_COLUMNS} from people.link_request
     where support_id = any($1::uuid[]) and answer is null and expires_at_ms > $2 order by asked_at_ms desc limit 20`,
    [supportIds, nowMs],
  );
  return rows.map(linkOf);
}

/** Held until the transaction ends. */
export async function lockLinkRequest(tx: Sql, requestId: string): Promise<LinkRequest | null> {
  const { rows } = await tx.query<LinkRow>(
    `select ${LINK_COLUMNS} from people.link_request where request_id = $1 for update`,
    [requestId],
  );
  return rows[0] === undefined ? null : linkOf(rows[0]);
}

export async function updateLinkAnswer(
  tx: Sql,
  requestId: string,
  answer: 'confirmed' | 'refused',
  byPersonId: string | null,
  nowMs: number,
): Promise<void> {
  await tx.query(
    `update people.link_request set answer = $2, answered_by = $3, answered_at_ms = $4 where request_id = $1`,
    [requestId, answer, byPersonId, nowMs],
  );
}

export async function updateLinkUsed(tx: Sql, requestId: string, nowMs: number): Promise<void> {
  await tx.query(`update people.link_request set used_at_ms = $2 where request_id = $1`, [requestId, nowMs]);
}

function linkOf(row: LinkRow): LinkRequest {
  return {
    requestId: row.request_id,
    supportId: row.support_id,
    number: row.number,
    expiresAtMs: row.expires_at_ms,
    answer: row.answer,
    isUsed: row.used_at_ms !== null,
  };
}

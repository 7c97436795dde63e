import type { Sql } from '../../core/database.ts';
import type { PersonId } from '../../core/ids.ts';
import { PEOPLE_LIMITS } from '../limits.ts';
import type { DecisionReason, LinkWay, MatchReason } from './contract.ts';
import type { PersonLink, Review } from './match.ts';

export const INDEX_KINDS = ['identifier', 'birth', 'name'] as const;
export type IndexKind = (typeof INDEX_KINDS)[number];

/** What a record can be found by; a kind that is missing is not known of it. */
export type Digests = Partial<Record<IndexKind, Buffer>>;

interface ReviewRow {
  review_id: string;
  a_id: PersonId;
  b_id: PersonId;
  found: Review['found'];
  reasons: MatchReason[];
  found_at_ms: number;
  state: Review['state'];
}

interface LinkRow {
  link_id: string;
  merged_id: PersonId;
  into_id: PersonId;
  at_ms: number;
  how: LinkWay;
  by_id: PersonId | null;
  reasons: string[];
  ended_at_ms: number | null;
  ended_by: PersonId | null;
  end_reason: DecisionReason | null;
}

const REVIEW_COLUMNS = 'review_id, a_id, b_id, found, reasons, found_at_ms, state';
const LINK_COLUMNS = 'link_id, merged_id, into_id, at_ms, how, by_id, reasons, ended_at_ms, ended_by, end_reason';

/** In the place of what was there before; two at once take turns. */
export async function replaceDigests(tx: Sql, personId: string, digests: Digests): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('people.match_index ' || $1, 0))`, [personId]);
  await tx.query(`delete from people.match_index where person_id = $1`, [personId]);
  const kinds = INDEX_KINDS.filter((kind) => digests[kind] !== undefined);
  await tx.query(
    `insert into people.match_index (person_id, kind, digest)
     select $1, k.kind, k.digest from unnest($2::text[], $3::bytea[]) as k(kind, digest)`,
    [personId, kinds, kinds.map((kind) => digests[kind])],
  );
}

/** A need that is there already is renewed: a comparison under way does not settle it. */
export async function insertDue(tx: Sql, personId: string, nowMs: number): Promise<void> {
  await tx.query(
    `insert into people.match_due (person_id, since_ms) values ($1, $2)
     on conflict (person_id) do update set number = default, since_ms = excluded.since_ms`,
    [personId, nowMs],
  );
}

export async function loadDue(sql: Sql, most: number): Promise<{ personId: PersonId; number: number }[]> {
  const { rows } = await sql.query<{ person_id: PersonId; number: number }>(
    `select person_id, number from people.match_due order by number limit $1`,
    [most],
  );
  return rows.map((row) => ({ personId: row.person_id, number: row.number }));
}

/** Null: nothing is due of the record. */
export async function loadDueOf(sql: Sql, personId: string): Promise<number | null> {
  const { rows } = await sql.query<{ number: number }>(`select number from people.match_due where person_id = $1`, [
    personId,
  ]);
  return rows[0]?.number ?? null;
}

/** Behind all others. */
export async function postponeDue(sql: Sql, personId: string, number: number): Promise<void> {
  await sql.query(`update people.match_due set number = default where person_id = $1 and number = $2`, [
    personId,
    number,
  ]);
}

export async function deleteDue(tx: Sql, personId: string, number: number): Promise<void> {
  await tx.query(`delete from people.match_due where person_id = $1 and number = $2`, [personId, number]);
}

/** Other records with the same identifier or birth date, and those of the same name, newest first. */
export async function loadCandidates(sql: Sql, personId: string): Promise<PersonId[]> {
  const { rows } = await sql.query<{ person_id: PersonId }>(
    `select other.person_id from people.match_index own
     join people.match_index other on other.kind = own.kind and other.digest = own.digest
     join people.person p on p.person_id = other.person_id
     where own.person_id = $1 and other.person_id <> $1
     group by other.person_id
     order by bool_or(own.kind = 'identifier') desc, bool_or(own.kind = 'birth') desc, max(p.created_at_ms) desc, 1
     limit $2`,
    [personId, PEOPLE_LIMITS.matchCandidates],
  );
  return rows.map((row) => row.person_id);
}

/** False when the two were found before: they are not asked about twice. */
export async function insertReview(tx: Sql, review: Review): Promise<boolean> {
  const { rowCount } = await tx.query(
    `insert into people.match_review (${REVIEW_COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (a_id, b_id) do nothing`,
    [review.reviewId, review.aId, review.bId, review.found, review.reasons, review.foundAtMs, review.state],
  );
  return rowCount === 1;
}

/** More was learnt of one of them before anybody decided. */
export async function updateFound(
  tx: Sql,
  aId: string,
  bId: string,
  found: Review['found'],
  reasons: readonly MatchReason[],
): Promise<void> {
  await tx.query(
    `update people.match_review set found = $3, reasons = $4 where a_id = $1 and b_id = $2 and state = 'open'`,
    [aId, bId, found, reasons],
  );
}

/** False when it was decided before. */
export async function decideReviewRow(
  tx: Sql,
  reviewId: string,
  decided: {
    readonly state: 'same' | 'not-same';
    readonly atMs: number;
    readonly byId: string | null;
    readonly reason: string | null;
  },
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update people.match_review set state = $2, decided_at_ms = $3, decided_by = $4, decided_reason = $5
     where review_id = $1 and state = 'open'`,
    [reviewId, decided.state, decided.atMs, decided.byId, decided.reason],
  );
  return rowCount === 1;
}

/** Whatever was decided of the two: they are not the same, and are not to be linked again. */
export async function insertNotSame(
  tx: Sql,
  review: Pick<Review, 'reviewId' | 'aId' | 'bId'>,
  decided: { readonly atMs: number; readonly byId: string | null; readonly reason: string },
): Promise<void> {
  await tx.query(
    `insert into people.match_review (review_id, a_id, b_id, found, reasons, found_at_ms, state, decided_at_ms, decided_by, decided_reason)
     values ($1, $2, $3, 'review', '{}', $4, 'not-same', $4, $5, $6)
     on conflict (a_id, b_id) do update set state = 'not-same', decided_at_ms = $4, decided_by = $5, decided_reason = $6`,
    [review.reviewId, review.aId, review.bId, decided.atMs, decided.byId, decided.reason],
  );
}

export async function loadReview(sql: Sql, reviewId: string): Promise<Review | null> {
  return (await selectReviews(sql, `where review_id = $1`, [reviewId]))[0] ?? null;
}

/** Oldest first. */
export function loadOpenReviews(sql: Sql, found: Review['found'] | null): Promise<Review[]> {
  return selectReviews(
    sql,
    `where state = 'open' and ($1::text is null or found = $1) order by found_at_ms, review_id limit $2`,
    [found, PEOPLE_LIMITS.listRows],
  );
}

export function loadReviewsOf(sql: Sql, personIds: readonly string[]): Promise<Review[]> {
  return selectReviews(
    sql,
    `where a_id = any($1::uuid[]) or b_id = any($1::uuid[]) order by found_at_ms, review_id limit $2`,
    [personIds, PEOPLE_LIMITS.listRows],
  );
}

async function selectReviews(sql: Sql, rest: string, values: readonly unknown[]): Promise<Review[]> {
  const { rows } = await sql.query<ReviewRow>(`select ${REVIEW_COLUMNS} from people.match_review ${rest}`, values);
  return rows.map((row) => ({
    reviewId: row.review_id,
    aId: row.a_id,
    bId: row.b_id,
    found: row.found,
    reasons: row.reasons,
    foundAtMs: row.found_at_ms,
    state: row.state,
  }));
}

/**
 * Held until the transaction ends. Whoever changes links holds it alone; whoever makes something for a wearer, and must know which
 * record stands for him, holds it with others.
 */
export async function lockLinks(tx: Sql, how: 'alone' | 'shared'): Promise<void> {
  const lock = how === 'alone' ? 'pg_advisory_xact_lock' : 'pg_advisory_xact_lock_shared';
  await tx.query(`select ${lock}(hashtextextended('people.person_link', 0))`);
}

export async function insertLink(tx: Sql, link: Omit<PersonLink, 'ended'>): Promise<void> {
  await tx.query(
    `insert into people.person_link (link_id, merged_id, into_id, at_ms, how, by_id, reasons) values ($1, $2, $3, $4, $5, $6, $7)`,
    [link.linkId, link.mergedId, link.intoId, link.atMs, link.how, link.byId, link.reasons],
  );
}

/** False when it had ended before. */
export async function endLink(
  tx: Sql,
  linkId: string,
  ended: { readonly atMs: number; readonly byId: string | null; readonly reason: string },
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update people.person_link set ended_at_ms = $2, ended_by = $3, end_reason = $4 where link_id = $1 and ended_at_ms is null`,
    [linkId, ended.atMs, ended.byId, ended.reason],
  );
  return rowCount === 1;
}

export async function loadLink(sql: Sql, linkId: string): Promise<PersonLink | null> {
  return (await selectLinks(sql, `where link_id = $1`, [linkId]))[0] ?? null;
}

/** The links by which these records lead on now, one after the other. */
export function loadLinksOnward(sql: Sql, personIds: readonly string[]): Promise<PersonLink[]> {
  return selectLinks(
    sql,
    `where link_id in (
       with recursive onward as (
         select link_id, into_id from people.person_link where ended_at_ms is null and merged_id = any($1::uuid[])
         union select l.link_id, l.into_id from people.person_link l
         join onward o on l.merged_id = o.into_id where l.ended_at_ms is null
       ) select link_id from onward) order by at_ms, link_id`,
    [personIds],
  );
}

/** Every link that ever touched one of these records, or one that led to it or on from it; oldest first. */
export function loadLinksAround(sql: Sql, personId: string): Promise<PersonLink[]> {
  return selectLinks(
    sql,
    `where link_id in (
       with recursive around as (
         select $1::uuid as person_id
         union select case when l.merged_id = a.person_id then l.into_id else l.merged_id end
         from people.person_link l join around a on a.person_id in (l.merged_id, l.into_id)
       ) select l.link_id from people.person_link l join around a on a.person_id = l.merged_id)
     order by at_ms, link_id limit $2`,
    [personId, PEOPLE_LIMITS.listRows],
  );
}

/** Those that hold now, newest first. */
export function loadStandingLinks(sql: Sql): Promise<PersonLink[]> {
  return selectLinks(sql, `where ended_at_ms is null order by at_ms desc, link_id limit $1`, [PEOPLE_LIMITS.listRows]);
}

async function selectLinks(sql: Sql, rest: string, values: readonly unknown[]): Promise<PersonLink[]> {
  const { rows } = await sql.query<LinkRow>(`select ${LINK_COLUMNS} from people.person_link ${rest}`, values);
  return rows.map((row) => ({
    linkId: row.link_id,
    mergedId: row.merged_id,
    intoId: row.into_id,
    atMs: row.at_ms,
    how: row.how,
    byId: row.by_id,
    reasons: row.reasons,
    ended: row.ended_at_ms === null ? null : { atMs: row.ended_at_ms, byId: row.ended_by, reason: row.end_reason! },
  }));
}

/** Wearers that neither identifier nor birth date can find. */
export async function countUnfindable(sql: Sql, agencyId: string | null): Promise<number> {
  const { rows } = await sql.query<{ count: number }>(
    `select count(*)::int as count from people.person p where kind = 'wearer' and ($1::uuid is null or agency_id = $1::uuid)
     and not exists (select from people.match_index i where i.person_id = p.person_id and i.kind in ('identifier', 'birth'))`,
    [agencyId],
  );
  return rows[0]!.count;
}

import type { Sql } from '../../core/database.ts';
import type { AgencyId, PairId, PersonId } from '../../core/ids.ts';
import type { ConductKind } from './contract.ts';
import type { ConductAct, Fact, Sign } from './decide-conduct.ts';

export interface Review {
  readonly reviewId: string;
  readonly pairId: PairId;
  readonly personId: PersonId;
  readonly agencyId: AgencyId;
  readonly openedAtMs: number;
  readonly facts: readonly Fact[];
  readonly acts: readonly ConductAct[];
}

export interface SignOf extends Sign {
  readonly pairId: PairId;
  readonly personId: PersonId;
  readonly atMs: number;
}

/** The longest of a day stands. */
export async function insertSign(tx: Sql, { pairId, personId, kind, day, atMs, minutes }: SignOf): Promise<void> {
  await tx.query(
    `delete from disclosure.conduct_sign where pair_id = $1 and person_id = $2 and kind = $3 and day = $4 and minutes < $5`,
    [pairId, personId, kind, day, minutes],
  );
  await tx.query(
    `insert into disclosure.conduct_sign (pair_id, person_id, kind, day, at_ms, minutes) values ($1, $2, $3, $4, $5, $6)
     on conflict do nothing`,
    [pairId, personId, kind, day, atMs, minutes],
  );
}

export async function loadSigns(sql: Sql, pairId: PairId, personId: PersonId): Promise<Sign[]> {
  const { rows } = await sql.query<Sign>(
    `select kind, day, minutes from disclosure.conduct_sign where pair_id = $1 and person_id = $2`,
    [pairId, personId],
  );
  return rows;
}

export async function deleteSignsBefore(sql: Sql, atMs: number): Promise<void> {
  await sql.query(`delete from disclosure.conduct_sign where at_ms < $1`, [atMs]);
}

/** Who was shown the wearer of a pair for so many minutes since, while nothing warned. Each grant is a minute at most. */
export async function loadWatching(
  sql: Sql,
  sinceMs: number,
  leastMin: number,
): Promise<{ pairId: PairId; personId: PersonId; minutes: number }[]> {
  const { rows } = await sql.query<{ pair_id: PairId; viewer_id: PersonId; minutes: number }>(
    `select pair_id, viewer_id, (sum(expires_at_ms - given_at_ms) / 60000)::int as minutes from disclosure.grant_given
     where given_at_ms >= $1 and purpose in ('notify-protected', 'study') and viewer_kind in ('protected', 'household')
       and urgency->>'level' in ('clear', 'notice')
     group by 1, 2 having sum(expires_at_ms - given_at_ms) >= $2::bigint * 60000`,
    [sinceMs, leastMin],
  );
  return rows.map((row) => ({ pairId: row.pair_id, personId: row.viewer_id, minutes: row.minutes }));
}

export async function insertReview(tx: Sql, review: Omit<Review, 'acts'>): Promise<void> {
  const { reviewId, pairId, personId, agencyId, openedAtMs, facts } = review;
  await tx.query(
    `insert into disclosure.conduct_review (review_id, pair_id, person_id, agency_id, opened_at_ms, facts)
     values ($1, $2, $3, $4, $5, $6)`,
    [reviewId, pairId, personId, agencyId, openedAtMs, JSON.stringify(facts)],
  );
}

export async function insertConductAct(tx: Sql, reviewId: string, number: number, act: ConductAct): Promise<void> {
  await tx.query(
    `insert into disclosure.conduct_act (review_id, number, act, at_ms, actor_id, reason, article, until_ms)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [reviewId, number, act.act, act.atMs, act.actorId, act.reason, act.article, act.untilMs],
  );
}

/** Held until the transaction ends. */
export async function lockConduct(tx: Sql, of: string): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('disclosure.conduct ' || $1, 0))`, [of]);
}

interface Row {
  review_id: string;
  pair_id: PairId;
  person_id: PersonId;
  agency_id: AgencyId;
  opened_at_ms: number;
  facts: readonly { kind: ConductKind; days: number; minutes: number }[];
  acts: readonly (ConductAct & { number: number })[] | null;
}

/** All that were opened since, newest first, each with its acts in order. */
export async function loadReviews(
  sql: Sql,
  where: {
    readonly agencyId?: string;
    readonly personId?: string;
    readonly reviewId?: string;
    readonly sinceMs: number;
  },
): Promise<Review[]> {
  const { rows } = await sql.query<Row>(
    `select r.*, (select json_agg(json_build_object('act', a.act, 'atMs', a.at_ms, 'actorId', a.actor_id, 'reason', a.reason,
         'article', a.article, 'untilMs', a.until_ms) order by a.number) from disclosure.conduct_act a where a.review_id = r.review_id) as acts
     from disclosure.conduct_review r
     where r.opened_at_ms >= $1 and ($2::uuid is null or r.agency_id = $2) and ($3::uuid is null or r.person_id = $3)
       and ($4::uuid is null or r.review_id = $4) order by r.opened_at_ms desc limit 5000`,
    [where.sinceMs, where.agencyId ?? null, where.personId ?? null, where.reviewId ?? null],
  );
  return rows.map((row) => ({
    ...{ reviewId: row.review_id, pairId: row.pair_id, personId: row.person_id, agencyId: row.agency_id },
    ...{ openedAtMs: row.opened_at_ms, facts: row.facts, acts: row.acts ?? [] },
  }));
}

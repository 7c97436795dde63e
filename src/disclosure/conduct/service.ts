/**
 * Conduct towards a wearer: signs are gathered, a review is put to the case's agency, and people decide. A restriction keeps the wearer's
 * place from that one screen, by an article and until a day; warnings, levels and distances go on. Each act and its audit entry are one
 * transaction; then the standing restrictions in memory are told. Fails toward showing what the law shows.
 */
import type { Clock } from '../../core/clock.ts';
import type { Database } from '../../core/database.ts';
import type { AgencyId, PairId, PersonId } from '../../core/ids.ts';
import { type Outcome, ok } from '../../core/outcome.ts';
import { type Refusal, refuse } from '../../core/refusal.ts';
import { DAY_MS, utcDay } from '../../core/time.ts';
import { audit } from '../../safeguards/service.ts';
import {
  deleteSignsBefore,
  insertConductAct,
  insertReview,
  insertSign,
  loadReviews,
  loadSigns,
  loadWatching,
  lockConduct,
  type Review,
} from './conduct.sql.ts';
import type { ConductDecision, ConductKind, ConductReviewJson, OwnConductJson, RESTRICT_REASONS } from './contract.ts';
import { CONDUCT, type ConductAct, conductState, decideConductAct, factsOf } from './decide-conduct.ts';

export interface ConductDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly newId: () => string;
  /** Of the pair's order in force: whose case it is, its short name, its end, and the laws of its pack; null: it is over. */
  caseOf(pairId: PairId): { agencyId: AgencyId; label: string; untilMs: number; laws: readonly string[] } | null;
  /** What the person may be shown is to be decided again. */
  onChange(pairId: PairId): void;
}

const SHOWN_MS = 180 * DAY_MS;
const SIGNS_KEPT_MS = 30 * DAY_MS;

export class ConductDesk {
  readonly #deps: ConductDeps;
  /** `<person> <pair>` to the restriction's end. */
  #restricted: ReadonlyMap<string, number> = new Map();

  constructor(deps: ConductDeps) {
    this.#deps = deps;
  }

  async reload(): Promise<void> {
    const { database, clock } = this.#deps;
    const nowMs = clock.nowMs();
    const reviews = await loadReviews(database, { sinceMs: nowMs - SHOWN_MS });
    this.#restricted = new Map(
      reviews.flatMap((review) => {
        const { restriction } = conductState(review.acts, nowMs);
        return restriction === null ? [] : [[keyOf(review), restriction.untilMs ?? 0]];
      }),
    );
  }

  /** Whether the wearer's place is kept from this person by a decision that stands. */
  isRestricted(personId: PersonId, pairId: PairId, nowMs: number): boolean {
    return nowMs < (this.#restricted.get(keyOf({ personId, pairId })) ?? 0);
  }

  /** A sign of today; it only counts, and at most asks. */
  async note(pairId: PairId, personId: PersonId, kind: ConductKind, minutes: number): Promise<void> {
    const { database, clock, newId, caseOf } = this.#deps;
    const nowMs = clock.nowMs();
    await database.transaction(async (tx) => {
      await lockConduct(tx, `${pairId} ${personId}`);
      await insertSign(tx, { pairId, personId, kind, day: utcDay(nowMs), atMs: nowMs, minutes });
      const facts = factsOf(await loadSigns(tx, pairId, personId), nowMs);
      const ofCase = caseOf(pairId);
      if (facts.length === 0 || ofCase === null) return;
      const known = (await loadReviews(tx, { personId, sinceMs: nowMs - SHOWN_MS })).filter(
        (one) => one.pairId === pairId,
      );
      // One question at a time, and not again within two weeks of its answer.
      const isAsked = known.some(({ acts }) => {
        const lastMs = acts.at(-1)?.atMs ?? null;
        return lastMs === null || conductState(acts, nowMs).restriction !== null || nowMs - lastMs < CONDUCT.withinMs;
      });
      if (isAsked) return;
      const review = { reviewId: newId(), pairId, personId, agencyId: ofCase.agencyId, openedAtMs: nowMs, facts };
      await insertReview(tx, review);
      const about = { reviewId: review.reviewId, pairId, kinds: facts.map((fact) => fact.kind) };
      await audit(tx, [
        { atMs: nowMs, actor: { kind: 'system', id: null }, action: 'conduct.review', purpose: 'protection', about },
      ]);
    });
  }

  /** Once an hour: who looked far beyond the warnings within a day, and signs that are past their time. */
  async lookAtViews(): Promise<void> {
    const { database, clock } = this.#deps;
    const nowMs = clock.nowMs();
    await deleteSignsBefore(database, nowMs - SIGNS_KEPT_MS);
    for (const { pairId, personId, minutes } of await loadWatching(database, nowMs - DAY_MS, CONDUCT.watchesMin))
      await this.note(pairId, personId, 'watches', minutes);
  }

  async reviews(agencyId: AgencyId, officerId: PersonId): Promise<ConductReviewJson[]> {
    const { database, clock, caseOf } = this.#deps;
    const nowMs = clock.nowMs();
    const found = await loadReviews(database, { agencyId, sinceMs: nowMs - SHOWN_MS });
    return found.map((review) => {
      const { state, restriction } = conductState(review.acts, nowMs);
      return {
        ...{ reviewId: review.reviewId, label: caseOf(review.pairId)?.label ?? '', openedAtMs: review.openedAtMs },
        ...{ facts: [...review.facts], state, untilMs: restriction?.untilMs ?? null },
        ...{
          article: restriction?.article ?? null,
          reason: review.acts.findLast(({ reason }) => reason !== null)?.reason ?? null,
        },
        isOwnDecision: state === 'contested' && restriction?.actorId === officerId,
      };
    });
  }

  /** An officer of the case's agency decides. */
  async decide(
    reviewId: string,
    officer: { readonly personId: PersonId; readonly agencyId: AgencyId },
    request: ConductDecision,
  ): Promise<Outcome<null, Refusal>> {
    return this.#act(reviewId, (review, nowMs) => {
      const ofCase = this.#deps.caseOf(review.pairId);
      if (review.agencyId !== officer.agencyId) return refuse('not-found', 'There is no such review.');
      if (ofCase === null) return refuse('conflict', 'The order is over: nothing is shown under it.');
      const context = { actorId: officer.personId, laws: ofCase.laws, orderUntilMs: ofCase.untilMs, nowMs };
      const decided = decideConductAct(review.acts, request, context);
      return decided.ok ? ok({ ...decided.value, by: 'officer' }) : decided;
    });
  }

  /** The person whom it concerns does not agree. */
  async contest(reviewId: string, personId: PersonId): Promise<Outcome<null, Refusal>> {
    return this.#act(reviewId, (review, nowMs) => {
      const { state } = conductState(review.acts, nowMs);
      // What they were not told of is not there for them.
      if (review.personId !== personId || (state !== 'restricted' && state !== 'contested'))
        return refuse('not-found', 'There is no such review.');
      if (state === 'contested') return ok(null);
      const act = {
        act: 'contest',
        atMs: nowMs,
        actorId: personId,
        reason: null,
        article: null,
        untilMs: null,
      } as const;
      return ok({ ...act, by: 'protected' });
    });
  }

  async own(personId: PersonId): Promise<OwnConductJson> {
    const { database, clock } = this.#deps;
    const nowMs = clock.nowMs();
    const found = await loadReviews(database, { personId, sinceMs: nowMs - SHOWN_MS });
    const restrictions = found.flatMap(({ reviewId, acts }) => {
      const { state, restriction } = conductState(acts, nowMs);
      if (restriction === null) return [];
      const { atMs: sinceMs, untilMs, article, reason } = restriction;
      const told = {
        sinceMs,
        untilMs: untilMs ?? 0,
        article: article ?? '',
        reason: reason as (typeof RESTRICT_REASONS)[number],
      };
      return [{ reviewId, ...told, isContested: state === 'contested' }];
    });
    return { restrictions };
  }

  async #act(
    reviewId: string,
    decide: (review: Review, nowMs: number) => Outcome<(ConductAct & { readonly by: string }) | null, Refusal>,
  ): Promise<Outcome<null, Refusal>> {
    const { database, clock, onChange } = this.#deps;
    const outcome = await database.transaction(async (tx): Promise<Outcome<Review | null, Refusal>> => {
      await lockConduct(tx, reviewId);
      const [review] = await loadReviews(tx, { reviewId, sinceMs: 0 });
      if (review === undefined) return refuse('not-found', 'There is no such review.');
      const decided = decide(review, clock.nowMs());
      if (!decided.ok) return decided;
      if (decided.value === null) return ok(null);
      const { by, ...act } = decided.value;
      await insertConductAct(tx, reviewId, review.acts.length + 1, act);
      const { reason, article, untilMs } = act;
      await audit(tx, [
        {
          ...{
            atMs: act.atMs,
            actor: { kind: by, id: act.actorId },
            action: `conduct.${act.act}`,
            purpose: 'protection',
          },
          about: { reviewId, pairId: review.pairId, personId: review.personId, reason, article, untilMs },
        },
      ]);
      return ok(review);
    });
    if (!outcome.ok) return outcome;
    if (outcome.value !== null) {
      await this.reload();
      onChange(outcome.value.pairId);
    }
    return ok(null);
  }
}

function keyOf({ personId, pairId }: { readonly personId: string; readonly pairId: string }): string {
  return `${personId} ${pairId}`;
}

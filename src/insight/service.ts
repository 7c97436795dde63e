/**
 * Asking and counting. An answer is kept under a pseudonym and is no act of a person that the audit names: that would undo the
 * pseudonym. Fails toward not asking.
 */
import type { Clock } from '../core/clock.ts';
import type { Database } from '../core/database.ts';
import type { AgencyId, PersonId } from '../core/ids.ts';
import { type Outcome, ok } from '../core/outcome.ts';
import { type Refusal, refuse } from '../core/refusal.ts';
import type { AnswerRequest, Outcomes, Question } from './contract.ts';
import { decideOutcomes } from './decide-outcomes.ts';
import { type Asking, decideQuestions } from './decide-questions.ts';
import { loadAnswered, loadCounts, upsertAnswer } from './insight.sql.ts';
import { INSIGHT_LIMITS } from './limits.ts';

export interface Asked {
  readonly personId: PersonId;
  readonly agencyId: AgencyId;
  readonly exercise: boolean;
}

export interface InsightDeps {
  readonly database: Database;
  readonly clock: Clock;
  /** A keyed hash, 32 bytes: the same input gives the same, and nobody can make it without the key. */
  keyedHash(input: Uint8Array): Buffer;
  /** Since when the oldest of their orders in force holds, and its zone; null: none is in force. */
  protectionOf(personId: PersonId, nowMs: number): { readonly sinceMs: number; readonly timeZone: string } | null;
  /** Incidents closed since then that warned them. */
  closedIncidentsOf(personId: PersonId, sinceMs: number): Promise<Asking['closed']>;
}

/** `YYYY-MM` of an instant in that zone. */
export function monthOf(atMs: number, timeZone: string): string {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone, calendar: 'gregory', year: 'numeric', month: '2-digit' });
  const parts = new Map(format.formatToParts(atMs).map((part) => [part.type, part.value]));
  return `${parts.get('year')}-${parts.get('month')}`;
}

export async function loadQuestions(deps: InsightDeps, who: Asked): Promise<Question[]> {
  const nowMs = deps.clock.nowMs();
  const protection = deps.protectionOf(who.personId, nowMs);
  if (protection === null) return [];
  const month = monthOf(nowMs, protection.timeZone);
  const closed = await deps.closedIncidentsOf(who.personId, nowMs - INSIGHT_LIMITS.askAboutMs);
  const feeling = pseudonymOf(deps, 'feeling', who.personId, month);
  const about = new Map(
    closed.map(({ incidentId }) => [
      pseudonymOf(deps, 'warning', who.personId, incidentId).toString('hex'),
      incidentId,
    ]),
  );
  const answered = await loadAnswered(deps.database, [
    feeling,
    ...[...about.keys()].map((hex) => Buffer.from(hex, 'hex')),
  ]);
  return decideQuestions({
    ...{ nowMs, month, closed },
    protectedSinceMs: protection.sinceMs,
    feelingIsAnswered: answered.has(feeling.toString('hex')),
    answeredIncidents: new Set([...about].filter(([hex]) => answered.has(hex)).map(([, incidentId]) => incidentId)),
  });
}

/** An answer to what was asked of them, or may still be changed; to nothing else. */
export async function answer(deps: InsightDeps, who: Asked, request: AnswerRequest): Promise<Outcome<null, Refusal>> {
  const nowMs = deps.clock.nowMs();
  const protection = deps.protectionOf(who.personId, nowMs);
  if (protection === null) return refuse('forbidden', 'No order is in force.');
  const month = monthOf(nowMs, protection.timeZone);
  if (request.kind === 'warning') {
    const closed = await deps.closedIncidentsOf(who.personId, nowMs - INSIGHT_LIMITS.askAboutMs);
    if (!closed.some(({ incidentId }) => incidentId === request.incidentId)) {
      return refuse('not-found', 'There is no such incident to ask about.');
    }
  }
  const about = request.kind === 'warning' ? request.incidentId : month;
  const { agencyId, exercise } = who;
  const given = request.answer === null ? null : String(request.answer);
  await upsertAnswer(deps.database, {
    pseudonym: pseudonymOf(deps, request.kind, who.personId, about),
    personMonth: deps.keyedHash(Buffer.from(`insight|person|${who.personId}|${month}`, 'utf8')),
    question: request.kind,
    ...{ agencyId, exercise, month, answer: given },
  });
  return ok(null);
}

/** An agency's figures by month, the last three years where nothing else is asked. */
export async function loadOutcomes(
  deps: Pick<InsightDeps, 'database'>,
  agencyId: AgencyId,
  span: { readonly from?: string | undefined; readonly to?: string | undefined },
): Promise<Outcomes> {
  const counts = await loadCounts(deps.database, agencyId, span.from ?? '0000-00', span.to ?? '9999-99');
  return {
    peopleMin: INSIGHT_LIMITS.peopleMin,
    months: decideOutcomes(counts).slice(-INSIGHT_LIMITS.monthsShown),
  };
}

function pseudonymOf(deps: InsightDeps, question: Question['kind'], personId: PersonId, about: string): Buffer {
  return deps.keyedHash(Buffer.from(`insight|${question}|${personId}|${about}`, 'utf8'));
}

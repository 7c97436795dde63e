/**
 * Giving, pausing and withdrawing consent: the act and its audit entry are one transaction; then the book is told, so that the answer means
 * it. Fails toward what held before, and says so.
 */
import type { Clock } from '../core/clock.ts';
import type { Database, Sql } from '../core/database.ts';
import type { PersonId } from '../core/ids.ts';
import { type Outcome, ok } from '../core/outcome.ts';
import { type Refusal, refuse } from '../core/refusal.ts';
import { type Actor, audit } from '../safeguards/service.ts';
import { insertConsentAct, loadConsentActs, lockConsent } from './consent.sql.ts';
import { type ConsentAct, type ConsentRequest, decideConsent, type Sharing, sharingNow } from './consent.ts';
import type { ConsentBook } from './consent-book.ts';
import { loadPerson } from './service.ts';

export interface ConsentDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly book: ConsentBook;
  /** An order in force protects the person. */
  isProtected(personId: PersonId): boolean;
}

/** Only of those whom an order may protect: nobody else is asked. */
export async function actOnConsent(
  deps: ConsentDeps,
  personId: PersonId,
  request: ConsentRequest,
  actor: Actor,
): Promise<Outcome<Sharing, Refusal>> {
  const { database, clock, book } = deps;
  const person = await loadPerson(database, personId);
  if (person === null) return refuse('not-found', 'There is no such person.');
  if (person.kind !== 'protected' && person.kind !== 'household')
    return refuse('invalid', 'Only who is protected, and who lives with them, shares a position by consent.');
  const outcome = await database.transaction(async (tx) => {
    await lockConsent(tx, personId);
    const nowMs = clock.nowMs();
    const acts = (await loadConsentActs(tx, personId)).get(personId) ?? [];
    const context = { sharing: sharingNow(acts, nowMs), isProtected: deps.isProtected(personId), nowMs };
    const decided = decideConsent(request, context);
    if (!decided.ok) return decided;
    if (decided.value === 'nothing') return ok(acts);
    const act = newAct(acts, request, nowMs);
    await insertConsentAct(tx, personId, act);
    const { number, textVersion, untilMs } = act;
    const about = { personId, number, textVersion, untilMs, purpose: 'own-position' };
    await audit(tx, [{ atMs: act.atMs, actor, action: `consent.${act.act}`, purpose: 'protection', about }]);
    return ok([...acts, act]);
  });
  if (!outcome.ok) return outcome;
  book.take(personId, outcome.value);
  return ok(book.sharing(personId, clock.nowMs()));
}

/** Everyone who was ever asked: whoever withdrew is among them. */
export async function loadAsked(sql: Sql): Promise<ReadonlySet<PersonId>> {
  return new Set((await loadConsentActs(sql, null)).keys());
}

function newAct(acts: readonly ConsentAct[], request: ConsentRequest, nowMs: number): ConsentAct {
  const last = acts.at(-1);
  // A clock that was put back does not let an act vanish behind the one before.
  return { number: (last?.number ?? 0) + 1, ...request, atMs: Math.max(nowMs, last?.atMs ?? nowMs) };
}

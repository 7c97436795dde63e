/**
 * Making breach records and acting on them, each in one transaction with its audit entry. Words are sealed under the order's basis, never
 * in the audit. Fails toward not done: what is not on record is no breach.
 */
import type { Clock } from '../../core/clock.ts';
import type { Database } from '../../core/database.ts';
import { type PersonId, uuidFromBytes } from '../../core/ids.ts';
import { type Outcome, ok } from '../../core/outcome.ts';
import { type Refusal, refuse } from '../../core/refusal.ts';
import { type Actor, audit, ErasedError, type Sealer } from '../../safeguards/service.ts';
import { loadIncident } from '../incidents.sql.ts';
import type { Breach, BreachActKind, SealedAct } from './breach.ts';
import { insertAct, insertBreach, loadActs, loadBreach, loadSeen, lockBreach } from './breaches.sql.ts';
import { breachKindOf, decideAct, decideBody, decideSpan } from './decide-breach.ts';
import { BREACH_LIMITS } from './limits.ts';

export {
  loadActs,
  loadBreach,
  loadBreachesOfAgency,
  loadBreachesOfOrders,
  loadBreachesOfWearer,
  loadWithoutRecord,
} from './breaches.sql.ts';

export interface BreachDeps {
  readonly database: Database;
  readonly sealer: Sealer;
  readonly clock: Clock;
  /** Cryptographic. */
  readonly randomBytes: (count: number) => Uint8Array;
  /** Whether a device of the wearer's said that it was charging then. */
  readonly wasCharging: (wearerId: PersonId, atMs: number) => boolean;
  /** From when the wearer may be told of it: of two people from the second day after. */
  readonly toldFromMs: (breach: Breach) => number | Promise<number>;
}

export interface BreachDoer {
  readonly personId: PersonId;
  readonly actor: Actor;
}

/** Of an incident of the officer's agency, once. */
export async function makeBreach(
  deps: BreachDeps,
  incidentId: string,
  agencyId: string,
  by: BreachDoer,
): Promise<Outcome<string, Refusal>> {
  const { database, clock } = deps;
  const nowMs = clock.nowMs();
  const incident = await loadIncident(database, incidentId);
  if (incident === null || incident.agencyId !== agencyId) return refuse('not-found', 'There is no such incident.');
  const { orderId, wearerId, kind, openedAtMs } = incident;
  const breachKind = breachKindOf(kind);
  if (orderId === null || wearerId === null || breachKind === null)
    return refuse('invalid', 'No record is made of an incident of this kind.');
  const untilMs = incident.closedAtMs ?? incident.returnedAtMs ?? nowMs;
  const seen = await loadSeen(database, incidentId);
  const body = decideBody(kind, seen, untilMs, deps.wasCharging(wearerId, openedAtMs));
  const breach: Breach = {
    ...{ breachId: uuidFromBytes(deps.randomBytes(16)), incidentId: incident.incidentId, orderId, wearerId, agencyId },
    ...{ kind: breachKind, ...decideSpan(kind, seen, openedAtMs, untilMs), ...body },
    ...{ madeBy: by.personId, madeAtMs: nowMs },
  };
  return database.transaction(async (tx) => {
    if (!(await insertBreach(tx, breach))) return refuse('conflict', 'There is a record of this incident.');
    const about = { breachId: breach.breachId, incidentId, orderId, wearerId };
    await audit(tx, [{ atMs: nowMs, actor: by.actor, action: 'breach.make', purpose: 'compliance', about }]);
    return ok(breach.breachId);
  });
}

/** `mayAct`: the record is of the actor's agency, or of the wearer who answers; else it is not there. */
export async function actOnBreach(
  deps: BreachDeps,
  breachId: string,
  act: { readonly kind: BreachActKind; readonly words: string | null },
  by: BreachDoer,
  mayAct: (breach: Breach, acts: readonly SealedAct[]) => boolean,
): Promise<Outcome<string, Refusal>> {
  const { database, clock } = deps;
  const breach = await loadBreach(database, breachId);
  if (breach === null) return refuse('not-found', 'There is no such record.');
  const nowMs = clock.nowMs();
  const toldFromMs = await deps.toldFromMs(breach);
  const sealed = await seal(deps, breach, act.words, nowMs);
  return database.transaction(async (tx) => {
    await lockBreach(tx, breachId);
    const acts = (await loadActs(tx, [breachId])).get(breachId) ?? [];
    if (!mayAct(breach, acts)) return refuse('not-found', 'There is no such record.');
    const decided = decideAct(acts, act.kind, act.words, nowMs);
    if (!decided.ok) return decided;
    // HAZARD H-521: the hour at which they are asked tells the hour at which somebody was near.
    if (act.kind === 'put' && nowMs < toldFromMs)
      return refuse('conflict', 'Of two people the wearer is told from the second day after.');
    const answerDueMs = act.kind === 'put' ? nowMs + BREACH_LIMITS.answerMs : null;
    const line = { breachId, number: acts.length + 1, kind: act.kind, atMs: nowMs, byPerson: by.personId, answerDueMs };
    await insertAct(tx, { ...line, ...sealed });
    const about = { breachId, orderId: breach.orderId, wearerId: breach.wearerId };
    const action = `breach.${act.kind}`;
    await audit(tx, [{ atMs: nowMs, actor: by.actor, action, purpose: 'compliance', about }]);
    return ok(breachId);
  });
}

async function seal(deps: BreachDeps, breach: Breach, words: string | null, nowMs: number) {
  if (words === null || words.trim() === '') return { keyId: null, sealed: null };
  const basis = `order:${breach.orderId}`;
  const target = { subject: breach.wearerId, scope: `breach ${breach.orderId}`, bases: [basis] };
  const key = await deps.sealer.dataKey(target, nowMs);
  return { keyId: key.keyId, sealed: deps.sealer.sealWith(key, Buffer.from(words)) };
}

/** Null: none were said, or they were erased. */
export async function wordsOf({ sealer }: Pick<BreachDeps, 'sealer'>, act: SealedAct): Promise<string | null> {
  if (act.keyId === null || act.sealed === null) return null;
  try {
    return (await sealer.open(act.keyId, act.sealed)).toString('utf8');
  } catch (error) {
    if (error instanceof ErasedError) return null;
    throw error;
  }
}

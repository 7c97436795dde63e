/**
 * Contesting and having put right, answering with reasons, who acts for a wearer, and keeping looks back for a while. Each one transaction with
 * its audit entry; words are sealed under the order's basis and never in the audit. Fails toward refusing.
 */
import { type PersonId, uuidFromBytes } from '../../core/ids.ts';
import { type Outcome, ok } from '../../core/outcome.ts';
import { type Refusal, refuse } from '../../core/refusal.ts';
import { type Actor, audit, ErasedError } from '../../safeguards/service.ts';
import type { PeopleDeps } from '../identity.ts';
import { loadPeopleById } from '../people.sql.ts';
import type { ContestJson, ContestRequest } from './contract.ts';
import { RIGHTS_LIMITS } from './limits.ts';
import {
  type AnsweredContest,
  endLawyer,
  insertAnswer,
  insertContest,
  insertDelay,
  insertLawyer,
  loadContest,
  takeNextContest,
} from './rights.sql.ts';
import type { Contest, ContestAnswer } from './rights.ts';

export {
  loadClients,
  loadContestsAbout,
  loadContestsOf,
  loadContestsOfAgency,
  loadDelays,
  loadLawyers,
} from './rights.sql.ts';

export type RightsDeps = Pick<PeopleDeps, 'database' | 'sealer' | 'clock' | 'randomBytes'>;

export interface RightsDoer {
  readonly personId: PersonId;
  readonly actor: Actor;
}

/** `orderId`: under whose basis the words are kept; the caller has found that it binds the wearer. */
export async function fileContest(
  deps: RightsDeps,
  request: ContestRequest,
  of: { readonly wearerId: PersonId; readonly orderId: string | null; readonly dueAtMs: number },
  by: RightsDoer,
): Promise<Outcome<string, Refusal>> {
  const nowMs = deps.clock.nowMs();
  const [wearer] = await loadPeopleById(deps.database, [of.wearerId]);
  if (wearer === undefined) return refuse('not-found', 'There is no such person.');
  const contestId = uuidFromBytes(deps.randomBytes(16));
  const { kind, about, aboutId, words } = request;
  const sealed = await seal(deps, of.wearerId, of.orderId, words, nowMs);
  return deps.database.transaction(async (tx) => {
    const { number, open } = await takeNextContest(tx, of.wearerId);
    if (open >= RIGHTS_LIMITS.openMax)
      return refuse('busy', 'Too many wait for an answer: one has to be answered first.');
    const contest: Contest = {
      ...{ contestId, wearerId: of.wearerId, number, kind, about, aboutId, orderId: of.orderId },
      ...{ agencyId: wearer.agencyId, filedBy: by.personId, filedAtMs: nowMs, dueAtMs: of.dueAtMs, ...sealed },
    };
    await insertContest(tx, contest);
    const entry = { contestId, wearerId: of.wearerId, about, aboutId, orderId: of.orderId };
    await audit(tx, [{ atMs: nowMs, actor: by.actor, action: 'contest.file', purpose: 'rights', about: entry }]);
    return ok(contestId);
  });
}

/** By an officer of the wearer's agency, once. */
export async function answerContest(
  deps: RightsDeps,
  contestId: string,
  agencyId: string,
  said: { readonly outcome: ContestAnswer['outcome']; readonly words: string },
  by: RightsDoer,
): Promise<Outcome<string, Refusal>> {
  const nowMs = deps.clock.nowMs();
  const contest = await loadContest(deps.database, contestId);
  if (contest === null || contest.agencyId !== agencyId) return refuse('not-found', 'There is no such contest.');
  const { wearerId, orderId } = contest;
  const sealed = await seal(deps, wearerId, orderId, said.words, nowMs);
  return deps.database.transaction(async (tx) => {
    const answer = { contestId, outcome: said.outcome, answeredBy: by.personId, answeredAtMs: nowMs, ...sealed };
    if (!(await insertAnswer(tx, answer))) return refuse('conflict', 'It is answered already.');
    const about = { contestId, wearerId, orderId, outcome: said.outcome };
    await audit(tx, [{ atMs: nowMs, actor: by.actor, action: 'contest.answer', purpose: 'rights', about }]);
    return ok(contestId);
  });
}

async function seal(deps: RightsDeps, wearerId: PersonId, orderId: string | null, words: string, nowMs: number) {
  const basis = orderId === null ? 'registration' : `order:${orderId}`;
  const scope = orderId === null ? 'rights' : `rights ${orderId}`;
  const key = await deps.sealer.dataKey({ subject: wearerId, scope, bases: [basis] }, nowMs);
  return { keyId: key.keyId, sealed: deps.sealer.sealWith(key, Buffer.from(words)) };
}

/** With words opened; null where they were erased. */
export async function contestJson(
  { sealer }: Pick<RightsDeps, 'sealer'>,
  contest: AnsweredContest,
): Promise<ContestJson> {
  const open = async ({ keyId, sealed }: Pick<Contest, 'keyId' | 'sealed'>) => {
    try {
      return (await sealer.open(keyId, sealed)).toString('utf8');
    } catch (error) {
      if (error instanceof ErasedError) return null;
      throw error;
    }
  };
  const { answer, contestId, number, kind, about, aboutId, filedAtMs, dueAtMs } = contest;
  return {
    ...{ contestId, number, kind, about, aboutId, filedAtMs, dueAtMs },
    byLawyer: contest.filedBy !== contest.wearerId,
    words: await open(contest),
    answer: answer === null ? null : { outcome: answer.outcome, atMs: answer.answeredAtMs, words: await open(answer) },
  };
}

/** The caller has found that the wearer is theirs to act for. */
export async function nameLawyer(
  deps: RightsDeps,
  wearerId: string,
  lawyerId: string,
  by: { readonly personId: PersonId | null; readonly actor: Actor },
): Promise<Outcome<string, Refusal>> {
  const nowMs = deps.clock.nowMs();
  const people = await loadPeopleById(deps.database, [wearerId, lawyerId]);
  const wearer = people.find(({ personId, kind }) => personId === wearerId && kind === 'wearer');
  const lawyer = people.find(({ personId, kind }) => personId === lawyerId && kind === 'lawyer');
  if (wearer === undefined || lawyer === undefined) return refuse('not-found', 'There is no such wearer or lawyer.');
  if (wearer.exercise !== lawyer.exercise) return refuse('invalid', 'An exercise and a real case never mix.');
  const linkId = uuidFromBytes(deps.randomBytes(16));
  return deps.database.transaction(async (tx) => {
    const link = { linkId, wearerId: wearer.personId, lawyerId: lawyer.personId, fromMs: nowMs, endedAtMs: null };
    if (!(await insertLawyer(tx, link, by.personId))) return refuse('conflict', 'They act for this wearer already.');
    const about = { linkId, wearerId, lawyerId };
    await audit(tx, [{ atMs: nowMs, actor: by.actor, action: 'lawyer.name', purpose: 'rights', about }]);
    return ok(linkId);
  });
}

export async function dismissLawyer(
  deps: RightsDeps,
  wearerId: string,
  lawyerId: string,
  by: { readonly personId: PersonId | null; readonly actor: Actor },
): Promise<Outcome<string, Refusal>> {
  const nowMs = deps.clock.nowMs();
  return deps.database.transaction(async (tx) => {
    const linkId = await endLawyer(tx, wearerId, lawyerId, nowMs, by.personId);
    if (linkId === null) return refuse('not-found', 'They do not act for this wearer.');
    const about = { linkId, wearerId, lawyerId };
    await audit(tx, [{ atMs: nowMs, actor: by.actor, action: 'lawyer.end', purpose: 'rights', about }]);
    return ok(linkId);
  });
}

// HAZARD H-526: an investigation is betrayed by the list of who looked; or what was kept back for one stays hidden for ever.
/** Always with an end; a longer one takes another act, with its own entry. */
export async function delayLooks(
  deps: RightsDeps,
  wearerId: PersonId,
  until: { readonly untilMs: number; readonly article: string },
  by: RightsDoer,
): Promise<Outcome<string, Refusal>> {
  const nowMs = deps.clock.nowMs();
  const { untilMs, article } = until;
  if (untilMs <= nowMs || untilMs > nowMs + RIGHTS_LIMITS.delayMsMax)
    return refuse('out-of-bounds', 'Looks are kept back until a day within the next 180.');
  const delayId = uuidFromBytes(deps.randomBytes(16));
  return deps.database.transaction(async (tx) => {
    await insertDelay(tx, { delayId, wearerId, untilMs, article, recordedBy: by.personId, recordedAtMs: nowMs });
    const about = { delayId, wearerId, untilMs, article };
    await audit(tx, [{ atMs: nowMs, actor: by.actor, action: 'look.delay', purpose: 'investigation', about }]);
    return ok(delayId);
  });
}

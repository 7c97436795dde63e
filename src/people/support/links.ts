/**
 * A new sign-in link, made by a supporter only together with the person (on a phone that is still theirs) or with an officer.
 * Two people: who asks never confirms; the database holds that too. Fails toward no link.
 */
import type { Sql } from '../../core/database.ts';
import { uuidFromBytes } from '../../core/ids.ts';
import { stopWith } from '../../core/refusal.ts';
import { toIso } from '../../core/time.ts';
import { PEOPLE_LIMITS } from '../limits.ts';
import { loadPeopleById } from '../people.sql.ts';
import type { Person } from '../person.ts';
import type { LinkStateJson } from './contract.ts';
import { actorOf, type By, type DeskWord, digits, mayFor, note, type SupportDeps } from './service.ts';
import {
  insertLinkRequest,
  type LinkRequest,
  loadSupport,
  lockLinkRequest,
  type Support,
  updateLinkAnswer,
  updateLinkUsed,
} from './support.sql.ts';

const NUMBER_DIGITS = 4;

export async function askForLink(deps: SupportDeps, by: By, supportId: string): Promise<LinkStateJson> {
  const nowMs = deps.clock.nowMs();
  const request: LinkRequest = {
    requestId: uuidFromBytes(deps.randomBytes(16)),
    ...{ supportId, number: digits(deps, NUMBER_DIGITS) },
    expiresAtMs: nowMs + PEOPLE_LIMITS.linkRequestMs,
    ...{ answer: null, isUsed: false },
  };
  await deps.database.transaction(async (tx) => {
    const support = await loadSupport(tx, supportId, nowMs);
    if (support === null || support.supporterId !== by.personId) stopWith('not-found', 'There is no such support.');
    await insertLinkRequest(tx, request, nowMs);
    const { requestId } = request;
    await note(tx, nowMs, actorOf(by), 'link.ask', { requestId, supportId, personId: support.personId });
  });
  return stateOf(request, nowMs);
}

/** How the request stands, for the supporter who asked. */
export async function loadLinkState(deps: SupportDeps, by: By, requestId: string): Promise<LinkStateJson> {
  const nowMs = deps.clock.nowMs();
  return deps.database.transaction(async (tx) => {
    const { request } = await ownRequest(deps, tx, by, requestId);
    return stateOf(request, nowMs);
  });
}

/** Once, after it was confirmed. */
export async function takeLink(
  deps: SupportDeps,
  by: By,
  requestId: string,
): Promise<{ path: string; expiresAt: string }> {
  const nowMs = deps.clock.nowMs();
  const support = await deps.database.transaction(async (tx) => {
    const { request, support } = await ownRequest(deps, tx, by, requestId);
    if (stateOf(request, nowMs).state !== 'confirmed')
      stopWith('conflict', 'This request is not confirmed, or it is over.');
    await updateLinkUsed(tx, requestId, nowMs);
    await note(tx, nowMs, actorOf(by), 'link.take', { requestId, personId: support.personId });
    return support;
  });
  // A crash here leaves a request that is used up and no link: the supporter asks again.
  return deps.makeLink(support.personId, actorOf(by), PEOPLE_LIMITS.linkMs);
}

// HAZARD H-207: a supporter signs in as the person, and sees what they see.
/** The second person: the one the link is for, or the desk, where access lets it. */
export async function answerLink(
  deps: SupportDeps,
  requestId: string,
  confirm: boolean,
  by: { readonly own: By } | { readonly desk: DeskWord },
): Promise<void> {
  const nowMs = deps.clock.nowMs();
  await deps.database.transaction(async (tx) => {
    const request = await lockLinkRequest(tx, requestId);
    const support = request === null ? null : await loadSupport(tx, request.supportId, nowMs);
    const person = support === null ? undefined : (await loadPeopleById(tx, [support.personId]))[0];
    if (request === null || person === undefined || !(await mayAnswer(deps, tx, person, by))) {
      stopWith('not-found', 'There is no such request.');
    }
    if (stateOf(request, nowMs).state !== 'asked') stopWith('conflict', 'This request was answered, or it is over.');
    const actor = 'own' in by ? actorOf(by.own) : by.desk.actor;
    await updateLinkAnswer(tx, requestId, confirm ? 'confirmed' : 'refused', actor.id, nowMs);
    await note(tx, nowMs, actor, confirm ? 'link.confirm' : 'link.refuse', { requestId, personId: person.personId });
  });
}

async function mayAnswer(
  deps: SupportDeps,
  tx: Sql,
  person: Person,
  by: { readonly own: By } | { readonly desk: DeskWord },
): Promise<boolean> {
  if ('own' in by) return by.own.personId === person.personId;
  return (await mayFor(deps, tx, by.desk, person)).allowed;
}

async function ownRequest(
  deps: SupportDeps,
  tx: Parameters<typeof lockLinkRequest>[0],
  by: By,
  requestId: string,
): Promise<{ request: LinkRequest; support: Support }> {
  const request = await lockLinkRequest(tx, requestId);
  const support = request === null ? null : await loadSupport(tx, request.supportId, deps.clock.nowMs());
  if (request === null || support === null || support.supporterId !== by.personId) {
    stopWith('not-found', 'There is no such request.');
  }
  return { request, support };
}

function stateOf({ requestId, number, expiresAtMs, answer, isUsed }: LinkRequest, nowMs: number): LinkStateJson {
  const over = isUsed || nowMs >= expiresAtMs;
  return { requestId, number, state: over ? 'over' : (answer ?? 'asked'), expiresAt: toIso(expiresAtMs) };
}

/**
 * Supporters: invited by a code that the person reads out, or by an officer of theirs; ended at once by the person. A supporter
 * sees set-up state and nothing else. Change and audit entry are one transaction. Fails toward seeing nothing.
 */
import { createHash } from 'node:crypto';
import type { Sql } from '../../core/database.ts';
import { type PersonId, uuidFromBytes } from '../../core/ids.ts';
import { stopWith } from '../../core/refusal.ts';
import { MINUTE_MS, toIso } from '../../core/time.ts';
import { type Access, type Actor, audit, type Decision, type Principal } from '../../safeguards/service.ts';
import { caseOfPerson } from '../case.ts';
import { type PeopleDeps, readIdentity } from '../identity.ts';
import { PEOPLE_LIMITS } from '../limits.ts';
import { loadPeopleById } from '../people.sql.ts';
import type { Person } from '../person.ts';
import type { LinkAskedJson, SupportedJson, SupporterJson } from './contract.ts';
import {
  endLapsed,
  insertSupport,
  insertSupportCode,
  loadOpenLinks,
  loadSupport,
  loadSupportsBy,
  loadSupportsOf,
  type Support,
  updateSupport,
  useSupportCode,
} from './support.sql.ts';

/** What the composition root knows of a person's set-up. None of it holds a place. */
export interface SetUpState {
  readonly steps: readonly { readonly step: string; readonly doneAt: string | null }[];
  readonly wantsHelpSince: string | null;
  readonly phone: 'reports' | 'silent' | 'never';
  readonly lastReportAtMs: number | null;
  readonly pushWorks: boolean | null;
  readonly orders: readonly { readonly from: string; readonly until: string }[];
}

/** Who speaks at the desk. */
export interface DeskWord {
  readonly actor: Actor;
  readonly who: Principal;
}

export interface SupportDeps extends PeopleDeps {
  readonly access: Access;
  readonly setUpOf: (personId: PersonId) => Promise<SetUpState>;
  /** A one-time sign-in link. */
  readonly makeLink: (
    personId: PersonId,
    actor: Actor,
    lifeMs: number,
  ) => Promise<{ readonly path: string; readonly expiresAt: string }>;
}

export interface By {
  readonly kind: string;
  readonly personId: PersonId;
}

export function actorOf({ kind, personId }: By): Actor {
  return { kind, id: personId };
}

/** A code to read out: whoever enters it first supports the person. */
export async function createSupportCode(deps: SupportDeps, by: By): Promise<{ code: string; expiresAt: string }> {
  const nowMs = deps.clock.nowMs();
  const expiresAtMs = nowMs + PEOPLE_LIMITS.supportCodeMs;
  const code = digits(deps, PEOPLE_LIMITS.supportCodeDigits);
  await deps.database.transaction(async (tx) => {
    await insertSupportCode(tx, hashOf(code), by.personId, expiresAtMs);
    await note(tx, nowMs, actorOf(by), 'support.invite', { personId: by.personId, expiresAtMs });
  });
  return { code, expiresAt: toIso(expiresAtMs) };
}

/** The supporter enters the code. */
export async function claimSupport(deps: SupportDeps, by: By, code: string): Promise<void> {
  const nowMs = deps.clock.nowMs();
  await deps.database.transaction(async (tx) => {
    const personId = await useSupportCode(tx, hashOf(code), nowMs);
    const person = personId === null ? undefined : (await loadPeopleById(tx, [personId]))[0];
    if (person === undefined)
      stopWith('not-found', 'This code is not valid: it was used, or it is older than 15 minutes.');
    await begin(deps, tx, person, by.personId, actorOf(by), nowMs);
  });
}

/** An officer, or an administrator, brings the two together. */
export async function inviteByDesk(
  deps: SupportDeps,
  personId: string,
  supporterId: string,
  desk: DeskWord,
): Promise<void> {
  const nowMs = deps.clock.nowMs();
  await deps.database.transaction(async (tx) => {
    const person = (await loadPeopleById(tx, [personId]))[0];
    const may = person === undefined ? null : await mayFor(deps, tx, desk, person);
    if (person === undefined || person.kind !== 'protected' || !may?.allowed) {
      stopWith('not-found', 'There is no such protected person of this agency.');
    }
    await begin(deps, tx, person, supporterId, desk.actor, nowMs);
  });
}

/** Whether the desk may decide about this person's support. */
export function mayFor(deps: SupportDeps, tx: Sql, { who }: DeskWord, person: Person): Promise<Decision> {
  return deps.access.mayAct(tx, who, 'person.support', caseOfPerson(person));
}

async function begin(
  deps: SupportDeps,
  tx: Sql,
  person: Person,
  supporterId: string,
  actor: Actor,
  nowMs: number,
): Promise<void> {
  const { personId } = person;
  const supporter = (await loadPeopleById(tx, [supporterId]))[0];
  if (supporter === undefined || supporter.kind !== 'supporter') stopWith('not-found', 'There is no such supporter.');
  if (supporter.exercise !== person.exercise) stopWith('exercise-only', 'Exercise and real people never mix.');
  await endLapsed(tx, supporterId, personId, nowMs);
  const standing = await loadSupportsBy(tx, supporterId, nowMs);
  if (standing.some((support) => support.personId === personId)) {
    stopWith('conflict', 'This supporter supports the person already.');
  }
  const supportId = uuidFromBytes(deps.randomBytes(16));
  const untilMs = nowMs + PEOPLE_LIMITS.supportMs;
  const support = { supportId, supporterId: supporter.personId, personId, begunAtMs: nowMs, untilMs, showsAge: false };
  await insertSupport(tx, support);
  await note(tx, nowMs, actor, 'support.begin', { supportId, supporterId, personId, untilMs });
}

/** Who supports the person, by name, and what they ask. */
export async function listSupporters(
  deps: SupportDeps,
  by: By,
): Promise<{ supporters: SupporterJson[]; links: LinkAskedJson[] }> {
  const nowMs = deps.clock.nowMs();
  const supports = await loadSupportsOf(deps.database, by.personId, nowMs);
  const supporters: SupporterJson[] = [];
  for (const support of supports) {
    const { supportId, begunAtMs, untilMs, showsAge } = support;
    const name = await nameOf(deps, support.supporterId, by);
    supporters.push({ supportId, name, begunAt: toIso(begunAtMs), until: toIso(untilMs), showsAge });
  }
  return { supporters, links: await listLinks(deps, by) };
}

/** What their supporters ask of the person, without a name: this is asked often, and opens nobody's identity. */
export async function listLinks(deps: SupportDeps, by: By): Promise<LinkAskedJson[]> {
  const nowMs = deps.clock.nowMs();
  const supports = await loadSupportsOf(deps.database, by.personId, nowMs);
  const links = await loadOpenLinks(
    deps.database,
    supports.map(({ supportId }) => supportId),
    nowMs,
  );
  return links.map(({ requestId, supportId, number, expiresAtMs }) => ({
    ...{ requestId, supportId, number },
    expiresAt: toIso(expiresAtMs),
  }));
}

/** By the person who is supported. */
export async function changeSupport(
  deps: SupportDeps,
  by: By,
  supportId: string,
  act: 'end' | 'prolong' | 'show-age' | 'hide-age',
): Promise<void> {
  const nowMs = deps.clock.nowMs();
  await deps.database.transaction(async (tx) => {
    const support = await loadSupport(tx, supportId, nowMs);
    if (support === null || support.personId !== by.personId) stopWith('not-found', 'There is no such support.');
    await updateSupport(tx, supportId, changeOf(act, support, nowMs));
    await note(tx, nowMs, actorOf(by), `support.${act}`, { supportId, personId: by.personId });
  });
}

function changeOf(act: 'end' | 'prolong' | 'show-age' | 'hide-age', support: Support, nowMs: number) {
  if (act === 'end') return { endedAtMs: nowMs };
  if (act === 'prolong') return { untilMs: Math.max(support.untilMs, nowMs + PEOPLE_LIMITS.supportMs) };
  return { showsAge: act === 'show-age' };
}

/** By the supporter: they leave. */
export async function leaveSupport(deps: SupportDeps, by: By, supportId: string): Promise<void> {
  const nowMs = deps.clock.nowMs();
  await deps.database.transaction(async (tx) => {
    const support = await loadSupport(tx, supportId, nowMs);
    if (support === null || support.supporterId !== by.personId) stopWith('not-found', 'There is no such support.');
    await updateSupport(tx, supportId, { endedAtMs: nowMs });
    await note(tx, nowMs, actorOf(by), 'support.leave', { supportId, personId: support.personId });
  });
}

// HAZARD H-206: somebody who only helps to set up learns where a person is, or how near the wearer is.
/** All that a supporter sees: built field by field from what holds no place. */
export async function listSupported(deps: SupportDeps, by: By): Promise<SupportedJson[]> {
  const nowMs = deps.clock.nowMs();
  const people: SupportedJson[] = [];
  for (const { supportId, personId, untilMs, showsAge } of await loadSupportsBy(deps.database, by.personId, nowMs)) {
    const state = await deps.setUpOf(personId);
    const ageMs = state.lastReportAtMs === null ? null : Math.max(0, nowMs - state.lastReportAtMs);
    people.push({
      supportId,
      name: await nameOf(deps, personId, by),
      until: toIso(untilMs),
      steps: state.steps.map(({ step, doneAt }) => ({ step, doneAt })),
      wantsHelpSince: state.wantsHelpSince,
      phone: state.phone,
      lastReportMinutes: showsAge && ageMs !== null ? Math.floor(ageMs / MINUTE_MS) : null,
      pushWorks: state.pushWorks,
      orders: state.orders.map(({ from, until }) => ({ from, until })),
    });
  }
  return people;
}

async function nameOf(deps: SupportDeps, personId: PersonId, by: By): Promise<string> {
  const identity = await readIdentity(deps, personId, { actor: actorOf(by), purpose: 'support' });
  return identity?.name ?? '';
}

export function note(
  tx: Sql,
  atMs: number,
  actor: Actor,
  action: string,
  about: Parameters<typeof audit>[1][0]['about'],
) {
  return audit(tx, [{ atMs, actor, action, purpose: 'support', about }]);
}

/** Uniform: of 256 values only those below a whole multiple of ten count. */
export function digits(deps: Pick<PeopleDeps, 'randomBytes'>, count: number): string {
  let made = '';
  while (made.length < count) {
    const byte = deps.randomBytes(1)[0]!;
    if (byte < 250) made += String(byte % 10);
  }
  return made;
}

function hashOf(code: string): Buffer {
  return createHash('sha256').update(`support ${code}`, 'utf8').digest();
}

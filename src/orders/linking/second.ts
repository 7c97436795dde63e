/**
 * Records of two agencies are merged and parted by two people, one of each, where the pack says so; those of one agency by one. The second says
 * the same as the first, each with their own reason. Fails toward not done.
 */
import type { Sql } from '../../core/database.ts';
import type { PersonId } from '../../core/ids.ts';
import { stopWith } from '../../core/refusal.ts';
import { loadAgency, loadPeopleById, ordered, type PersonLink } from '../../people/service.ts';
import { endOpenAct, loadOpenAct, needsSecond, type Second } from '../../safeguards/service.ts';
import type { WaitingJson } from './contract.ts';
import { actingPerson, type LinkingActor, type LinkingDeps } from './deps.ts';
import { monitoringOf } from './visible.ts';

/** What is done, by ids alone. */
export interface LinkingAct {
  readonly act: 'merge-records' | 'split-records';
  readonly about: Readonly<Record<string, string>>;
  readonly personIds: readonly PersonId[];
}

/** The same two records, whichever question is asked of them. */
export function mergeOf(personIds: readonly PersonId[]): LinkingAct {
  const [aId, bId] = ordered(personIds[0]!, personIds[1]!);
  return { act: 'merge-records', about: { aId, bId }, personIds };
}

export function splitOf({ linkId, mergedId, intoId }: Pick<PersonLink, 'linkId' | 'mergedId' | 'intoId'>): LinkingAct {
  return { act: 'split-records', about: { linkId }, personIds: [mergedId, intoId] };
}

/** Null: one person is enough. */
export async function secondFor(
  deps: LinkingDeps,
  tx: Sql,
  { act, about, personIds }: LinkingAct,
  by: LinkingActor,
): Promise<Second | null> {
  const nowMs = deps.clock.nowMs();
  const people = await loadPeopleById(tx, personIds);
  const [first] = people;
  const agency = first === undefined ? null : await loadAgency(tx, first.agencyId);
  if (agency === null || first === undefined) return stopWith('not-found', 'There are no such records.');
  const pack = deps.packs.current(agency.jurisdiction, nowMs);
  if (pack === null) return stopWith('conflict', 'There is no pack for the jurisdiction of these records.');
  const registers = [...new Set(people.map(({ agencyId }) => agencyId))];
  const rule = pack.twoPerson.find((one) => one.act === act);
  if (registers.length < 2 || rule === undefined) return null;
  const person = actingPerson(by);
  if (person === null)
    return stopWith('forbidden', 'Records of two agencies are joined and parted by officers of both.');
  const concerned = [...registers, ...(await monitoringOf(tx, personIds, nowMs))];
  const { jurisdiction } = agency;
  return needsSecond(tx, deps, { rule, about, jurisdiction, exercise: first.exercise, concerned }, person);
}

/** What waited for a second is refused by another, or taken back; nothing where nothing waits. */
export async function endSecond(
  deps: LinkingDeps,
  tx: Sql,
  { act, about }: LinkingAct,
  by: LinkingActor,
): Promise<void> {
  const person = actingPerson(by);
  if (person !== null) await endOpenAct(tx, deps, act, about, person);
}

/** As the desk shows it; null: nothing waits, or it is none of theirs. */
export async function waitingJson(
  { database, clock }: LinkingDeps,
  { act, about }: LinkingAct,
  by: LinkingActor,
): Promise<WaitingJson | null> {
  const asked = await loadOpenAct(database, act, about, clock.nowMs());
  if (asked === null) return null;
  const { actId, askedAtMs, expiresAtMs, article } = asked;
  const isMine = asked.askedBy === by.officerId;
  const mayApprove = !isMine && by.agencyId !== null && asked.approvers.includes(by.agencyId);
  return { actId, isMine, mayApprove, askedAtMs, expiresAtMs, article };
}

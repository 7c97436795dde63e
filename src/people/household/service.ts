/**
 * A household member's taking part: invited, consented, withdrawn, ended. Change and audit entry are one transaction. Fails toward
 * not taking part: then a phone gets no picture, and nothing else changes for the one who is protected.
 */
import type { Database, Sql } from '../../core/database.ts';
import type { PersonId } from '../../core/ids.ts';
import { stopWith, valueOrRefuse } from '../../core/refusal.ts';
import { toIso } from '../../core/time.ts';
import { audit } from '../../safeguards/service.ts';
import { decideParticipation, type ParticipationAct } from '../decide-participation.ts';
import { type PeopleDeps, readIdentity } from '../identity.ts';
import { loadHousehold, loadPeopleById } from '../people.sql.ts';
import type { Person } from '../person.ts';
import type { MemberJson, ParticipationJson } from './contract.ts';
import { insertParticipation, loadParticipations } from './household.sql.ts';

export interface HouseholdDeps extends PeopleDeps {
  /** After the commit; `ended`: the protected person has ended it, and the member's phones are signed out. */
  readonly onParticipation: (personId: PersonId, takesPart: boolean, ended: boolean) => void | Promise<void>;
}

interface By {
  readonly kind: string;
  readonly personId: PersonId;
}

/** Of everybody but household members: yes. */
export async function takesPart(sql: Sql, person: Pick<Person, 'kind' | 'personId'>): Promise<boolean> {
  if (person.kind !== 'household') return true;
  return (await loadParticipations(sql, [person.personId]))(person.personId).state === 'consented';
}

/** Who lives with the protected person, by name: read for them alone, and audited. */
export async function listHousehold(deps: HouseholdDeps, by: By): Promise<MemberJson[]> {
  const people = await loadHousehold(deps.database, by.personId);
  const of = await loadParticipations(
    deps.database,
    people.map(({ personId }) => personId),
  );
  const why = { actor: { kind: by.kind, id: by.personId }, purpose: 'household' };
  const members: MemberJson[] = [];
  for (const { personId, minor } of people) {
    const identity = await readIdentity(deps, personId, why);
    const { state, sinceMs } = of(personId);
    members.push({ personId, name: identity?.name ?? '', minor, state, since: isoOf(sinceMs) });
  }
  return members;
}

/** The member's own. */
export async function loadOwnPart(database: Database, personId: PersonId): Promise<ParticipationJson> {
  const person = (await loadPeopleById(database, [personId]))[0];
  if (person === undefined || person.kind !== 'household') stopWith('not-found', 'This is for household members.');
  const { state, sinceMs } = (await loadParticipations(database, [personId]))(personId);
  return { state, since: isoOf(sinceMs), minor: person.minor };
}

/** By the member themself, or by the protected person they live with. */
export async function actOnParticipation(
  deps: HouseholdDeps,
  memberId: string,
  act: ParticipationAct,
  by: By,
): Promise<void> {
  const nowMs = deps.clock.nowMs();
  const became = await deps.database.transaction(async (tx) => {
    const member = (await loadPeopleById(tx, [memberId]))[0];
    const own = member?.personId === by.personId;
    if (member === undefined || member.kind !== 'household' || (!own && member.householdOf !== by.personId)) {
      stopWith('not-found', 'There is no such member of this household.');
    }
    const { state, number } = (await loadParticipations(tx, [memberId]))(memberId);
    const next = valueOrRefuse(decideParticipation(state, act, own ? 'member' : 'protected', member.minor));
    await insertParticipation(tx, memberId, { state: next, sinceMs: nowMs, number: number + 1 }, by.personId);
    const actor = { kind: by.kind, id: by.personId };
    const about = { personId: memberId, from: state, to: next };
    await audit(tx, [{ atMs: nowMs, actor, action: 'participation.change', purpose: 'consent', about }]);
    return next;
  });
  await deps.onParticipation(memberId as PersonId, became === 'consented', became === 'ended');
}

function isoOf(ms: number | null): string | null {
  return ms === null ? null : toIso(ms);
}

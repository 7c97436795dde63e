/** Who takes part in a proceeding that is opened: checked before anything is written. Fails toward refusing. */
import type { AgencyId, PersonId } from '../../core/ids.ts';
import { type Outcome, ok } from '../../core/outcome.ts';
import { type Refusal, refuse } from '../../core/refusal.ts';
import { type AgencyRole, loadAgency, loadPeopleById, type Person } from '../../people/service.ts';
import type { ProceedingRequest } from './contract.ts';
import type { Doer, ProcessDeps } from './deps.ts';
import type { Offices } from './process.sql.ts';

export interface Parties {
  readonly jurisdiction: string;
  readonly exercise: boolean;
  readonly respondentId: PersonId | null;
  readonly protectedIds: readonly PersonId[];
  readonly offices: Offices;
}

const OFFICE_ROLES: readonly (readonly [keyof Offices, readonly AgencyRole[]])[] = [
  ['courtId', ['court', 'authority']],
  ['prosecutionId', ['prosecution']],
  ['policeId', ['police', 'authority']],
  ['monitoringId', ['monitoring']],
];

const NOT_REGISTERED = 'It names somebody who is not registered.';

export async function decideParties(
  deps: Pick<ProcessDeps, 'database'>,
  request: Pick<ProceedingRequest, 'respondentId' | 'protectedIds' | 'offices'>,
  doer: Doer,
): Promise<Outcome<Parties, Refusal>> {
  const own = await loadAgency(deps.database, doer.agencyId);
  if (own === null) return refuse('not-found', 'There is no such agency.');
  const offices = await checkedOffices(deps, request.offices, own.jurisdiction);
  if (!offices.ok) return offices;
  const isOwn = doer.role === 'protected';
  if (isOwn && request.protectedIds.some((id) => id !== doer.personId)) {
    return refuse('forbidden', 'A protected person opens a proceeding for themself.');
  }
  const protectedIds = isOwn ? [doer.personId!] : [...new Set(request.protectedIds)];
  if (protectedIds.length === 0) return refuse('invalid', 'Say whom it is to protect.');
  const people = await loadPeopleById(deps.database, protectedIds);
  if (people.length !== protectedIds.length) return refuse('not-found', NOT_REGISTERED);
  if (people.some(({ kind }) => kind !== 'protected' && kind !== 'household')) {
    return refuse('invalid', 'It protects protected persons and those who live with them.');
  }
  if (!(await areUnder(deps, people, own.jurisdiction))) return refuse('not-found', NOT_REGISTERED);
  const exercise = people[0]!.exercise;
  const respondent = await checkedRespondent(deps, request.respondentId, { ...own, exercise });
  if (!respondent.ok) return respondent;
  if (people.some((person) => person.exercise !== exercise)) {
    return refuse('exercise-only', 'Exercise and real people never mix in one proceeding.');
  }
  return ok({
    ...{ jurisdiction: own.jurisdiction, exercise, respondentId: respondent.value, offices: offices.value },
    protectedIds: protectedIds as PersonId[],
  });
}

// HAZARD H-366: an id opens a name under another law, which the list of names does not offer.
/** Whoever is registered under another law is, here, not registered. */
async function areUnder(
  { database }: Pick<ProcessDeps, 'database'>,
  people: readonly Person[],
  jurisdiction: string,
): Promise<boolean> {
  for (const agencyId of new Set(people.map((person) => person.agencyId))) {
    if ((await loadAgency(database, agencyId))?.jurisdiction !== jurisdiction) return false;
  }
  return true;
}

/** A wearer's record under the same law, exercise as the others are; null: not known yet. */
export async function checkedRespondent(
  deps: Pick<ProcessDeps, 'database'>,
  respondentId: string | null,
  { jurisdiction, exercise }: { readonly jurisdiction: string; readonly exercise: boolean },
): Promise<Outcome<PersonId | null, Refusal>> {
  if (respondentId === null) return ok(null);
  const [person] = await loadPeopleById(deps.database, [respondentId]);
  if (person === undefined || !(await areUnder(deps, [person], jurisdiction))) {
    return refuse('not-found', 'The respondent is not registered.');
  }
  if (person.kind !== 'wearer') return refuse('invalid', 'The respondent is registered as a wearer is.');
  if (person.exercise !== exercise)
    return refuse('exercise-only', 'Exercise and real people never mix in one proceeding.');
  return ok(person.personId);
}

/** Each is of the kind that its place asks for, under the same law. */
export async function checkedOffices(
  deps: Pick<ProcessDeps, 'database'>,
  given: { readonly [Name in keyof Offices]: string | null },
  jurisdiction: string,
): Promise<Outcome<Offices, Refusal>> {
  for (const [name, roles] of OFFICE_ROLES) {
    const id = given[name];
    if (id === null) continue;
    const agency = await loadAgency(deps.database, id);
    if (agency === null) return refuse('not-found', `${name}: there is no such agency.`);
    if (!roles.includes(agency.role))
      return refuse('invalid', `${name}: an agency whose role is: ${roles.join(', ')}.`);
    if (agency.jurisdiction !== jurisdiction) return refuse('invalid', `${name}: the agency is under another law.`);
  }
  return ok(given as Offices);
}

/** Whoever opens it is in it. */
export function ownOffice({ role, agencyId }: Doer): Partial<Offices> {
  switch (role) {
    case 'court':
      return { courtId: agencyId as AgencyId };
    case 'authority':
      return { courtId: agencyId, policeId: agencyId };
    case 'prosecutor':
      return { prosecutionId: agencyId };
    case 'police':
      return { policeId: agencyId };
    case 'monitoring':
      return { monitoringId: agencyId };
    default:
      return {};
  }
}

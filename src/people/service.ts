/**
 * The register of agencies and people. A change and its audit entry are one transaction; an identity is sealed before it,
 * under a key that only the registration is the basis of. Fails toward refusing.
 */
import type { Sql } from '../core/database.ts';
import { type AgencyId, type PersonId, uuidFromBytes } from '../core/ids.ts';
import type { Outcome } from '../core/outcome.ts';
import { ok } from '../core/outcome.ts';
import { type Refusal, refuse } from '../core/refusal.ts';
import { type Actor, audit } from '../safeguards/service.ts';
import type { AgencyRequest, FindableRequest, PersonRequest } from './contract.ts';
import { BIRTH_DATE_BOUNDS, decideAgency, decidePerson, isBirthDate } from './decide.ts';
import { type PeopleDeps, readIdentity } from './identity.ts';
import { replaceDigests } from './matching/matching.sql.ts';
import { digestsOf, markForMatching } from './matching/service.ts';
import {
  insertAgency,
  insertPerson,
  loadAgency,
  loadPeopleById,
  loadRealPersons,
  updateAgencyPhone,
  updateIdentity,
} from './people.sql.ts';
import type { Agency, Person } from './person.ts';

export { caseOfPerson } from './case.ts';
export { hasCodes } from './help/help.sql.ts';
export { type HouseholdDeps, takesPart } from './household/service.ts';
export { openIdentity, type PeopleDeps, readIdentity } from './identity.ts';
export type { Decider, PersonLink, Review } from './matching/match.ts';
export {
  countUnfindable,
  decideReviewRow,
  endLink,
  insertLink,
  insertNotSame,
  loadLink,
  loadLinksAround,
  loadOpenReviews,
  loadReview,
  loadReviewsOf,
  loadStandingLinks,
  lockLinks,
  updateFound,
} from './matching/matching.sql.ts';
export type { MatchDeps } from './matching/service.ts';
export {
  compareDue,
  compareNow,
  digestsOf,
  holdSurvivor,
  linksOnward,
  markForMatching,
  ordered,
  requireUnmerged,
  survivorOf,
  survivorsOf,
} from './matching/service.ts';
export {
  countPersons,
  loadAgencies,
  loadAgency,
  loadHousehold,
  loadPeopleById,
  loadPeopleOfAgency,
  loadPeopleOfKinds,
  loadPeopleUnder,
  loadRealPersons,
  updateRealPersons,
} from './people.sql.ts';
export {
  type Agency,
  type AgencyRole,
  COURT_STAFF,
  type CourtStaff,
  type Identity,
  type Language,
  type Person,
  type PersonKind,
} from './person.ts';
export type { SupportDeps } from './support/service.ts';

export async function createAgency(
  deps: PeopleDeps,
  request: AgencyRequest,
  actor: Actor,
): Promise<Outcome<Agency, Refusal>> {
  const nowMs = deps.clock.nowMs();
  const agencyId = uuidFromBytes(deps.randomBytes(16)) as AgencyId;
  const decided = decideAgency(request, { agencyId, nowMs, jurisdictions: deps.jurisdictions });
  if (!decided.ok) return decided;
  const agency = decided.value;
  await deps.database.transaction(async (tx) => {
    await insertAgency(tx, agency);
    const about = { agencyId, jurisdiction: agency.jurisdiction };
    await audit(tx, [{ atMs: nowMs, actor, action: 'agency.create', purpose: 'registration', about }]);
  });
  return ok(agency);
}

/** The office's own number, or none. */
export async function changeAgencyPhone(
  deps: Pick<PeopleDeps, 'database' | 'clock'>,
  agencyId: string,
  phone: string | null,
  actor: Actor,
): Promise<Outcome<Agency, Refusal>> {
  const nowMs = deps.clock.nowMs();
  const isChanged = await deps.database.transaction(async (tx) => {
    if (!(await updateAgencyPhone(tx, agencyId, phone))) return false;
    const about = { agencyId, isKnown: phone !== null };
    await audit(tx, [{ atMs: nowMs, actor, action: 'agency.phone', purpose: 'registration', about }]);
    return true;
  });
  const agency = isChanged ? await loadAgency(deps.database, agencyId) : null;
  return agency === null ? refuse('not-found', 'There is no such agency.') : ok(agency);
}

export async function createPerson(
  deps: PeopleDeps,
  request: PersonRequest,
  actor: Actor,
): Promise<Outcome<Person, Refusal>> {
  const nowMs = deps.clock.nowMs();
  const personId = uuidFromBytes(deps.randomBytes(16)) as PersonId;
  const decided = decidePerson(request, {
    realPersons: await loadRealPersons(deps.database),
    personId,
    nowMs,
    agency: await loadAgency(deps.database, request.agencyId),
    householdOf: request.householdOf === null ? null : await loadPerson(deps.database, request.householdOf),
  });
  if (!decided.ok) return decided;
  const { person, identity } = decided.value;
  const { jurisdiction } = (await loadAgency(deps.database, person.agencyId))!;
  const key = await deps.sealer.dataKey({ subject: personId, scope: 'identity', bases: ['registration'] }, nowMs);
  const sealed = deps.sealer.sealWith(key, Buffer.from(JSON.stringify(identity)));
  await deps.database.transaction(async (tx) => {
    await insertPerson(tx, person, { keyId: key.keyId, sealed });
    // HAZARD H-301: a wearer is entered a second time, and the device they wear already protects nobody new.
    if (person.kind === 'wearer') {
      await replaceDigests(tx, personId, digestsOf(deps.sealer, { jurisdiction, exercise: person.exercise }, identity));
      await markForMatching(tx, personId, nowMs);
    }
    const about = { personId, kind: person.kind, agencyId: person.agencyId, exercise: person.exercise };
    await audit(tx, [{ atMs: nowMs, actor, action: 'person.create', purpose: 'registration', about }]);
  });
  return ok(person);
}

/**
 * What has become known of a wearer who was registered without it. The record is sealed anew and compared again; what was known and is
 * not given stays.
 */
export async function completeWearer(
  deps: PeopleDeps,
  personId: string,
  request: FindableRequest,
  actor: Actor,
): Promise<Outcome<Person, Refusal>> {
  const nowMs = deps.clock.nowMs();
  const person = await loadPerson(deps.database, personId);
  if (person === null) return refuse('not-found', 'There is no such person.');
  if (person.kind !== 'wearer') return refuse('invalid', 'Only a wearer has birthDate and identifier.');
  const { birthDate, identifier } = request;
  if (birthDate !== undefined && !isBirthDate(birthDate, nowMs)) return refuse('invalid', BIRTH_DATE_BOUNDS);
  const known = await readIdentity(deps, person.personId, { actor, purpose: 'registration' });
  if (known === null) return refuse('not-found', 'There is no such person.');
  const identity = {
    ...known,
    ...(birthDate === undefined ? {} : { birthDate }),
    ...(identifier === undefined ? {} : { identifier }),
  };
  const { jurisdiction } = (await loadAgency(deps.database, person.agencyId))!;
  const target = { subject: person.personId, scope: 'identity', bases: ['registration'] };
  const key = await deps.sealer.dataKey(target, nowMs);
  const sealed = deps.sealer.sealWith(key, Buffer.from(JSON.stringify(identity)));
  await deps.database.transaction(async (tx) => {
    await updateIdentity(tx, personId, { keyId: key.keyId, sealed });
    await replaceDigests(tx, personId, digestsOf(deps.sealer, { jurisdiction, exercise: person.exercise }, identity));
    await markForMatching(tx, personId, nowMs);
    const about = { personId, birthDate: birthDate !== undefined, identifier: identifier !== undefined };
    await audit(tx, [{ atMs: nowMs, actor, action: 'person.complete', purpose: 'registration', about }]);
  });
  return ok(person);
}

/** Null when there is no such person. */
export async function loadPerson(sql: Sql, personId: string): Promise<Person | null> {
  return (await loadPeopleById(sql, [personId]))[0] ?? null;
}

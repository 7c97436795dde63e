/**
 * The register of agencies and people. A change and its audit entry are one transaction; an identity is sealed before it,
 * under a key that only the registration is the basis of. Fails toward refusing.
 */
import type { Clock } from '../core/clock.ts';
import type { Database, Sql } from '../core/database.ts';
import { type AgencyId, type PersonId, uuidFromBytes } from '../core/ids.ts';
import type { Outcome } from '../core/outcome.ts';
import { ok } from '../core/outcome.ts';
import type { Refusal } from '../core/refusal.ts';
import { type Actor, audit, type Sealer } from '../safeguards/service.ts';
import type { AgencyRequest, PersonRequest } from './contract.ts';
import { decideAgency, decidePerson } from './decide.ts';
import {
  insertAgency,
  insertPerson,
  loadAgency,
  loadPeopleById,
  loadSealedIdentity,
  type SealedIdentity,
} from './people.sql.ts';
import type { Agency, Identity, Person } from './person.ts';

export { loadAgencies, loadAgency, loadPeopleById, loadPeopleOfAgency, loadPeopleOfKinds } from './people.sql.ts';
export type { Agency, Identity, Language, Person, PersonKind } from './person.ts';

export interface PeopleDeps {
  readonly database: Database;
  readonly sealer: Sealer;
  readonly clock: Clock;
  /** Cryptographic. */
  readonly randomBytes: (count: number) => Uint8Array;
  /** Jurisdictions that have a pack. */
  readonly jurisdictions: ReadonlySet<string>;
}

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

export async function createPerson(
  deps: PeopleDeps,
  request: PersonRequest,
  actor: Actor,
): Promise<Outcome<Person, Refusal>> {
  const nowMs = deps.clock.nowMs();
  const personId = uuidFromBytes(deps.randomBytes(16)) as PersonId;
  const decided = decidePerson(request, {
    personId,
    nowMs,
    agency: await loadAgency(deps.database, request.agencyId),
    householdOf: request.householdOf === null ? null : await loadPerson(deps.database, request.householdOf),
  });
  if (!decided.ok) return decided;
  const { person, identity } = decided.value;
  const key = await deps.sealer.dataKey({ subject: personId, scope: 'identity', bases: ['registration'] }, nowMs);
  const sealed = deps.sealer.sealWith(key, Buffer.from(JSON.stringify(identity)));
  await deps.database.transaction(async (tx) => {
    await insertPerson(tx, person, { keyId: key.keyId, sealed });
    const about = { personId, kind: person.kind, agencyId: person.agencyId, exercise: person.exercise };
    await audit(tx, [{ atMs: nowMs, actor, action: 'person.create', purpose: 'registration', about }]);
  });
  return ok(person);
}

/** Null when there is no such person. */
export async function loadPerson(sql: Sql, personId: string): Promise<Person | null> {
  return (await loadPeopleById(sql, [personId]))[0] ?? null;
}

/**
 * A person's name, number and language. The read is audited with its purpose, in a transaction of its own, before anything
 * is opened; null when there is no such person. Throws ErasedError when the identity was erased.
 */
export async function readIdentity(
  deps: Pick<PeopleDeps, 'database' | 'sealer' | 'clock'>,
  personId: PersonId,
  why: { readonly actor: Actor; readonly purpose: string },
): Promise<Identity | null> {
  const sealed = await loadSealedIdentity(deps.database, personId);
  if (sealed === null) return null;
  await deps.database.transaction((tx) =>
    audit(tx, [{ atMs: deps.clock.nowMs(), ...why, action: 'identity.read', about: { personId } }]),
  );
  return openSealed(deps.sealer, sealed);
}

/**
 * As `readIdentity`, for a caller that wrote the use of the identity into the audit in the transaction that decided upon it: a warning
 * that no person asked for.
 */
export async function openIdentity(
  deps: Pick<PeopleDeps, 'database' | 'sealer'>,
  personId: PersonId,
): Promise<Identity | null> {
  const sealed = await loadSealedIdentity(deps.database, personId);
  return sealed === null ? null : openSealed(deps.sealer, sealed);
}

async function openSealed(sealer: Sealer, { keyId, sealed }: SealedIdentity): Promise<Identity> {
  return JSON.parse((await sealer.open(keyId, sealed)).toString('utf8')) as Identity;
}

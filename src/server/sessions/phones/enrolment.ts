/**
 * A phone is lost: an officer signs its owner out everywhere at once, and asks that they are enrolled anew; a second officer looks at it and
 * makes the one-time code, which is handed over in person. Fails toward signed out and not enrolled: messages and calls go on meanwhile.
 */
import type { Sql } from '../../../core/database.ts';
import { uuidFromBytes } from '../../../core/ids.ts';
import { stopWith, valueOrRefuse } from '../../../core/refusal.ts';
import { HOUR_MS, toIso } from '../../../core/time.ts';
import { caseOfPerson, loadPerson, type Person } from '../../../people/service.ts';
import { type Access, type Actor, audit } from '../../../safeguards/service.ts';
import { principalOf } from '../../access-deps.ts';
import { SESSION_LIMITS } from '../limits.ts';
import { createSignInCode, type SessionDeps, signInPath } from '../service.ts';
import { loadPhones } from '../sessions.sql.ts';
import type { Viewer } from '../viewer.ts';
import type { DeskPhonesJson } from './contract.ts';
import { endAllPhones } from './service.ts';

/** Both officers are there: the code is shown on a screen, and taken up at once. */
const CODE_LIFE_MS = HOUR_MS;
const REQUEST_LIFE_MS = 24 * HOUR_MS;

const NOBODY = 'There is no such protected person of this agency.';

export interface EnrolmentActDeps extends SessionDeps {
  readonly access: Access;
}

interface OpenRequest {
  readonly requestId: string;
  readonly personId: string;
  readonly requestedBy: string;
  readonly requestedAtMs: number;
}

export async function phonesOf(deps: EnrolmentActDeps, officer: Viewer, personId: string): Promise<DeskPhonesJson> {
  const person = await ownPerson(deps, officer, personId);
  const nowMs = deps.clock.nowMs();
  const phones = await loadPhones(deps.database, person.personId, nowMs, SESSION_LIMITS.phonesListed);
  const open = await loadOpenRequest(deps.database, { personId }, nowMs);
  return {
    phones: phones.map(({ platform, browser, createdAtMs, lastSeenAtMs, isBound, unprovenAtMs }) => ({
      ...{ platform, browser, isBound, signedInAt: toIso(createdAtMs), lastSeenAt: toIso(lastSeenAtMs) },
      unprovenAt: unprovenAtMs === null ? null : toIso(unprovenAtMs),
    })),
    enrolment:
      open === null
        ? null
        : {
            requestId: open.requestId,
            requestedAt: toIso(open.requestedAtMs),
            isMine: open.requestedBy === officer.personId,
          },
  };
}

/** Signs out at once, and asks. One that is open already stays as it is. */
export async function requestEnrolment(deps: EnrolmentActDeps, officer: Viewer, personId: string): Promise<void> {
  const person = await ownPerson(deps, officer, personId);
  const actor: Actor = { kind: officer.kind, id: officer.personId };
  // HAZARD H-208: the finder of a lost phone reads on while somebody thinks about a new one.
  await endAllPhones(deps, person.personId, actor);
  const nowMs = deps.clock.nowMs();
  await deps.database.transaction(async (tx) => {
    if ((await loadOpenRequest(tx, { personId }, nowMs)) !== null) return;
    const requestId = uuidFromBytes(deps.randomBytes(16));
    await tx.query(
      `insert into server.enrolment_request (request_id, person_id, requested_by, requested_at_ms, expires_at_ms)
       values ($1, $2, $3, $4, $5)`,
      [requestId, personId, officer.personId, nowMs, nowMs + REQUEST_LIFE_MS],
    );
    const about = { requestId, personId };
    await audit(tx, [{ atMs: nowMs, actor, action: 'enrolment.request', purpose: 'lost-phone', about }]);
  });
}

// HAZARD H-482: one officer alone signs in as a protected person, by a code made for a phone that nobody lost
/** By a second officer of the same agency: the code. */
export async function approveEnrolment(
  deps: EnrolmentActDeps,
  officer: Viewer,
  requestId: string,
): Promise<{ path: string; expiresAt: string }> {
  const nowMs = deps.clock.nowMs();
  const open = await loadOpenRequest(deps.database, { requestId }, nowMs);
  // The same words as for a person of another agency: whether there is such a request is not theirs to know.
  if (open === null) return stopWith('not-found', NOBODY);
  const { personId } = await ownPerson(deps, officer, open.personId);
  if (open.requestedBy === officer.personId) stopWith('conflict', 'A second officer makes the code.');
  const actor: Actor = { kind: officer.kind, id: officer.personId };
  await deps.database.transaction(async (tx) => {
    const { rowCount } = await tx.query(
      `update server.enrolment_request set approved_by = $2, approved_at_ms = $3
       where request_id = $1 and approved_at_ms is null`,
      [requestId, officer.personId, nowMs],
    );
    if (rowCount === 0) stopWith('conflict', 'Somebody else made the code.');
    const about = { requestId, personId, requestedBy: open.requestedBy };
    await audit(tx, [{ atMs: nowMs, actor, action: 'enrolment.approve', purpose: 'lost-phone', about }]);
  });
  const { code, expiresAtMs } = valueOrRefuse(await createSignInCode(deps, personId, actor, CODE_LIFE_MS));
  return { path: signInPath(code), expiresAt: toIso(expiresAtMs) };
}

async function ownPerson(deps: EnrolmentActDeps, officer: Viewer, personId: string): Promise<Person> {
  const person = await loadPerson(deps.database, personId);
  const isProtected = person?.kind === 'protected' || person?.kind === 'household';
  if (person === null || !isProtected) return stopWith('not-found', NOBODY);
  const { allowed } = await deps.access.mayAct(
    deps.database,
    principalOf(officer),
    'person.sign-out',
    caseOfPerson(person),
  );
  if (!allowed) return stopWith('not-found', NOBODY);
  return person;
}

async function loadOpenRequest(
  sql: Sql,
  of: { readonly personId: string } | { readonly requestId: string },
  nowMs: number,
): Promise<OpenRequest | null> {
  const { rows } = await sql.query<{
    request_id: string;
    person_id: string;
    requested_by: string;
    requested_at_ms: number;
  }>(
    `select request_id, person_id, requested_by, requested_at_ms from server.enrolment_request
     where approved_at_ms is null and expires_at_ms > $1
       and ($2::uuid is null or person_id = $2::uuid) and ($3::uuid is null or request_id = $3::uuid)
     order by requested_at_ms limit 1`,
    [nowMs, 'personId' in of ? of.personId : null, 'requestId' in of ? of.requestId : null],
  );
  const row = rows[0];
  if (row === undefined) return null;
  const { request_id: requestId, person_id: personId, requested_by: requestedBy, requested_at_ms: requestedAtMs } = row;
  return { requestId, personId, requestedBy, requestedAtMs };
}

/**
 * Signing in: one-time codes and sessions. Only hashes of secrets are kept; every sign-in and sign-out is audited in its
 * transaction. Fails toward refusing, and says the same of a code that is unknown, used or over.
 */
import { createHash } from 'node:crypto';
import type { Clock } from '../../core/clock.ts';
import type { Database, Sql } from '../../core/database.ts';
import { uuidFromBytes } from '../../core/ids.ts';
import { type Outcome, ok } from '../../core/outcome.ts';
import { type Refusal, RefusedError, refuse } from '../../core/refusal.ts';
import { loadPerson, type Person, takesPart } from '../../people/service.ts';
import { type Actor, audit } from '../../safeguards/service.ts';
import type { Challenges } from './challenge.ts';
import { SESSION_LIMITS } from './limits.ts';
import { lockStateOf, type PhoneLock } from './lock/decide.ts';
import type { PhoneName } from './phones/name.ts';
import {
  endSession,
  insertCode,
  insertSession,
  loadOpenSession,
  type OpenSession,
  updatePhoneLock,
  updateSeen,
  useCode,
} from './sessions.sql.ts';
import type { SignInSetting } from './sign-in-setting.ts';
import type { ViewGate } from './view-gate.ts';
import {
  absentAfterMs,
  hasPage,
  isProtectedSide,
  isStaff,
  type PersonWithPage,
  type SignInMethod,
  type Viewer,
  viewerFrom,
} from './viewer.ts';

export interface CodeDeps {
  readonly database: Database;
  readonly clock: Clock;
  /** Cryptographic. */
  readonly randomBytes: (count: number) => Uint8Array;
}

export interface SessionDeps extends CodeDeps {
  readonly gate: ViewGate;
  readonly challenges: Challenges;
  readonly signIn: SignInSetting;
  /** After a sign-out was committed: open streams of that session are cut. */
  readonly onSessionEnd: (sessionId: string) => void;
}

/** Where a sign-in link leads; the code stands behind `#`, which browsers do not send. */
export function signInPath(code: string): string {
  return `/enter#${code}`;
}

/** SHA-256 of the cookie's token, hex: names a session in memory without being able to open it. */
export function sessionIdOf(token: string): string {
  return hashSecret(token).toString('hex');
}

/** A code for one sign-in within 24 hours, or sooner. Shown once; only its hash is kept. */
export async function createSignInCode(
  deps: CodeDeps,
  personId: string,
  actor: Actor,
  lifeMs: number = SESSION_LIMITS.codeLifeMs,
): Promise<Outcome<{ code: string; expiresAtMs: number }, Refusal>> {
  const nowMs = deps.clock.nowMs();
  const expiresAtMs = nowMs + lifeMs;
  const person = await loadPerson(deps.database, personId);
  if (person === null) return refuse('not-found', 'There is no such person.');
  if (!hasPage(person)) return refuse('invalid', 'Nobody of this kind has a page to sign in to.');
  const code = newSecret(deps);
  await deps.database.transaction(async (tx) => {
    await insertCode(tx, hashSecret(code), personId, expiresAtMs);
    const about = { personId, expiresAtMs };
    await audit(tx, [{ atMs: nowMs, actor, action: 'sign-in-code.create', purpose: 'sign-in', about }]);
  });
  return ok({ code, expiresAtMs });
}

/** `token` goes into the cookie and nowhere else. `deviceKey`: SPKI of the phone's own key; null: it has none. */
export async function signIn(
  deps: SessionDeps,
  code: string,
  name: PhoneName,
  deviceKey: Buffer | null = null,
): Promise<Outcome<SignedIn, Refusal>> {
  try {
    const begun = await deps.database.transaction(async (tx) => {
      const personId = await useCode(tx, hashSecret(code), deps.clock.nowMs());
      const person = personId === null ? null : await loadPerson(tx, personId);
      if (person === null || !hasPage(person)) {
        throw new RefusedError({ code: 'unauthenticated', message: BAD_CODE });
      }
      return beginSession(deps, tx, person, {
        method: 'link',
        name,
        deviceKey: isStaff(person.kind) ? null : deviceKey,
      });
    });
    return ok(begun);
  } catch (error) {
    if (error instanceof RefusedError) return { ok: false, error: error.refusal };
    throw error;
  }
}

export interface SignedIn {
  readonly viewer: Viewer;
  readonly token: string;
}

/** Whoever was proven to be this person is signed in, within `tx`. */
export async function beginSession(
  deps: SessionDeps,
  tx: Sql,
  person: PersonWithPage,
  by: { readonly method: SignInMethod; readonly name: PhoneName; readonly deviceKey: Buffer | null },
): Promise<SignedIn> {
  const nowMs = deps.clock.nowMs();
  const token = newSecret(deps);
  const phoneId = uuidFromBytes(deps.randomBytes(16));
  const { personId, kind } = person;
  const { method } = by;
  const expiresAtMs = nowMs + SESSION_LIMITS.sessionLifeMs[kind];
  await insertSession(tx, { ...by, tokenHash: hashSecret(token), phoneId, personId, nowMs, expiresAtMs });
  // Presence is counted from the proof on; a protected person's lock begins locked.
  const isWatched = absentAfterMs(kind, method) !== null;
  if (isWatched) await updatePhoneLock(tx, phoneId, null, nowMs);
  const about = { personId, ...(method === 'link' ? {} : { method }) };
  await audit(tx, [{ atMs: nowMs, actor: { kind, id: personId }, action: 'session.begin', purpose: 'sign-in', about }]);
  // The next request looks at the lock: this one only says who they are.
  const isBound = by.deviceKey !== null;
  return {
    viewer: viewerFrom(person, {
      expiresAtMs,
      phoneId,
      signedInAtMs: nowMs,
      lock: isWatched ? 'open' : 'locked',
      method,
      isBound,
      isProven: true,
    })!,
    token,
  };
}

const BAD_CODE = 'This sign-in link is not valid: it was used, it is older than a day, or it is not complete.';

export interface Admitted {
  readonly viewer: Viewer;
  /** The session was prolonged: the browser's cookie must be, too. */
  readonly isRenewed: boolean;
}

/** How a token comes along. */
export interface Brought {
  /** The answer can carry a cookie; the upgrade of a stream cannot, and the browser's would end though the session goes on. */
  readonly mayRenew: boolean;
  /** With a proof of the phone's key that stands (`binding/`). */
  readonly hasProof: boolean;
}

/** Null when the token opens no session now. Being asked for is use: a sliding session is prolonged by it. */
export async function loadViewer(deps: SessionDeps, token: string, brought: Brought): Promise<Admitted | null> {
  for (let reads = 1; ; reads += 1) {
    const { admitted, isOld } = await readViewer(deps, token, brought);
    // One that changes without end shows nothing until its next request.
    if (!isOld || reads === READS_MAX) return admitted;
  }
}

const READS_MAX = 3;

/** `isOld`: it was changed while it was read. */
async function readViewer(
  deps: SessionDeps,
  token: string,
  brought: Brought,
): Promise<{ readonly admitted: Admitted | null; readonly isOld: boolean }> {
  const nobody = { admitted: null, isOld: false };
  const nowMs = deps.clock.nowMs();
  const version = deps.gate.version();
  const session = await loadOpenSession(deps.database, hashSecret(token), nowMs);
  if (session === null) return nobody;
  const person = await loadPerson(deps.database, session.personId);
  if (person === null) return nobody;
  const { phoneId, createdAtMs: signedInAtMs, lockKept: kept, activeAtMs, method, isBound } = session;
  const absentMs = hasPage(person) ? absentAfterMs(person.kind, method) : null;
  const afterMs = hasPage(person) ? (absentMs ?? session.afterMs) : null;
  // Presence is counted from the proof on, if there was no sign of it since.
  const lock: PhoneLock = { afterMs, kept, activeAtMs: activeAtMs ?? (absentMs === null ? null : signedInAtMs) };
  const isProven = !isBound || brought.hasProof;
  // HAZARD H-559: the refusal that asks for a proof carries no cookie, and a session that slid with it outlives the browser's
  const mayRenew = brought.mayRenew && isProven;
  const { expiresAtMs, isRenewed } = await keepSeen(deps, token, session, person, nowMs, mayRenew);
  const viewer = viewerFrom(person, {
    ...{ expiresAtMs, phoneId, signedInAtMs, method, isBound, isProven },
    // HAZARD H-558: whoever copied the cookie is shown more than who holds the locked phone
    lock: isProven ? lockStateOf(lock, nowMs) : 'locked',
  });
  if (viewer === null) return nobody;
  const held = {
    personId: person.personId,
    lock,
    takesPart: await takesPart(deps.database, person),
    expiresAtMs,
  };
  const isNoted = deps.gate.note(sessionIdOf(token), held, version, nowMs);
  return { admitted: { viewer, isRenewed }, isOld: !isNoted };
}

async function keepSeen(
  deps: SessionDeps,
  token: string,
  session: OpenSession,
  person: Person,
  nowMs: number,
  mayRenew: boolean,
): Promise<{ expiresAtMs: number; isRenewed: boolean }> {
  const { expiresAtMs, lastSeenAtMs } = session;
  if (!hasPage(person)) return { expiresAtMs, isRenewed: false };
  const longest = nowMs + SESSION_LIMITS.sessionLifeMs[person.kind];
  const isRenewed = mayRenew && isProtectedSide(person.kind) && longest - expiresAtMs >= SESSION_LIMITS.renewedEveryMs;
  if (!isRenewed && nowMs - lastSeenAtMs < SESSION_LIMITS.seenEveryMs) return { expiresAtMs, isRenewed };
  const until = isRenewed ? longest : expiresAtMs;
  await updateSeen(deps.database, hashSecret(token), nowMs, until);
  return { expiresAtMs: until, isRenewed };
}

export async function signOut(deps: SessionDeps, token: string, viewer: Viewer): Promise<void> {
  const nowMs = deps.clock.nowMs();
  await deps.database.transaction(async (tx) => {
    const personId = await endSession(tx, hashSecret(token), nowMs);
    if (personId === null) return;
    const actor = { kind: viewer.kind, id: personId };
    await audit(tx, [{ atMs: nowMs, actor, action: 'session.end', purpose: 'sign-in', about: { personId } }]);
  });
  deps.gate.forget(sessionIdOf(token));
  deps.onSessionEnd(sessionIdOf(token));
}

function newSecret(deps: CodeDeps): string {
  return Buffer.from(deps.randomBytes(SESSION_LIMITS.secretBytes)).toString('base64url');
}

function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret, 'utf8').digest();
}

/**
 * Signing in: one-time codes and sessions. Only hashes of secrets are kept; every sign-in and sign-out is audited in its
 * transaction. Fails toward refusing, and says the same of a code that is unknown, used or over.
 */
import { createHash } from 'node:crypto';
import type { Clock } from '../../core/clock.ts';
import type { Database } from '../../core/database.ts';
import { type Outcome, ok } from '../../core/outcome.ts';
import { type Refusal, RefusedError, refuse } from '../../core/refusal.ts';
import { loadPerson } from '../../people/service.ts';
import { type Actor, audit } from '../../safeguards/service.ts';
import { SESSION_LIMITS } from './limits.ts';
import { endSession, insertCode, insertSession, loadOpenSession, useCode } from './sessions.sql.ts';
import { type Viewer, viewerFrom } from './viewer.ts';

export interface SessionDeps {
  readonly database: Database;
  readonly clock: Clock;
  /** Cryptographic. */
  readonly randomBytes: (count: number) => Uint8Array;
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

/** A code for one sign-in within 24 hours. Shown once; only its hash is kept. */
export async function createSignInCode(
  deps: SessionDeps,
  personId: string,
  actor: Actor,
): Promise<Outcome<{ code: string; expiresAtMs: number }, Refusal>> {
  const nowMs = deps.clock.nowMs();
  const expiresAtMs = nowMs + SESSION_LIMITS.codeLifeMs;
  const person = await loadPerson(deps.database, personId);
  if (person === null) return refuse('not-found', 'There is no such person.');
  if (viewerFrom(person, expiresAtMs) === null) return refuse('invalid', 'Wearers have no page to sign in to yet.');
  const code = newSecret(deps);
  await deps.database.transaction(async (tx) => {
    await insertCode(tx, hashSecret(code), personId, expiresAtMs);
    const about = { personId, expiresAtMs };
    await audit(tx, [{ atMs: nowMs, actor, action: 'sign-in-code.create', purpose: 'sign-in', about }]);
  });
  return ok({ code, expiresAtMs });
}

/** `token` goes into the cookie and nowhere else. */
export async function signIn(
  deps: SessionDeps,
  code: string,
): Promise<Outcome<{ viewer: Viewer; token: string }, Refusal>> {
  const nowMs = deps.clock.nowMs();
  const expiresAtMs = nowMs + SESSION_LIMITS.sessionLifeMs;
  const token = newSecret(deps);
  try {
    const viewer = await deps.database.transaction(async (tx) => {
      const personId = await useCode(tx, hashSecret(code), nowMs);
      const person = personId === null ? null : await loadPerson(tx, personId);
      const found = person === null ? null : viewerFrom(person, expiresAtMs);
      if (found === null) throw new RefusedError({ code: 'unauthenticated', message: BAD_CODE });
      await insertSession(tx, { tokenHash: hashSecret(token), personId: found.personId, nowMs, expiresAtMs });
      const actor = { kind: found.kind, id: found.personId };
      const about = { personId: found.personId };
      await audit(tx, [{ atMs: nowMs, actor, action: 'session.begin', purpose: 'sign-in', about }]);
      return found;
    });
    return ok({ viewer, token });
  } catch (error) {
    if (error instanceof RefusedError) return { ok: false, error: error.refusal };
    throw error;
  }
}

const BAD_CODE = 'This sign-in link is not valid: it was used, it is older than a day, or it is not complete.';

/** Null when the token opens no session now. */
export async function loadViewer(deps: SessionDeps, token: string): Promise<Viewer | null> {
  const session = await loadOpenSession(deps.database, hashSecret(token), deps.clock.nowMs());
  if (session === null) return null;
  const person = await loadPerson(deps.database, session.personId);
  return person === null ? null : viewerFrom(person, session.expiresAtMs);
}

export async function signOut(deps: SessionDeps, token: string, viewer: Viewer): Promise<void> {
  const nowMs = deps.clock.nowMs();
  await deps.database.transaction(async (tx) => {
    const personId = await endSession(tx, hashSecret(token), nowMs);
    if (personId === null) return;
    const actor = { kind: viewer.kind, id: personId };
    await audit(tx, [{ atMs: nowMs, actor, action: 'session.end', purpose: 'sign-in', about: { personId } }]);
  });
  deps.onSessionEnd(sessionIdOf(token));
}

function newSecret(deps: SessionDeps): string {
  return Buffer.from(deps.randomBytes(SESSION_LIMITS.secretBytes)).toString('base64url');
}

function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret, 'utf8').digest();
}

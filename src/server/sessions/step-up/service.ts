/**
 * Step-up: a weighty act asks for a fresh proof by passkey, bound to the session and to that one call, good once and for five minutes.
 * `requireStepUp` is what others call; the access hook calls it for the routes of `STEP_UP`. Fails toward refusing. In an
 * exercise whoever has no passkey acts without: the screen says so, and so does the audit. Where real persons are entered, never.
 */
import type { FastifyRequest } from 'fastify';
import { assert } from '../../../core/assert.ts';
import { uuidFromBytes } from '../../../core/ids.ts';
import { stopWith } from '../../../core/refusal.ts';
import { type Actor, audit } from '../../../safeguards/service.ts';
import type { ChallengeFor } from '../challenge.ts';
import { SESSION_LIMITS } from '../limits.ts';
import { assertionOptions, type Proof, prove } from '../passkeys/ceremony.ts';
import type { AssertionJson, AssertionOptions } from '../passkeys/contract.ts';
import { hasPasskey, loadPasskeys } from '../passkeys/passkeys.sql.ts';
import type { PasskeyDeps } from '../passkeys/service.ts';
import type { RelyingParty } from '../sign-in-setting.ts';
import { type Viewer, viewerOf } from '../viewer.ts';
import type { ActJson } from './contract.ts';
import { insertStepUp, takeStepUp } from './step-up.sql.ts';

export type StepUpDeps = Pick<PasskeyDeps, 'database' | 'clock' | 'randomBytes' | 'signIn'>;

/** Whether weighty acts ask this viewer for a proof. */
export async function asksProof({ database, signIn }: StepUpDeps, viewer: Viewer): Promise<boolean> {
  return signIn.realPersons || !viewer.exercise || (await hasPasskey(database, viewer.personId));
}

const nameOf = ({ method, path }: ActJson): string => `${method} ${path}`;

const proving = (viewer: Viewer, act: ActJson): ChallengeFor => ({
  purpose: 'step-up',
  binding: [viewer.phoneId, nameOf(act)],
});

/** Only one's own passkeys answer it. */
export async function beginStepUp(
  deps: PasskeyDeps,
  viewer: Viewer,
  party: RelyingParty,
  act: ActJson,
): Promise<AssertionOptions> {
  const own = await loadPasskeys(deps.database, viewer.personId, 'sign-in');
  if (own.length === 0) stopWith('no-passkey', 'This needs a passkey: add one under "My sign-in" first.');
  return assertionOptions(
    deps,
    party,
    proving(viewer, act),
    own.map(({ credentialId }) => credentialId),
  );
}

/** Keeps the proof for the one call. Null: kept; else what was wrong. */
export async function giveStepUp(
  deps: PasskeyDeps,
  viewer: Viewer,
  party: RelyingParty,
  act: ActJson,
  response: AssertionJson,
): Promise<Proof | null> {
  const nowMs = deps.clock.nowMs();
  return deps.database.transaction(async (tx) => {
    const proof = await prove(deps, tx, party, proving(viewer, act), 'sign-in', response, nowMs);
    if (proof.kind !== 'proven') return proof;
    if (proof.passkey.personId !== viewer.personId) return { kind: 'refused' };
    await insertStepUp(tx, {
      ...{ stepUpId: uuidFromBytes(deps.randomBytes(16)), sessionId: viewer.phoneId, act: nameOf(act) },
      ...{ givenAtMs: nowMs, expiresAtMs: nowMs + SESSION_LIMITS.stepUpLifeMs },
    });
    return null;
  });
}

// HAZARD H-483: an unlocked desk, or a session that was taken over, exports or signs others out in an officer's name
/**
 * Uses up the proof that was given for this call, or refuses with `step-up`. `act` names what is done, for the audit. Of a desk route
 * called with the admin token: nothing to ask.
 */
export async function requireStepUp(deps: StepUpDeps, request: FastifyRequest, act: string): Promise<void> {
  if (request.viewer === null) return;
  const viewer = viewerOf(request);
  const nowMs = deps.clock.nowMs();
  const path = request.url.split('?')[0];
  assert(path !== undefined, 'a request has a path');
  const called = `${request.method === 'HEAD' ? 'GET' : request.method} ${path}`;
  const asks = await asksProof(deps, viewer);
  const isProven = await deps.database.transaction(async (tx) => {
    const used = await takeStepUp(tx, viewer.phoneId, called, nowMs);
    const actor: Actor = { kind: viewer.kind, id: viewer.personId };
    const proof = used ? 'passkey' : asks ? 'missing' : 'exercise, none';
    const about = { act, proof };
    await audit(tx, [{ atMs: nowMs, actor, action: 'step-up.use', purpose: 'sign-in', about }]);
    return used;
  });
  if (!isProven && asks) stopWith('step-up', 'This needs a fresh proof by your passkey.');
}

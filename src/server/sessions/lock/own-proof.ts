/**
 * A second proof on an unlocked phone, for acts that undo a person's own protection: the PIN of the app, where one is set, for this one call. The
 * second PIN does here what it does at the lock: the harmless view, and the centre is told where that was wished. Fails toward refusing.
 */
import type { FastifyRequest } from 'fastify';
import { assert } from '../../../core/assert.ts';
import { uuidFromBytes } from '../../../core/ids.ts';
import { stopWith } from '../../../core/refusal.ts';
import { SESSION_LIMITS } from '../limits.ts';
import { insertStepUp, takeStepUp } from '../step-up/step-up.sql.ts';
import { viewerOf } from '../viewer.ts';
import type { UnlockedJson } from './contract.ts';
import { type LockDeps, type Phone, unlock } from './service.ts';

/** Tries the PIN; the right one is kept as the proof for `act` (`METHOD path`). */
export async function giveOwnProof(deps: LockDeps, phone: Phone, pin: string, act: string): Promise<UnlockedJson> {
  const tried = await unlock(deps, phone, pin);
  if (tried.result !== 'open') return tried;
  const nowMs = deps.clock.nowMs();
  await insertStepUp(deps.database, {
    ...{ stepUpId: uuidFromBytes(deps.randomBytes(16)), sessionId: phone.viewer.phoneId, act },
    ...{ givenAtMs: nowMs, expiresAtMs: nowMs + SESSION_LIMITS.stepUpLifeMs },
  });
  return tried;
}

// HAZARD H-444: whoever holds the unlocked phone withdraws a petition, or declines a device, in the person's name
/** Uses up the proof for this call, or refuses with `own-proof`. Without a lock nothing is asked: there is nothing to prove with. */
export async function requireOwnProof(
  deps: Pick<LockDeps, 'database' | 'clock'>,
  request: FastifyRequest,
): Promise<void> {
  const { lock, phoneId } = viewerOf(request);
  if (lock === 'none') return;
  const path = request.url.split('?')[0];
  assert(path !== undefined, 'a request has a path');
  if (await takeStepUp(deps.database, phoneId, `${request.method} ${path}`, deps.clock.nowMs())) return;
  stopWith('own-proof', 'This needs the PIN of the app.');
}

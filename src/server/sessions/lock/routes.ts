/** The lock of the app: GET says how it stands, the rest is acts of the phone that asks. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { assert } from '../../../core/assert.ts';
import { MINUTE_MS } from '../../../core/time.ts';
import { sessionToken } from '../cookie.ts';
import { assertionOptionsSchema, registrationOptionsSchema } from '../passkeys/contract.ts';
import { sessionIdOf } from '../service.ts';
import { partyOf, relyingPartyOf } from '../sign-in-setting.ts';
import { viewerOf } from '../viewer.ts';
import {
  addBiometrics,
  type BiometricDeps,
  beginBiometrics,
  beginUnlocking,
  hasBiometrics,
  removeBiometrics,
  unlockByPhone,
} from './biometrics.ts';
import {
  addByPhoneSchema,
  lockSchema,
  lockSettingSchema,
  ownProofSchema,
  unlockByPhoneSchema,
  unlockedSchema,
  unlockSchema,
} from './contract.ts';
import { giveOwnProof } from './own-proof.ts';
import { keepActive, type LockDeps, loadLock, lockNow, type Phone, removeLock, setLock, unlock } from './service.ts';
import { requireOpen } from './while-locked.ts';

/** Beneath the waits that grow. Of one session, not of one address: a whole network may come by the same address. */
const TRIES_PER_MINUTE = 20;

export type { LockDeps };

export function phoneOf(request: FastifyRequest): Phone {
  const token = sessionToken(request);
  assert(token !== null, 'a viewer has come by a session');
  return { viewer: viewerOf(request), sessionId: sessionIdOf(token) };
}

export function lockRoutes(app: FastifyInstance, deps: BiometricDeps): void {
  byPhoneRoutes(app, deps);
  ownProofRoute(app, deps);
  const api = app.withTypeProvider<ZodTypeProvider>();
  const config = limited();
  api.get(
    '/api/me/lock',
    { schema: { summary: 'How the lock of the app stands on this phone', response: { 200: lockSchema } } },
    async (request) => {
      const phone = phoneOf(request);
      // Of the harmless view as of a lock: what stands beside the PIN is no secret.
      const byPhone = await hasBiometrics(deps, phone);
      return { ...(await loadLock(deps, phone)), byPhone, needsName: partyOf(request, deps.signIn) === null };
    },
  );
  api.post(
    '/api/me/lock',
    {
      schema: { summary: 'Set or change the lock', body: lockSettingSchema, response: { 200: unlockedSchema } },
      config,
    },
    (request) => {
      requireOpen(request);
      return setLock(deps, phoneOf(request), request.body);
    },
  );
  api.post(
    '/api/me/lock/remove',
    { schema: { summary: 'Take the lock away', body: unlockSchema, response: { 200: unlockedSchema } }, config },
    (request) => {
      requireOpen(request);
      return removeLock(deps, phoneOf(request), request.body.pin);
    },
  );
  api.post(
    '/api/me/lock/unlock',
    { schema: { summary: 'Unlock this phone', body: unlockSchema, response: { 200: unlockedSchema } }, config },
    (request) => unlock(deps, phoneOf(request), request.body.pin),
  );
  for (const [path, summary, act] of [
    ['/api/me/lock/now', 'Lock this phone now', lockNow],
    ['/api/me/lock/active', 'The page is in use', keepActive],
  ] as const) {
    api.post(path, { schema: { summary, body: z.object({}), response: { 204: z.null() } } }, async (request, reply) => {
      await act(deps, phoneOf(request));
      return reply.code(204).send(null);
    });
  }
}

function limited() {
  const keyGenerator = (request: FastifyRequest): string => phoneOf(request).sessionId;
  return { rateLimit: { max: TRIES_PER_MINUTE, timeWindow: MINUTE_MS, keyGenerator } };
}

/** What stands beside the PIN, and the PIN as a second proof. */
function byPhoneRoutes(app: FastifyInstance, deps: BiometricDeps): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  const config = limited();
  const empty = z.object({});
  api.post(
    '/api/me/lock/passkey/add/begin',
    {
      schema: { summary: 'Begin to let the phone unlock', body: empty, response: { 200: registrationOptionsSchema } },
      config,
    },
    (request) => {
      requireOpen(request);
      return beginBiometrics(deps, phoneOf(request), relyingPartyOf(request, deps.signIn));
    },
  );
  api.post(
    '/api/me/lock/passkey/add',
    {
      schema: {
        summary: 'Let the phone unlock, beside the PIN',
        body: addByPhoneSchema,
        response: { 200: unlockedSchema },
      },
      config,
    },
    (request) => {
      requireOpen(request);
      return addBiometrics(deps, phoneOf(request), relyingPartyOf(request, deps.signIn), request.body);
    },
  );
  api.delete(
    '/api/me/lock/passkey',
    { schema: { summary: 'The phone unlocks no more', response: { 204: z.null() } } },
    async (request, reply) => {
      requireOpen(request);
      await removeBiometrics(deps, phoneOf(request));
      return reply.code(204).send(null);
    },
  );
  api.post(
    '/api/me/lock/passkey/begin',
    {
      schema: { summary: 'Begin to unlock by the phone', body: empty, response: { 200: assertionOptionsSchema } },
      config,
    },
    (request) => beginUnlocking(deps, phoneOf(request), relyingPartyOf(request, deps.signIn)),
  );
  api.post(
    '/api/me/lock/passkey',
    {
      schema: { summary: 'Unlock by the phone', body: unlockByPhoneSchema, response: { 200: unlockedSchema } },
      config,
    },
    (request) => {
      const party = relyingPartyOf(request, deps.signIn);
      return unlockByPhone(deps, phoneOf(request), party, request.body.response);
    },
  );
}

function ownProofRoute(app: FastifyInstance, deps: LockDeps): void {
  app.withTypeProvider<ZodTypeProvider>().post(
    '/api/me/proof',
    {
      schema: { summary: 'Prove oneself for one act', body: ownProofSchema, response: { 200: unlockedSchema } },
      config: limited(),
    },
    (request) => {
      requireOpen(request);
      const { pin, method, path } = request.body;
      return giveOwnProof(deps, phoneOf(request), pin, `${method} ${path}`);
    },
  );
}

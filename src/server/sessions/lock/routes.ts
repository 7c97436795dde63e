/** The lock of the app: GET says how it stands, the rest is acts of the phone that asks. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { assert } from '../../../core/assert.ts';
import { MINUTE_MS } from '../../../core/time.ts';
import { sessionToken } from '../cookie.ts';
import { sessionIdOf } from '../service.ts';
import { viewerOf } from '../viewer.ts';
import { lockSchema, lockSettingSchema, unlockedSchema, unlockSchema } from './contract.ts';
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

export function lockRoutes(app: FastifyInstance, deps: LockDeps): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  const keyGenerator = (request: FastifyRequest): string => phoneOf(request).sessionId;
  const config = { rateLimit: { max: TRIES_PER_MINUTE, timeWindow: MINUTE_MS, keyGenerator } };
  api.get(
    '/api/me/lock',
    { schema: { summary: 'How the lock of the app stands on this phone', response: { 200: lockSchema } } },
    (request) => loadLock(deps, phoneOf(request)),
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

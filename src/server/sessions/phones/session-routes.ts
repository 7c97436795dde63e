/**
 * Where people are signed in who have no phone here: staff, wearers, lawyers, supporters. They see it as coarsely as the protected side sees its
 * phones, and end it with a fresh proof by passkey: a session that was taken over must not sign its owner out.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { stopWith } from '../../../core/refusal.ts';
import { hasPasskey } from '../passkeys/passkeys.sql.ts';
import type { SessionDeps } from '../service.ts';
import { requireStepUp } from '../step-up/service.ts';
import { isStaff, viewerOf } from '../viewer.ts';
import { sessionsSchema } from './contract.ts';
import { endOwnPhones, listPhones } from './service.ts';

const params = z.object({ id: z.uuid() });
const nothing = { 204: z.null() };

export function ownSessionRoutes(app: FastifyInstance, deps: SessionDeps): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  api.get(
    '/api/me/sessions',
    { schema: { summary: 'Where I am signed in', response: { 200: sessionsSchema } } },
    async (request) => {
      const found = await listPhones(deps, viewerOf(request));
      const sessions = found.map(({ phoneId: sessionId, isNew: _, unprovenAt: __, ...where }) => ({
        ...where,
        sessionId,
      }));
      // This one first: others may have begun in the same moment.
      return { sessions: sessions.sort((a, b) => Number(b.isThis) - Number(a.isThis)) };
    },
  );
  api.delete(
    '/api/me/sessions/:id',
    { schema: { summary: 'Sign me out there', params, response: nothing } },
    async (request, reply) => {
      await requireProof(deps, request);
      const ended = await endOwnPhones(deps, viewerOf(request), request.params.id);
      if (ended === 0) stopWith('not-found', 'There is no such session of yours.');
      return reply.code(204).send(null);
    },
  );
  api.delete(
    '/api/me/sessions',
    { schema: { summary: 'Sign me out everywhere but here', response: nothing } },
    async (request, reply) => {
      await requireProof(deps, request);
      await endOwnPhones(deps, viewerOf(request), null);
      return reply.code(204).send(null);
    },
  );
}

// HAZARD H-586: a session that was taken over goes unseen by its owner, or signs them out
/** Wearers, lawyers and supporters without a passkey have nothing to prove it by, and would be left with the session they want to end. */
async function requireProof(deps: SessionDeps, request: FastifyRequest): Promise<void> {
  const { kind, personId } = viewerOf(request);
  if (isStaff(kind) || (await hasPasskey(deps.database, personId))) await requireStepUp(deps, request, 'session.end');
}

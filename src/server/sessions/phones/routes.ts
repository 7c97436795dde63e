/** Phones that are signed in, for their owner and for the desk. */
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { DeskWord } from '../../../people/support/service.ts';
import { OPERATOR } from '../../../safeguards/service.ts';
import { principalOf } from '../../access-deps.ts';
import { requireOpen } from '../lock/while-locked.ts';
import { type Viewer, viewerOf } from '../viewer.ts';
import { deskSignedOutSchema, deskSignOutSchema, phoneAnswerSchema, phonesSchema } from './contract.ts';
import { answerForPhone, endOwnPhones, listPhones, type PhoneDeps, signOutEverywhere } from './service.ts';

const paramsSchema = z.object({ id: z.uuid() });
const nothing = { 204: z.null() };

export function phoneRoutes(app: FastifyInstance, deps: PhoneDeps): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  api.get(
    '/api/me/phones',
    { schema: { summary: 'Phones that are signed in', response: { 200: phonesSchema } } },
    async (request) => ({ phones: await listPhones(deps, viewerOf(request)) }),
  );
  api.delete(
    '/api/me/phones/:id',
    { schema: { summary: 'Sign a phone out', params: paramsSchema, response: nothing } },
    async (request, reply) => {
      await endOwnPhones(deps, viewerOf(request), request.params.id);
      return reply.code(204).send(null);
    },
  );
  api.delete(
    '/api/me/phones',
    { schema: { summary: 'Sign every other phone out', response: nothing } },
    async (request, reply) => {
      await endOwnPhones(deps, viewerOf(request), null);
      return reply.code(204).send(null);
    },
  );
  api.post(
    '/api/me/phones/:id/answer',
    {
      schema: {
        summary: 'Whether a new sign-in, or a use without its key, was mine',
        params: paramsSchema,
        body: phoneAnswerSchema,
        response: nothing,
      },
    },
    async (request, reply) => {
      requireOpen(request);
      await answerForPhone(deps, viewerOf(request), request.params.id, request.body);
      return reply.code(204).send(null);
    },
  );
  api.post(
    '/api/desk/people/:id/sign-out',
    {
      schema: {
        summary: 'Sign a person out of every phone',
        params: paramsSchema,
        body: deskSignOutSchema,
        response: { 200: deskSignedOutSchema },
      },
    },
    (request) => signOutEverywhere(deps, request.params.id, deskOf(request), request.body),
  );
}

/** The officer who is signed in; without a session it is the bearer of the admin token. */
export function deskOf({ viewer }: { viewer: Viewer | null }): DeskWord {
  if (viewer === null) return { actor: { kind: 'command-line', id: null }, who: OPERATOR };
  return { actor: { kind: 'officer', id: viewer.personId }, who: principalOf(viewer) };
}

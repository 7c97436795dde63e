import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { MINUTE_MS } from '../../../core/time.ts';
import { sourceOf } from '../../http/source.ts';
import { sessionToken } from '../cookie.ts';
import { SESSION_LIMITS } from '../limits.ts';
import { assertionOptionsSchema } from '../passkeys/contract.ts';
import { type PasskeyDeps, refuseProof } from '../passkeys/service.ts';
import { sessionIdOf } from '../service.ts';
import { relyingPartyOf } from '../sign-in-setting.ts';
import { viewerOf } from '../viewer.ts';
import { actSchema, proofSchema } from './contract.ts';
import { beginStepUp, giveStepUp } from './service.ts';

export function stepUpRoutes(app: FastifyInstance, deps: PasskeyDeps): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  const config = {
    rateLimit: {
      ...{ max: SESSION_LIMITS.signInsPerMinute, timeWindow: MINUTE_MS },
      keyGenerator: (request: Parameters<typeof viewerOf>[0]) =>
        sessionIdOf(sessionToken(request) ?? sourceOf(request)),
    },
  };
  api.post(
    '/api/step-up/begin',
    {
      schema: {
        summary: 'Begin a fresh proof for one call',
        body: actSchema,
        response: { 200: assertionOptionsSchema },
      },
      config,
    },
    (request) => beginStepUp(deps, viewerOf(request), relyingPartyOf(request, deps.signIn), request.body),
  );
  api.post(
    '/api/step-up',
    { schema: { summary: 'Give a fresh proof for one call', body: proofSchema, response: { 204: z.null() } }, config },
    async (request, reply) => {
      const { response, ...act } = request.body;
      const viewer = viewerOf(request);
      const proof = await giveStepUp(deps, viewer, relyingPartyOf(request, deps.signIn), act, response);
      if (proof !== null) return refuseProof(deps, proof);
      return reply.code(204).send(null);
    },
  );
}

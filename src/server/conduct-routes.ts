/** Reviews of conduct towards a wearer: officers of the case's agency decide, the person whom it concerns is told and may contest. */
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Clock } from '../core/clock.ts';
import { valueOrRefuse } from '../core/refusal.ts';
import { conductDecisionSchema, conductReviewsSchema, ownConductSchema } from '../disclosure/conduct/contract.ts';
import type { ConductDesk } from '../disclosure/conduct/service.ts';
import { viewerOf } from './sessions/viewer.ts';

const idParams = z.object({ id: z.uuid() });

export function conductRoutes(app: FastifyInstance, { desk, clock }: { desk: ConductDesk; clock: Clock }): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  api.get(
    '/api/conduct-reviews',
    {
      schema: {
        summary: 'Conduct towards a wearer that a person has to look at',
        response: { 200: conductReviewsSchema },
      },
    },
    async (request) => {
      const { agencyId, personId } = viewerOf(request);
      return { serverTimeMs: clock.nowMs(), reviews: await desk.reviews(agencyId, personId) };
    },
  );
  api.post(
    '/api/conduct-reviews/:id',
    {
      schema: {
        summary: "Decide a review; a restriction keeps the wearer's place from that screen, and no warning",
        params: idParams,
        body: conductDecisionSchema,
        response: { 200: conductReviewsSchema },
      },
    },
    async (request) => {
      const { agencyId, personId } = viewerOf(request);
      valueOrRefuse(await desk.decide(request.params.id, { agencyId, personId }, request.body));
      return { serverTimeMs: clock.nowMs(), reviews: await desk.reviews(agencyId, personId) };
    },
  );
  api.get(
    '/api/me/conduct',
    { schema: { summary: 'What was decided about what I am shown', response: { 200: ownConductSchema } } },
    async (request) => desk.own(viewerOf(request).personId),
  );
  api.post(
    '/api/me/conduct/:id/contest',
    { schema: { summary: 'I do not agree', params: idParams, response: { 200: ownConductSchema } } },
    async (request) => {
      const { personId } = viewerOf(request);
      valueOrRefuse(await desk.contest(request.params.id, personId));
      return desk.own(personId);
    },
  );
}

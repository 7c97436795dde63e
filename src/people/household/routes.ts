/** The household: for the protected person who lives with it, and for each member of it. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { PersonId } from '../../core/ids.ts';
import { householdSchema, memberActSchema, ownActSchema, participationSchema } from './contract.ts';
import { actOnParticipation, type HouseholdDeps, listHousehold, loadOwnPart } from './service.ts';

export interface HouseholdRouteDeps extends HouseholdDeps {
  viewerOf(request: FastifyRequest): { readonly kind: string; readonly personId: PersonId };
  /** Refuses while the app is locked on that phone. */
  requireOpen(request: FastifyRequest): void;
}

const paramsSchema = z.object({ id: z.uuid() });

export function householdRoutes(app: FastifyInstance, deps: HouseholdRouteDeps): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  api.get(
    '/api/me/household',
    { schema: { summary: 'Who of my household takes part', response: { 200: householdSchema } } },
    async (request) => ({ members: await listHousehold(deps, deps.viewerOf(request)) }),
  );
  api.post(
    '/api/me/household/:id',
    {
      schema: {
        summary: "A household member's taking part",
        params: paramsSchema,
        body: memberActSchema,
        response: { 200: householdSchema },
      },
    },
    async (request) => {
      deps.requireOpen(request);
      const by = deps.viewerOf(request);
      await actOnParticipation(deps, request.params.id, request.body.act, by);
      return { members: await listHousehold(deps, by) };
    },
  );
  api.get(
    '/api/me/participation',
    { schema: { summary: 'Whether I take part', response: { 200: participationSchema } } },
    (request) => loadOwnPart(deps.database, deps.viewerOf(request).personId),
  );
  api.post(
    '/api/me/participation',
    { schema: { summary: 'Take part, or no longer', body: ownActSchema, response: { 200: participationSchema } } },
    async (request) => {
      deps.requireOpen(request);
      const by = deps.viewerOf(request);
      await actOnParticipation(deps, by.personId, request.body.takePart ? 'consent' : 'withdraw', by);
      return loadOwnPart(deps.database, by.personId);
    },
  );
}

/** Who works on which case: for the desk. On which cases somebody says so, access decides. */
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { valueOrRefuse } from '../../core/refusal.ts';
import { deskOf } from '../sessions/phones/routes.ts';
import { assignmentListSchema, assignmentSchema, assignRequestSchema } from './contract.ts';
import { type AssignmentDeps, assign, listAssignments, unassign } from './service.ts';

const paramsSchema = z.object({ id: z.uuid() });
const SHOWN = 200;

export function assignmentRoutes(app: FastifyInstance, deps: AssignmentDeps): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  api.post(
    '/api/desk/assignments',
    {
      schema: {
        summary: 'Say that somebody works on a case, as what and until when',
        body: assignRequestSchema,
        response: { 201: assignmentSchema },
      },
    },
    async (request, reply) => reply.code(201).send(valueOrRefuse(await assign(deps, request.body, deskOf(request)))),
  );
  api.get(
    '/api/desk/cases/:id/assignments',
    { schema: { summary: 'Who works on a case', params: paramsSchema, response: { 200: assignmentListSchema } } },
    async (request) => ({
      serverTimeMs: deps.clock.nowMs(),
      assignments: valueOrRefuse(await listAssignments(deps, request.params.id, deskOf(request), SHOWN)),
    }),
  );
  api.post(
    '/api/desk/assignments/:id/end',
    {
      schema: {
        summary: 'Somebody works on a case no more',
        params: paramsSchema,
        body: z.strictObject({}).nullish(),
        response: { 200: z.object({ id: z.uuid() }) },
      },
    },
    async (request) => ({ id: valueOrRefuse(await unassign(deps, request.params.id, deskOf(request))) }),
  );
}

/** A protected person's phones, for the officers of their agency. */
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { stopWith } from '../../../core/refusal.ts';
import { type Viewer, viewerOf } from '../viewer.ts';
import { deskPhonesSchema, enrolmentCodeSchema } from './contract.ts';
import { approveEnrolment, type EnrolmentActDeps, phonesOf, requestEnrolment } from './enrolment.ts';

const params = z.object({ id: z.uuid() });

export interface EnrolmentDeps extends EnrolmentActDeps {
  /** Whom an incident of the agency protects; null: nobody, or it is not the agency's. */
  readonly protectedBy: (incidentId: string, officer: Viewer) => Promise<string | null>;
}

export function enrolmentRoutes(app: FastifyInstance, deps: EnrolmentDeps): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  api.get(
    '/api/desk/people/:id/phones',
    { schema: { summary: "A person's phones", params, response: { 200: deskPhonesSchema } } },
    (request) => phonesOf(deps, viewerOf(request), request.params.id),
  );
  api.get(
    '/api/desk/incidents/:id/person',
    {
      schema: { summary: 'Whom a case protects', params, response: { 200: z.object({ personId: z.uuid() }) } },
    },
    async (request) => {
      const personId = await deps.protectedBy(request.params.id, viewerOf(request));
      return personId === null ? stopWith('not-found', 'There is no such case with a protected person.') : { personId };
    },
  );
  api.post(
    '/api/desk/people/:id/enrolment',
    {
      schema: {
        summary: 'Sign a person out at once, and ask that they are enrolled anew',
        ...{ params, body: z.object({}), response: { 200: deskPhonesSchema } },
      },
    },
    async (request) => {
      await requestEnrolment(deps, viewerOf(request), request.params.id);
      return phonesOf(deps, viewerOf(request), request.params.id);
    },
  );
  api.post(
    '/api/desk/enrolments/:id',
    {
      schema: {
        summary: 'As the second officer: the code of a new enrolment',
        ...{ params, body: z.object({}), response: { 201: enrolmentCodeSchema } },
      },
    },
    async (request, reply) => reply.code(201).send(await approveEnrolment(deps, viewerOf(request), request.params.id)),
  );
}

import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { PersonId } from '../core/ids.ts';
import { valueOrRefuse } from '../core/refusal.ts';
import { toIso } from '../core/time.ts';
import type { Actor } from '../safeguards/service.ts';
import {
  type AgencyJson,
  agencyListSchema,
  agencyPhoneSchema,
  agencyRequestSchema,
  agencySchema,
  enteredPersonSchema,
  findableRequestSchema,
  type LinkingJson,
  type PersonJson,
  personListSchema,
  personRequestSchema,
} from './contract.ts';
import { type Agency, PERSON_KINDS, type Person } from './person.ts';
import {
  changeAgencyPhone,
  completeWearer,
  createAgency,
  createPerson,
  loadAgencies,
  loadPeopleOfKinds,
  type PeopleDeps,
} from './service.ts';

/** Who creates over the API: whoever holds the admin token. */
const ADMIN: Actor = { kind: 'command-line', id: null };

export interface PeopleRouteDeps extends PeopleDeps {
  /** Compares a wearer's record with all others now. Must not reject. */
  readonly link: (wearerId: PersonId) => Promise<LinkingJson>;
}

export function peopleRoutes(app: FastifyInstance, deps: PeopleRouteDeps): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  api.post(
    '/api/agencies',
    { schema: { summary: 'Register an agency', body: agencyRequestSchema, response: { 201: agencySchema } } },
    async (request, reply) => {
      const agency = valueOrRefuse(await createAgency(deps, request.body, ADMIN));
      return reply.code(201).send(agencyJson(agency));
    },
  );
  api.get('/api/agencies', { schema: { summary: 'List agencies', response: { 200: agencyListSchema } } }, async () => ({
    agencies: (await loadAgencies(deps.database)).map(agencyJson),
  }));
  api.post(
    '/api/agencies/:id/phone',
    {
      schema: {
        summary: "Change an agency's own number",
        params: z.object({ id: z.uuid() }),
        body: agencyPhoneSchema,
        response: { 200: agencySchema },
      },
    },
    async (request) =>
      agencyJson(valueOrRefuse(await changeAgencyPhone(deps, request.params.id, request.body.phone, ADMIN))),
  );
  api.post(
    '/api/people',
    { schema: { summary: 'Register a person', body: personRequestSchema, response: { 201: enteredPersonSchema } } },
    async (request, reply) => {
      const person = valueOrRefuse(await createPerson(deps, request.body, ADMIN));
      const linking = person.kind === 'wearer' ? await deps.link(person.personId) : null;
      return reply.code(201).send({ ...personJson(person), linking });
    },
  );
  api.post(
    '/api/people/:id/findable',
    {
      schema: {
        summary: "Add a wearer's birth date or identifier, by which the same person is found under another record",
        params: z.object({ id: z.uuid() }),
        body: findableRequestSchema,
        response: { 200: enteredPersonSchema },
      },
    },
    async (request) => {
      const person = valueOrRefuse(await completeWearer(deps, request.params.id, request.body, ADMIN));
      return { ...personJson(person), linking: await deps.link(person.personId) };
    },
  );
  api.get(
    '/api/people',
    { schema: { summary: 'List people, without their identities', response: { 200: personListSchema } } },
    async () => ({ people: (await loadPeopleOfKinds(deps.database, PERSON_KINDS)).map(personJson) }),
  );
}

function agencyJson(agency: Agency): AgencyJson {
  const { createdAtMs, ...rest } = agency;
  return { ...rest, createdAt: toIso(createdAtMs) };
}

function personJson(person: Person): PersonJson {
  const { createdAtMs, ...rest } = person;
  return { ...rest, createdAt: toIso(createdAtMs) };
}

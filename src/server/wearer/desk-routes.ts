/**
 * What officers do for and about wearers: answers to contests, breach records, lawyers, sign-in letters; and keeping looks back for an
 * investigation. Each within the own agency, or within a case of the own office.
 */
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { stopWith, valueOrRefuse } from '../../core/refusal.ts';
import {
  breachActRequestSchema,
  breachDoneSchema,
  breachListSchema,
  breachRequestSchema,
} from '../../incidents/breaches/contract.ts';
import { actOnBreach, loadBreachesOfAgency, makeBreach } from '../../incidents/breaches/service.ts';
import { loadProceedingsAgainst } from '../../orders/process/service.ts';
import {
  contestAnswerRequestSchema,
  contestDoneSchema,
  delayDoneSchema,
  delayRequestSchema,
  deskContestListSchema,
  lawyerDoneSchema,
  lawyerRequestSchema,
} from '../../people/rights/contract.ts';
import {
  answerContest,
  contestJson,
  delayLooks,
  dismissLawyer,
  loadContestsOfAgency,
  nameLawyer,
} from '../../people/rights/service.ts';
import { loadPerson, type Person } from '../../people/service.ts';
import { createSignInCode, signInPath } from '../sessions/service.ts';
import { type Viewer, viewerOf } from '../sessions/viewer.ts';
import { breachesJson, withoutRecord } from './breaches.ts';
import type { WearerRoutesDeps } from './routes.ts';

export type RightsRoutesDeps = WearerRoutesDeps & {
  readonly labelsOf: (personId: Person['personId']) => readonly string[];
};

const idParams = z.object({ id: z.uuid() });
const letterSchema = z.object({ path: z.string(), expiresAtMs: z.number() });

function doer({ kind, personId }: Viewer) {
  return { personId, actor: { kind, id: personId } };
}

export function rightsRoutes(app: FastifyInstance, deps: RightsRoutesDeps): void {
  contestRoutes(app, deps);
  breachRoutes(app, deps);
  wearerDeskRoutes(app, deps);
}

function contestRoutes(app: FastifyInstance, deps: RightsRoutesDeps): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  api.get(
    '/api/rights/contests',
    { schema: { summary: 'What wearers contest, the most urgent first', response: { 200: deskContestListSchema } } },
    async (request) => {
      const contests = await loadContestsOfAgency(deps.database, viewerOf(request).agencyId);
      const json = contests.map(async (one) => ({
        ...(await contestJson(deps, one)),
        ...{ wearerId: one.wearerId, labels: [...deps.labelsOf(one.wearerId)] },
      }));
      return { serverTimeMs: deps.clock.nowMs(), contests: await Promise.all(json) };
    },
  );
  api.post(
    '/api/rights/contests/:id/answer',
    {
      schema: {
        summary: 'Answer with reasons',
        ...{ params: idParams, body: contestAnswerRequestSchema, response: { 200: contestDoneSchema } },
      },
    },
    async (request) => {
      const viewer = viewerOf(request);
      const answered = await answerContest(deps, request.params.id, viewer.agencyId, request.body, doer(viewer));
      return { contestId: valueOrRefuse(answered) };
    },
  );
}

function breachRoutes(app: FastifyInstance, deps: RightsRoutesDeps): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  api.get(
    '/api/rights/breaches',
    { schema: { summary: 'Breach records of my agency', response: { 200: breachListSchema } } },
    async (request) => {
      const { agencyId } = viewerOf(request);
      return {
        serverTimeMs: deps.clock.nowMs(),
        breaches: await breachesJson(deps, await loadBreachesOfAgency(deps.database, agencyId)),
        incidents: await withoutRecord(deps, agencyId),
      };
    },
  );
  api.post(
    '/api/rights/breaches',
    {
      schema: {
        summary: 'Make the record of an incident',
        ...{ body: breachRequestSchema, response: { 201: breachDoneSchema } },
      },
    },
    async (request, reply) => {
      const viewer = viewerOf(request);
      const made = await makeBreach(deps, request.body.incidentId, viewer.agencyId, doer(viewer));
      return reply.code(201).send({ breachId: valueOrRefuse(made) });
    },
  );
  api.post(
    '/api/rights/breaches/:id/acts',
    {
      schema: {
        summary: 'Put a record to the wearer, confirm it, dismiss it, or tell the court',
        ...{ params: idParams, body: breachActRequestSchema, response: { 200: breachDoneSchema } },
      },
    },
    async (request) => {
      const viewer = viewerOf(request);
      const act = { kind: request.body.act, words: request.body.words };
      const mine = (breach: { readonly agencyId: string }) => breach.agencyId === viewer.agencyId;
      return { breachId: valueOrRefuse(await actOnBreach(deps, request.params.id, act, doer(viewer), mine)) };
    },
  );
}

function wearerDeskRoutes(app: FastifyInstance, deps: RightsRoutesDeps): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  api.post(
    '/api/rights/wearers/:id/sign-in-letter',
    {
      schema: { summary: 'A one-time sign-in link for a wearer', params: idParams, response: { 201: letterSchema } },
    },
    async (request, reply) => {
      const viewer = viewerOf(request);
      const { personId, exercise } = await ownWearer(deps, viewer, request.params.id);
      // HAZARD H-482: one officer alone would read every position as the wearer does. An exercise has often one officer.
      if (!exercise) stopWith('forbidden', 'The link of a real wearer is made by the administrator, who sees no page.');
      const made = valueOrRefuse(await createSignInCode(deps, personId, doer(viewer).actor));
      return reply.code(201).send({ path: signInPath(made.code), expiresAtMs: made.expiresAtMs });
    },
  );
  api.post(
    '/api/rights/wearers/:id/lawyers',
    {
      schema: {
        summary: 'Name the lawyer of a wearer',
        ...{ params: idParams, body: lawyerRequestSchema, response: { 201: lawyerDoneSchema } },
      },
    },
    async (request, reply) => {
      const viewer = viewerOf(request);
      const { personId } = await ownWearer(deps, viewer, request.params.id);
      const linkId = valueOrRefuse(await nameLawyer(deps, personId, request.body.lawyerId, doer(viewer)));
      return reply.code(201).send({ linkId });
    },
  );
  api.delete(
    '/api/rights/wearers/:id/lawyers/:lawyer',
    {
      schema: {
        summary: 'A lawyer no longer acts for a wearer',
        ...{ params: idParams.extend({ lawyer: z.uuid() }), response: { 200: lawyerDoneSchema } },
      },
    },
    async (request) => {
      const viewer = viewerOf(request);
      const { personId } = await ownWearer(deps, viewer, request.params.id);
      return { linkId: valueOrRefuse(await dismissLawyer(deps, personId, request.params.lawyer, doer(viewer))) };
    },
  );
  api.post(
    '/api/rights/wearers/:id/delays',
    {
      schema: {
        summary: 'Keep looks of an investigation back until a day',
        ...{ params: idParams, body: delayRequestSchema, response: { 201: delayDoneSchema } },
      },
    },
    async (request, reply) => {
      const viewer = viewerOf(request);
      const wearer = await wearerOfACase(deps, viewer, request.params.id);
      const { until, article } = request.body;
      const act = { untilMs: Date.parse(until), article };
      return reply.code(201).send({
        delayId: valueOrRefuse(await delayLooks(deps, wearer.personId, act, doer(viewer))),
      });
    },
  );
}

async function ownWearer({ database }: RightsRoutesDeps, { agencyId }: Viewer, wearerId: string): Promise<Person> {
  const person = await loadPerson(database, wearerId);
  if (person?.kind !== 'wearer' || person.agencyId !== agencyId)
    return stopWith('not-found', 'There is no such wearer.');
  return person;
}

/** The office investigates or prosecutes a matter against them. */
export async function wearerOfACase(
  { database }: Pick<RightsRoutesDeps, 'database'>,
  { agencyId }: Viewer,
  wearerId: string,
): Promise<Person> {
  const wearer = await loadPerson(database, wearerId);
  const against = wearer?.kind === 'wearer' ? await loadProceedingsAgainst(database, wearerId) : [];
  if (wearer === null || !against.some(({ policeId, prosecutionId }) => [policeId, prosecutionId].includes(agencyId)))
    return stopWith('not-found', 'There is no such wearer.');
  return wearer;
}

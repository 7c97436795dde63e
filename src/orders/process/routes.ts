/** Proceedings over HTTP: for the offices that take part, and for those whom they are to protect. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { PersonId } from '../../core/ids.ts';
import { refuse, valueOrRefuse } from '../../core/refusal.ts';
import type { IssueDeps } from '../documents/issue/issue.ts';
import { mayIn } from './case.ts';
import {
  type ActRequest,
  actRequestSchema,
  draftAnswerSchema,
  draftSchema,
  lawSchema,
  namedPeopleSchema,
  officesRequestSchema,
  ownProceedingListSchema,
  ownProceedingSchema,
  paperRequestSchema,
  paperSchema,
  proceedingDetailSchema,
  proceedingListSchema,
  proceedingRequestSchema,
  respondentRequestSchema,
} from './contract.ts';
import type { Doer, ProcessDeps } from './deps.ts';
import { loadDraft, saveDraft } from './draft.ts';
import { lawJson } from './law-view.ts';
import { nameOffices, nameRespondent } from './naming.ts';
import { paperOf } from './paper.ts';
import { namedPeople } from './people-view.ts';
import {
  loadProceedingRow,
  loadProceedingsOfAgency,
  loadProceedingsProtecting,
  type ProceedingRow,
} from './process.sql.ts';
import { actOn, openProceeding } from './service.ts';
import { detailJson, ownJson, rowJson } from './views.ts';

export interface ProcessRouteDeps extends ProcessDeps {
  /** Who is signed in, in the role of their office. */
  doerOf(request: FastifyRequest): Promise<Doer>;
  /** What puts an order on paper. */
  readonly papers: IssueDeps;
  /** A second proof that it is the person themself; refuses the request without one. */
  requireOwnProof(request: FastifyRequest): Promise<void>;
}

/** What undoes a person's own protection: whoever merely holds their unlocked phone must not. */
function undoesProtection(act: ActRequest): boolean {
  return act.act === 'withdraw' || (act.act === 'answer-offer' && act.answer !== 'accepted');
}

const paramsSchema = z.object({ id: z.uuid() });
const peopleQuerySchema = z.strictObject({ kind: z.enum(['protected', 'wearer']) });
const querySchema = z.strictObject({ open: z.enum(['true', 'false']).default('true') });

export function processRoutes(app: FastifyInstance, deps: ProcessRouteDeps): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  const find: Find = async (proceedingId, doer, action) => {
    const row = await loadProceedingRow(deps.database, proceedingId);
    if (row !== null && (await mayIn(deps, deps.database, row, doer, action)).allowed) return row;
    return valueOrRefuse(refuse('not-found', 'There is no such proceeding.'));
  };
  api.post(
    '/api/proceedings',
    {
      schema: {
        summary: 'Ask for, file or impose measures',
        body: proceedingRequestSchema,
        response: { 201: proceedingDetailSchema },
      },
    },
    async (request, reply) => {
      const doer = await deps.doerOf(request);
      const row = valueOrRefuse(await openProceeding(deps, request.body, doer));
      return reply.code(201).send(await detailJson(deps, row, doer));
    },
  );
  api.get(
    '/api/proceedings',
    {
      schema: {
        summary: 'Proceedings of the own office, with their clocks',
        querystring: querySchema,
        response: { 200: proceedingListSchema },
      },
    },
    async (request) => listJson(deps, await deps.doerOf(request), request.query.open === 'true'),
  );
  api.get(
    '/api/proceedings/:id',
    { schema: { summary: 'One proceeding, whole', params: paramsSchema, response: { 200: proceedingDetailSchema } } },
    async (request) => {
      const doer = await deps.doerOf(request);
      return detailJson(deps, await find(request.params.id, doer, 'proceeding.read'), doer);
    },
  );
  api.post(
    '/api/proceedings/:id/acts',
    {
      schema: {
        summary: 'Act in a proceeding',
        params: paramsSchema,
        body: actRequestSchema,
        response: { 200: proceedingDetailSchema },
      },
    },
    async (request) => {
      const doer = await deps.doerOf(request);
      const row = valueOrRefuse(await actOn(deps, request.params.id, request.body, doer));
      return detailJson(deps, row, doer);
    },
  );
  paperRoute(app, deps, find);
  lawRoute(app, deps);
  namingRoutes(app, deps, find);
  ownRoutes(app, deps);
}

async function listJson(deps: ProcessRouteDeps, doer: Doer, isOpen: boolean) {
  const serverTimeMs = deps.clock.nowMs();
  const rows = await loadProceedingsOfAgency(deps.database, doer.agencyId, isOpen, serverTimeMs);
  const own: ProceedingRow[] = [];
  for (const row of rows) if ((await mayIn(deps, deps.database, row, doer, 'proceeding.read')).allowed) own.push(row);
  return { serverTimeMs, role: doer.role, proceedings: await Promise.all(own.map((row) => rowJson(deps, row))) };
}

type Find = (proceedingId: string, doer: Doer, action: 'proceeding.read' | 'proceeding.act') => Promise<ProceedingRow>;

function lawRoute(app: FastifyInstance, deps: ProcessRouteDeps): void {
  app.withTypeProvider<ZodTypeProvider>().get(
    '/api/law',
    {
      schema: { summary: 'Procedures, measures and offices, as the law has them now', response: { 200: lawSchema } },
    },
    async (request) => lawJson(deps, await deps.doerOf(request)),
  );
}

function paperRoute(app: FastifyInstance, deps: ProcessRouteDeps, find: Find): void {
  app.withTypeProvider<ZodTypeProvider>().post(
    '/api/proceedings/:id/paper',
    {
      schema: {
        summary: 'Put the newest version of the order on paper, or fetch the paper that was issued',
        params: paramsSchema,
        body: paperRequestSchema,
        response: { 200: paperSchema },
      },
    },
    async (request) => {
      const doer = await deps.doerOf(request);
      const row = await find(request.params.id, doer, 'proceeding.act');
      return valueOrRefuse(await paperOf(deps, row, doer, request.body.language));
    },
  );
}

/** Who the respondent is, and who takes part. */
function namingRoutes(app: FastifyInstance, deps: ProcessRouteDeps, find: Find): void {
  peopleRoute(app, deps);
  const api = app.withTypeProvider<ZodTypeProvider>();
  api.post(
    '/api/proceedings/:id/respondent',
    {
      schema: {
        summary: 'Say who the respondent is',
        params: paramsSchema,
        body: respondentRequestSchema,
        response: { 200: proceedingDetailSchema },
      },
    },
    async (request) => {
      const doer = await deps.doerOf(request);
      const row = valueOrRefuse(
        await nameRespondent(
          deps,
          await find(request.params.id, doer, 'proceeding.act'),
          request.body.respondentId,
          doer,
        ),
      );
      return detailJson(deps, row, doer);
    },
  );
  api.post(
    '/api/proceedings/:id/offices',
    {
      schema: {
        summary: 'Name the offices that take part',
        params: paramsSchema,
        body: officesRequestSchema,
        response: { 200: proceedingDetailSchema },
      },
    },
    async (request) => {
      const doer = await deps.doerOf(request);
      const row = valueOrRefuse(
        await nameOffices(deps, await find(request.params.id, doer, 'proceeding.act'), request.body, doer),
      );
      return detailJson(deps, row, doer);
    },
  );
}

function peopleRoute(app: FastifyInstance, deps: ProcessRouteDeps): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  api.get(
    '/api/proceedings/people',
    {
      schema: {
        summary: 'Whom a proceeding may name, by name',
        querystring: peopleQuerySchema,
        response: { 200: namedPeopleSchema },
      },
    },
    async (request) => namedPeople(deps, request.query.kind, await deps.doerOf(request)),
  );
}

/** The protected person's own: what they asked for and what became of it. */
function ownRoutes(app: FastifyInstance, deps: ProcessRouteDeps): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  const self = async (request: FastifyRequest) => {
    const doer = await deps.doerOf(request);
    return { doer, personId: doer.personId as PersonId };
  };
  api.get(
    '/api/me/proceedings',
    { schema: { summary: 'Proceedings that are to protect me', response: { 200: ownProceedingListSchema } } },
    async (request) => {
      const { personId } = await self(request);
      const rows = await loadProceedingsProtecting(deps.database, personId);
      const proceedings = await Promise.all(rows.map((row) => ownJson(deps, row, personId)));
      return { serverTimeMs: deps.clock.nowMs(), proceedings };
    },
  );
  api.post(
    '/api/me/proceedings',
    {
      schema: {
        summary: 'Send my own petition or request',
        body: proceedingRequestSchema,
        response: { 201: ownProceedingSchema },
      },
    },
    async (request, reply) => {
      const { doer, personId } = await self(request);
      const row = valueOrRefuse(await openProceeding(deps, request.body, doer));
      await saveDraft(deps, personId, null);
      return reply.code(201).send(await ownJson(deps, row, personId));
    },
  );
  api.post(
    '/api/me/proceedings/:id/acts',
    {
      schema: {
        summary: 'Withdraw, appeal, ask for a change, answer an offer',
        params: paramsSchema,
        body: actRequestSchema,
        response: { 200: ownProceedingSchema },
      },
    },
    async (request) => {
      const { doer, personId } = await self(request);
      if (undoesProtection(request.body)) await deps.requireOwnProof(request);
      return ownJson(deps, valueOrRefuse(await actOn(deps, request.params.id, request.body, doer)), personId);
    },
  );
  api.get(
    '/api/me/petition',
    { schema: { summary: 'What I have written so far', response: { 200: draftAnswerSchema } } },
    async (request) => loadDraft(deps, (await self(request)).personId),
  );
  api.put(
    '/api/me/petition',
    {
      schema: {
        summary: 'Save what I have written; null discards it',
        body: draftSchema,
        response: { 200: draftAnswerSchema },
      },
    },
    async (request) => {
      const { personId } = await self(request);
      const changedAtMs = valueOrRefuse(await saveDraft(deps, personId, request.body.draft));
      return { draft: request.body.draft, changedAtMs };
    },
  );
}

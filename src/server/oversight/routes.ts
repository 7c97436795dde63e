/** Oversight's routes: each only for overseers, but for what members of staff say of themselves; each reading is on record first. */
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { MINUTE_MS } from '../../core/time.ts';
import { viewerOf } from '../sessions/viewer.ts';
import * as wire from './contract.ts';
import { diffVersions, listVersions } from './law.ts';
import { OVERSIGHT_LIMITS } from './limits.ts';
import { type OversightDeps, overseerOf } from './overseer.ts';
import { answerQuestion, listQuestions, openQuestion } from './questions.ts';
import { declareFor, declareOwn, endName, flagKnown, listDeclared, listOwn } from './relations.ts';
import { monthReport, reportCsv } from './report.ts';
import { retentionStatus } from './retention.ts';
import { searchLog } from './search.ts';

const idParams = z.object({ id: z.uuid() });
const config = { rateLimit: { max: OVERSIGHT_LIMITS.searchesPerMinute, timeWindow: MINUTE_MS } };

export function oversightRoutes(app: FastifyInstance, deps: OversightDeps): void {
  questionRoutes(app, deps);
  readRoutes(app, deps);
  reportRoutes(app, deps);
  relationRoutes(app, deps);
}

function questionRoutes(app: FastifyInstance, deps: OversightDeps): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  api.get(
    '/api/oversight/questions',
    {
      schema: {
        summary: 'Looks that ask for an explanation, the first to ask first',
        response: { 200: wire.questionsSchema },
      },
    },
    async (request) => listQuestions(deps, await overseerOf(deps, request)),
  );
  api.get(
    '/api/oversight/questions/:id',
    {
      schema: {
        summary: 'One question, with what it rests on',
        params: idParams,
        response: { 200: wire.questionDetailSchema },
      },
    },
    async (request) => openQuestion(deps, await overseerOf(deps, request), request.params.id),
  );
  api.post(
    '/api/oversight/questions/:id/answers',
    {
      schema: {
        summary: 'Say what came of asking; answers are added, never changed',
        params: idParams,
        body: wire.answerRequestSchema,
        response: { 201: z.object({ number: z.int() }) },
      },
    },
    async (request, reply) => {
      const overseer = await overseerOf(deps, request);
      return reply.code(201).send({ number: await answerQuestion(deps, overseer, request.params.id, request.body) });
    },
  );
}

function readRoutes(app: FastifyInstance, deps: OversightDeps): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  api.get(
    '/api/oversight/entries',
    {
      schema: {
        summary: 'Search audit and ledger; the search itself is put on record',
        querystring: wire.searchQuerySchema,
        response: { 200: wire.searchAnswerSchema },
      },
      config,
    },
    async (request) => searchLog(deps, await overseerOf(deps, request), request.query),
  );
  api.get(
    '/api/oversight/retention',
    {
      schema: {
        summary: 'Which clocks of retention run, and which have run out',
        response: { 200: wire.retentionSchema },
      },
      config,
    },
    async (request) => retentionStatus(deps, await overseerOf(deps, request)),
  );
  api.get(
    '/api/oversight/versions',
    {
      schema: { summary: 'Versions of the law and of the policies of access', response: { 200: wire.versionsSchema } },
    },
    async (request) => listVersions(deps, await overseerOf(deps, request)),
  );
  api.get(
    '/api/oversight/diff',
    {
      schema: {
        summary: 'What differs between two versions',
        querystring: wire.diffQuerySchema,
        response: { 200: wire.diffSchema },
      },
      config,
    },
    async (request) => diffVersions(deps, await overseerOf(deps, request), request.query),
  );
}

function reportRoutes(app: FastifyInstance, deps: OversightDeps): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  api.get(
    '/api/oversight/report',
    {
      schema: {
        summary: 'The month in figures',
        querystring: wire.reportQuerySchema,
        response: { 200: wire.reportSchema },
      },
      config,
    },
    async (request) => monthReport(deps, await overseerOf(deps, request), request.query, 'oversight.read'),
  );
  api.get(
    '/api/oversight/report.csv',
    { schema: { summary: 'The month in figures, as CSV', querystring: wire.reportQuerySchema }, config },
    async (request, reply) => {
      const report = await monthReport(deps, await overseerOf(deps, request), request.query, 'oversight.export');
      return reply
        .type('text/csv; charset=utf-8; header=present')
        .header('content-disposition', `attachment; filename="oversight-${report.month}.csv"`)
        .send(reportCsv(report));
    },
  );
}

function relationRoutes(app: FastifyInstance, deps: OversightDeps): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  api.get(
    '/api/oversight/relations',
    { schema: { summary: 'Who is related to whom, and whom many know', response: { 200: wire.declaredSchema } } },
    async (request) => listDeclared(deps, await overseerOf(deps, request)),
  );
  api.post(
    '/api/oversight/known',
    { schema: { summary: 'Flag somebody as known to many, or no longer', body: wire.knownRequestSchema } },
    async (request, reply) => {
      await flagKnown(deps, await overseerOf(deps, request), request.body);
      return reply.code(204).send();
    },
  );
  api.post(
    '/api/oversight/relations',
    { schema: { summary: 'Note to whom a member of staff is related', body: wire.relationOfRequestSchema } },
    async (request, reply) => {
      await declareFor(deps, await overseerOf(deps, request), request.body.actorId, request.body.of);
      return reply.code(204).send();
    },
  );
  api.post(
    '/api/oversight/relations/end',
    { schema: { summary: 'Take back a name that was declared by mistake', body: wire.endNameRequestSchema } },
    async (request, reply) => {
      await endName(deps, await overseerOf(deps, request), request.body.nameId);
      return reply.code(204).send();
    },
  );
  api.get(
    '/api/me/relations',
    { schema: { summary: 'Staff: to whom one declared oneself related', response: { 200: wire.declaredSchema } } },
    async (request) => listOwn(deps, viewerOf(request).personId),
  );
  api.post(
    '/api/me/relations',
    {
      schema: { summary: 'Staff: say that one is related to somebody', body: wire.relationRequestSchema },
      config: { rateLimit: { max: OVERSIGHT_LIMITS.declaredPerMinute, timeWindow: MINUTE_MS } },
    },
    async (request, reply) => {
      await declareOwn(deps, await overseerOf(deps, request), request.body);
      return reply.code(204).send();
    },
  );
}

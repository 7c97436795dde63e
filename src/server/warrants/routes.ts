/** Warrants over HTTP: for police and prosecution who ask and see, and for the court that decides. */
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { valueOrRefuse } from '../../core/refusal.ts';
import {
  checkExportSchema,
  confirmationRequestSchema,
  decisionRequestSchema,
  exportRequestSchema,
  partSchema,
  permissionRequestSchema,
  viewRequestSchema,
  viewSchema,
  warrantDetailSchema,
  warrantListSchema,
  warrantRequestSchema,
} from '../../safeguards/warrants/contract.ts';
import { requireSecond } from '../http/second-person.ts';
import { askPermission, askWarrant, decideWarrant, withdrawWarrant } from './acts.ts';
import { confirmDestruction } from './confirming.ts';
import type { WarrantRouteDeps } from './deps.ts';
import { exportView, isGenuineExport, mayExport } from './exporting.ts';
import { StandingStreams } from './stream.ts';
import { isBeforeDecision, openView, readPart } from './viewing.ts';
import { listWarrants, warrantDetail } from './views.ts';

const params = z.object({ id: z.uuid() });
const partParams = z.object({ id: z.uuid(), view: z.uuid(), part: z.coerce.number().int().min(0).max(100_000) });
const nothing = z.strictObject({});

export function warrantRoutes(app: FastifyInstance, deps: WarrantRouteDeps): void {
  actRoutes(app, deps);
  onOne(app, deps);
  viewRoutes(app, deps);
  streamRoute(app, deps);
}

function actRoutes(app: FastifyInstance, deps: WarrantRouteDeps): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  const detail = { 200: warrantDetailSchema };
  api.get(
    '/api/warrants',
    {
      schema: {
        summary: 'Requests for location of the own office, or before the own court',
        response: { 200: warrantListSchema },
      },
    },
    (request) => listWarrants(deps, deps.viewerOf(request)),
  );
  api.get(
    '/api/warrants/:id',
    { schema: { summary: 'One request with its reasons; that it was read is written down', params, response: detail } },
    async (request) => valueOrRefuse(await warrantDetail(deps, request.params.id, deps.viewerOf(request))),
  );
  api.post(
    '/api/warrants',
    {
      schema: {
        summary: 'Ask for location, or see it first in an emergency',
        body: warrantRequestSchema,
        response: { 201: warrantDetailSchema },
      },
    },
    async (request, reply) => {
      const by = deps.viewerOf(request);
      if (request.body.kind === 'emergency') await deps.requireProof(request, 'warrant.emergency');
      const { warrantId } = valueOrRefuse(await askWarrant(deps, request.body, by));
      return reply.code(201).send(valueOrRefuse(await warrantDetail(deps, warrantId, by)));
    },
  );
}

function onOne(app: FastifyInstance, deps: WarrantRouteDeps): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  const detail = { 200: warrantDetailSchema };
  api.post(
    '/api/warrants/:id/permission',
    {
      schema: {
        summary: 'Ask for the permission of what was seen in an emergency',
        params,
        body: permissionRequestSchema,
        response: detail,
      },
    },
    async (request) => {
      const by = deps.viewerOf(request);
      valueOrRefuse(await askPermission(deps, request.params.id, request.body, by));
      return valueOrRefuse(await warrantDetail(deps, request.params.id, by));
    },
  );
  api.post(
    '/api/warrants/:id/withdraw',
    { schema: { summary: 'Take a request back', params, body: nothing, response: detail } },
    async (request) => {
      const by = deps.viewerOf(request);
      valueOrRefuse(await withdrawWarrant(deps, request.params.id, by));
      return valueOrRefuse(await warrantDetail(deps, request.params.id, by));
    },
  );
  api.post(
    '/api/warrants/:id/decide',
    { schema: { summary: 'Grant, grant in part, or refuse', params, body: decisionRequestSchema, response: detail } },
    async (request) => {
      const by = deps.viewerOf(request);
      valueOrRefuse(await decideWarrant(deps, request.params.id, request.body, by));
      return valueOrRefuse(await warrantDetail(deps, request.params.id, by));
    },
  );
  api.post(
    '/api/warrants/:id/confirm',
    {
      schema: {
        summary: 'Confirm in writing that nothing is left of what was destroyed',
        params,
        body: confirmationRequestSchema,
        response: detail,
      },
    },
    async (request) => {
      const by = deps.viewerOf(request);
      valueOrRefuse(await confirmDestruction(deps, request.params.id, request.body, by));
      return valueOrRefuse(await warrantDetail(deps, request.params.id, by));
    },
  );
}

function viewRoutes(app: FastifyInstance, deps: WarrantRouteDeps): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  api.post(
    '/api/warrants/:id/views',
    {
      schema: {
        summary: 'See: written to the ledger with its purpose before anything is shown',
        params,
        body: viewRequestSchema,
        response: { 200: viewSchema },
      },
    },
    async (request) => {
      const { id } = request.params;
      // HAZARD H-568: at a desk that was left open, somebody sees before a court decided, or decides as the court.
      if (await isBeforeDecision(deps, id)) await deps.requireProof(request, 'warrant.emergency-view');
      return valueOrRefuse(await openView(deps, id, request.body.use, deps.viewerOf(request)));
    },
  );
  api.get(
    '/api/warrants/:id/views/:view/parts/:part',
    { schema: { summary: 'Positions of a view, a part at a time', params: partParams, response: { 200: partSchema } } },
    async (request) => {
      const { id, view, part } = request.params;
      return { positions: [...valueOrRefuse(await readPart(deps, id, view, part, deps.viewerOf(request)))] };
    },
  );
  api.post(
    '/api/warrants/:id/exports',
    { schema: { summary: 'Take a view away as a signed GeoJSON file', params, body: exportRequestSchema } },
    async (request, reply) => {
      const { viewId } = request.body;
      const { id } = request.params;
      const by = deps.viewerOf(request);
      valueOrRefuse(await mayExport(deps, id, viewId, by));
      await requireSecond(deps, request);
      const file = valueOrRefuse(await exportView(deps, id, viewId, by));
      return reply
        .type('application/geo+json')
        .header('content-disposition', `attachment; filename="${file.fileName}"`)
        .send(file.body);
    },
  );
  api.post(
    '/api/warrants/check-export',
    {
      schema: {
        summary: 'Whether a file was taken from here and its positions are those',
        body: checkExportSchema,
        response: { 200: z.object({ genuine: z.boolean() }) },
      },
    },
    async (request) => ({ genuine: isGenuineExport(deps, request.body) }),
  );
}

function streamRoute(app: FastifyInstance, deps: WarrantRouteDeps): void {
  const streams = new StandingStreams(deps);
  app.withTypeProvider<ZodTypeProvider>().get(
    '/api/warrants/:id/standing',
    {
      exposeHeadRoute: false,
      schema: { summary: 'Whether an open page may go on showing; a stream of events', params },
    },
    (request, reply) => streams.open(request, reply, request.params.id, deps.viewerOf(request)),
  );
  app.addHook('preClose', async () => streams.close());
}

/** The exchange over HTTP: the desk's list and acts; schemas for anybody; endpoints for whoever runs Magpie; and the door for other systems. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { refuse, valueOrRefuse } from '../../core/refusal.ts';
import { MINUTE_MS, toIso } from '../../core/time.ts';
import type { Access, Actor } from '../../safeguards/service.ts';
import {
  addresseeRequestSchema,
  addresseeSchema,
  byHandSchema,
  doneSchema,
  endpointRequestSchema,
  endpointSchema,
  endpointsSchema,
  endpointToldSchema,
  exchangeSchema,
  noticeDetailSchema,
  rotateRequestSchema,
} from './contract.ts';
import { loadEndpoints } from './endpoints.sql.ts';
import { createEndpoint, type EndpointDeps, rotateEndpoint, stopEndpoint } from './endpoints.ts';
import type { Folders } from './folder.ts';
import { EXCHANGE_LIMITS } from './limits.ts';
import { jsonSchemaOf } from './messages.ts';
import type { Endpoint } from './notice.ts';
import { type ReceiverDeps, receive } from './receiver.ts';
import { confirmAtDesk, markHeldSeen, nameAddressee, recordByHand, type Staff, sendAgain } from './service.ts';
import { loadExchange, readNotice } from './views.ts';

export interface ExchangeRoutesDeps extends EndpointDeps, ReceiverDeps {
  readonly access: Access;
  readonly folders: Folders | null;
  /** The signed-in member of an agency; throws the refusal that the caller gets otherwise. */
  staffOf(request: FastifyRequest): Staff;
  /** Something may be to be sent. */
  wake(): void;
}

const ADMIN: Actor = { kind: 'command-line', id: null };
const params = z.object({ id: z.uuid() });

export async function exchangeRoutes(app: FastifyInstance, deps: ExchangeRoutesDeps): Promise<void> {
  deskRoutes(app, deps);
  endpointRoutes(app, deps);
  schemaRoutes(app);
  await doorRoutes(app, deps);
}

function deskRoutes(app: FastifyInstance, deps: ExchangeRoutesDeps): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  api.get(
    '/api/exchange/notices',
    { schema: { summary: "One's agency's notices, overdue first", response: { 200: exchangeSchema } } },
    (request) => loadExchange(deps, deps.staffOf(request)),
  );
  api.get(
    '/api/exchange/notices/:id',
    { schema: { summary: 'What a notice tells by name', params, response: { 200: noticeDetailSchema } } },
    async (request) => valueOrRefuse(await readNotice(deps, request.params.id, deps.staffOf(request))),
  );
  api.post(
    '/api/exchange/notices/:id/told',
    { schema: { summary: 'It was told by hand', params, body: byHandSchema, response: { 200: doneSchema } } },
    async (request) => {
      const { how, who, at } = request.body;
      const given = { how, who, atMs: Date.parse(at) };
      return { id: valueOrRefuse(await recordByHand(deps, request.params.id, given, deps.staffOf(request))) };
    },
  );
  const acts = {
    confirm: ['Read, by whom it is told to', confirmAtDesk],
    again: ['Send it again', sendAgain],
  } as const;
  for (const [path, [summary, act]] of Object.entries(acts)) {
    api.post(
      `/api/exchange/notices/:id/${path}`,
      { schema: { summary, params, body: z.strictObject({}), response: { 200: doneSchema } } },
      async (request) => {
        const id = valueOrRefuse(await act(deps, request.params.id, deps.staffOf(request)));
        deps.wake();
        return { id };
      },
    );
  }
  api.post(
    '/api/exchange/held/:id/seen',
    { schema: { summary: 'A held message was seen', params, body: z.strictObject({}), response: { 200: doneSchema } } },
    async (request) => {
      return { id: valueOrRefuse(await markHeldSeen(deps, request.params.id, deps.staffOf(request))) };
    },
  );
}

function endpointRoutes(app: FastifyInstance, deps: ExchangeRoutesDeps): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  const json = (endpoint: Endpoint) => endpointJson(endpoint, deps.folders);
  api.post(
    '/api/exchange/endpoints',
    {
      schema: {
        summary: "Connect another agency's system; its secrets are told once",
        body: endpointRequestSchema,
        response: { 201: endpointToldSchema },
      },
    },
    async (request, reply) => {
      const { endpoint, told } = valueOrRefuse(await createEndpoint(deps, request.body, ADMIN));
      deps.wake();
      return reply.code(201).send({ ...json(endpoint), secrets: { ...told } });
    },
  );
  api.get(
    '/api/exchange/endpoints',
    { schema: { summary: 'Endpoints, without their secrets', response: { 200: endpointsSchema } } },
    async () => ({ endpoints: (await loadEndpoints(deps.database, EXCHANGE_LIMITS.endpoints)).map(json) }),
  );
  api.post(
    '/api/exchange/endpoints/:id/rotate',
    {
      schema: {
        summary: 'New secrets; the old ones are good for a day more',
        params,
        body: rotateRequestSchema,
        response: { 200: endpointToldSchema },
      },
    },
    async (request) => {
      const { endpoint, told } = valueOrRefuse(await rotateEndpoint(deps, request.params.id, request.body, ADMIN));
      return { ...json(endpoint), secrets: { ...told } };
    },
  );
  api.post(
    '/api/exchange/endpoints/:id/stop',
    {
      schema: {
        summary: 'Nothing more goes there or is taken',
        params,
        body: z.strictObject({}),
        response: { 200: endpointSchema },
      },
    },
    async (request) => json(valueOrRefuse(await stopEndpoint(deps, request.params.id, ADMIN))),
  );
  api.post(
    '/api/exchange/addressees',
    {
      schema: {
        summary: 'Whose office is told under an order',
        body: addresseeRequestSchema,
        response: { 200: addresseeSchema },
      },
    },
    async (request) => {
      const { orderId, agencyId } = request.body;
      return { role: valueOrRefuse(await nameAddressee(deps, orderId, agencyId, ADMIN)) };
    },
  );
}

function schemaRoutes(app: FastifyInstance): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  api.get(
    '/api/schemas/:name',
    { schema: { summary: 'The JSON Schema of a message', params: z.object({ name: z.string() }) } },
    async (request, reply) => {
      const schema = jsonSchemaOf(request.params.name);
      if (schema === null) return valueOrRefuse(refuse('not-found', 'There is no message of this name.'));
      return reply.type('application/schema+json').send(JSON.stringify(schema));
    },
  );
}

/** In a scope of its own: the signature is over the bytes as they came, so nothing may parse them before. */
async function doorRoutes(app: FastifyInstance, deps: ExchangeRoutesDeps): Promise<void> {
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    scope.post(
      '/api/exchange/:endpoint',
      {
        bodyLimit: EXCHANGE_LIMITS.messageBytesMax,
        schema: { summary: 'A message from another agency', params: z.object({ endpoint: z.uuid() }) },
        config: { rateLimit: { max: EXCHANGE_LIMITS.messagesPerMinute, timeWindow: MINUTE_MS } },
      },
      async (request, reply) => {
        const { endpoint } = request.params as { endpoint: string };
        const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
        const answer = await receive(deps, { endpointId: endpoint, headers: signatureOf(request), bytes, via: 'http' });
        return reply
          .code(answer.status)
          .type('application/json; charset=utf-8')
          .serializer(JSON.stringify)
          .send(answer.body);
      },
    );
  });
}

function signatureOf({ headers }: FastifyRequest): Record<string, string | undefined> {
  const names = ['webhook-id', 'webhook-timestamp', 'webhook-signature'];
  return Object.fromEntries(names.map((name) => [name, [headers[name] ?? []].flat()[0]]));
}

function endpointJson(endpoint: Endpoint, folders: Folders | null) {
  const { keyId: _, sealed: __, createdAtMs, rotatedAtMs, deliveredAtMs, failingSinceMs, ...rest } = endpoint;
  const iso = (atMs: number | null) => (atMs === null ? null : toIso(atMs));
  return {
    ...{ ...rest, tells: [...rest.tells], accepts: [...rest.accepts], createdAt: toIso(createdAtMs) },
    ...{ rotatedAt: iso(rotatedAtMs), deliveredAt: iso(deliveredAtMs), failingSince: iso(failingSinceMs) },
    folder: endpoint.kind === 'folder' ? (folders?.pathOf(endpoint.endpointId) ?? null) : null,
  };
}

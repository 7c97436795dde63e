/** Supporters: the person's own calls, the supporter's, and the desk's. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { MINUTE_MS } from '../../core/time.ts';
import {
  claimSchema,
  deskSupportSchema,
  linkAnswerSchema,
  linkRequestSchema,
  linkSchema,
  linkStateSchema,
  linksAskedSchema,
  supportChangeSchema,
  supportCodeSchema,
  supportedListSchema,
  supportersSchema,
} from './contract.ts';
import { answerLink, askForLink, loadLinkState, takeLink } from './links.ts';
import {
  type By,
  changeSupport,
  claimSupport,
  createSupportCode,
  type DeskWord,
  inviteByDesk,
  leaveSupport,
  listLinks,
  listSupported,
  listSupporters,
  type SupportDeps,
} from './service.ts';

export interface SupportRouteDeps extends SupportDeps {
  viewerOf(request: FastifyRequest): By;
  /** The officer who is signed in, or the bearer of the admin token. */
  deskOf(request: FastifyRequest): DeskWord;
  /** Refuses while the app is locked on that phone. */
  requireOpen(request: FastifyRequest): void;
}

const paramsSchema = z.object({ id: z.uuid() });
const nothing = { 204: z.null() };
/** Of one supporter. Eight digits are not guessed at this pace within their quarter of an hour. */
const CLAIMS_PER_MINUTE = 10;

/** The person's own word, or the desk's. */
const linkAnswer = {
  summary: 'Confirm or refuse a new sign-in link',
  params: paramsSchema,
  body: linkAnswerSchema,
  response: nothing,
};

export function supportRoutes(app: FastifyInstance, deps: SupportRouteDeps): void {
  registerOwn(app, deps);
  registerSupporters(app, deps);
  registerDesk(app, deps);
}

function registerOwn(app: FastifyInstance, deps: SupportRouteDeps): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  api.get(
    '/api/me/supporters',
    { schema: { summary: 'Who supports me, and what they ask', response: { 200: supportersSchema } } },
    (request) => listSupporters(deps, deps.viewerOf(request)),
  );
  api.post(
    '/api/me/supporters/code',
    {
      schema: {
        summary: 'A code to read out to a supporter',
        body: z.object({}),
        response: { 201: supportCodeSchema },
      },
    },
    async (request, reply) => {
      deps.requireOpen(request);
      return reply.code(201).send(await createSupportCode(deps, deps.viewerOf(request)));
    },
  );
  api.post(
    '/api/me/supporters/:id',
    {
      schema: {
        summary: 'End or change a support',
        params: paramsSchema,
        body: supportChangeSchema,
        response: { 200: supportersSchema },
      },
    },
    async (request) => {
      deps.requireOpen(request);
      const by = deps.viewerOf(request);
      await changeSupport(deps, by, request.params.id, request.body.act);
      return listSupporters(deps, by);
    },
  );
  api.get(
    '/api/me/links',
    { schema: { summary: 'What my supporters ask of me', response: { 200: linksAskedSchema } } },
    async (request) => ({ links: await listLinks(deps, deps.viewerOf(request)) }),
  );
  api.post('/api/me/links/:id', { schema: linkAnswer }, async (request, reply) => {
    deps.requireOpen(request);
    await answerLink(deps, request.params.id, request.body.confirm, { own: deps.viewerOf(request) });
    return reply.code(204).send(null);
  });
}

function registerSupporters(app: FastifyInstance, deps: SupportRouteDeps): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  const keyGenerator = (request: FastifyRequest): string => deps.viewerOf(request).personId;
  const config = { rateLimit: { max: CLAIMS_PER_MINUTE, timeWindow: MINUTE_MS, keyGenerator } };
  api.get(
    '/api/help/people',
    { schema: { summary: 'How far those I support have set up', response: { 200: supportedListSchema } } },
    async (request) => ({ people: await listSupported(deps, deps.viewerOf(request)) }),
  );
  api.post(
    '/api/help/claim',
    {
      schema: { summary: 'Support whoever read out this code', body: claimSchema, response: nothing },
      config,
    },
    async (request, reply) => {
      await claimSupport(deps, deps.viewerOf(request), request.body.code);
      return reply.code(204).send(null);
    },
  );
  api.delete(
    '/api/help/people/:id',
    { schema: { summary: 'No longer support them', params: paramsSchema, response: nothing } },
    async (request, reply) => {
      await leaveSupport(deps, deps.viewerOf(request), request.params.id);
      return reply.code(204).send(null);
    },
  );
  api.post(
    '/api/help/links',
    {
      schema: { summary: 'Ask for a new sign-in link', body: linkRequestSchema, response: { 201: linkStateSchema } },
      config,
    },
    async (request, reply) =>
      reply.code(201).send(await askForLink(deps, deps.viewerOf(request), request.body.supportId)),
  );
  api.get(
    '/api/help/links/:id',
    { schema: { summary: 'Whether it is confirmed', params: paramsSchema, response: { 200: linkStateSchema } } },
    (request) => loadLinkState(deps, deps.viewerOf(request), request.params.id),
  );
  api.post(
    '/api/help/links/:id/take',
    {
      schema: {
        summary: 'The link, once',
        params: paramsSchema,
        body: z.object({}),
        response: { 200: linkSchema },
      },
    },
    (request) => takeLink(deps, deps.viewerOf(request), request.params.id),
  );
}

function registerDesk(app: FastifyInstance, deps: SupportRouteDeps): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  api.post(
    '/api/desk/people/:id/supporters',
    {
      schema: {
        summary: 'Let a supporter help a protected person',
        params: paramsSchema,
        body: deskSupportSchema,
        response: nothing,
      },
    },
    async (request, reply) => {
      await inviteByDesk(deps, request.params.id, request.body.supporterId, deps.deskOf(request));
      return reply.code(204).send(null);
    },
  );
  api.post('/api/desk/links/:id', { schema: linkAnswer }, async (request, reply) => {
    await answerLink(deps, request.params.id, request.body.confirm, { desk: deps.deskOf(request) });
    return reply.code(204).send(null);
  });
}

/**
 * What a wearer, or their lawyer on their behalf, asks and says. Each route only of the wearer whose page it is (`subjectOf`). INVARIANT (I-4):
 * see contract.ts; `routes.test.ts` compares two histories over every one of them.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { addDays, localDate, localTimeMs } from '../../core/local-time.ts';
import { stopWith, valueOrRefuse } from '../../core/refusal.ts';
import { MINUTE_MS } from '../../core/time.ts';
import { requestRemoval } from '../../devices/absence-acts.ts';
import { loadOwnDevices } from '../../devices/own-devices.ts';
import { breachAnswerRequestSchema, breachDoneSchema, ownBreachListSchema } from '../../incidents/breaches/contract.ts';
import { actOnBreach, type BreachDeps, loadBreach } from '../../incidents/breaches/service.ts';
import { dispositionOf, safeFileName } from '../../orders/documents/file-name.ts';
import { readDocument } from '../../orders/documents/read.ts';
import { contestDoneSchema, contestListSchema, contestRequestSchema } from '../../people/rights/contract.ts';
import { RIGHTS_LIMITS } from '../../people/rights/limits.ts';
import { contestJson, fileContest, loadClients, loadContestsOf } from '../../people/rights/service.ts';
import { loadPerson } from '../../people/service.ts';
import { principalOf } from '../access-deps.ts';
import { asTask } from '../scope.ts';
import { viewerOf } from '../sessions/viewer.ts';
import { loadOwnBreaches } from './breaches.ts';
import {
  clientsSchema,
  dayQuerySchema,
  exportQuerySchema,
  heldSchema,
  looksSchema,
  overviewSchema,
  ownQuerySchema,
  ownRemovalRequestSchema,
  positionsSchema,
  proofsSchema,
  WEARER_LIMITS,
} from './contract.ts';
import { timeZoneOf, type WearerDeps } from './deps.ts';
import { loadHeld } from './held.ts';
import { loadLooks } from './looks.ts';
import { isOwnPaper, loadOverview, nameOf } from './overview.ts';
import { loadForExport, loadOwnPositions, positionsCsv } from './positions.ts';
import { loadOwnProofs, PROOF_FILE } from './proofs.ts';
import { type Subject, subjectOf } from './subject.ts';
import { ordersAgainst } from './told.ts';

export type WearerRoutesDeps = WearerDeps & BreachDeps;

const idParams = z.object({ id: z.uuid() });
const done = z.object({ id: z.uuid() });
/** What is taken away costs more than a page. */
export function takenAwayLimit() {
  return {
    rateLimit: {
      max: WEARER_LIMITS.exportsPerMinute,
      timeWindow: MINUTE_MS,
      hook: 'preHandler' as const,
      keyGenerator: (request: FastifyRequest) => viewerOf(request).personId,
    },
  };
}

export function wearerRoutes(app: FastifyInstance, deps: WearerRoutesDeps): void {
  const of = (request: FastifyRequest, wearer: string | undefined) =>
    subjectOf(deps, viewerOf(request), wearer, request.method === 'GET' ? 'wearer-side.read' : 'wearer-side.contest');
  pageRoutes(app, deps, of);
  readRoutes(app, deps, of);
  positionRoutes(app, deps, of);
  sayRoutes(app, deps, of);
}

type SubjectOf = (request: FastifyRequest, wearer: string | undefined) => Promise<Subject>;

function pageRoutes(app: FastifyInstance, deps: WearerRoutesDeps, of: SubjectOf): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  api.get(
    '/api/wearer/clients',
    { schema: { summary: 'For whom I act as a lawyer', response: { 200: clientsSchema } } },
    async (request) => {
      const { personId, kind } = viewerOf(request);
      const links = await loadClients(deps.database, personId);
      const by = { actor: { kind, id: personId } };
      const named = links.map(async ({ wearerId }) => ({ wearerId, name: await nameOf(deps, wearerId, by) }));
      return { clients: await Promise.all(named) };
    },
  );
  const query = { querystring: ownQuerySchema };
  api.get(
    '/api/wearer/overview',
    { schema: { summary: 'What holds for me now', ...query, response: { 200: overviewSchema } } },
    async (request) => {
      const subject = await of(request, request.query.wearer);
      return asTask('wearers-page', () => loadOverview(deps, subject));
    },
  );
  api.get(
    '/api/wearer/held',
    { schema: { summary: 'What is held about me, and until when', ...query, response: { 200: heldSchema } } },
    async (request) => {
      const subject = await of(request, request.query.wearer);
      return asTask('wearers-page', () => loadHeld(deps, subject));
    },
  );
  api.get(
    '/api/wearer/looks',
    { schema: { summary: 'Who looked, and why', ...query, response: { 200: looksSchema } } },
    async (request) => {
      const subject = await of(request, request.query.wearer);
      return asTask('wearers-looks', () => loadLooks(deps, subject));
    },
  );
  api.get(
    '/api/wearer/proofs',
    {
      schema: { summary: 'Proofs from the public log, to take away', ...query, response: { 200: proofsSchema } },
      config: takenAwayLimit(),
    },
    async (request, reply) => {
      const subject = await of(request, request.query.wearer);
      const proofs = await asTask('wearers-looks', () => loadOwnProofs(deps, subject));
      return reply.header('content-disposition', PROOF_FILE).header('cache-control', 'no-store').send(proofs);
    },
  );
}

function readRoutes(app: FastifyInstance, deps: WearerRoutesDeps, of: SubjectOf): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  const query = { querystring: ownQuerySchema };
  api.get(
    '/api/wearer/breaches',
    { schema: { summary: 'Records that I was asked about', ...query, response: { 200: ownBreachListSchema } } },
    async (request) => ({
      breaches: await loadOwnBreaches(deps, (await of(request, request.query.wearer)).wearerId),
    }),
  );
  api.get(
    '/api/wearer/contests',
    { schema: { summary: 'What I contested or had put right', ...query, response: { 200: contestListSchema } } },
    async (request) => {
      const { wearerId } = await of(request, request.query.wearer);
      const contests = await loadContestsOf(deps.database, wearerId);
      const serverTimeMs = deps.clock.nowMs();
      return { serverTimeMs, contests: await Promise.all(contests.map((one) => contestJson(deps, one))) };
    },
  );
  api.get(
    '/api/wearer/papers/:id',
    { schema: { summary: 'A paper of an order against me', ...query, params: idParams } },
    async (request, reply) => {
      const { wearerId, actor } = await of(request, request.query.wearer);
      const { id } = request.params;
      const read = await asTask('wearers-page', async () => {
        if (!(await isOwnPaper(deps, wearerId, id))) return stopWith('not-found', 'There is no such paper.');
        return readDocument(deps, id, { purpose: 'own-data', actor });
      });
      const opened = valueOrRefuse(read);
      return reply
        .type(opened.mediaType)
        .header('content-disposition', dispositionOf(safeFileName(opened.fileName, opened.mediaType)))
        .header('content-security-policy', `sandbox; default-src 'none'`)
        .header('x-content-type-options', 'nosniff')
        .send(opened.bytes);
    },
  );
}

function positionRoutes(app: FastifyInstance, deps: WearerRoutesDeps, of: SubjectOf): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  api.get(
    '/api/wearer/positions',
    {
      schema: { summary: 'My own positions of a day', querystring: dayQuerySchema, response: { 200: positionsSchema } },
    },
    async (request) => {
      const subject = await of(request, request.query.wearer);
      return asTask('wearers-positions', () => loadOwnPositions(deps, subject, request.query.day));
    },
  );
  api.get(
    '/api/wearer/export',
    { schema: { summary: 'My own data, to take away', querystring: exportQuerySchema }, config: takenAwayLimit() },
    async (request, reply) => {
      const subject = await of(request, undefined);
      const { format } = request.query;
      const { positions } = await asTask('wearers-positions', () => loadForExport(deps, subject, request.query));
      const file = (ending: string) =>
        reply
          .header('content-disposition', `attachment; filename="my-data.${ending}"`)
          .header('cache-control', 'no-store');
      if (format === 'csv')
        return file('csv').type('text/csv; charset=utf-8; header=present').send(positionsCsv(positions));
      const contests = await loadContestsOf(deps.database, subject.wearerId);
      return file('json')
        .type('application/json; charset=utf-8')
        .send({
          overview: await asTask('wearers-page', () => loadOverview(deps, subject)),
          held: await asTask('wearers-page', () => loadHeld(deps, subject)),
          looks: await asTask('wearers-looks', () => loadLooks(deps, subject)),
          breaches: await loadOwnBreaches(deps, subject.wearerId),
          contests: await Promise.all(contests.map((one) => contestJson(deps, one))),
          positions,
        });
    },
  );
}

function sayRoutes(app: FastifyInstance, deps: WearerRoutesDeps, of: SubjectOf): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  const query = { querystring: ownQuerySchema };
  api.post(
    '/api/wearer/contests',
    {
      schema: {
        summary: 'Contest a finding, or have something put right',
        ...{ ...query, body: contestRequestSchema, response: { 201: contestDoneSchema } },
      },
    },
    async (request, reply) => {
      const subject = await of(request, request.query.wearer);
      const orders = await ordersAgainst(deps.database, subject.wearerId);
      const timeZone = timeZoneOf(deps, orders);
      const orderId = await orderOf(deps, subject, request.body, orders);
      const due = addDays(localDate(deps.clock.nowMs(), timeZone), RIGHTS_LIMITS.answerDays + 1);
      const filed = { wearerId: subject.wearerId, orderId, dueAtMs: localTimeMs(due, 0, timeZone) };
      const contestId = valueOrRefuse(await fileContest(deps, request.body, filed, subject));
      return reply.code(201).send({ contestId });
    },
  );
  api.post(
    '/api/wearer/breaches/:id/answer',
    {
      schema: {
        summary: 'Answer to a record',
        ...{ ...query, params: idParams, body: breachAnswerRequestSchema, response: { 200: breachDoneSchema } },
      },
    },
    async (request) => {
      const subject = await of(request, request.query.wearer);
      const { id } = request.params;
      const shown = await loadOwnBreaches(deps, subject.wearerId);
      const isShown = shown.some(({ breachId }) => breachId === id);
      const act = { kind: 'answered', words: request.body.words } as const;
      return { breachId: valueOrRefuse(await actOnBreach(deps, id, act, subject, () => isShown)) };
    },
  );
  api.post(
    '/api/wearer/removals',
    {
      schema: {
        summary: 'Ask for my device to be taken off for a time',
        ...{ ...query, body: ownRemovalRequestSchema, response: { 201: done } },
      },
    },
    async (request, reply) => {
      const subject = await of(request, request.query.wearer);
      const { deviceId, reason, from, until, words } = request.body;
      const own = await asTask('wearers-page', () => loadOwnDevices(deps.database, subject.wearerId));
      const device = own.find((one) => one.deviceId === deviceId);
      const wearer = await loadPerson(deps.database, subject.wearerId);
      if (device === undefined || wearer === null) return stopWith('not-found', 'You have no such device.');
      // By the wearer's own right, whoever speaks for them: no policy lets them act on a device, and an officer decides (H-130).
      const by = {
        actor: subject.actor,
        officerId: subject.personId,
        agencyId: device.agencyId,
        who: principalOf(wearer),
      };
      const period = { fromMs: Date.parse(from), untilMs: Date.parse(until) };
      const asked = asTask('wearers-asking', () =>
        requestRemoval(deps.desk, deviceId, { reason, period, words }, by, 'wearer-side.contest'),
      );
      const id = valueOrRefuse(await asked);
      return reply.code(201).send({ id });
    },
  );
}

/** Under whose basis the words are kept: the order's that it is about, else the newest; null: there is none. */
async function orderOf(
  deps: WearerRoutesDeps,
  { wearerId }: Subject,
  { about, aboutId }: { readonly about: string; readonly aboutId: string | null },
  orders: readonly { readonly orderId: string }[],
): Promise<string | null> {
  if (about === 'identity') return null;
  if (aboutId === null) return orders[0]?.orderId ?? null;
  if (about === 'order') {
    if (!orders.some(({ orderId }) => orderId === aboutId)) return stopWith('not-found', 'There is no such order.');
    return aboutId;
  }
  const breach = about === 'breach' ? await loadBreach(deps.database, aboutId) : null;
  const own = breach?.wearerId === wearerId ? await loadOwnBreaches(deps, wearerId) : [];
  if (breach === null || !own.some(({ breachId }) => breachId === aboutId))
    return stopWith('not-found', 'There is no such record.');
  return breach.orderId;
}

/**
 * What a protected person, or who lives with them, does about their own position, phone and order: consent, positions of the open page,
 * setting up a phone, the order's dates, the undertaking. Each only of the person who is signed in.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { refuse, stopWith, valueOrRefuse } from '../../core/refusal.ts';
import { MINUTE_MS } from '../../core/time.ts';
import { phoneRequestSchema, phoneSetUpSchema } from '../../devices/contract.ts';
import { phoneLink } from '../../devices/phone-config.ts';
import { endPhone, ensurePage, phonesOf, setUpPhone } from '../../devices/phones.ts';
import type { DeviceDeps } from '../../devices/service.ts';
import type { SightBook } from '../../disclosure/service.ts';
import { sightRequestSchema, sightSchema } from '../../disclosure/sight/contract.ts';
import { pageReportedSchema, pageReportSchema } from '../../ingest/contract.ts';
import { PAGE_PROTOCOL, pageArrival } from '../../ingest/page-report.ts';
import { type PipelineDeps, receive } from '../../ingest/pipeline.ts';
import { ownOrdersSchema, undertakingRequestSchema } from '../../orders/contract.ts';
import { acceptUndertaking, loadOwnOrders } from '../../orders/own-orders.ts';
import type { UndertakingBook } from '../../orders/service.ts';
import { actOnConsent } from '../../people/consent-acts.ts';
import { CONSENT_TEXT, consentRequestSchema, ownPositionSchema, paperConsentSchema } from '../../people/contract.ts';
import type { Actor } from '../../safeguards/service.ts';
import { asTask } from '../scope.ts';
import { type Viewer, viewerOf } from '../sessions/viewer.ts';
import { isWarnedNow, keepsNow, type OwnPositionDeps, ownPosition, pauseEndMs, wantedNow } from './own-position.ts';

export interface MeDeps extends OwnPositionDeps, DeviceDeps {
  readonly pipeline: PipelineDeps;
  readonly undertakings: UndertakingBook;
  readonly sights: SightBook;
  /** What they may be shown is to be decided again. */
  onViewing(personId: Viewer['personId']): void;
  /** Where phones report to, as the one who asks reaches this server by that name. */
  reportUrl(request: FastifyRequest): string;
}

/** A new phone is set up now and then; each makes a device. */
const PHONES_PER_MINUTE = 10;
const DONE = z.object({});
const phoneParams = z.object({ id: z.uuid() });
const personParams = z.object({ id: z.uuid() });

export function meRoutes(app: FastifyInstance, deps: MeDeps): void {
  consentRoutes(app, deps);
  positionRoutes(app, deps);
  phoneRoutes(app, deps);
  orderRoutes(app, deps);
}

function actorOf({ kind, personId }: Viewer): Actor {
  return { kind, id: personId };
}

function consentRoutes(app: FastifyInstance, deps: MeDeps): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  const { database, clock, consents, book } = deps;
  const acting = {
    ...{ database, clock, book: consents },
    isProtected: (personId: Viewer['personId']) => book.pairsProtecting(personId, clock.nowMs()).length > 0,
  };
  api.get(
    '/api/me/position',
    { schema: { summary: 'How it stands with my own position', response: { 200: ownPositionSchema } } },
    async (request) => ownPosition(deps, viewerOf(request).personId),
  );
  api.post(
    '/api/me/consent',
    {
      schema: {
        summary: 'Share my position, pause it, or withdraw',
        body: consentRequestSchema,
        response: { 200: ownPositionSchema },
      },
    },
    async (request) => {
      const viewer = viewerOf(request);
      const { personId } = viewer;
      const { body } = request;
      const nowMs = clock.nowMs();
      // HAZARD H-193: whoever pauses while a warning stands is asked once more: a hand that shakes presses what it did not mean to.
      if (body.act === 'paused' && !body.despiteWarning && isWarnedNow(deps, personId, nowMs))
        stopWith('still-alerting', 'A warning stands now: say that you pause all the same.');
      const untilMs = body.act === 'paused' ? pauseEndMs(deps, personId, body.pause, nowMs) : null;
      const textVersion = body.act === 'given' ? body.textVersion : CONSENT_TEXT;
      valueOrRefuse(await actOnConsent(acting, personId, { act: body.act, textVersion, untilMs }, actorOf(viewer)));
      return ownPosition(deps, personId);
    },
  );
  api.post(
    '/api/people/:id/consent',
    {
      schema: {
        summary: 'Record consent to share a position that was given or withdrawn on paper',
        params: personParams,
        body: paperConsentSchema,
        response: { 200: DONE },
      },
    },
    async (request) => {
      const personId = request.params.id as Viewer['personId'];
      const said = { ...request.body, untilMs: null };
      // It may be signed before the order is entered; without one nothing is kept all the same.
      const paper = { ...acting, isProtected: () => true };
      valueOrRefuse(await actOnConsent(paper, personId, said, { kind: 'command-line', id: null }));
      return {};
    },
  );
}

function positionRoutes(app: FastifyInstance, deps: MeDeps): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  const { clock, pipeline } = deps;
  api.post(
    '/api/me/positions',
    {
      schema: { summary: 'Report where I am', body: pageReportSchema, response: { 200: pageReportedSchema } },
    },
    async (request) => {
      const viewer = viewerOf(request);
      const { personId } = viewer;
      const nowMs = clock.nowMs();
      const intervalS = wantedNow(deps, personId, nowMs);
      // Nothing is even looked at while nothing is shared; the page stops when it reads this.
      if (!keepsNow(deps, personId, nowMs)) return { keeps: false, intervalS };
      const found = pipeline.findDevice(PAGE_PROTOCOL, null, personId);
      if (!('device' in found) || found.device.carriedBy(nowMs) !== personId)
        valueOrRefuse(await asTask('own-phone', () => ensurePage(deps, personId, actorOf(viewer))));
      const { taken } = await receive(pageArrival(request.body, personId), pipeline);
      if (taken !== 'accepted') throw new Error('a page was not taken');
      return { keeps: keepsNow(deps, personId, clock.nowMs()), intervalS: wantedNow(deps, personId, clock.nowMs()) };
    },
  );
}

function phoneRoutes(app: FastifyInstance, deps: MeDeps): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  api.post(
    '/api/me/devices',
    {
      schema: {
        summary: 'Set up a phone app that reports my position; phones set up before report no more',
        body: phoneRequestSchema,
        response: { 201: phoneSetUpSchema },
      },
      config: {
        // By person: many phones stand behind one address of their network.
        rateLimit: {
          max: PHONES_PER_MINUTE,
          timeWindow: MINUTE_MS,
          hook: 'preHandler',
          keyGenerator: (request: FastifyRequest) => viewerOf(request).personId,
        },
      },
    },
    async (request, reply) => {
      const viewer = viewerOf(request);
      const { app: chosen } = request.body;
      const nowMs = deps.clock.nowMs();
      const intervalS = deps.book.reportingOf(viewer.personId, nowMs).intervalS;
      if (intervalS === null || !keepsNow(deps, viewer.personId, nowMs))
        return stopWith('forbidden', 'Nothing is shared now: a phone would report in vain.');
      const made = valueOrRefuse(
        await asTask('own-phone', () => setUpPhone(deps, viewer.personId, chosen, actorOf(viewer))),
      );
      const link = phoneLink({ app: chosen, reportUrl: deps.reportUrl(request), token: made.token, intervalS });
      return reply.code(201).send({ deviceId: made.deviceId, app: chosen, link });
    },
  );
  api.delete(
    '/api/me/devices/:id',
    { schema: { summary: 'End a phone of mine', params: phoneParams, response: { 200: ownPositionSchema } } },
    async (request) => {
      const viewer = viewerOf(request);
      const mine = (await phonesOf(deps, viewer.personId)).find((deviceId) => deviceId === request.params.id);
      if (mine === undefined) return valueOrRefuse(refuse('not-found', 'You have no such phone.'));
      valueOrRefuse(await endPhone(deps, mine, actorOf(viewer)));
      return ownPosition(deps, viewer.personId);
    },
  );
}

function orderRoutes(app: FastifyInstance, deps: MeDeps): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  api.get(
    '/api/me/orders',
    { schema: { summary: 'The orders that protect me', response: { 200: ownOrdersSchema } } },
    async (request) => loadOwnOrders(deps, viewerOf(request).personId),
  );
  api.post(
    '/api/me/undertaking',
    {
      schema: {
        summary: 'Say that I read what the law says of leaking',
        body: undertakingRequestSchema,
        response: { 200: ownOrdersSchema },
      },
    },
    async (request) => {
      const viewer = viewerOf(request);
      valueOrRefuse(await acceptUndertaking(deps, viewer.personId, request.body, actorOf(viewer)));
      deps.onViewing(viewer.personId);
      return loadOwnOrders(deps, viewer.personId);
    },
  );
  api.get(
    '/api/me/sight',
    { schema: { summary: 'Whether I want to be shown where the wearer is', response: { 200: sightSchema } } },
    async (request) => deps.sights.of(viewerOf(request).personId),
  );
  api.post(
    '/api/me/sight',
    {
      schema: {
        summary: "Have the wearer's place kept from my screen, or shown again where the law shows it",
        body: sightRequestSchema,
        response: { 200: sightSchema },
      },
    },
    async (request) => {
      const viewer = viewerOf(request);
      await deps.sights.act(viewer.personId, request.body.act, actorOf(viewer));
      deps.onViewing(viewer.personId);
      return deps.sights.of(viewer.personId);
    },
  );
}

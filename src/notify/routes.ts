/** A person's own plan, phones and trials; what phones and providers tell; the officers' view of an incident's delivery; the sink. */
import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { PersonId } from '../core/ids.ts';
import { refuse, stopWith, valueOrRefuse } from '../core/refusal.ts';
import { MINUTE_MS, toIso } from '../core/time.ts';
import { audit } from '../safeguards/service.ts';
import { type CallbackWords, heardOf } from './callback.ts';
import {
  deliveriesSchema,
  type MyPlan,
  myPlanSchema,
  pushKeySchema,
  pushReceiptRequestSchema,
  pushSubscriptionRequestSchema,
  pushSubscriptionSchema,
  pushUnsubscribeRequestSchema,
  trialSchema,
  warningPlanSchema,
} from './contract.ts';
import type { Deliverer } from './deliverer.ts';
import type { Contact, NotifyDeps } from './deps.ts';
import { NOTIFY_LIMITS } from './limits.ts';
import { insertTrial } from './outbox.sql.ts';
import { ALL_CHANNELS, addPhone, loadOpenPhones, loadPlans, removePhone, savePlan } from './plans.ts';
import { proofOf, proves } from './proofs.ts';
import type { Providers } from './providers/registry.ts';
import { defaultNotification } from './texts.ts';
import { loadDeliveries, loadTrial } from './timeline.ts';

export interface Me {
  readonly kind: string;
  readonly personId: PersonId;
  readonly agencyId: string;
  readonly exercise: boolean;
}

export interface NotifyRoutesDeps extends Pick<NotifyDeps, 'clock' | 'database' | 'sealer' | 'openSessions'> {
  readonly deliverer: Pick<Deliverer, 'wake' | 'heard'>;
  readonly providers: Providers;
  readonly callbackWords: Readonly<Record<'sms' | 'call', CallbackWords>>;
  /** The signed-in person; throws the refusal that the caller gets otherwise. */
  meOf(request: FastifyRequest): Me;
  sessionIdOf(request: FastifyRequest): string;
  /** Their own contact, read on their own behalf. Null: it was erased. */
  ownContact(me: Me): Promise<Contact | null>;
  /** Whether whoever is signed in may read the incident's story. */
  mayReadIncident(incidentId: string, me: Me): Promise<boolean>;
  onError(error: unknown): void;
}

const nothing = { 204: z.null() };
const NOT_FOUND = 'There is no such thing of yours.';

export function notifyRoutes(app: FastifyInstance, deps: NotifyRoutesDeps): void {
  planRoutes(app, deps);
  phoneRoutes(app, deps);
  trialRoutes(app, deps);
  officerRoutes(app, deps);
  callbackRoutes(app, deps);
}

function actorOf({ kind, personId }: Me) {
  return { kind, id: personId };
}

function planRoutes(app: FastifyInstance, deps: NotifyRoutesDeps): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  const { database, sealer, providers } = deps;
  const load = async (me: Me): Promise<MyPlan> => {
    const contact = await deps.ownContact(me);
    const plans = await loadPlans(database, sealer, [me.personId], deps.onError);
    const phones = await loadOpenPhones(deps, database, [me.personId]);
    const notification = defaultNotification(contact?.language ?? 'en');
    // The sink reaches nobody: in an exercise neither SMS nor call does.
    const reaches = (channel: 'sms' | 'call') =>
      contact !== null && contact.phone !== null && providers.phone(channel, me.exercise)?.isReal === true;
    return {
      plan: plans.get(me.personId) ?? { channels: ALL_CHANNELS, calm: false, quietHours: null, notification },
      reach: { phones: phones.length, sms: reaches('sms'), call: reaches('call'), hasNumber: contact?.phone != null },
    };
  };
  api.get(
    '/api/me/warning-plan',
    { schema: { summary: 'How I want to be warned, and what reaches me', response: { 200: myPlanSchema } } },
    (request) => load(deps.meOf(request)),
  );
  api.put(
    '/api/me/warning-plan',
    {
      schema: { summary: 'Change how I want to be warned', body: warningPlanSchema, response: { 200: myPlanSchema } },
    },
    async (request) => {
      const me = deps.meOf(request);
      await savePlan(deps, me.personId, request.body, actorOf(me));
      deps.deliverer.wake();
      return load(me);
    },
  );
}

function phoneRoutes(app: FastifyInstance, deps: NotifyRoutesDeps): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  api.get(
    '/api/me/push-key',
    { schema: { summary: 'The key that a browser subscribes with', response: { 200: pushKeySchema } } },
    () => ({ key: deps.providers.push.publicKey }),
  );
  api.post(
    '/api/me/push-subscriptions',
    {
      schema: {
        summary: 'Let push messages reach this browser',
        body: pushSubscriptionRequestSchema,
        response: { 201: pushSubscriptionSchema },
      },
    },
    async (request, reply) => {
      const me = deps.meOf(request);
      const service = deps.providers.push.serviceOf(request.body.endpoint);
      if (service === null) return stopWith('invalid', 'Messages do not go to this push service.');
      const phone = { personId: me.personId, sessionId: deps.sessionIdOf(request), service, request: request.body };
      const subscriptionId = await addPhone(deps, phone, actorOf(me));
      deps.deliverer.wake();
      return reply.code(201).send({ subscriptionId });
    },
  );
  api.delete(
    '/api/me/push-subscriptions',
    { schema: { summary: 'No push messages to this browser', body: pushUnsubscribeRequestSchema, response: nothing } },
    async (request, reply) => {
      const me = deps.meOf(request);
      await removePhone(deps, me.personId, request.body.endpoint, actorOf(me));
      return reply.code(204).send(null);
    },
  );
  // The message itself proves who tells, as a service worker sends no cookie of its own accord: it was encrypted for that browser alone. Of
  // one whose session ended nothing counts.
  api.post(
    '/api/me/push-receipts',
    {
      schema: {
        summary: 'What became of a push message on the phone',
        body: pushReceiptRequestSchema,
        response: nothing,
      },
      // By message and key, not by address: a mobile operator's is shared by many, and a receipt that is refused means SMS and calls.
      config: {
        rateLimit: {
          max: NOTIFY_LIMITS.receiptsPerMinute,
          timeWindow: MINUTE_MS,
          hook: 'preHandler',
          keyGenerator: (request) => receiptKey(request.body),
        },
      },
    },
    async (request, reply) => {
      const { id, key, event } = request.body;
      // HAZARD H-167: somebody else says that she has seen it, and nothing louder follows
      if (!proves(deps.sealer, 'push-receipt', id, key)) return stopWith('not-found', NOT_FOUND);
      await deps.deliverer.heard({ attemptId: id, channels: ['push'] }, event === 'opened' ? 'confirmed' : 'displayed');
      return reply.code(204).send(null);
    },
  );
}

/** Whoever guesses at a message's key uses up nobody's number but their own. The body was parsed before. */
function receiptKey(body: unknown): string {
  const { id, key } = pushReceiptRequestSchema.parse(body);
  return `${id} ${key}`;
}

function trialRoutes(app: FastifyInstance, deps: NotifyRoutesDeps): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  const { clock, database } = deps;
  const load = async (trialId: string, me: Me) => {
    const delivery = await loadTrial(database, trialId, me.personId);
    if (delivery === null) return stopWith('not-found', NOT_FOUND);
    return { serverTimeMs: clock.nowMs(), delivery };
  };
  api.post(
    '/api/me/try-warning',
    {
      schema: {
        summary: 'Send myself a trial over all my channels',
        body: z.object({}).optional(),
        response: { 201: trialSchema },
      },
      config: {
        rateLimit: {
          max: NOTIFY_LIMITS.trialsPerMinute,
          timeWindow: MINUTE_MS,
          keyGenerator: (request) => deps.meOf(request).personId,
        },
      },
    },
    async (request, reply) => {
      const me = deps.meOf(request);
      const nowMs = clock.nowMs();
      const warningId = randomUUID();
      await database.transaction(async (tx) => {
        await insertTrial(tx, { warningId, recipientId: me.personId, createdAtMs: nowMs });
        const about = { personId: me.personId, warningId };
        await audit(tx, [{ atMs: nowMs, actor: actorOf(me), action: 'warning.trial', purpose: 'protection', about }]);
      });
      deps.deliverer.wake();
      return reply.code(201).send(await load(warningId, me));
    },
  );
  api.get(
    '/api/me/try-warning/:id',
    {
      schema: {
        summary: 'What became of my trial',
        params: z.object({ id: z.uuid() }),
        response: { 200: trialSchema },
      },
    },
    (request) => load(request.params.id, deps.meOf(request)),
  );
}

function officerRoutes(app: FastifyInstance, deps: NotifyRoutesDeps): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  const { clock, database, sealer } = deps;
  api.get(
    '/api/incidents/:id/deliveries',
    {
      schema: {
        summary: 'How the warnings of an incident reached the protected side',
        params: z.object({ id: z.uuid() }),
        response: { 200: deliveriesSchema },
      },
    },
    async (request) => {
      const { id } = request.params;
      const isTheirs = await deps.mayReadIncident(id, deps.meOf(request));
      if (!isTheirs) return valueOrRefuse(refuse('not-found', 'There is no such incident.'));
      return { serverTimeMs: clock.nowMs(), deliveries: await loadDeliveries(database, id) };
    },
  );
  api.get(
    '/api/notify/sink',
    { schema: { summary: 'Messages that ended in the sink', response: { 200: sinkSchema } } },
    () => ({
      messages: deps.providers.sink.messages().map(({ atMs, ...message }) => ({
        ...message,
        at: toIso(atMs),
        // As the provider of a real telephone would tell: a trainer answers in its place.
        callbackPath: `/api/notify/callbacks/${message.channel}/${message.attemptId}/${proofOf(sealer, 'callback', message.attemptId)}`,
      })),
    }),
  );
}

const sinkSchema = z.object({
  messages: z.array(
    z.object({
      attemptId: z.uuid(),
      channel: z.enum(['sms', 'call']),
      recipientId: z.uuid(),
      exercise: z.boolean(),
      language: z.string(),
      text: z.string(),
      times: z.int(),
      at: z.iso.datetime(),
      callbackPath: z.string(),
    }),
  ),
});

/** Providers post forms as often as JSON. */
function callbackRoutes(app: FastifyInstance, deps: NotifyRoutesDeps): void {
  app.register(async (own) => {
    own.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
      done(null, Object.fromEntries(new URLSearchParams(String(body)))),
    );
    own.withTypeProvider<ZodTypeProvider>().post(
      '/api/notify/callbacks/:channel/:attempt/:proof',
      {
        schema: {
          summary: 'What a provider tells of a message',
          params: z.object({ channel: z.enum(['sms', 'call']), attempt: z.uuid(), proof: z.string().max(100) }),
          body: z.unknown(),
          response: nothing,
        },
        // By message: a provider tells of everybody's from one address.
        config: {
          rateLimit: {
            max: NOTIFY_LIMITS.callbacksPerMinute,
            timeWindow: MINUTE_MS,
            keyGenerator: ({ url }) => url,
          },
        },
      },
      async (request, reply) => {
        const { channel, attempt, proof } = request.params;
        if (!proves(deps.sealer, 'callback', attempt, proof)) return stopWith('not-found', NOT_FOUND);
        const heard = heardOf(channel, request.body, deps.callbackWords[channel]);
        if (heard !== null) await deps.deliverer.heard({ attemptId: attempt, channels: [channel] }, heard);
        return reply.code(204).send(null);
      },
    );
  });
}

import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Sql } from '../core/database.ts';
import type { OrderId, PersonId } from '../core/ids.ts';
import { refuse, valueOrRefuse } from '../core/refusal.ts';
import { toIso } from '../core/time.ts';
import type { LinkingJson } from '../people/contract.ts';
import { type Actor, clocksOf } from '../safeguards/service.ts';
import {
  enteredOrderSchema,
  type OrderJson,
  type OrderWithEndingJson,
  orderListSchema,
  orderRequestSchema,
  orderWithEndingSchema,
} from './contract.ts';
import { loadEndings } from './endings.sql.ts';
import { basisOf } from './endings.ts';
import { type EndingAct, inForce, type OrderSummary } from './order.ts';
import { createOrder, endOrderNow, loadOrderSummaries, loadOrderSummary, type OrderDeps } from './service.ts';

const ADMIN: Actor = { kind: 'command-line', id: null };
const paramsSchema = z.object({ id: z.uuid() });

const ENDING_PATHS = [
  ['cancel', 'cancelled'],
  ['non-indictment', 'non-indictment'],
  ['acquittal', 'acquitted'],
  ['dismissal', 'dismissed'],
  ['withdrawal', 'withdrawn'],
  ['replacement', 'replaced'],
] as const satisfies readonly (readonly [string, EndingAct])[];

export interface OrderRouteDeps extends OrderDeps {
  /** Compares the wearer's record with all others now. Must not reject. */
  readonly link: (wearerId: PersonId, orderId: OrderId) => Promise<LinkingJson>;
}

export function orderRoutes(app: FastifyInstance, deps: OrderRouteDeps): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  const json = (order: OrderSummary): OrderJson => orderJson(order, deps.clock.nowMs());
  const whole = async (order: OrderSummary): Promise<OrderWithEndingJson> => ({
    ...json(order),
    ...(await endingJson(deps.database, order.order.orderId)),
  });
  api.post(
    '/api/orders',
    { schema: { summary: 'Enter a court order', body: orderRequestSchema, response: { 201: enteredOrderSchema } } },
    async (request, reply) => {
      const detail = valueOrRefuse(await createOrder(deps, request.body, ADMIN));
      const { orderId } = detail.order;
      // The record that was named: it may lead to the one that the order binds.
      const linking = await deps.link(request.body.wearerId as PersonId, orderId);
      // As it stands now: its wearer may have been found to be another record's.
      const order = (await loadOrderSummary(deps.database, orderId)) ?? detail;
      return reply.code(201).send({ ...json(order), linking });
    },
  );
  api.get(
    '/api/orders',
    { schema: { summary: 'List orders, newest first', response: { 200: orderListSchema } } },
    async () => ({ orders: (await loadOrderSummaries(deps.database)).map(json) }),
  );
  api.get(
    '/api/orders/:id',
    { schema: { summary: 'One order', params: paramsSchema, response: { 200: orderWithEndingSchema } } },
    async (request) => {
      const order = await loadOrderSummary(deps.database, request.params.id);
      return order === null ? valueOrRefuse(refuse('not-found', 'There is no such order.')) : whole(order);
    },
  );
  for (const [path, how] of ENDING_PATHS) {
    api.post(
      `/api/orders/:id/${path}`,
      {
        schema: {
          summary: `End an order at once (${how})`,
          params: paramsSchema,
          body: z.strictObject({}).nullish(),
          response: { 200: orderWithEndingSchema },
        },
      },
      async (request) => whole(valueOrRefuse(await endOrderNow(deps, request.params.id, how, ADMIN))),
    );
  }
}

/** The ending and the clocks; null and none while nothing ended it. */
async function endingJson(sql: Sql, orderId: OrderId): Promise<Pick<OrderWithEndingJson, 'ending' | 'retention'>> {
  const ending = (await loadEndings(sql, [orderId])).get(orderId);
  const clocks = (await clocksOf(sql, [basisOf(orderId)])).get(basisOf(orderId)) ?? [];
  return {
    ending:
      ending === undefined
        ? null
        : {
            how: ending.how,
            effectiveAt: toIso(ending.effectiveAtMs),
            recordedAt: toIso(ending.recordedAtMs),
            article: ending.article,
          },
    retention: clocks.map(({ what, because, startsAtMs, destroyAtMs, article, packVersion }) => ({
      ...{ what, because, article, packVersion },
      startsAt: toIso(startsAtMs),
      destroyAt: toIso(destroyAtMs),
    })),
  };
}

function orderJson({ order, pairs, zones }: OrderSummary, nowMs: number): OrderJson {
  const { fromMs, untilMs, endedAtMs, createdAtMs, ...rest } = order;
  return {
    ...rest,
    from: toIso(fromMs),
    until: toIso(untilMs),
    endedAt: endedAtMs === null ? null : toIso(endedAtMs),
    createdAt: toIso(createdAtMs),
    inForce: inForce(order, nowMs),
    pairs: pairs.map(({ pairId, protectedId }) => ({ pairId, protectedId })),
    zones: zones.map(({ zoneId, kind, warnM, noticeM }) => ({ zoneId, kind, warnM, noticeM })),
  };
}

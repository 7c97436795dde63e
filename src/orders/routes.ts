import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { OrderId, PersonId } from '../core/ids.ts';
import { refuse, valueOrRefuse } from '../core/refusal.ts';
import { toIso } from '../core/time.ts';
import type { LinkingJson } from '../people/contract.ts';
import type { Actor } from '../safeguards/service.ts';
import { enteredOrderSchema, type OrderJson, orderListSchema, orderRequestSchema, orderSchema } from './contract.ts';
import { inForce, type OrderSummary } from './order.ts';
import { createOrder, endOrderNow, loadOrderSummaries, loadOrderSummary, type OrderDeps } from './service.ts';

const ADMIN: Actor = { kind: 'command-line', id: null };
const paramsSchema = z.object({ id: z.uuid() });

export interface OrderRouteDeps extends OrderDeps {
  /** Compares the wearer's record with all others now. Must not reject. */
  readonly link: (wearerId: PersonId, orderId: OrderId) => Promise<LinkingJson>;
}

export function orderRoutes(app: FastifyInstance, deps: OrderRouteDeps): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  const json = (order: OrderSummary): OrderJson => orderJson(order, deps.clock.nowMs());
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
    { schema: { summary: 'One order', params: paramsSchema, response: { 200: orderSchema } } },
    async (request) => {
      const order = await loadOrderSummary(deps.database, request.params.id);
      return order === null ? valueOrRefuse(refuse('not-found', 'There is no such order.')) : json(order);
    },
  );
  for (const [path, status] of [
    ['cancel', 'cancelled'],
    ['non-indictment', 'non-indictment'],
  ] as const) {
    api.post(
      `/api/orders/:id/${path}`,
      {
        schema: {
          summary: `End an order at once (${status})`,
          params: paramsSchema,
          body: z.strictObject({}).nullish(),
          response: { 200: orderSchema },
        },
      },
      async (request) => json(valueOrRefuse(await endOrderNow(deps, request.params.id, status, ADMIN))),
    );
  }
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

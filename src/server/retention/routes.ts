/** Erasing before the time, for officers; holds, for the bench. Each act asks for a fresh proof (`http/step-up.ts`) and for two persons. */
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { valueOrRefuse } from '../../core/refusal.ts';
import { viewerOf } from '../sessions/viewer.ts';
import {
  doneSchema,
  earlyRequestSchema,
  holdListSchema,
  holdRequestSchema,
  keptListSchema,
  liftRequestSchema,
} from './contract.ts';
import { type EarlyRouteDeps, eraseKept, listKept } from './early.ts';
import { type HoldRouteDeps, hold, lift, listHolds } from './holding.ts';

const params = z.object({ id: z.uuid() });

export function retentionRoutes(app: FastifyInstance, deps: EarlyRouteDeps & HoldRouteDeps): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  api.get(
    '/api/desk/retention',
    { schema: { summary: 'What the own agency keeps of orders that are over', response: { 200: keptListSchema } } },
    (request) => listKept(deps, viewerOf(request)),
  );
  api.post(
    '/api/desk/retention/:id/erase',
    {
      schema: {
        summary: 'Erase what is kept of an order before its time: for good, by two persons',
        params,
        body: earlyRequestSchema,
        response: { 200: doneSchema },
      },
    },
    async (request) => valueOrRefuse(await eraseKept(deps, request.params.id, request.body, viewerOf(request))),
  );
  api.get(
    '/api/proceedings/:id/holds',
    {
      schema: {
        summary: "What a court keeps from being erased of a proceeding's orders",
        params,
        response: { 200: holdListSchema },
      },
    },
    async (request) => valueOrRefuse(await listHolds(deps, request.params.id, viewerOf(request))),
  );
  api.post(
    '/api/proceedings/:id/holds',
    {
      schema: {
        summary: 'Keep what is held under an order from being erased until a day: two persons of the court',
        params,
        body: holdRequestSchema,
        response: { 200: doneSchema },
      },
    },
    async (request) => {
      const { until, ...asked } = request.body;
      return valueOrRefuse(
        await hold(deps, request.params.id, { ...asked, untilMs: Date.parse(until) }, viewerOf(request)),
      );
    },
  );
  api.post(
    '/api/proceedings/:id/holds/lift',
    {
      schema: {
        summary: 'Let go of what was held: what is due goes within a minute',
        params,
        body: liftRequestSchema,
        response: { 200: z.object({ lifted: z.literal(true) }) },
      },
    },
    async (request) => {
      valueOrRefuse(await lift(deps, request.params.id, request.body.orderId, viewerOf(request)));
      return { lifted: true } as const;
    },
  );
}

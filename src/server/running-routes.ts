/** Routes that need the running engine, besides incidents and the live stream: SOS, the drill city's map, metrics. */
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Clock } from '../core/clock.ts';
import { RefusedError } from '../core/refusal.ts';
import { utcDay } from '../core/time.ts';
import type { Journal } from '../ingest/journal.ts';
import type { Metrics } from './metrics.ts';
import type { OrderBook } from './order-book.ts';
import { viewerOf } from './sessions/viewer.ts';

export interface RunningRoutesDeps {
  readonly clock: Clock;
  readonly journal: Pick<Journal, 'append'>;
  readonly book: OrderBook;
  readonly metrics: Metrics;
  /** GeoJSON of the drill city, as text. */
  readonly streets: string;
}

export function runningRoutes(app: FastifyInstance, deps: RunningRoutesDeps): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();

  typed.post(
    '/api/sos',
    { schema: { summary: 'Call for help', body: z.object({}).optional(), response: { 202: z.object({}) } } },
    async (request, reply) => {
      const { personId } = viewerOf(request);
      const nowMs = deps.clock.nowMs();
      const bases = deps.book.basesFor(personId, nowMs);
      if (bases.length === 0) {
        throw new RefusedError({ code: 'forbidden', message: 'No order is in force: call the emergency number.' });
      }
      const input = { kind: 'event', personId, event: 'sos', eventAtMs: nowMs } as const;
      const stored = await deps.journal.append(input, null, { subject: personId, scope: utcDay(nowMs), bases });
      // Said as it is, so that the page can tell them to call: an SOS that is not committed has reached nobody.
      if (!stored.ok) throw new Error('an SOS was not committed');
      return reply.code(202).send({});
    },
  );

  app.get('/api/map/streets', { schema: { summary: "The drill city's streets, as GeoJSON" } }, (_request, reply) =>
    reply.type('application/geo+json').header('cache-control', 'private, max-age=3600').send(deps.streets),
  );

  app.get('/metrics', { schema: { summary: 'Prometheus metrics' } }, async (_request, reply) =>
    reply.type(deps.metrics.registry.contentType).send(await deps.metrics.registry.metrics()),
  );
}

/** Routes that need the running engine, besides incidents and the live stream: SOS, the drill city's map, metrics. */
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Clock } from '../core/clock.ts';
import type { PersonId } from '../core/ids.ts';
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
  /** Whether the engine holds a pair of theirs. */
  isEvaluated(personId: PersonId): boolean;
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
      // The engine hears only those whom an order binds, which it learns a moment after the order begins.
      if (!deps.isEvaluated(personId)) throw new Error('an SOS came before its order was bound');
      // Said as it is, so that the page can tell them to call: an SOS that is not committed has reached nobody.
      if (!stored.ok) throw new Error('an SOS was not committed');
      return reply.code(202).send({});
    },
  );

  // Megabytes of text that never change while this runs: compressed once.
  const compressed = promisify(gzip)(deps.streets);
  app.get(
    '/api/map/streets',
    { schema: { summary: "The drill city's streets, as GeoJSON" } },
    async (request, reply) => {
      reply
        .type('application/geo+json')
        .header('cache-control', 'private, max-age=3600')
        .header('vary', 'accept-encoding');
      if (!/\bgzip\b/.test(request.headers['accept-encoding'] ?? '')) return reply.send(deps.streets);
      return reply.header('content-encoding', 'gzip').send(await compressed);
    },
  );

  app.get('/metrics', { schema: { summary: 'Prometheus metrics' } }, async (_request, reply) =>
    reply.type(deps.metrics.registry.contentType).send(await deps.metrics.registry.metrics()),
  );
}

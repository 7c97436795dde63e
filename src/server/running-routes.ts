/** Routes that need the running engine, besides incidents and the live stream: the drill city's map, metrics. */
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import type { Metrics } from './metrics.ts';

export interface RunningRoutesDeps {
  readonly metrics: Metrics;
  /** GeoJSON of the drill city, as text. */
  readonly streets: string;
}

export function runningRoutes(app: FastifyInstance, deps: RunningRoutesDeps): void {
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

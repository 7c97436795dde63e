/** Figures of applications: for the offices as they are, for anybody with small counts withheld. */
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { valueOrRefuse } from '../../core/refusal.ts';
import { MINUTE_MS } from '../../core/time.ts';
import { INSIGHT_LIMITS } from '../limits.ts';
import { figuresQuerySchema, figuresSchema } from './contract.ts';
import { figuresCsv } from './csv.ts';
import { type FiguresDeps, loadFigures } from './service.ts';

const CSV = 'text/csv; charset=utf-8; header=present';

export function figureRoutes(app: FastifyInstance, deps: FiguresDeps): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  for (const [path, isPublic] of [
    ['/api/figures/applications', false],
    ['/api/public/figures/applications', true],
  ] as const) {
    // Whoever is not known could have it counted again and again.
    const config = isPublic ? { rateLimit: { max: INSIGHT_LIMITS.publicPerMinute, timeWindow: MINUTE_MS } } : {};
    const who = isPublic ? 'for anybody, small counts withheld' : 'for the offices';
    api.get(
      path,
      {
        schema: {
          summary: `Figures of applications, ${who}`,
          querystring: figuresQuerySchema,
          response: { 200: figuresSchema },
        },
        config,
      },
      async (request) => valueOrRefuse(await loadFigures(deps, request.query, isPublic)),
    );
    api.get(
      `${path}.csv`,
      { schema: { summary: `The same as CSV, ${who}`, querystring: figuresQuerySchema }, config },
      async (request, reply) => {
        const figures = valueOrRefuse(await loadFigures(deps, request.query, isPublic));
        return reply
          .type(CSV)
          .header('content-disposition', 'attachment; filename="applications.csv"')
          .send(figuresCsv(figures));
      },
    );
  }
}

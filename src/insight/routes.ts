/** Questions to protected persons and their household; figures to officers of the agency. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { valueOrRefuse } from '../core/refusal.ts';
import { answerRequestSchema, outcomesQuerySchema, outcomesSchema, questionsSchema } from './contract.ts';
import { type Asked, answer, type InsightDeps, loadOutcomes, loadQuestions } from './service.ts';

export interface InsightRoutesDeps extends InsightDeps {
  /** Who is signed in; throws the refusal that the caller gets otherwise. */
  viewerOf(request: FastifyRequest): Asked;
}

export function insightRoutes(app: FastifyInstance, deps: InsightRoutesDeps): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();
  typed.get(
    '/api/me/questions',
    { schema: { summary: 'What they may be asked now', response: { 200: questionsSchema } } },
    async (request) => ({ questions: await loadQuestions(deps, deps.viewerOf(request)) }),
  );
  typed.post(
    '/api/me/answers',
    { schema: { summary: 'Answer a question', body: answerRequestSchema, response: { 204: z.null() } } },
    async (request, reply) => {
      valueOrRefuse(await answer(deps, deps.viewerOf(request), request.body));
      return reply.code(204).send(null);
    },
  );
  typed.get(
    '/api/outcomes',
    {
      schema: {
        summary: 'What protected persons say, by month',
        querystring: outcomesQuerySchema,
        response: { 200: outcomesSchema },
      },
    },
    async (request) => loadOutcomes(deps, deps.viewerOf(request).agencyId, request.query),
  );
}

/** One route: a simulation before an order is made. It is stopped when whoever asked goes away. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { valueOrRefuse } from '../../core/refusal.ts';
import { feasibilityRequestSchema, feasibilityResultSchema } from './contract.ts';
import { FeasibilityRunner } from './runner.ts';
import { type Asker, type FeasibilityDeps, runFeasibility } from './service.ts';

export interface FeasibilityRoutesDeps extends Omit<FeasibilityDeps, 'runner'> {
  /** Who is signed in; throws the refusal that the caller gets otherwise. */
  viewerOf(request: FastifyRequest): Asker;
}

export function feasibilityRoutes(app: FastifyInstance, deps: FeasibilityRoutesDeps): void {
  const runner = new FeasibilityRunner();
  app.addHook('preClose', async () => runner.close());
  app.withTypeProvider<ZodTypeProvider>().post(
    '/api/feasibility',
    {
      schema: {
        summary:
          'What an order with these distances would mean for both lives: figures of a simulation, and no verdict',
        body: feasibilityRequestSchema,
        response: { 200: feasibilityResultSchema },
      },
    },
    async (request, reply) => {
      const gone = new AbortController();
      reply.raw.once('close', () => gone.abort());
      const text = valueOrRefuse(
        await runFeasibility({ ...deps, runner }, deps.viewerOf(request), request.body, gone.signal),
      );
      // As the worker wrote it: the same request gives the same bytes.
      // The worker made the text, which is sent as it is: the route's type asks for the object.
      return reply
        .type('application/json; charset=utf-8')
        .serializer(String)
        .send(text as never);
    },
  );
}

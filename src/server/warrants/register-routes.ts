/** Statutory registers over HTTP, for those to whom the pack opens them. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { valueOrRefuse } from '../../core/refusal.ts';
import {
  REGISTER_IDS,
  registerListSchema,
  registerQuerySchema,
  registerSchema,
} from '../../safeguards/registers/contract.ts';
import { registerCsv } from '../../safeguards/registers/csv.ts';
import type { Party } from './parties.ts';
import { listRegisters, type RegisterDeps, readRegister } from './registers.ts';

export interface RegisterRouteDeps extends RegisterDeps {
  viewerOf(request: FastifyRequest): Party;
}

const params = z.object({ register: z.enum(REGISTER_IDS) });

export function registerRoutes(app: FastifyInstance, deps: RegisterRouteDeps): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  api.get(
    '/api/registers',
    { schema: { summary: 'Registers that are open to the own office', response: { 200: registerListSchema } } },
    (request) => listRegisters(deps, deps.viewerOf(request)),
  );
  api.get(
    '/api/registers/:register',
    {
      schema: {
        summary: 'A register, day by day',
        params,
        querystring: registerQuerySchema,
        response: { 200: registerSchema },
      },
    },
    async (request) =>
      valueOrRefuse(
        await readRegister(deps, request.params.register, request.query, deps.viewerOf(request), 'register'),
      ),
  );
  api.get(
    '/api/registers/:register/csv',
    {
      schema: {
        summary: 'A register as CSV; that it was taken is written down first',
        params,
        querystring: registerQuerySchema,
      },
    },
    async (request, reply) => {
      const { register: id } = request.params;
      const { rows } = valueOrRefuse(
        await readRegister(deps, id, request.query, deps.viewerOf(request), 'register-export'),
      );
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="${id}.csv"`)
        .send(registerCsv(rows));
    },
  );
}

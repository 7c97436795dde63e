/**
 * What a court, and who else takes part in a proceeding, reads of breach records that were told: with what the wearer said and filed, and with proofs
 * from the public log. Fails toward not found.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Sql } from '../../core/database.ts';
import { stopWith } from '../../core/refusal.ts';
import { breachListSchema } from '../../incidents/breaches/contract.ts';
import { loadActs, loadBreachesOfOrders } from '../../incidents/breaches/service.ts';
import { mayIn } from '../../orders/process/case.ts';
import { loadMeasures, loadProceedingRow, type ProceedingRow } from '../../orders/process/service.ts';
import { contestListSchema } from '../../people/rights/contract.ts';
import { contestJson, loadContestsAbout } from '../../people/rights/service.ts';
import { audit, rulesOf } from '../../safeguards/service.ts';
import { doerOf } from '../doer.ts';
import { asTask } from '../scope.ts';
import { viewerOf } from '../sessions/viewer.ts';
import { breachesJson } from './breaches.ts';
import { proofsSchema } from './contract.ts';
import { loadCaseProofs, PROOF_FILE } from './proofs.ts';
import { takenAwayLimit, type WearerRoutesDeps } from './routes.ts';

const idParams = z.object({ id: z.uuid() });

/** Of a proceeding in which the office takes part: what was told to the court, with what the wearer said and filed. */
export function courtRoutes(app: FastifyInstance, deps: WearerRoutesDeps): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  api.get(
    '/api/proceedings/:id/breaches',
    { schema: { summary: 'Confirmed breach records', params: idParams, response: { 200: breachListSchema } } },
    async (request) => ({
      serverTimeMs: deps.clock.nowMs(),
      breaches: await breachesJson(deps, await toldOf(deps, request, request.params.id)),
      incidents: [],
    }),
  );
  api.get(
    '/api/proceedings/:id/contests',
    { schema: { summary: 'What was filed against them', params: idParams, response: { 200: contestListSchema } } },
    async (request) => {
      const told = await toldOf(deps, request, request.params.id);
      const contests = await loadContestsAbout(
        deps.database,
        told.map(({ breachId }) => breachId),
      );
      const json = await Promise.all(contests.map((one) => contestJson(deps, one)));
      return { serverTimeMs: deps.clock.nowMs(), contests: json };
    },
  );
  api.get(
    '/api/proceedings/:id/proofs',
    {
      schema: {
        summary: 'Proofs that the acts of a proceeding stand in the public log',
        ...{ params: idParams, response: { 200: proofsSchema } },
      },
      config: takenAwayLimit(),
    },
    async (request, reply) => {
      const { id } = request.params;
      const told = await toldOf(deps, request, id);
      const ids = [id, ...told.map(({ breachId }) => breachId)];
      const proofs = await asTask('case-proofs', () => loadCaseProofs(deps, ids));
      return reply.header('content-disposition', PROOF_FILE).header('cache-control', 'no-store').send(proofs);
    },
  );
}

// HAZARD H-524: a court reads a record that nobody confirmed.
async function toldOf(deps: WearerRoutesDeps, request: FastifyRequest, proceedingId: string) {
  const by = await doerOf(deps.database, request);
  const row = await loadProceedingRow(deps.database, proceedingId);
  const may = row === null ? null : await mayIn(deps, deps.database, row, by, 'proceeding.read');
  if (row === null || !may?.allowed) return stopWith('not-found', 'There is no such proceeding.');
  const atMs = deps.clock.nowMs();
  const actor = { kind: viewerOf(request).kind, id: by.personId };
  const about = { proceedingId, ...rulesOf(may) };
  await deps.database.transaction((tx) =>
    audit(tx, [{ atMs, actor, action: 'proceeding.read', purpose: 'order', about }]),
  );
  const breaches = await loadBreachesOfOrders(deps.database, await ordersOf(deps.database, row));
  const acts = await loadActs(
    deps.database,
    breaches.map(({ breachId }) => breachId),
  );
  return breaches.filter(({ breachId }) => (acts.get(breachId) ?? []).some(({ kind }) => kind === 'told-court'));
}

async function ordersOf(sql: Sql, { proceedingId }: ProceedingRow): Promise<string[]> {
  const measures = await loadMeasures(sql, proceedingId);
  return measures.flatMap(({ orderId, formerOrderIds }) => [...formerOrderIds, ...(orderId === null ? [] : [orderId])]);
}

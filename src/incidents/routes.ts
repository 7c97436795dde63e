/** The monitoring centre's calls on incidents. Officers only; on which, access decides. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { IncidentId } from '../core/ids.ts';
import type { Outcome } from '../core/outcome.ts';
import { type Refusal, refuse, valueOrRefuse } from '../core/refusal.ts';
import { type ActDeps, acknowledge, close, type Officer } from './acts.ts';
import { closeRequestSchema, incidentDetailSchema, queueSchema } from './contract.ts';
import { type CaseNames, loadDetail, loadQueue } from './queue.ts';

export interface IncidentRoutesDeps extends ActDeps {
  readonly names: CaseNames;
  /** The signed-in officer; throws the refusal that the caller gets otherwise. */
  officerOf(request: FastifyRequest): Officer;
  /** After the commit: open streams hear of it. */
  onIncident(incidentId: IncidentId, agencyId: string): void;
}

const idParams = z.object({ id: z.uuid() });
const done = z.object({ incidentId: z.uuid() });

export function incidentRoutes(app: FastifyInstance, deps: IncidentRoutesDeps): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();
  const { clock, names } = deps;

  typed.get(
    '/api/incidents',
    { schema: { summary: 'The queue, most urgent first', response: { 200: queueSchema } } },
    (request) => loadQueue(deps, deps.officerOf(request), clock.nowMs(), names),
  );

  typed.get(
    '/api/incidents/:id',
    { schema: { summary: "An incident's story", params: idParams, response: { 200: incidentDetailSchema } } },
    async (request) => {
      const detail = await loadDetail(deps, request.params.id, deps.officerOf(request), names);
      return detail ?? valueOrRefuse(refuse('not-found', 'There is no such incident.'));
    },
  );

  typed.post(
    '/api/incidents/:id/acknowledge',
    { schema: { summary: 'Take an incident in hand', params: idParams, response: { 200: done } } },
    async (request) => {
      const officer = deps.officerOf(request);
      return changed(officer, await acknowledge(deps, officer, request.params.id));
    },
  );

  typed.post(
    '/api/incidents/:id/close',
    { schema: { summary: 'Close an incident', params: idParams, body: closeRequestSchema, response: { 200: done } } },
    async (request) => {
      const officer = deps.officerOf(request);
      const { reason, text } = request.body;
      return changed(officer, await close(deps, officer, request.params.id, reason, text));
    },
  );

  function changed(officer: Officer, outcome: Outcome<IncidentId, Refusal>): { incidentId: string } {
    const incidentId = valueOrRefuse(outcome);
    deps.onIncident(incidentId, officer.agencyId);
    return { incidentId };
  }
}

/**
 * Who acts for a wearer, as the office that names them sees it, and as the wearer or the lawyer ends it; and which looks an investigation keeps back, as
 * the office that does so sees it. Fails toward not found.
 */
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { stopWith, valueOrRefuse } from '../../core/refusal.ts';
import { clientListSchema, delayListSchema, lawyerDoneSchema } from '../../people/rights/contract.ts';
import { RIGHTS_LIMITS } from '../../people/rights/limits.ts';
import { dismissLawyer, loadDelays, loadLawyers } from '../../people/rights/service.ts';
import { loadPeopleOfAgency, openIdentity } from '../../people/service.ts';
import { audit } from '../../safeguards/service.ts';
import { asTask } from '../scope.ts';
import { viewerOf } from '../sessions/viewer.ts';
import { ownQuerySchema } from './contract.ts';
import { type RightsRoutesDeps, wearerOfACase } from './desk-routes.ts';
import { subjectOf } from './subject.ts';

export function namingRoutes(app: FastifyInstance, deps: RightsRoutesDeps): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  const { database } = deps;
  api.get(
    '/api/rights/wearers',
    { schema: { summary: 'Who acts for the wearers of my agency', response: { 200: clientListSchema } } },
    async (request) => {
      const { agencyId, kind, personId } = viewerOf(request);
      const wearers = await loadPeopleOfAgency(database, 'wearer', agencyId, RIGHTS_LIMITS.wearerRows);
      const lawyers = await loadPeopleOfAgency(database, 'lawyer', agencyId, RIGHTS_LIMITS.listRows);
      // HAZARD H-594: opening a section is taken for many looks. The list is one look, at nobody in particular, on record before any name is opened.
      const look = {
        atMs: deps.clock.nowMs(),
        actor: { kind, id: personId },
        action: 'identity.read',
        purpose: 'rights',
      };
      if (lawyers.length > 0)
        await audit(database, [{ ...look, about: { count: lawyers.length }, subject: null, case: null }]);
      return {
        // By the labels of their orders: whose name it is nobody needs to open for this.
        wearers: await Promise.all(
          wearers.map(async ({ personId: wearerId }) => ({
            ...{ wearerId, labels: [...deps.labelsOf(wearerId)] },
            lawyers: (await loadLawyers(database, wearerId)).map(({ lawyerId, fromMs }) => ({ lawyerId, fromMs })),
          })),
        ),
        lawyers: await Promise.all(
          lawyers.map(async ({ personId: lawyerId }) => ({
            lawyerId,
            name: (await openIdentity(deps, lawyerId))?.name ?? '',
          })),
        ),
      };
    },
  );
  api.delete(
    '/api/wearer/lawyers/:lawyer',
    {
      schema: {
        summary: 'My lawyer no longer acts for me; or I no longer act for my client',
        ...{ querystring: ownQuerySchema, params: z.object({ lawyer: z.uuid() }), response: { 200: lawyerDoneSchema } },
      },
    },
    async (request) => {
      const subject = await subjectOf(deps, viewerOf(request), request.query.wearer, 'wearer-side.contest');
      const { lawyer } = request.params;
      // A lawyer lays down their own part, and ends no other's.
      if (subject.isLawyer && lawyer !== subject.personId)
        return stopWith('not-found', 'They do not act for this wearer.');
      const ended = await asTask('wearers-asking', () => dismissLawyer(deps, subject.wearerId, lawyer, subject));
      return { linkId: valueOrRefuse(ended) };
    },
  );
  api.get(
    '/api/rights/wearers/:id/delays',
    {
      schema: {
        summary: 'Looks at this wearer that my office keeps back',
        ...{ params: z.object({ id: z.uuid() }), response: { 200: delayListSchema } },
      },
    },
    async (request) => {
      const { personId } = await wearerOfACase(deps, viewerOf(request), request.params.id);
      // In the scope of who asks: those that their own office recorded.
      const delays = await loadDelays(database, personId);
      return { serverTimeMs: deps.clock.nowMs(), delays: delays.toSorted((a, b) => b.untilMs - a.untilMs) };
    },
  );
}

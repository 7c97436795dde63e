/** The routes that need nothing but the database; the composition root adds those of the running engine (`AppDeps.routes`). */
import type { FastifyInstance } from 'fastify';
import type { AgencyId } from '../../core/ids.ts';
import { deviceRoutes } from '../../devices/routes.ts';
import { placeRoutes } from '../../disclosure/places/routes.ts';
import { figureRoutes } from '../../insight/applications/routes.ts';
import { feasibilityRoutes } from '../../insight/feasibility/routes.ts';
import { linkingRoutes } from '../../orders/linking/routes.ts';
import { orderRoutes } from '../../orders/routes.ts';
import { peopleRoutes } from '../../people/routes.ts';
import { loadAgency } from '../../people/service.ts';
import { assignmentRoutes } from '../assignments/routes.ts';
import { figuresDeps } from '../figures-deps.ts';
import { linkingDeps, linkNow } from '../linking.ts';
import { sessionRoutes } from '../sessions/routes.ts';
import { viewerOf } from '../sessions/viewer.ts';
import { twoPersonRoutes } from '../two-person-routes.ts';
import type { AppDeps } from './app.ts';
import { describeError } from './errors.ts';

type RegistryRoutes = (app: FastifyInstance, deps: AppDeps, secure: boolean) => void;

async function emergencyNumberOf({ database, packs, clock }: AppDeps, agencyId: AgencyId): Promise<string> {
  const agency = await loadAgency(database, agencyId);
  const pack = packs.current(agency?.jurisdiction ?? '', clock.nowMs());
  if (pack === null) throw new Error('an agency has no pack');
  return pack.emergencyNumber;
}

/** What was entered stands; that it could not be compared yet is said in the answer, and recorded. */
function linkingFailed({ log }: AppDeps) {
  return (error: unknown): void => log.error(describeError(error), 'comparing a wearer record failed');
}

export const REGISTRY_ROUTES: readonly RegistryRoutes[] = [
  (app, deps, secure) =>
    sessionRoutes(app, { ...deps, emergencyNumberOf: (agencyId) => emergencyNumberOf(deps, agencyId) }, secure),
  (app, deps) =>
    peopleRoutes(app, {
      ...{ ...deps, jurisdictions: deps.packs.jurisdictions() },
      link: (wearerId) => linkNow(linkingDeps(deps), wearerId, null, linkingFailed(deps)),
    }),
  (app, deps) => deviceRoutes(app, deps),
  (app, deps) =>
    orderRoutes(app, {
      ...deps,
      link: (wearerId, orderId) => linkNow(linkingDeps(deps), wearerId, orderId, linkingFailed(deps)),
    }),
  (app, deps) => linkingRoutes(app, { ...linkingDeps(deps), officerOf: ({ viewer }) => viewer }),
  (app, deps) => assignmentRoutes(app, deps),
  (app, deps) => twoPersonRoutes(app, deps),
  (app, deps) => figureRoutes(app, figuresDeps(deps)),
  (app, deps) => feasibilityRoutes(app, { ...deps, viewerOf, packOf: (...of) => deps.packs.current(...of) }),
  (app, deps) =>
    placeRoutes(app, {
      ...{ database: deps.database, clock: deps.clock },
      isAgency: async (agencyId) => (await loadAgency(deps.database, agencyId)) !== null,
    }),
];

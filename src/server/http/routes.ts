/** The routes that need nothing but the database; the composition root adds those of the running engine (`AppDeps.routes`). */
import type { FastifyInstance } from 'fastify';
import type { AgencyId } from '../../core/ids.ts';
import { deviceRoutes } from '../../devices/routes.ts';
import { placeRoutes } from '../../disclosure/places/routes.ts';
import { feasibilityRoutes } from '../../insight/feasibility/routes.ts';
import { orderRoutes } from '../../orders/routes.ts';
import { peopleRoutes } from '../../people/routes.ts';
import { loadAgency } from '../../people/service.ts';
import { sessionRoutes } from '../sessions/routes.ts';
import { viewerOf } from '../sessions/viewer.ts';
import type { AppDeps } from './app.ts';

type RegistryRoutes = (app: FastifyInstance, deps: AppDeps, secure: boolean) => void;

async function emergencyNumberOf({ database, packs }: AppDeps, agencyId: AgencyId): Promise<string> {
  const agency = await loadAgency(database, agencyId);
  const pack = packs.get(agency?.jurisdiction ?? '');
  if (pack === undefined) throw new Error('an agency has no pack');
  return pack.emergencyNumber;
}

export const REGISTRY_ROUTES: readonly RegistryRoutes[] = [
  (app, deps, secure) =>
    sessionRoutes(app, { ...deps, emergencyNumberOf: (agencyId) => emergencyNumberOf(deps, agencyId) }, secure),
  (app, deps) => peopleRoutes(app, { ...deps, jurisdictions: new Set(deps.packs.keys()) }),
  (app, deps) => deviceRoutes(app, deps),
  (app, deps) => orderRoutes(app, deps),
  (app, deps) => feasibilityRoutes(app, { ...deps, viewerOf }),
  (app, deps) =>
    placeRoutes(app, {
      ...{ database: deps.database, clock: deps.clock },
      isAgency: async (agencyId) => (await loadAgency(deps.database, agencyId)) !== null,
    }),
];

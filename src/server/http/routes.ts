/** The routes that need nothing but the database; the composition root adds those of the running engine (`AppDeps.routes`). */
import type { FastifyInstance } from 'fastify';
import type { AgencyId } from '../../core/ids.ts';
import { deviceRoutes } from '../../devices/routes.ts';
import { placeRoutes } from '../../disclosure/places/routes.ts';
import { figureRoutes } from '../../insight/applications/routes.ts';
import { processRoutes } from '../../orders/process/routes.ts';
import { orderRoutes } from '../../orders/routes.ts';
import { peopleRoutes } from '../../people/routes.ts';
import { loadAgency } from '../../people/service.ts';
import { figuresDeps } from '../figures-deps.ts';
import { processDeps } from '../process-deps.ts';
import { sessionRoutes } from '../sessions/routes.ts';
import type { AppDeps } from './app.ts';

type RegistryRoutes = (app: FastifyInstance, deps: AppDeps, secure: boolean) => void;

async function emergencyNumberOf({ database, packs, clock }: AppDeps, agencyId: AgencyId): Promise<string> {
  const agency = await loadAgency(database, agencyId);
  const pack = packs.current(agency?.jurisdiction ?? '', clock.nowMs());
  if (pack === null) throw new Error('an agency has no pack');
  return pack.emergencyNumber;
}

export const REGISTRY_ROUTES: readonly RegistryRoutes[] = [
  (app, deps, secure) =>
    sessionRoutes(app, { ...deps, emergencyNumberOf: (agencyId) => emergencyNumberOf(deps, agencyId) }, secure),
  (app, deps) => peopleRoutes(app, { ...deps, jurisdictions: deps.packs.jurisdictions() }),
  (app, deps) => deviceRoutes(app, deps),
  (app, deps) => orderRoutes(app, deps),
  (app, deps) => processRoutes(app, processDeps(deps)),
  (app, deps) => figureRoutes(app, figuresDeps(deps)),
  (app, deps) =>
    placeRoutes(app, {
      ...{ database: deps.database, clock: deps.clock },
      isAgency: async (agencyId) => (await loadAgency(deps.database, agencyId)) !== null,
    }),
];

/** What the wearer's page, and those who answer there, ask of the running parts. */
import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { DeviceId, PersonId } from '../core/ids.ts';
import { HOUR_MS } from '../core/time.ts';
import type { Breach } from '../incidents/breaches/breach.ts';
import type { Magpie } from './assemble.ts';
import { processDeps } from './process-deps.ts';
import { toldFromMs } from './wearer/breaches.ts';
import { courtRoutes } from './wearer/court-routes.ts';
import { type RightsRoutesDeps, rightsRoutes } from './wearer/desk-routes.ts';
import { namingRoutes } from './wearer/naming-routes.ts';
import { wearerRoutes } from './wearer/routes.ts';

export function wearerRouteSet(app: FastifyInstance, magpie: Magpie): void {
  const deps = wearerDeps(magpie);
  wearerRoutes(app, deps);
  rightsRoutes(app, deps);
  courtRoutes(app, deps);
  namingRoutes(app, deps);
}

function wearerDeps(magpie: Magpie): RightsRoutesDeps {
  const { requests: database, sealer, book, health, directory, watch, access } = magpie;
  const { clock, packs } = magpie.options;
  const labelsOf = (personId: PersonId) => book.labelsOf(personId, clock.nowMs());
  const desk = {
    ...{ database, sealer, clock, randomBytes, labelsOf, access },
    dutiesOf: (jurisdiction: string) => packs.current(jurisdiction, clock.nowMs())?.duties ?? null,
    onDeviceChange: () => {
      directory.markStale();
      return directory.catchUp();
    },
    onWearerChange: () => watch.look(),
  };
  return {
    ...{ database, sealer, clock, randomBytes, packs, labelsOf, desk, access },
    keptLog: () => magpie.logKeeper,
    process: processDeps({
      ...{ access, database, sealer, clock, randomBytes, packs },
      onOrderChange: () => undefined,
    }),
    healthOf: (deviceId) => health.of(deviceId),
    // What is known of the charger is of now alone: of an incident longer ago nothing is claimed.
    wasCharging: (wearerId, atMs) =>
      [...directory.all()].some((device) => {
        if (device.carriedBy(atMs) !== wearerId) return false;
        const { charging, batteryAtMs } = health.of(device.deviceId as DeviceId);
        return charging === true && batteryAtMs !== null && Math.abs(batteryAtMs - atMs) <= HOUR_MS;
      }),
    toldFromMs: (breach: Breach) => toldFromMs({ database, packs }, breach),
  };
}

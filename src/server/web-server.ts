/** The server of people, wired to a running Magpie: what its routes may ask of the parts. */
import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { DeviceId, OrderId } from '../core/ids.ts';
import { toIso } from '../core/time.ts';
import { commandRoutes } from '../devices/commands/routes.ts';
import { deskRoutes } from '../devices/desk-routes.ts';
import { type LiveViewer, registerLiveRoute } from '../disclosure/service.ts';
import { incidentRoutes } from '../incidents/routes.ts';
import { ingestRoutes } from '../ingest/routes.ts';
import { notifyRoutes } from '../notify/routes.ts';
import { removePhonesOfSession } from '../notify/service.ts';
import type { Magpie } from './assemble.ts';
import { createApp } from './http/app.ts';
import { notifyRouteDeps } from './notify-delivery.ts';
import { runningRoutes } from './running-routes.ts';
import { sessionToken } from './sessions/cookie.ts';
import { sessionIdOf } from './sessions/service.ts';
import { viewerOf } from './sessions/viewer.ts';

export function createPeoplesServer(magpie: Magpie): Promise<FastifyInstance> {
  const { options, database, sealer, book, hub, journal, metrics } = magpie;
  const { clock, log } = options;
  const orderChanged = async (orderId: OrderId): Promise<void> => {
    book.markStale(orderId);
    hub.onOrderChanged(orderId);
    await magpie.reconciler.run();
  };
  const report = (error: unknown): void =>
    log.error({ err: error instanceof Error ? error.name : '' }, 'a change was not taken up');
  const onDeviceChange = (deviceId: DeviceId) => {
    magpie.health.forgetStrap(deviceId);
    magpie.directory.markStale();
    return magpie.directory.catchUp().catch(report);
  };
  return createApp({
    ...{ database, sealer, clock, log, packs: options.packs, adminToken: options.adminToken, hosts: options.hosts },
    ...{ pagesRoot: options.pagesRoot, tls: options.tls, randomBytes },
    // Answered when it holds: a cancelled order is cut from every stream before its caller hears so.
    onOrderChange: (orderId) => orderChanged(orderId).catch(report),
    onDeviceChange,
    onSessionEnd: (sessionId) => {
      hub.endSession(sessionId);
      removePhonesOfSession({ database, sealer, clock }, sessionId).catch(report);
    },
    routes: [
      (app) =>
        incidentRoutes(app, {
          ...{ database, clock, officerOf: viewerOf },
          labelOf: (orderId, pairId) => book.labelOf(orderId, pairId),
          onIncident: (incidentId, agencyId) => {
            hub.onQueueChanged(incidentId, agencyId);
            magpie.notify.incidentsChanged([incidentId]);
          },
        }),
      (app) =>
        ingestRoutes(app, {
          ...magpie.input.pipeline,
          ...{ database, sealer },
          deviceById: (deviceId) => magpie.directory.byId(deviceId),
          doors: () =>
            magpie.input.doors.states().map(({ lastFrameAtMs, ...door }) => ({
              ...door,
              lastFrameAt: lastFrameAtMs === null ? null : toIso(lastFrameAtMs),
            })),
        }),
      (app) =>
        commandRoutes(app, {
          ...{ database, clock, dispatcher: magpie.commands.dispatcher },
          officerOf: ({ viewer }) => viewer,
        }),
      (app) =>
        deskRoutes(app, {
          ...{ database, sealer, clock, randomBytes, onDeviceChange },
          dutiesOf: (jurisdiction) => options.packs.get(jurisdiction)?.duties ?? null,
          labelsOf: (personId) => book.labelsOf(personId, clock.nowMs()),
          healthOf: (deviceId) => magpie.health.of(deviceId),
          onWearerChange: () => magpie.watch.look().catch(report),
          officerOf: ({ viewer }) => viewer,
        }),
      (app) => notifyRoutes(app, notifyRouteDeps(magpie)),
      (app) => registerLiveRoute(app, { hub, viewerOf: liveViewerOf, originAllowed }),
      (app) =>
        runningRoutes(app, {
          ...{ clock, journal, book, metrics, streets: options.streets },
          isEvaluated: (personId) => magpie.shard.evaluates(personId),
        }),
    ],
  });
}

/** The access hook has put the viewer there, or refused the request. */
async function liveViewerOf(request: FastifyRequest): Promise<LiveViewer | null> {
  const token = sessionToken(request);
  if (token === null || request.viewer === null) return null;
  const { kind, personId, agencyId, exercise, expiresAtMs } = request.viewer;
  return { kind, personId, agencyId, exercise, sessionId: sessionIdOf(token), sessionUntilMs: expiresAtMs };
}

/** A browser always says whose page opens the stream; it must be ours. */
function originAllowed(origin: string | undefined, request: FastifyRequest): boolean {
  return origin === `${request.protocol}://${request.headers.host ?? ''}`;
}

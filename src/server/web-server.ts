/** The server of people, wired to a running Magpie: what its routes may ask of the parts. */
import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { DeviceId, OrderId, PersonId } from '../core/ids.ts';
import { SECOND_MS, toIso } from '../core/time.ts';
import { commandRoutes } from '../devices/commands/routes.ts';
import { deskRoutes } from '../devices/desk-routes.ts';
import { type LiveViewer, registerLiveRoute } from '../disclosure/service.ts';
import { type CaseNames, loadDetail } from '../incidents/queue.ts';
import { incidentRoutes } from '../incidents/routes.ts';
import { loadActedOnOne } from '../incidents/service.ts';
import { ingestRoutes } from '../ingest/routes.ts';
import { insightRoutes } from '../insight/routes.ts';
import { notifyRoutes } from '../notify/routes.ts';
import { hasPhone, removePhonesOfSession } from '../notify/service.ts';
import { endingsDeskRoutes } from '../orders/desk-routes.ts';
import { documentRoutes } from '../orders/documents/routes.ts';
import { exchangeRoutes } from '../orders/exchange/routes.ts';
import { processRoutes } from '../orders/process/routes.ts';
import { logRoutes } from '../safeguards/service.ts';
import { principalOfRequest } from './access-deps.ts';
import { type AppSafetyDeps, appSafetyRoutes } from './app-safety.ts';
import type { Magpie } from './assemble.ts';
import { conductRoutes } from './conduct-routes.ts';
import { documentRoutesDeps, issueDeps } from './document-deps.ts';
import { DURESS_MS, DuressCalls } from './duress.ts';
import { erasingRoutes } from './erasing-routes.ts';
import { helpRouteSet, sosDeps } from './help.ts';
import { createApp } from './http/app.ts';
import { describeError } from './http/errors.ts';
import { insightDeps } from './insight-deps.ts';
import { wearerUse } from './lawful-reads.ts';
import { logRouteDeps } from './log/deps.ts';
import { markRoutes } from './mark-routes.ts';
import { reportUrl } from './me/report-url.ts';
import { meRoutes } from './me/routes.ts';
import { notifyRouteDeps } from './notify-delivery.ts';
import { orderChanged } from './order-changed.ts';
import { oversightRoutes } from './oversight/routes.ts';
import { processRouteDeps } from './process-deps.ts';
import { retentionRoutes } from './retention/routes.ts';
import { runningRoutes } from './running-routes.ts';
import { sessionToken } from './sessions/cookie.ts';
import { SESSION_LIMITS } from './sessions/limits.ts';
import { sessionIdOf } from './sessions/service.ts';
import { isViewerKind, viewerOf } from './sessions/viewer.ts';
import { signInDeps } from './sign-in-deps.ts';
import { warrantRouteSet } from './warrant-deps.ts';
import { wearerRouteSet } from './wearer-deps.ts';

export function createPeoplesServer(magpie: Magpie): Promise<FastifyInstance> {
  const { options, requests: database, sealer, book, access } = magpie;
  const { clock, log } = options;
  const report = (error: unknown): void =>
    log.error({ err: error instanceof Error ? error.name : '' }, 'a change was not taken up');
  const onDeviceChange = (deviceId: DeviceId) => {
    magpie.health.forgetStrap(deviceId);
    magpie.directory.markStale();
    return magpie.directory.catchUp().catch(report);
  };
  // Answered when it holds: a cancelled order is cut from every stream before its caller hears so.
  const onOrderChange = (orderId: OrderId) => orderChanged(magpie, orderId).catch(report);
  const processParts = { access, database, sealer, clock, randomBytes, packs: options.packs };
  return createApp({
    ...{ database, sealer, clock, log, packs: options.packs, adminToken: options.adminToken, hosts: options.hosts },
    ...{ pagesRoot: options.pagesRoot, tls: options.tls, randomBytes, access },
    trustedProxies: options.trustedProxies ?? null,
    onMalformed: (route) => magpie.metrics.malformed.inc({ route }),
    onOrderChange,
    onDeviceChange,
    onSessionEnd: (sessionId) => endSession(magpie, sessionId),
    ...{ gate: magpie.gate, ...signInDeps(magpie) },
    routes: [
      (app) => incidentRouteSet(app, magpie, report),
      (app) => helpRouteSet(app, magpie, report),
      (app) => erasingRoutes(app, magpie.erasing.routeDeps()),
      (app) => retentionRoutes(app, { ...processParts, isInForce: (basis) => magpie.erasing.isInForce(basis) }),
      (app) => ingestRouteSet(app, magpie),
      (app) =>
        commandRoutes(app, {
          ...{ database, clock, access, dispatcher: magpie.commands.dispatcher },
          officerOf: ({ viewer }) => viewer,
        }),
      (app) =>
        deskRoutes(app, {
          ...{ database, sealer, clock, randomBytes, onDeviceChange, access },
          dutiesOf: (jurisdiction) => options.packs.current(jurisdiction, clock.nowMs())?.duties ?? null,
          labelsOf: (personId) => book.labelsOf(personId, clock.nowMs()),
          healthOf: (deviceId) => magpie.health.of(deviceId),
          onWearerChange: () => magpie.watch.look().catch(report),
          officerOf: ({ viewer }) => viewer,
        }),
      (app) =>
        endingsDeskRoutes(app, {
          ...{ access, database, clock, packs: options.packs, officerOf: ({ viewer }) => viewer },
          principalOf: principalOfRequest,
          labelsOf: (personId) => book.labelsOf(personId, clock.nowMs()),
        }),
      (app) => processRoutes(app, processRouteDeps({ ...processParts, onOrderChange }, issueDeps(magpie))),
      (app) => documentRoutes(app, documentRoutesDeps(issueDeps(magpie), access)),
      (app) => warrantRouteSet(app, magpie),
      (app) => {
        insightRoutes(app, { ...insightDeps(magpie), viewerOf });
        appSafetyRoutes(app, safetyDeps(magpie, duressCalls(app, magpie)));
        keepGate(app, magpie);
      },
      (app) => notifyRoutes(app, notifyRouteDeps(magpie)),
      (app) => exchangeRoutes(app, magpie.exchange.routeDeps(database)),
      (app) =>
        meRoutes(app, { ...ownParts(magpie), ...{ database, sealer, clock, randomBytes, onDeviceChange, book } }),
      (app) => laterRouteSets(app, magpie),
    ],
  });
}

/** Officers' acts on incidents, and who hears of them. */
function incidentRouteSet(app: FastifyInstance, magpie: Magpie, report: (error: unknown) => void): void {
  const { options, requests: database, hub, notify, sharing } = magpie;
  const { clock } = options;
  incidentRoutes(app, {
    ...{ database, clock, access: magpie.access, officerOf: viewerOf },
    names: caseNames(magpie),
    onIncident(incidentId, agencyId) {
      hub.onQueueChanged(incidentId, agencyId);
      loadActedOnOne(database, incidentId)
        .then((fact) => fact !== null && hub.onActed(fact))
        .catch(report);
      notify.incidentsChanged([incidentId]);
      // A closed one may have been what somebody shared their position for.
      sharing.review().catch(report);
    },
  });
}

/** The log, and those who watch over it. */
function logRouteSet(app: FastifyInstance, magpie: Magpie): void {
  const { requests: database, sealer, options } = magpie;
  logRoutes(app, logRouteDeps(magpie));
  oversightRoutes(app, {
    ...{ database, sealer, clock: options.clock, packs: options.packs },
    ...{ policies: options.policies, erasing: magpie.erasing },
  });
}

function caseNames({ book, options: { clock } }: Magpie): CaseNames {
  return {
    labelOf: (orderId, pairId) => book.labelOf(orderId, pairId),
    pairOf: (orderId, personId) => book.pairOf(orderId, personId, clock.nowMs()),
  };
}

/** What devices sent that could not be taken, and how their doors do. */
function ingestRouteSet(app: FastifyInstance, { options, requests: database, sealer, directory, input }: Magpie): void {
  ingestRoutes(app, {
    ...input.pipeline,
    ...{ database, sealer },
    deviceById: (deviceId) => directory.byId(deviceId),
    useOf: (jurisdiction, purpose) => wearerUse(options.packs, jurisdiction, purpose, options.clock.nowMs()),
    doors: () =>
      input.doors.states().map(({ lastFrameAtMs, ...door }) => ({
        ...door,
        lastFrameAt: lastFrameAtMs === null ? null : toIso(lastFrameAtMs),
      })),
  });
}

/** What is decided about what people are shown, and whose screen a mark was on. */
function viewingRoutes(
  app: FastifyInstance,
  { viewing, requests: database, sealer, options: { clock, packs } }: Magpie,
): void {
  conductRoutes(app, { desk: viewing.conduct, clock });
  markRoutes(app, { database, sealer, clock, packs });
}

/** What protected persons' own routes ask of the parts. */
function ownParts(magpie: Magpie) {
  const { consents, health, shard, withheld, input, viewing, book, hub } = magpie;
  const { phoneUrl, packs, devicePorts } = magpie.options;
  const hasTls = devicePorts.tls !== null;
  return {
    ...{ packs, consents, health, shard, withheld, pipeline: input.pipeline },
    ...{ undertakings: viewing.undertakings, sights: viewing.sights },
    onViewing: (personId: PersonId) =>
      hub.onViewingChanged(book.pairsProtecting(personId, magpie.options.clock.nowMs())),
    // Asked when it is open: only then the port is known.
    reportUrl: (request: FastifyRequest) => reportUrl(request, { phoneUrl, devicePort: magpie.devicePort, hasTls }),
  };
}

function safetyDeps(magpie: Magpie, duress: DuressCalls): AppSafetyDeps {
  const { access, options, requests: database, sealer, gate, hub, notify, book } = magpie;
  const { clock, packs } = options;
  return {
    ...{ access, database, sealer, clock, gate, randomBytes, jurisdictions: packs.jurisdictions() },
    ...signInDeps(magpie),
    onSessionEnd: (sessionId) => endSession(magpie, sessionId),
    healthOf: (deviceId) => magpie.health.of(deviceId),
    onIncident: ({ incidentId, agencyId }) => hub.onQueueChanged(incidentId, agencyId),
    onDuress: () => void duress.review(),
    protectedBy: async (incidentId, officer) => {
      const detail = await loadDetail({ database, access }, incidentId, officer, caseNames(magpie));
      return book.protectedOf(detail?.incident.pairId ?? null);
    },
    onTakesPart: (personId) => notify.participationChanged(personId),
    pushWorks: (personId) => hasPhone(notify, database, personId),
  };
}

/** What the last run left is taken up at once. */
function duressCalls(app: FastifyInstance, magpie: Magpie): DuressCalls {
  const { log } = magpie.options;
  const onError = (error: unknown): void => log.error(describeError(error), 'telling of duress failed');
  const calls = new DuressCalls({ sos: sosDeps(magpie, magpie.database, onError), onError });
  void calls.review();
  const timer = setInterval(() => void calls.review(), DURESS_MS);
  app.addHook('onClose', async () => clearInterval(timer));
  return calls;
}

/** However a session ended: its streams are cut. That no message reaches its phone any more rests on the session's end alone. */
function endSession({ hub, database, sealer, options, notify }: Magpie, sessionId: string): void {
  hub.endSession(sessionId);
  removePhonesOfSession({ database, sealer, clock: options.clock }, sessionId).catch((error) => notify.report(error));
}

const GATE_SWEEP_MS = 5 * SECOND_MS;

/** Streams follow the gate; phones that were left lying lock by themselves. */
function keepGate(app: FastifyInstance, { gate, hub, options }: Magpie): void {
  gate.onChange = (personId) => hub.onGateChanged(personId);
  const timer = setInterval(() => gate.sweep(options.clock.nowMs()), GATE_SWEEP_MS);
  app.addHook('onClose', async () => clearInterval(timer));
}

function laterRouteSets(app: FastifyInstance, magpie: Magpie): Promise<void> {
  logRouteSet(app, magpie);
  wearerRouteSet(app, magpie);
  viewingRoutes(app, magpie);
  runningRoutes(app, { metrics: magpie.metrics, streets: magpie.options.streets });
  return liveRouteSet(app, magpie);
}

function liveRouteSet(app: FastifyInstance, magpie: Magpie): Promise<void> {
  const { publicUrl } = magpie.options;
  return registerLiveRoute(app, {
    hub: magpie.hub,
    viewerOf: (request) => liveViewerOf(magpie, request),
    originAllowed: (origin, request) => originAllowed(origin, request, publicUrl),
  });
}

/** The access hook has put the viewer there, or refused the request. */
async function liveViewerOf(
  { access, database, options }: Magpie,
  request: FastifyRequest,
): Promise<LiveViewer | null> {
  const token = sessionToken(request);
  if (token === null || request.viewer === null) return null;
  const { kind, personId, agencyId, exercise, expiresAtMs, isBound, isProven } = request.viewer;
  // HAZARD H-206: the table of capabilities keeps supporters and the offices out; so does this, should it ever not.
  if (!isViewerKind(kind)) return null;
  // Streams decide from memory: what their viewer's agency is must be known before.
  await access.know(database, [agencyId]);
  // Of a bound phone: the proof is asked for again.
  const provenUntilMs = isBound ? options.clock.nowMs() + SESSION_LIMITS.deviceStreamMs : expiresAtMs;
  const sessionUntilMs = Math.min(expiresAtMs, provenUntilMs);
  return { kind, personId, agencyId, exercise, isProven, sessionId: sessionIdOf(token), sessionUntilMs };
}

/** A browser always says whose page opens the stream; it must be ours. `publicUrl`: a proxy before us may speak TLS where we do not. */
function originAllowed(origin: string | undefined, request: FastifyRequest, publicUrl: string | null): boolean {
  const own = `${request.protocol}://${request.headers.host ?? ''}`;
  return origin === own || (publicUrl !== null && origin === new URL(publicUrl).origin);
}

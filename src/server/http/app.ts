/**
 * The HTTP server of people: API, pages, live stream. `createApp` puts the parts together in the order in which a request
 * passes them; who may call what stands in `capabilities.ts`. Devices have a listener of their own (`ingest`).
 */
import type { BlockList } from 'node:net';
import fastifyCookie from '@fastify/cookie';
import fastifyRateLimit from '@fastify/rate-limit';
import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import type { Logger } from 'pino';
import type { Clock } from '../../core/clock.ts';
import type { Database } from '../../core/database.ts';
import type { DeviceId, OrderId } from '../../core/ids.ts';
import type { Packs } from '../../orders/service.ts';
import type { Access, Sealer } from '../../safeguards/service.ts';
import type { Challenges } from '../sessions/challenge.ts';
import { isSecure, type SignInSetting } from '../sessions/sign-in-setting.ts';
import type { ViewGate } from '../sessions/view-gate.ts';
import { guardAccess } from './access.ts';
import { recordAttempts } from './attempts.ts';
import { answerErrors, describeError, sendMalformed } from './errors.ts';
import { addSecurityHeaders, setSecurityHeaders } from './headers.ts';
import { HTTP_LIMITS } from './limits.ts';
import { frameworkLogger, logRequests } from './logging.ts';
import { countMalformed } from './malformed.ts';
import { describeApi, serveDescription } from './openapi.ts';
import { servePages } from './pages.ts';
import { REGISTRY_ROUTES } from './routes.ts';
import { askSecondForExports } from './second-person.ts';
import { limitSlowBodies } from './slow-bodies.ts';
import { sourceOf } from './source.ts';
import { PAGES_TLS } from './tls.ts';

/** Adds routes. Each must stand in `capabilities.ts`. */
export type RouteSet = (app: FastifyInstance) => void | Promise<void>;

export interface AppDeps {
  readonly database: Database;
  readonly sealer: Sealer;
  readonly clock: Clock;
  /** Cryptographic. */
  readonly randomBytes: (count: number) => Uint8Array;
  readonly packs: Packs;
  readonly access: Access;
  readonly adminToken: string;
  readonly log: Logger;
  /** Names under which the server may be called besides loopback, without port. */
  readonly hosts: readonly string[];
  /** Proxies of the deployer's own, whose word about where a request comes from is believed; null or absent: none. */
  readonly trustedProxies?: BlockList | null;
  /** Folder of the built pages. */
  readonly pagesRoot: string;
  /** Null: plain HTTP, for loopback. */
  readonly tls: { readonly key: string | Buffer; readonly cert: string | Buffer } | null;
  /** After the commit. The answer waits for both: it then means that the change is in effect. */
  readonly onOrderChange: (orderId: OrderId) => void | Promise<void>;
  readonly onDeviceChange: (deviceId: DeviceId) => void | Promise<void>;
  /** `sessionIdOf` the session that was signed out. */
  readonly onSessionEnd: (sessionId: string) => void;
  /** A request broke the schema of its route (`METHOD pattern`), or could not be read. */
  readonly onMalformed?: (route: string) => void;
  readonly gate: ViewGate;
  readonly challenges: Challenges;
  /** How the server is reached, and whether it serves real persons. */
  readonly signIn: SignInSetting;
  /** What the composition root adds: incidents, live stream, SOS, map, metrics. */
  readonly routes: readonly RouteSet[];
}

/** Ready to listen or to be injected into; `close` ends open connections. */
export async function createApp(deps: AppDeps): Promise<FastifyInstance> {
  const secure = isSecure(deps.signIn);
  const app = Fastify({
    ...(deps.tls === null
      ? { http: { headersTimeout: HTTP_LIMITS.requestMs } }
      : { https: { ...deps.tls, ...PAGES_TLS, headersTimeout: HTTP_LIMITS.requestMs } }),
    loggerInstance: frameworkLogger(deps.log),
    bodyLimit: HTTP_LIMITS.bodyBytes,
    // The longest there is; shorter ones are kept by `limitSlowBodies`.
    requestTimeout: HTTP_LIMITS.requestMs + HTTP_LIMITS.uploadMs,
    keepAliveTimeout: HTTP_LIMITS.keepAliveMs,
    frameworkErrors: (_error, request, reply) => {
      // No hook of ours has seen it.
      addSecurityHeaders(reply as FastifyReply, request.url, secure);
      sendMalformed(reply as FastifyReply);
    },
    forceCloseConnections: true,
    routerOptions: { maxParamLength: HTTP_LIMITS.parameterLength },
  }) as FastifyInstance;
  app.removeContentTypeParser('text/plain');
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  const malformed = countMalformed(app, { log: deps.log, onMalformed: (route) => deps.onMalformed?.(route) });
  answerErrors(app, deps.log, (route) => malformed.add(route));
  logRequests(app, deps.log);
  limitSlowBodies(app, HTTP_LIMITS);
  setSecurityHeaders(app, secure);
  await app.register(fastifyCookie);
  app.decorate('trustedProxies', deps.trustedProxies ?? null);
  await app.register(fastifyRateLimit, { global: false, keyGenerator: sourceOf });
  await describeApi(app, secure);
  guardAccess(app, { sessions: deps, adminToken: deps.adminToken, secure, hosts: deps.hosts });
  askSecondForExports(app, deps);
  const { database, clock, log } = deps;
  recordAttempts(app, {
    database,
    clock,
    onError: (error) => log.error(describeError(error), 'recording a refused attempt failed'),
  });
  for (const register of REGISTRY_ROUTES) register(app, deps, secure);
  for (const register of deps.routes) await register(app);
  serveDescription(app);
  await servePages(app, deps.pagesRoot);
  await app.ready();
  return app;
}

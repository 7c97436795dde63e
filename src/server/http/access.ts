/**
 * The door of the API, before any handler: is the request meant for this server, does it come from our own pages, and may
 * this caller call this route. Fails toward refusing.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Refusal, RefusedError } from '../../core/refusal.ts';
import { asTask } from '../scope.ts';
import { openWhileAbsent } from '../sessions/absent.ts';
import { askForProof, hasProof, openWithoutProof } from '../sessions/binding/service.ts';
import { sessionToken, setSessionCookie } from '../sessions/cookie.ts';
import { showsIn } from '../sessions/lock/decide.ts';
import { openWhileLocked } from '../sessions/lock/while-locked.ts';
import { loadViewer, type SessionDeps } from '../sessions/service.ts';
import { enrolmentOnly, openToEnrol } from '../sessions/sign-in-setting.ts';
import { requireStepUp } from '../sessions/step-up/service.ts';
import { absentAfterMs, type Viewer } from '../sessions/viewer.ts';
import { type Capability, capabilityOf } from './capabilities.ts';
import { limitReads } from './reads.ts';
import { keepScopes, scopeOf } from './scopes.ts';
import { stepUpOf } from './step-up.ts';

export interface AccessDeps {
  readonly sessions: SessionDeps;
  readonly adminToken: string;
  /** Reached over TLS. */
  readonly secure: boolean;
  /** Names under which the server may be called besides loopback, without port, in lower case. */
  readonly hosts: readonly string[];
}

const LOOPBACK_NAMES = ['localhost', '127.0.0.1', '[::1]'];
const LOOPBACK_ADDRESSES = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);
const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

/** A request for another server's name: a page of another site that made its own name point here. */
export class MisdirectedError extends Error {
  override readonly name = 'MisdirectedError';
}

export function guardAccess(app: FastifyInstance, deps: AccessDeps): void {
  const hosts = new Set([...LOOPBACK_NAMES, ...deps.hosts.map((host) => host.toLowerCase())]);
  app.decorate('overTls', deps.secure);
  app.decorateRequest('viewer', null);
  app.decorateRequest('signedIn', null);
  keepScopes(app);
  const limitRead = limitReads(app);

  // INVARIANT: a route without a capability never goes into service.
  app.addHook('onRoute', (route) => {
    for (const method of [route.method].flat()) {
      if (method === 'OPTIONS' || capabilityOf(method, route.url) !== undefined) continue;
      throw new Error(`${method} ${route.url} is not in server/http/capabilities.ts: say there who may call it`);
    }
  });

  app.addHook('onRequest', async (request, reply) => {
    // HAZARD H-52: a foreign page reaches the loopback server through a name of its own
    if (!hosts.has(hostName(request.headers.host ?? ''))) throw new MisdirectedError();
    const capability = request.is404 ? undefined : capabilityOf(request.method, request.routeOptions.url ?? '');
    // No browser of ours calls it, and no session acts through it: the proof in its address is all that counts.
    if (capability === 'callback') {
      request.scopeSlot.scope = await scopeOf(request, deps.sessions.database);
      return;
    }
    if (!READING.has(request.method) || request.headers.upgrade !== undefined) requireOwnPage(request);
    if (!READING.has(request.method)) requireOwnHeader(request);
    if (request.is404) return;
    if (capability === undefined) throw refused('forbidden', 'Nobody may call this.');
    await requireCapability(request, reply, capability, deps);
    if (request.viewer !== null) await limitRead(request, reply);
    request.scopeSlot.scope = await scopeOf(request, deps.sessions.database);
  });

  // HAZARD H-67: a refused upgrade keeps its socket, which nobody reads any more, and the server cannot stop
  app.addHook('onResponse', async (request, reply) => {
    if (request.headers.upgrade !== undefined && reply.statusCode >= 400) request.raw.socket.destroy();
  });
}

async function requireCapability(
  request: FastifyRequest,
  reply: FastifyReply,
  capability: Capability,
  deps: AccessDeps,
): Promise<void> {
  if (capability === 'anyone' || capability === 'callback') return;
  if (capability === 'admin') {
    if (!isAdmin(request, deps.adminToken)) throw refused('unauthenticated', 'This needs the admin token.');
    return;
  }
  if (capability === 'local') {
    if (isOfThisMachine(request) || isAdmin(request, deps.adminToken)) return;
    throw refused('forbidden', 'This is answered on this machine only, or to the admin token.');
  }
  // A session comes first: who is signed in acts as themself.
  const token = sessionToken(request);
  if (capability === 'desk' && token === null && isAdmin(request, deps.adminToken)) return;
  const kinds: readonly string[] = capability === 'desk' ? ['officer'] : capability;
  const brought = {
    mayRenew: request.headers.upgrade === undefined,
    hasProof: hasProof(deps.sessions.challenges, request),
  };
  const admitted = token === null ? null : await asTask('sign-in', () => loadViewer(deps.sessions, token, brought));
  if (token === null || admitted === null) throw refused('unauthenticated', 'Nobody is signed in.');
  const { viewer, isRenewed } = admitted;
  request.signedIn = viewer;
  if (!kinds.includes(viewer.kind)) throw refused('forbidden', 'This is not open to the person signed in.');
  requireUsable(request, reply, viewer, deps);
  if (isRenewed) setSessionCookie(reply, token, viewer.expiresAtMs - deps.sessions.clock.nowMs(), deps.secure);
  request.viewer = viewer;
  const act = stepUpOf(request.method, request.routeOptions.url ?? '');
  if (act !== null) await asTask('sign-in', () => requireStepUp(deps.sessions, request, act));
}

/** Whether this session may call this now: it is its own phone, not locked, nobody's desk left alone, and more than an enrolment. */
function requireUsable(request: FastifyRequest, reply: FastifyReply, viewer: Viewer, { sessions }: AccessDeps): void {
  const { method } = request;
  const pattern = request.routeOptions.url ?? '';
  if (!viewer.isProven && !openWithoutProof(method, pattern)) {
    askForProof(sessions.challenges, reply, viewer);
  }
  // HAZARD H-487: a link that fell into other hands works as an officer
  if (enrolmentOnly(viewer, sessions.signIn) && !openToEnrol(method, pattern)) {
    throw refused('enrol-first', 'Add a passkey first, then sign in with it: a link only enrols.');
  }
  if (showsIn(viewer.lock)) return;
  if (absentAfterMs(viewer.kind, viewer.method) !== null) {
    if (!openWhileAbsent(method, pattern)) throw refused('absent', 'You were away: sign in again.');
    return;
  }
  // HAZARD H-201: whoever holds a locked phone reads with its session what its screen hides.
  if (!openWhileLocked(method, pattern)) throw refused('locked', 'The app is locked on this phone.');
}

/** What a proxy adds to what it hands on. */
const HANDED_ON = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'];

/** A proxy on this machine hands on what came from anywhere: by the name that people use, or with its own headers. */
function isOfThisMachine({ socket, headers }: FastifyRequest): boolean {
  if (!LOOPBACK_ADDRESSES.has(socket.remoteAddress ?? '')) return false;
  if (!LOOPBACK_NAMES.includes(hostName(headers.host ?? ''))) return false;
  return HANDED_ON.every((name) => headers[name] === undefined);
}

/** A browser says which site a request comes from; another site's is refused, for streams too. */
function requireOwnPage(request: FastifyRequest): void {
  const { origin, host } = request.headers;
  if (origin === undefined) return;
  if (!URL.canParse(origin) || new URL(origin).host !== host) {
    throw refused('forbidden', 'This comes from another site.');
  }
}

/** A header that other sites' forms cannot send. */
function requireOwnHeader(request: FastifyRequest): void {
  if (request.headers['x-magpie'] !== '1') throw refused('forbidden', 'Changes need the header x-magpie: 1.');
}

function isAdmin(request: FastifyRequest, adminToken: string): boolean {
  const given = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1];
  return given !== undefined && timingSafeEqual(digest(given), digest(adminToken));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function hostName(host: string): string {
  return host.toLowerCase().replace(/:\d+$/, '');
}

function refused(code: Refusal['code'], message: string): RefusedError {
  return new RefusedError({ code, message });
}

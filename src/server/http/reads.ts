/**
 * How much somebody signed in may read in a minute: far more than pages ask for, far less than copying a register takes. What warns, what calls for help
 * and what tells of alarms is never counted. Fails toward answering: a page is told to wait, and nothing is closed.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { MINUTE_MS } from '../../core/time.ts';
import { openWhileAbsent } from '../sessions/absent.ts';
import { openWhileLocked } from '../sessions/lock/while-locked.ts';
import { isProtectedSide, type Viewer } from '../sessions/viewer.ts';
import { HTTP_LIMITS } from './limits.ts';

/** Besides what a locked phone and a desk that was left may still call: what is open then is what protects. */
const NEVER_COUNTED: ReadonlySet<string> = new Set([
  'GET /api/incidents/:id',
  'GET /api/me/help',
  'GET /api/me/orders',
  'GET /api/me/push-key',
  'GET /api/me/questions',
  'GET /api/me/warning-plan',
]);

class TooManyReadsError extends Error {
  override readonly name = 'TooManyReadsError';
  readonly statusCode = 429;
}

export function isCounted(method: string, pattern: string): boolean {
  if (method !== 'GET' && method !== 'HEAD') return false;
  if (openWhileLocked(method, pattern) || openWhileAbsent(method, pattern)) return false;
  return !NEVER_COUNTED.has(`GET ${pattern}`);
}

/** Of a request whose `signedIn` is set. */
export type LimitReads = (request: FastifyRequest, reply: FastifyReply) => Promise<void>;

// HAZARD H-588: somebody signed in copies all that they may see, or keeps the server busy, by reading without end
/** Throws, answered with 429 and `Retry-After`. After the rate limiter was registered. */
export function limitReads(app: FastifyInstance): LimitReads {
  const count = app.createRateLimit({
    ...{ max: HTTP_LIMITS.readsPerMinute, timeWindow: MINUTE_MS },
    keyGenerator: ({ signedIn }: FastifyRequest) => `read ${signedIn === null ? '' : keyOf(signedIn)}`,
  });
  return async (request, reply) => {
    if (!isCounted(request.method, request.routeOptions.url ?? '')) return;
    const counted = await count(request);
    if (counted.isAllowed || !counted.isExceeded) return;
    reply.header('retry-after', String(counted.ttlInSeconds));
    throw new TooManyReadsError();
  };
}

/** By person, so that more sessions read no more; of the protected side by phone, so that whoever took one stops no other. */
function keyOf({ kind, personId, phoneId }: Viewer): string {
  return isProtectedSide(kind) ? phoneId : personId;
}

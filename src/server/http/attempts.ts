/** Refused requests, for the audit: who tried what, and how it was refused. Nothing of what they sent but the id in the address. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Attempts, type AttemptsDeps } from '../../safeguards/service.ts';
import { asTask } from '../scope.ts';
import { CHALLENGE_HEADER } from '../sessions/binding/contract.ts';

const REFUSED = new Set([401, 403, 421, 423, 429]);
const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** A page asks who is signed in; that nobody is, is no attempt. */
const ASKING = new Set(['GET /api/session']);
const SWEEP_MS = 60_000;

export function recordAttempts(app: FastifyInstance, deps: AttemptsDeps): void {
  const attempts = new Attempts(deps);
  const timer = setInterval(() => asTask('attempt', () => attempts.sweep(deps.clock.nowMs())), SWEEP_MS);
  timer.unref();
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url;
    if (route === undefined || request.is404) return;
    const subject = idIn(request);
    // Of others' things it is said that they are not there.
    const isHidden = reply.statusCode === 404 && subject !== null && request.signedIn !== null;
    const what = `${request.method} ${route}`;
    if (!(REFUSED.has(reply.statusCode) || isHidden) || (reply.statusCode === 401 && ASKING.has(what))) return;
    // A phone that is asked for a proof every ten minutes tries nothing; a wrong proof is refused by itself.
    if (reply.hasHeader(CHALLENGE_HEADER)) return;
    const { signedIn } = request;
    const actor = signedIn === null ? { kind: 'stranger', id: null } : { kind: signedIn.kind, id: signedIn.personId };
    asTask('attempt', () => attempts.add({ actor, what, refused: String(reply.statusCode), subject }));
  });
  app.addHook('onClose', async () => {
    clearInterval(timer);
    await asTask('attempt', () => attempts.close());
  });
}

/** A stranger's ids are of their own choosing: only what somebody signed in asked for is kept apart by it. */
function idIn(request: FastifyRequest): string | null {
  const { id } = (request.params ?? {}) as { id?: unknown };
  return typeof id === 'string' && ID.test(id) && request.signedIn !== null ? id : null;
}

import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { AgencyId } from '../../core/ids.ts';
import { valueOrRefuse } from '../../core/refusal.ts';
import { MINUTE_MS, toIso } from '../../core/time.ts';
import {
  type SessionJson,
  sessionSchema,
  signInCodeRequestSchema,
  signInCodeSchema,
  signInSchema,
} from './contract.ts';
import { clearSessionCookie, sessionToken, setSessionCookie } from './cookie.ts';
import { SESSION_LIMITS } from './limits.ts';
import { phoneName } from './phones/name.ts';
import { createSignInCode, type SessionDeps, signIn, signInPath, signOut } from './service.ts';
import { type Viewer, viewerOf } from './viewer.ts';

export interface SessionRoutesDeps extends SessionDeps {
  /** Of the agency's jurisdiction. */
  emergencyNumberOf(agencyId: AgencyId): Promise<string>;
}

/** `secure`: the server is reached over TLS. */
export function sessionRoutes(app: FastifyInstance, deps: SessionRoutesDeps, secure: boolean): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  api.post(
    '/api/session',
    {
      schema: { summary: 'Sign in with a one-time code', body: signInSchema, response: { 200: sessionSchema } },
      config: { rateLimit: { max: SESSION_LIMITS.signInsPerMinute, timeWindow: MINUTE_MS } },
    },
    async (request, reply) => {
      const { viewer, token } = valueOrRefuse(
        await signIn(deps, request.body.code, phoneName(request.headers['user-agent'])),
      );
      setSessionCookie(reply, token, viewer.expiresAtMs - deps.clock.nowMs(), secure);
      return sessionJson(deps, viewer);
    },
  );
  api.get(
    '/api/session',
    { schema: { summary: 'Who is signed in', response: { 200: sessionSchema } } },
    async (request) => sessionJson(deps, viewerOf(request)),
  );
  api.delete(
    '/api/session',
    { schema: { summary: 'Sign out', response: { 204: z.null() } } },
    async (request, reply) => {
      const token = sessionToken(request);
      if (token !== null) await signOut(deps, token, viewerOf(request));
      clearSessionCookie(reply, secure);
      return reply.code(204).send(null);
    },
  );
  api.post(
    '/api/sign-in-codes',
    {
      schema: {
        summary: 'Make a one-time sign-in link',
        body: signInCodeRequestSchema,
        response: { 201: signInCodeSchema },
      },
    },
    async (request, reply) => {
      const actor = { kind: 'command-line', id: null };
      const { code, expiresAtMs } = valueOrRefuse(await createSignInCode(deps, request.body.personId, actor));
      return reply.code(201).send({ path: signInPath(code), expiresAt: toIso(expiresAtMs) });
    },
  );
}

async function sessionJson(deps: SessionRoutesDeps, viewer: Viewer): Promise<SessionJson> {
  const { kind, personId, agencyId, exercise } = viewer;
  return { kind, personId, exercise, emergencyNumber: await deps.emergencyNumberOf(agencyId) };
}

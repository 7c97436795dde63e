import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { AgencyId } from '../../core/ids.ts';
import { valueOrRefuse } from '../../core/refusal.ts';
import { MINUTE_MS, toIso } from '../../core/time.ts';
import type { Sealer } from '../../safeguards/service.ts';
import { sourceOf } from '../http/source.ts';
import { keepPresent } from './absent.ts';
import { deviceProofSchema } from './binding/contract.ts';
import { deviceKeyOf, proveDevice, setProofCookie } from './binding/service.ts';
import {
  type SessionJson,
  sessionSchema,
  signInCodeRequestSchema,
  signInCodeSchema,
  signInSchema,
} from './contract.ts';
import { clearSessionCookie, sessionToken, setSessionCookie } from './cookie.ts';
import { SESSION_LIMITS } from './limits.ts';
import { oidcRoutes } from './oidc/routes.ts';
import { passkeyRoutes } from './passkeys/routes.ts';
import { phoneName } from './phones/name.ts';
import { ownSessionRoutes } from './phones/session-routes.ts';
import { createSignInCode, type SessionDeps, sessionIdOf, signIn, signInPath, signOut } from './service.ts';
import { enrolmentOnly } from './sign-in-setting.ts';
import { stepUpRoutes } from './step-up/routes.ts';
import { absentAfterMs, type Viewer, viewerOf } from './viewer.ts';

export interface SessionRoutesDeps extends SessionDeps {
  readonly sealer: Sealer;
  /** Of the agency's jurisdiction. */
  emergencyNumberOf(agencyId: AgencyId): Promise<string>;
}

/** `secure`: the server is reached over TLS. */
export function sessionRoutes(app: FastifyInstance, deps: SessionRoutesDeps, secure: boolean): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  const ofPasskeys = { ...deps, sessionJson: (viewer: Viewer) => sessionJson(deps, viewer) };
  passkeyRoutes(app, ofPasskeys);
  stepUpRoutes(app, deps);
  ownSessionRoutes(app, deps);
  oidcRoutes(app, deps);
  keepingRoutes(app, deps);
  api.post(
    '/api/session',
    {
      schema: { summary: 'Sign in with a one-time code', body: signInSchema, response: { 200: sessionSchema } },
      config: { rateLimit: { max: SESSION_LIMITS.signInsPerMinute, timeWindow: MINUTE_MS } },
    },
    async (request, reply) => {
      const deviceKey = request.body.deviceKey === null ? null : deviceKeyOf(request.body.deviceKey);
      const { viewer, token } = valueOrRefuse(
        await signIn(deps, request.body.code, phoneName(request.headers['user-agent']), deviceKey),
      );
      setSessionCookie(reply, token, viewer.expiresAtMs - deps.clock.nowMs(), secure);
      if (viewer.isBound) setProofCookie(deps, reply, token);
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
      // HAZARD H-485: a copied cookie ends nobody's session, and takes no phone's pushes: it only leaves the browser that asks.
      if (token !== null && viewerOf(request).isProven) {
        await signOut(deps, token, viewerOf(request));
      }
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

/** What keeps a session going: a proof of the phone's own key, and a sign of being there. */
function keepingRoutes(app: FastifyInstance, deps: SessionRoutesDeps): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  const keyGenerator = (request: FastifyRequest): string => sessionIdOf(sessionToken(request) ?? sourceOf(request));
  api.post(
    '/api/session/proof',
    {
      schema: { summary: 'Prove the key of this phone', body: deviceProofSchema, response: { 204: z.null() } },
      config: { rateLimit: { max: SESSION_LIMITS.signInsPerMinute, timeWindow: MINUTE_MS, keyGenerator } },
    },
    async (request, reply) => {
      await proveDevice(deps, request, reply, request.body);
      return reply.code(204).send(null);
    },
  );
  api.post(
    '/api/session/active',
    { schema: { summary: 'Somebody is at the page', body: z.object({}), response: { 204: z.null() } } },
    async (request, reply) => {
      const token = sessionToken(request);
      if (token !== null) await keepPresent(deps, viewerOf(request), sessionIdOf(token));
      return reply.code(204).send(null);
    },
  );
}

async function sessionJson(deps: SessionRoutesDeps, viewer: Viewer): Promise<SessionJson> {
  const { kind, personId, agencyId, exercise, method } = viewer;
  return {
    ...{ kind, personId, exercise, enrolmentOnly: enrolmentOnly(viewer, deps.signIn) },
    absentAfterMs: absentAfterMs(kind, method),
    isAbsent: absentAfterMs(kind, method) !== null && viewer.lock === 'locked',
    emergencyNumber: await deps.emergencyNumberOf(agencyId),
  };
}

/** Signing in through one's agency: its setting, and the way there and back. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { RefusedError, stopWith } from '../../../core/refusal.ts';
import { MINUTE_MS, SECOND_MS, toIso } from '../../../core/time.ts';
import { clearSessionCookie, sessionToken } from '../cookie.ts';
import { SESSION_LIMITS } from '../limits.ts';
import { replaceSession } from '../passkeys/routes.ts';
import { phoneName } from '../phones/name.ts';
import { signOut } from '../service.ts';
import { isSecure, partyOf } from '../sign-in-setting.ts';
import { viewerOf } from '../viewer.ts';
import {
  oidcAgenciesSchema,
  oidcClientSchema,
  oidcLeaveSchema,
  oidcSettingSchema,
  oidcSubjectSchema,
} from './contract.ts';
import { loadClient } from './oidc.sql.ts';
import {
  beginOidc,
  finishOidc,
  leaveUrl,
  listAgencies,
  type OidcDeps,
  STATE_LIFE_MS,
  setClient,
  setSubject,
  stopClient,
} from './service.ts';

const COOKIE = 'magpie_agency';
/** Where the page is told that it did not work. It is no code: those have 43 letters. */
const REFUSED = '/enter#agency-refused';

const params = z.object({ id: z.uuid() });
const ofAgencySchema = z.object({ agencyId: z.uuid() });
const perSource = { rateLimit: { max: SESSION_LIMITS.signInsPerMinute, timeWindow: MINUTE_MS } };

export function oidcRoutes(app: FastifyInstance, deps: OidcDeps): void {
  settingRoutes(app, deps);
  const api = app.withTypeProvider<ZodTypeProvider>();
  api.get(
    '/api/session/agencies',
    { schema: { summary: 'Agencies with a sign-in of their own', response: { 200: oidcAgenciesSchema } } },
    async () => ({ agencies: await listAgencies(deps) }),
  );
  api.get(
    '/api/session/oidc/:id/begin',
    { schema: { summary: "Go to an agency's own sign-in", params }, config: perSource },
    async (request, reply) => {
      const { url, kept } = await beginOidc(deps, request.params.id, originOf(request, deps));
      // Lax: it must come back with the browser that another site sends here.
      reply.setCookie(COOKIE, kept, { ...attributes(deps), maxAge: STATE_LIFE_MS / SECOND_MS });
      return reply.redirect(url, 302);
    },
  );
  api.get(
    '/api/session/oidc/callback',
    { schema: { summary: "Back from an agency's own sign-in" }, config: perSource },
    async (request, reply) => {
      const kept = request.cookies[COOKIE] ?? '';
      reply.clearCookie(COOKIE, attributes(deps));
      const query = request.url.split('?')[1] ?? '';
      try {
        const begun = await finishOidc(deps, kept, query, phoneName(request.headers['user-agent']));
        await replaceSession(deps, request, reply, begun);
        return reply.redirect('/enter#signed-in', 302);
      } catch (error) {
        if (error instanceof RefusedError) return reply.redirect(REFUSED, 302);
        throw error;
      }
    },
  );
  api.post(
    '/api/session/oidc/leave',
    {
      schema: {
        summary: 'Sign out here, and say where to sign out at the agency',
        body: z.object({}),
        response: { 200: oidcLeaveSchema },
      },
    },
    async (request, reply) => {
      const viewer = viewerOf(request);
      const token = sessionToken(request);
      if (token !== null) await signOut(deps, token, viewer);
      clearSessionCookie(reply, isSecure(deps.signIn));
      if (viewer.method !== 'oidc') return { url: null };
      return { url: await leaveUrl(deps, viewer.agencyId, originOf(request, deps)).catch(nowhere) };
    },
  );
}

function settingRoutes(app: FastifyInstance, deps: OidcDeps): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  api.post(
    '/api/agencies/:id/sign-in',
    {
      schema: {
        summary: "Set an agency's own sign-in",
        ...{ params, body: oidcClientSchema, response: { 200: ofAgencySchema } },
      },
    },
    async (request) => {
      await setClient(deps, request.params.id, request.body);
      return { agencyId: request.params.id };
    },
  );
  api.get(
    '/api/agencies/:id/sign-in',
    { schema: { summary: "An agency's own sign-in", params, response: { 200: oidcSettingSchema } } },
    async (request) => {
      const client = await loadClient(deps.database, request.params.id);
      if (client === null) return stopWith('not-found', 'This agency has no sign-in of its own.');
      const { issuer, clientId, acr, amr, createdAtMs } = client;
      return { issuer, clientId, acr: [...acr], amr: [...amr], createdAt: toIso(createdAtMs) };
    },
  );
  api.post(
    '/api/agencies/:id/sign-in/stop',
    {
      schema: {
        summary: "Stop an agency's own sign-in",
        ...{ params, body: z.object({}), response: { 200: ofAgencySchema } },
      },
    },
    async (request) => {
      await stopClient(deps, request.params.id);
      return { agencyId: request.params.id };
    },
  );
  api.post(
    '/api/agencies/:id/subjects',
    {
      schema: {
        summary: 'Who a subject of the agency is here',
        ...{ params, body: oidcSubjectSchema, response: { 200: z.object({ personId: z.uuid() }) } },
      },
    },
    async (request) => {
      await setSubject(deps, request.params.id, request.body);
      return { personId: request.body.personId };
    },
  );
}

/** By which the browser reached us; the host was looked at before. An agency's sign-in, unlike a passkey, may belong to an address. */
function originOf(request: FastifyRequest, deps: OidcDeps): string {
  const host = request.headers.host ?? '';
  return partyOf(request, deps.signIn)?.origin ?? `${isSecure(deps.signIn) ? 'https' : 'http'}://${host}`;
}

function attributes(deps: OidcDeps) {
  return { path: '/api/session/oidc', httpOnly: true, sameSite: 'lax', secure: isSecure(deps.signIn) } as const;
}

/** Signed out here is what counts: an issuer that does not answer is left as it is. */
function nowhere(error: unknown): null {
  if (error instanceof RefusedError) return null;
  throw error;
}

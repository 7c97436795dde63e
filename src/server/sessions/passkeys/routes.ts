/** Passkeys: one's own, and signing in with one. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { stopWith } from '../../../core/refusal.ts';
import { MINUTE_MS } from '../../../core/time.ts';
import { sourceOf } from '../../http/source.ts';
import { hasProof } from '../binding/service.ts';
import { type SessionJson, sessionSchema } from '../contract.ts';
import { sessionToken, setSessionCookie } from '../cookie.ts';
import { SESSION_LIMITS } from '../limits.ts';
import { phoneName } from '../phones/name.ts';
import { loadViewer, type SignedIn, sessionIdOf, signOut } from '../service.ts';
import { enrolmentOnly, isSecure, partyOf, relyingPartyOf } from '../sign-in-setting.ts';
import { asksProof, requireStepUp } from '../step-up/service.ts';
import { type Viewer, viewerOf } from '../viewer.ts';
import {
  assertionOptionsSchema,
  newPasskeySchema,
  ownSignInSchema,
  passkeySignInSchema,
  registrationOptionsSchema,
  renameSchema,
} from './contract.ts';
import {
  addPasskey,
  beginAdding,
  beginSigningIn,
  listOwn,
  type PasskeyDeps,
  removePasskeys,
  renamePasskey,
  signInByPasskey,
} from './service.ts';

export interface PasskeyRoutesDeps extends PasskeyDeps {
  sessionJson(viewer: Viewer): Promise<SessionJson>;
}

const nothing = { 204: z.null() };
const params = z.object({ id: z.uuid() });
const perSource = { rateLimit: { max: SESSION_LIMITS.signInsPerMinute, timeWindow: MINUTE_MS } };
/** By session, not by address: a whole office comes by one. */
const perSession = {
  rateLimit: {
    ...{ max: SESSION_LIMITS.signInsPerMinute, timeWindow: MINUTE_MS },
    keyGenerator: (request: FastifyRequest) => sessionIdOf(sessionToken(request) ?? sourceOf(request)),
  },
};

export function passkeyRoutes(app: FastifyInstance, deps: PasskeyRoutesDeps): void {
  signInRoutes(app, deps);
  const api = app.withTypeProvider<ZodTypeProvider>();
  api.get(
    '/api/me/sign-in',
    { schema: { summary: 'How I sign in', response: { 200: ownSignInSchema } } },
    async (request) => {
      const viewer = viewerOf(request);
      return {
        method: viewer.method,
        needsName: partyOf(request, deps.signIn) === null,
        asksProof: await asksProof(deps, viewer),
        enrolmentOnly: enrolmentOnly(viewer, deps.signIn),
        passkeys: await listOwn(deps, viewer),
      };
    },
  );
  api.post(
    '/api/me/passkeys/begin',
    {
      schema: { summary: 'Begin to add a passkey', body: z.object({}), response: { 200: registrationOptionsSchema } },
      config: perSession,
    },
    (request) => beginAdding(deps, viewerOf(request), relyingPartyOf(request, deps.signIn), 'sign-in'),
  );
  api.post(
    '/api/me/passkeys',
    {
      schema: {
        summary: 'Add a passkey',
        body: newPasskeySchema,
        response: { 201: z.object({ passkeyId: z.uuid() }) },
      },
      config: perSession,
    },
    async (request, reply) => {
      const party = relyingPartyOf(request, deps.signIn);
      const viewer = viewerOf(request);
      if (await needsProofToAdd(deps, viewer)) await requireStepUp(deps, request, 'passkey.add');
      const passkeyId = await addPasskey(deps, viewer, party, 'sign-in', request.body);
      return reply.code(201).send({ passkeyId });
    },
  );
  api.put(
    '/api/me/passkeys/:id',
    { schema: { summary: 'Name a passkey', params, body: renameSchema, response: nothing } },
    async (request, reply) => {
      await renamePasskey(deps, viewerOf(request), request.params.id, request.body.name);
      return reply.code(204).send(null);
    },
  );
  api.delete(
    '/api/me/passkeys/:id',
    { schema: { summary: 'Remove a passkey', params, response: nothing } },
    async (request, reply) => {
      if (!(await removePasskeys(deps, viewerOf(request), 'sign-in', request.params.id))) {
        stopWith('not-found', 'There is no such passkey of yours.');
      }
      return reply.code(204).send(null);
    },
  );
}

function signInRoutes(app: FastifyInstance, deps: PasskeyRoutesDeps): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  api.post(
    '/api/session/passkey/begin',
    {
      schema: {
        summary: 'Begin to sign in with a passkey',
        body: z.object({}),
        response: { 200: assertionOptionsSchema },
      },
      config: perSource,
    },
    async (request) => beginSigningIn(deps, relyingPartyOf(request, deps.signIn)),
  );
  api.post(
    '/api/session/passkey',
    {
      schema: {
        summary: 'Sign in with a passkey',
        body: passkeySignInSchema,
        response: { 200: sessionSchema },
      },
      config: perSource,
    },
    async (request, reply) => {
      const party = relyingPartyOf(request, deps.signIn);
      const name = phoneName(request.headers['user-agent']);
      const begun = await signInByPasskey(deps, party, request.body.response, name);
      await replaceSession(deps, request, reply, begun);
      return deps.sessionJson(begun.viewer);
    },
  );
}

/** The browser's session until now ends with the new one: nobody leaves an open one behind by signing in again. */
export async function replaceSession(
  deps: PasskeyDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  { viewer, token }: SignedIn,
): Promise<void> {
  const before = sessionToken(request);
  const brought = { mayRenew: false, hasProof: hasProof(deps.challenges, request) };
  const old = before === null ? null : await loadViewer(deps, before, brought);
  // HAZARD H-485: a copied cookie ends nobody's session
  if (before !== null && old?.viewer.isProven === true) await signOut(deps, before, old.viewer);
  setSessionCookie(reply, token, viewer.expiresAtMs - deps.clock.nowMs(), isSecure(deps.signIn));
}

/** A link that was made a moment ago is the proof itself, for whoever lost the device with their passkey; and a first passkey cannot be proven by one. */
async function needsProofToAdd(deps: PasskeyDeps, viewer: Viewer): Promise<boolean> {
  const age = deps.clock.nowMs() - viewer.signedInAtMs;
  if (viewer.method === 'link' && age < SESSION_LIMITS.enrolWithinMs) return false;
  return (await listOwn(deps, viewer)).length > 0;
}

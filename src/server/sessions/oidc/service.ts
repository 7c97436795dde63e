/**
 * Signing in through one's agency: authorization code with PKCE, state and nonce, by openid-client. Who it is says the agency's issuer; that
 * it is somebody here was said before, by an administrator: nobody is made by signing in. What the browser must bring back stands under a MAC
 * in a cookie of ten minutes, so that a flood of beginnings costs no row. Fails toward refusing; attempts that came from the issuer are audited.
 */
import * as oidc from 'openid-client';
import { type AgencyId, uuidFromBytes } from '../../../core/ids.ts';
import { stopWith } from '../../../core/refusal.ts';
import { MINUTE_MS, SECOND_MS } from '../../../core/time.ts';
import { loadAgency, loadPerson } from '../../../people/service.ts';
import { type Actor, audit } from '../../../safeguards/service.ts';
import type { PasskeyDeps } from '../passkeys/service.ts';
import type { PhoneName } from '../phones/name.ts';
import { beginSession, type SignedIn } from '../service.ts';
import { hasPage, isStaff } from '../viewer.ts';
import { isTrusted, type OidcClientRequest } from './contract.ts';
import {
  endClient,
  insertClient,
  insertSubject,
  loadAgencyIdsWithClient,
  loadClient,
  loadSubject,
  type OidcClient,
} from './oidc.sql.ts';

export const STATE_LIFE_MS = 10 * MINUTE_MS;
const ANSWER_S_MAX = 8_000 / SECOND_MS;
const KIND = 'oidc';

export type OidcDeps = PasskeyDeps;

const ADMIN: Actor = { kind: 'command-line', id: null };

/** What a sign-in that began must be answered with. */
interface Begun {
  readonly agencyId: string;
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly redirectUri: string;
}

export async function setClient(deps: OidcDeps, agencyId: string, request: OidcClientRequest): Promise<void> {
  if ((await loadAgency(deps.database, agencyId)) === null) stopWith('not-found', 'There is no such agency.');
  const nowMs = deps.clock.nowMs();
  const key = await deps.sealer.dataKey({ subject: agencyId, scope: 'oidc-client', bases: ['registration'] }, nowMs);
  const secretSealed = deps.sealer.sealWith(key, Buffer.from(request.clientSecret, 'utf8'));
  const { issuer, clientId, acr, amr } = request;
  await deps.database.transaction(async (tx) => {
    await endClient(tx, agencyId, nowMs);
    const row = { issuer, clientId, acr, amr, secretSealed, keyId: key.keyId, createdAtMs: nowMs };
    await insertClient(tx, uuidFromBytes(deps.randomBytes(16)), { ...row, agencyId: agencyId as AgencyId });
    const about = { agencyId, issuer, acr: acr.join(' '), amr: amr.join(' ') };
    await audit(tx, [{ atMs: nowMs, actor: ADMIN, action: 'oidc.set', purpose: 'sign-in', about }]);
  });
}

export async function stopClient(deps: OidcDeps, agencyId: string): Promise<void> {
  const nowMs = deps.clock.nowMs();
  const ended = await deps.database.transaction(async (tx) => {
    if (!(await endClient(tx, agencyId, nowMs))) return false;
    await audit(tx, [{ atMs: nowMs, actor: ADMIN, action: 'oidc.stop', purpose: 'sign-in', about: { agencyId } }]);
    return true;
  });
  if (!ended) stopWith('not-found', 'This agency has no sign-in of its own.');
}

/** By name, for the page of those who are not signed in yet. */
export async function listAgencies({ database }: OidcDeps): Promise<{ agencyId: string; name: string }[]> {
  const ids = await loadAgencyIdsWithClient(database);
  const found = await Promise.all(ids.map((agencyId) => loadAgency(database, agencyId)));
  const agencies = found.filter((agency) => agency !== null).map(({ agencyId, name }) => ({ agencyId, name }));
  return agencies.sort((a, b) => a.name.localeCompare(b.name));
}

/** Says who a subject of the issuer is here. A second one of the same person replaces the first. */
export async function setSubject(
  deps: OidcDeps,
  agencyId: string,
  { personId, subject }: { readonly personId: string; readonly subject: string },
): Promise<void> {
  const nowMs = deps.clock.nowMs();
  const client = await loadClient(deps.database, agencyId);
  const person = await loadPerson(deps.database, personId);
  if (client === null || person === null || person.agencyId !== agencyId || !hasPage(person) || !isStaff(person.kind)) {
    stopWith('not-found', 'There is no such member of staff of an agency with its own sign-in.');
  }
  const index = indexOf(deps, client, subject);
  await deps.database.transaction(async (tx) => {
    if (!(await insertSubject(tx, { agencyId, index, personId, nowMs }))) {
      stopWith('conflict', 'This subject is somebody else already.');
    }
    const about = { agencyId, personId };
    await audit(tx, [{ atMs: nowMs, actor: ADMIN, action: 'oidc.subject', purpose: 'sign-in', about }]);
  });
}

/** Where to send the browser, and what it must bring back. */
export async function beginOidc(
  deps: OidcDeps,
  agencyId: string,
  origin: string,
): Promise<{ readonly url: string; readonly kept: string }> {
  const client = await loadClient(deps.database, agencyId);
  if (client === null) stopWith('not-found', 'This agency has no sign-in of its own.');
  const config = await configOf(deps, client);
  const verifier = oidc.randomPKCECodeVerifier();
  const begun: Begun = {
    ...{ agencyId, state: oidc.randomState(), nonce: oidc.randomNonce(), verifier },
    redirectUri: `${origin}/api/session/oidc/callback`,
  };
  const url = oidc.buildAuthorizationUrl(config, {
    scope: 'openid',
    redirect_uri: begun.redirectUri,
    state: begun.state,
    nonce: begun.nonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    // Asked anew each time: a sign-in there of this morning proves nobody here now.
    prompt: 'login',
    ...(client.acr.length === 0 ? {} : { acr_values: client.acr.join(' ') }),
  });
  const kept = deps.challenges.seal(KIND, JSON.stringify(begun), deps.clock.nowMs() + STATE_LIFE_MS);
  return { url: url.href, kept };
}

type Why = 'not-proven' | 'too-weak' | 'not-enrolled';

// HAZARD H-489: an agency's issuer, or whoever stands between, signs somebody in as somebody else
/** `query`: what the issuer sent the browser back with. Refused in one way for all, and audited by its reason. */
export async function finishOidc(deps: OidcDeps, kept: string, query: string, name: PhoneName): Promise<SignedIn> {
  const opened = deps.challenges.opened(KIND, kept);
  if (opened === null) stopWith('unauthenticated', 'This sign-in was not begun here, or it took too long.');
  const begun = JSON.parse(opened) as Begun;
  const client = await loadClient(deps.database, begun.agencyId);
  if (client === null) stopWith('unauthenticated', 'This agency has no sign-in of its own.');
  const claims = await claimsOf(deps, client, begun, query);
  if (claims === null) return refuseOidc(deps, begun.agencyId, 'not-proven');
  if (!isStrong(client, claims)) return refuseOidc(deps, begun.agencyId, 'too-weak');
  const signedIn = await deps.database.transaction(async (tx) => {
    const personId = await loadSubject(tx, begun.agencyId, indexOf(deps, client, claims.sub));
    const person = personId === null ? null : await loadPerson(tx, personId);
    if (person === null || !hasPage(person) || !isStaff(person.kind) || person.agencyId !== begun.agencyId) return null;
    // The same answer of the issuer signs in once.
    if (!(await deps.challenges.spend(tx, begun.state))) return null;
    return beginSession(deps, tx, person, { method: 'oidc', name, deviceKey: null });
  });
  return signedIn ?? refuseOidc(deps, begun.agencyId, 'not-enrolled');
}

/** Where the sign-in at the agency is ended, too; null: the issuer names no such place, or does not answer. */
export async function leaveUrl(deps: OidcDeps, agencyId: string, origin: string): Promise<string | null> {
  const client = await loadClient(deps.database, agencyId);
  if (client === null) return null;
  const config = await configOf(deps, client);
  if (config.serverMetadata().end_session_endpoint === undefined) return null;
  return oidc.buildEndSessionUrl(config, { post_logout_redirect_uri: `${origin}/enter` }).href;
}

async function claimsOf(deps: OidcDeps, client: OidcClient, begun: Begun, query: string): Promise<oidc.IDToken | null> {
  const config = await configOf(deps, client);
  try {
    const tokens = await oidc.authorizationCodeGrant(config, new URL(`${begun.redirectUri}?${query}`), {
      ...{ pkceCodeVerifier: begun.verifier, expectedState: begun.state, expectedNonce: begun.nonce },
      idTokenExpected: true,
    });
    return tokens.claims() ?? null;
  } catch (error) {
    // The issuer said no, or what came was not its answer: nothing of it may go on.
    if (error instanceof Error) return null;
    throw error;
  }
}

function isStrong({ acr, amr }: OidcClient, claims: oidc.IDToken): boolean {
  const methods = Array.isArray(claims.amr) ? claims.amr : [];
  return (acr.length === 0 || acr.includes(String(claims.acr))) && amr.every((method) => methods.includes(method));
}

async function configOf(deps: OidcDeps, client: OidcClient): Promise<oidc.Configuration> {
  const secret = (await deps.sealer.open(client.keyId, client.secretSealed)).toString('utf8');
  const issuer = new URL(client.issuer);
  const inClear = issuer.protocol === 'http:' && isTrusted(client.issuer);
  try {
    return await oidc.discovery(issuer, client.clientId, undefined, oidc.ClientSecretBasic(secret), {
      timeout: ANSWER_S_MAX,
      ...(inClear ? { execute: [oidc.allowInsecureRequests] } : {}),
    });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return stopWith('busy', "The agency's sign-in does not answer.");
  }
}

async function refuseOidc(deps: OidcDeps, agencyId: string, why: Why): Promise<never> {
  const actor: Actor = { kind: 'system', id: null };
  const about = { agencyId, why };
  const entry = { atMs: deps.clock.nowMs(), actor, action: 'oidc.refuse', purpose: 'sign-in', about };
  await deps.database.transaction((tx) => audit(tx, [entry]));
  return stopWith('unauthenticated', 'Your agency did not say that you are somebody who may sign in here.');
}

/** The issuer as well: a subject of one it had before is nobody of the next. */
function indexOf(deps: OidcDeps, client: OidcClient, subject: string): Buffer {
  return deps.sealer.blindIndex(['oidc-subject', client.issuer, subject]);
}

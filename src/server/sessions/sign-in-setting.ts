/** What signing in must know of how the server is reached and whom it serves. */
import { isIP } from 'node:net';
import type { FastifyRequest } from 'fastify';
import { stopWith } from '../../core/refusal.ts';
import { isStaff, type Viewer } from './viewer.ts';

export interface SignInSetting {
  /** By which people reach the pages; null: loopback only. */
  readonly publicUrl: string | null;
  /** The server itself speaks TLS. */
  readonly tls: boolean;
  /** The deployer's switch: real persons may be entered, and links no longer sign staff in. */
  readonly realPersons: boolean;
}

/** Whose passkeys they are (WebAuthn's relying party): a name, and the origin that pages of that name have. */
export interface RelyingParty {
  readonly id: string;
  readonly origin: string;
}

const TRIAL_NAME = 'localhost';

/** Whether browsers reach it over TLS: by the server's own, or by a proxy's before it. */
export function isSecure({ publicUrl, tls }: SignInSetting): boolean {
  return tls || (publicUrl !== null && new URL(publicUrl).protocol === 'https:');
}

/** A name that passkeys can belong to: no address. */
export function isName(host: string): boolean {
  return isIP(host.replace(/^\[|\]$/g, '')) === 0;
}

/**
 * The relying party under which a request came; null when it came by an address: browsers make no passkey for one. `localhost` is a
 * name, for trying on one machine.
 */
export function partyOf(request: FastifyRequest, setting: SignInSetting): RelyingParty | null {
  const host = (request.headers.host ?? '').toLowerCase();
  const name = host.replace(/:\d+$/, '');
  const given = setting.publicUrl === null ? null : new URL(setting.publicUrl);
  if (given !== null && isName(given.hostname) && name === given.hostname) return { id: name, origin: given.origin };
  return name === TRIAL_NAME ? { id: name, origin: `${setting.tls ? 'https' : 'http'}://${host}` } : null;
}

/** The same, or a refusal that says what to do. */
export function relyingPartyOf(request: FastifyRequest, setting: SignInSetting): RelyingParty {
  return (
    partyOf(request, setting) ??
    stopWith(
      'needs-name',
      'Passkeys need a name, not an address: open this server by the name in MAGPIE_PUBLIC_URL, or as localhost.',
    )
  );
}

const TO_ENROL: ReadonlySet<string> = new Set([
  'GET /api/session',
  'DELETE /api/session',
  'GET /api/me/sign-in',
  'POST /api/me/passkeys/begin',
  'POST /api/me/passkeys',
]);

/** Whether a session can add a passkey and nothing else: where real persons are, a link signs no staff in. */
export function enrolmentOnly(viewer: Pick<Viewer, 'kind' | 'method'>, { realPersons }: SignInSetting): boolean {
  return realPersons && viewer.method === 'link' && isStaff(viewer.kind);
}

export function openToEnrol(method: string, pattern: string): boolean {
  return TO_ENROL.has(`${method === 'HEAD' ? 'GET' : method} ${pattern}`);
}

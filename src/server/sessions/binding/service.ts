/**
 * A session bound to a key in the phone: a copied cookie opens nothing for longer than the proof beside it. The proof is a second cookie that is
 * made anew every ten minutes by a signature of that key; checking it costs one MAC. What must work without it stands in
 * `OPEN_WITHOUT_PROOF`. Fails toward refusing what shows or changes: a phone that lost its key counts as a locked one and is asked to be
 * enrolled anew, while warnings, SOS, calls, messages and the reports of apps, which prove themselves otherwise, go on.
 */
import { createPublicKey, verify } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Sql } from '../../../core/database.ts';
import { stopWith } from '../../../core/refusal.ts';
import { SECOND_MS } from '../../../core/time.ts';
import type { Challenges } from '../challenge.ts';
import { hostCookieName, sessionToken } from '../cookie.ts';
import { SESSION_LIMITS } from '../limits.ts';
import { type SessionDeps, sessionIdOf } from '../service.ts';
import { isSecure } from '../sign-in-setting.ts';
import { type Viewer, viewerOf } from '../viewer.ts';
import { CHALLENGE_HEADER } from './contract.ts';

const COOKIE = 'magpie_proof';
const KIND = 'device-proof';

/** `METHOD pattern`: what a phone may call whose key is gone. It shows no more than a locked one, and nothing that protects is undone by it. */
const OPEN_WITHOUT_PROOF: ReadonlySet<string> = new Set([
  'POST /api/session/proof',
  'DELETE /api/session',
  // HAZARD H-551: warnings without a place, as on a locked phone; that they were shown there counts for nothing.
  'GET /api/live',
  // HAZARD H-484: she calls for help on a phone whose browser has lost its key
  'POST /api/sos',
]);

export function openWithoutProof(method: string, pattern: string): boolean {
  return OPEN_WITHOUT_PROOF.has(`${method} ${pattern}`);
}

const wanted = (viewer: Viewer) => ({ purpose: 'device', binding: [viewer.phoneId] }) as const;

// HAZARD H-485: a cookie that was copied from her phone opens her app on another
/** Whether this request brings a proof of its session's key that stands. */
export function hasProof(challenges: Challenges, request: FastifyRequest): boolean {
  const proof = request.cookies[hostCookieName(COOKIE, request.server.overTls)];
  const token = sessionToken(request);
  return proof !== undefined && token !== null && challenges.opened(KIND, proof) === sessionIdOf(token);
}

/** Refuses, and says in a header what to sign. */
export function askForProof(challenges: Challenges, reply: FastifyReply, viewer: Viewer): never {
  reply.header(CHALLENGE_HEADER, challenges.issue(wanted(viewer)).toString('base64url'));
  return stopWith('prove-device', 'This phone has to prove that it is the one that was enrolled.');
}

/** SPKI, if it is what it must be: a key on P-256; else a refusal. */
export function deviceKeyOf(text: string): Buffer {
  const der = Buffer.from(text, 'base64url');
  try {
    const { asymmetricKeyDetails } = createPublicKey({ key: der, format: 'der', type: 'spki' });
    if (asymmetricKeyDetails?.namedCurve === 'prime256v1') return der;
  } catch (error) {
    // OpenSSL's words for bytes that are no key.
    if (!(error instanceof Error)) throw error;
  }
  return stopWith('invalid', 'deviceKey: not the public half of a P-256 key.');
}

export async function proveDevice(
  deps: SessionDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  { challenge, signature }: { readonly challenge: string; readonly signature: string },
): Promise<void> {
  const viewer = viewerOf(request);
  const key = await loadDeviceKey(deps.database, viewer.phoneId);
  const token = sessionToken(request);
  if (key === null || token === null) stopWith('conflict', 'This session is not bound to a key.');
  const isOurs = deps.challenges.isFor(challenge, wanted(viewer));
  const publicKey = createPublicKey({ key, format: 'der', type: 'spki' });
  const signed = Buffer.from(challenge, 'base64url');
  const check = { key: publicKey, dsaEncoding: 'ieee-p1363' } as const;
  if (!isOurs || !verify('sha256', signed, check, Buffer.from(signature, 'base64url'))) {
    stopWith('unauthenticated', 'This is not the phone that was enrolled.');
  }
  if (!(await deps.database.transaction((tx) => deps.challenges.spend(tx, challenge)))) {
    stopWith('unauthenticated', 'This proof was given before.');
  }
  setProofCookie(deps, reply, token);
}

/** At the sign-in that brings the key, and after each proof. */
export function setProofCookie(deps: SessionDeps, reply: FastifyReply, token: string): void {
  const lifeMs = SESSION_LIMITS.deviceProofMs;
  const proof = deps.challenges.seal(KIND, sessionIdOf(token), deps.clock.nowMs() + lifeMs);
  const secure = isSecure(deps.signIn);
  const maxAge = Math.floor(lifeMs / SECOND_MS);
  reply.setCookie(hostCookieName(COOKIE, secure), proof, {
    path: '/',
    httpOnly: true,
    sameSite: 'strict',
    secure,
    maxAge,
  });
}

async function loadDeviceKey(sql: Sql, phoneId: string): Promise<Buffer | null> {
  const { rows } = await sql.query<{ device_key: Buffer | null }>(
    `select device_key from server.session where session_id = $1`,
    [phoneId],
  );
  return rows[0]?.device_key ?? null;
}

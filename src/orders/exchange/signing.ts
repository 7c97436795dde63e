/**
 * Signatures after the Standard Webhooks specification: `v1` (HMAC-SHA-256) and `v1a` (ed25519) over id, time and body. While secrets
 * rotate a message carries one signature of each. Fails toward refusing: what is not proved is not read.
 * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
import { createHmac, createPrivateKey, createPublicKey, sign as signBytes, timingSafeEqual, verify } from 'node:crypto';
import { SECOND_MS } from '../../core/time.ts';

export interface SignatureHeaders {
  readonly 'webhook-id': string;
  readonly 'webhook-timestamp': string;
  readonly 'webhook-signature': string;
}

/** Why a signature does not hold. */
export type SignatureFault = 'headers-missing' | 'time-unreadable' | 'too-old' | 'too-new' | 'signature-wrong';

const SECRET = 'whsec_';
const PRIVATE = 'whsk_';
const PUBLIC = 'whpk_';
/** Raw ed25519 keys within their DER forms (RFC 8410). */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');
const SECRET_BYTES = 32;
const MAX_SIGNATURES = 10;

/** `whsec_…` of 32 bytes by `randomBytes`. */
export function newSecret(randomBytes: (count: number) => Uint8Array): string {
  return `${SECRET}${Buffer.from(randomBytes(SECRET_BYTES)).toString('base64')}`;
}

/** `whsk_…`: 32 bytes of an ed25519 seed. Who verifies gets `publicOf` it. */
export function newSigningKey(randomBytes: (count: number) => Uint8Array): string {
  return `${PRIVATE}${Buffer.from(randomBytes(SECRET_BYTES)).toString('base64')}`;
}

/** `whpk_…` of a `whsk_…`. */
export function publicOf(signingKey: string): string {
  const der = createPublicKey(privateKey(signingKey)).export({ format: 'der', type: 'spki' });
  return `${PUBLIC}${der.subarray(SPKI.length).toString('base64')}`;
}

/** Whether it is a key that a signature can be checked with. */
export function isVerifyingKey(key: string): boolean {
  return (
    (key.startsWith(SECRET) && bytesOf(key).length >= 24) || (key.startsWith(PUBLIC) && bytesOf(key).length === 32)
  );
}

/** Signed by every key, the newest first. */
export function sign(keys: readonly string[], id: string, atMs: number, body: Uint8Array): SignatureHeaders {
  const timestamp = String(Math.floor(atMs / SECOND_MS));
  const content = signedContent(id, timestamp, body);
  const signatures = keys.map((key) =>
    key.startsWith(PRIVATE)
      ? `v1a,${signBytes(null, content, privateKey(key)).toString('base64')}`
      : `v1,${createHmac('sha256', bytesOf(key)).update(content).digest('base64')}`,
  );
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') };
}

/** Null: it holds. One signature by one of the keys is enough. */
export function faultOf(
  keys: readonly string[],
  headers: Readonly<Record<string, string | undefined>>,
  body: Uint8Array,
  nowMs: number,
  toleranceMs: number,
): SignatureFault | null {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures } = headers;
  if (!id || !timestamp || !signatures) return 'headers-missing';
  if (!/^\d{1,12}$/.test(timestamp)) return 'time-unreadable';
  const ageMs = nowMs - Number(timestamp) * SECOND_MS;
  // HAZARD H-341: whoever recorded a message sends it again when it does harm
  if (ageMs > toleranceMs) return 'too-old';
  if (ageMs < -toleranceMs) return 'too-new';
  const content = signedContent(id, timestamp, body);
  const given = signatures.split(' ').slice(0, MAX_SIGNATURES);
  return keys.some((key) => given.some((one) => holds(key, one, content))) ? null : 'signature-wrong';
}

function holds(key: string, signature: string, content: Buffer): boolean {
  const [version = '', encoded = ''] = signature.split(',');
  const given = Buffer.from(encoded, 'base64');
  if (version === 'v1' && key.startsWith(SECRET)) {
    const wanted = createHmac('sha256', bytesOf(key)).update(content).digest();
    return given.length === wanted.length && timingSafeEqual(given, wanted);
  }
  if (version !== 'v1a' || !key.startsWith(PUBLIC) || given.length !== 64) return false;
  const der = Buffer.concat([SPKI, bytesOf(key)]);
  return verify(null, content, createPublicKey({ key: der, format: 'der', type: 'spki' }), given);
}

function privateKey(key: string) {
  return createPrivateKey({ key: Buffer.concat([PKCS8, bytesOf(key)]), format: 'der', type: 'pkcs8' });
}

function signedContent(id: string, timestamp: string, body: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(`${id}.${timestamp}.`), body]);
}

function bytesOf(key: string): Buffer {
  return Buffer.from(key.slice(key.indexOf('_') + 1), 'base64');
}

/** AES-256-GCM as everything here is sealed with it: nonce(12) || ciphertext || tag(16). Fails toward refusing. */
import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from 'node:crypto';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** By how much sealed bytes are longer than plain ones. */
export const SEALED_MORE_BYTES = NONCE_BYTES + TAG_BYTES;

/** Random bytes are asked for many nonces at a time: one by one they cost a twentieth of a report's way in. */
const NONCES_AT_ONCE = 1_000;
let nonces = Buffer.alloc(0);

/** Each is given once. */
function nextNonce(): Buffer {
  if (nonces.length === 0) nonces = randomBytes(NONCES_AT_ONCE * NONCE_BYTES);
  const nonce = nonces.subarray(0, NONCE_BYTES);
  nonces = nonces.subarray(NONCE_BYTES);
  return nonce;
}

export function encrypt(key: KeyObject, plain: Uint8Array, associated: string): Buffer {
  const nonce = nextNonce();
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(associated));
  const body = cipher.update(plain);
  cipher.final();
  return Buffer.concat([nonce, body, cipher.getAuthTag()]);
}

/** Throws `BrokenSealError`. */
export function decrypt(key: KeyObject, sealed: Uint8Array, associated: string): Buffer {
  if (sealed.length < SEALED_MORE_BYTES) throw new BrokenSealError();
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES));
  decipher.setAAD(Buffer.from(associated));
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
  const body = decipher.update(sealed.subarray(NONCE_BYTES, sealed.length - TAG_BYTES));
  try {
    return Buffer.concat([body, decipher.final()]);
  } catch {
    // The tag is all that is checked there.
    throw new BrokenSealError();
  }
}

/** The bytes are not those that were sealed, or were sealed as something else, or under another master key. */
export class BrokenSealError extends Error {
  override readonly name = 'BrokenSealError';
  constructor() {
    super('sealed bytes do not open');
  }
}

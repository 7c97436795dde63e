/**
 * OwnTracks encrypts with libsodium's crypto_secretbox under the shared secret itself, padded with NUL to 32 bytes
 * (owntracks/recorder, recorder.c). There is no key derivation: a short secret is a weak one.
 */
import nacl from 'tweetnacl';

const KEY_BYTES = nacl.secretbox.keyLength;

/** The 32-byte key of a secret as typed into the app; null when it is empty or longer than 32 bytes of UTF-8. */
export function keyFromSecret(secret: string): Uint8Array | null {
  const bytes = new TextEncoder().encode(secret);
  if (bytes.length === 0 || bytes.length > KEY_BYTES) return null;
  const key = new Uint8Array(KEY_BYTES);
  key.set(bytes);
  return key;
}

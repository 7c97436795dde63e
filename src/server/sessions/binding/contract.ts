/** The key of a phone, as the API takes it. Its private half is made in the browser as one that cannot be taken out, and never leaves it. */
import { z } from 'zod';

/** SPKI of an ECDSA key on P-256, base64url: 91 bytes. */
export const deviceKeySchema = z.string().regex(/^[A-Za-z0-9_-]{122}$/, 'the public half of a P-256 key');

/** Says with which challenge a call that needs a proof can be made to succeed. */
export const CHALLENGE_HEADER = 'x-magpie-challenge';

export const deviceProofSchema = z.strictObject({
  challenge: z.string().regex(/^[A-Za-z0-9_-]{72}$/),
  /** ECDSA with SHA-256 over the challenge's bytes, as WebCrypto makes it (r and s, 64 bytes). */
  signature: z.string().regex(/^[A-Za-z0-9_-]{86}$/),
});

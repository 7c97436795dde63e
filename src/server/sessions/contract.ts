/** Sign-in as the API takes and gives it. */
import { z } from 'zod';
import { SESSION_KINDS } from './viewer.ts';

/** The one-time code of a sign-in link: 32 bytes, base64url. */
export const signInSchema = z.strictObject({ code: z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'not a sign-in code') });

export const sessionSchema = z.object({
  kind: z.enum(SESSION_KINDS),
  personId: z.uuid(),
  exercise: z.boolean(),
  /** Whom Call rings: no secret, and told to locked phones too. */
  emergencyNumber: z.string(),
});

export const signInCodeRequestSchema = z.strictObject({ personId: z.uuid() });
/** `path` is put behind the server's address; what follows `#` never reaches a server or its log. */
export const signInCodeSchema = z.object({ path: z.string(), expiresAt: z.iso.datetime() });

export type SessionJson = z.infer<typeof sessionSchema>;

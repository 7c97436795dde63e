/** Sign-in as the API takes and gives it. */
import { z } from 'zod';
import { deviceKeySchema } from './binding/contract.ts';
import { SESSION_KINDS } from './viewer.ts';

/** The one-time code of a sign-in link: 32 bytes, base64url. */
export const signInSchema = z.strictObject({
  code: z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'not a sign-in code'),
  /** The phone's own key, to which the session is bound; null: the browser keeps none. Staff are not bound: they have passkeys. */
  deviceKey: deviceKeySchema.nullable().default(null),
});

export const sessionSchema = z.object({
  kind: z.enum(SESSION_KINDS),
  personId: z.uuid(),
  exercise: z.boolean(),
  /** Staff in a session that can only add a passkey. */
  enrolmentOnly: z.boolean(),
  /** Whose session closes when they are away: after how long, milliseconds; null: it does not. */
  absentAfterMs: z.number().nullable(),
  /** They were, and it is. */
  isAbsent: z.boolean(),
  /** Whom Call rings: no secret, and told to locked phones too. */
  emergencyNumber: z.string(),
});

export const signInCodeRequestSchema = z.strictObject({ personId: z.uuid() });
/** `path` is put behind the server's address; what follows `#` never reaches a server or its log. */
export const signInCodeSchema = z.object({ path: z.string(), expiresAt: z.iso.datetime() });

export type SessionJson = z.infer<typeof sessionSchema>;

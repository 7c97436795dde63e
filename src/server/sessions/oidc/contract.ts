/** Signing in through one's agency (OpenID Connect), as the API takes and gives it. */
import { z } from 'zod';

const word = z.string().regex(/^[\x21-\x7e]{1,200}$/, 'visible characters without spaces');

/** https, or loopback for trying. */
const issuerSchema = z.url().max(500).refine(isTrusted, 'an https address');

export const oidcClientSchema = z.strictObject({
  issuer: issuerSchema,
  clientId: word,
  clientSecret: z.string().min(16).max(500),
  /** The sign-in there must have been of one of these classes; none: of any. */
  acr: z.array(word).max(10).default([]),
  /** And by all of these methods (RFC 8176), e.g. `mfa`. */
  amr: z.array(word).max(10).default([]),
});

/** Without the secret, which never comes out. */
export const oidcSettingSchema = z.object({
  issuer: z.string(),
  clientId: z.string(),
  acr: z.array(z.string()),
  amr: z.array(z.string()),
  createdAt: z.iso.datetime(),
});

/** Whom a subject of the agency's issuer is here: a person who was enrolled before. */
export const oidcSubjectSchema = z.strictObject({
  personId: z.uuid(),
  /** `sub` as the issuer says it. */
  subject: z.string().min(1).max(255),
});

export const oidcAgenciesSchema = z.object({
  agencies: z.array(z.object({ agencyId: z.uuid(), name: z.string() })),
});

export const oidcLeaveSchema = z.object({
  /** Where the sign-in at the agency is ended as well; null: there is no such place. */
  url: z.string().nullable(),
});

export type OidcClientRequest = z.infer<typeof oidcClientSchema>;

/** In the clear only on this machine. */
export function isTrusted(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || (protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname));
}

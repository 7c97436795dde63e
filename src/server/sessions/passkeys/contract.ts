/** Passkeys as the API takes and gives them. WebAuthn's own shapes are as browsers make them; their inside is checked by verification. */
import { z } from 'zod';

const base64url = z.string().regex(/^[A-Za-z0-9_-]+$/, 'base64url');
const bytes = (most: number) => base64url.max(most);

/** Name of one device or key, chosen by its owner. */
export const passkeyNameSchema = z.string().trim().min(1).max(40);

export const assertionSchema = z.object({
  id: bytes(1400),
  rawId: bytes(1400),
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: bytes(4000),
    authenticatorData: bytes(4000),
    signature: bytes(2000),
    userHandle: bytes(200).optional(),
  }),
  clientExtensionResults: z.object({}).default({}),
  authenticatorAttachment: z.enum(['platform', 'cross-platform']).optional(),
});

export const registrationSchema = z.object({
  id: bytes(1400),
  rawId: bytes(1400),
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: bytes(4000),
    attestationObject: bytes(20_000),
    transports: z.array(z.string().max(20)).max(10).optional(),
  }),
  clientExtensionResults: z.object({}).default({}),
  authenticatorAttachment: z.enum(['platform', 'cross-platform']).optional(),
});

/** Given to `startAuthentication` of the browser as it is. */
export const assertionOptionsSchema = z.object({
  challenge: z.string(),
  rpId: z.string(),
  timeout: z.number(),
  userVerification: z.literal('required'),
  allowCredentials: z.array(z.object({ id: z.string(), type: z.literal('public-key') })),
});

/** Given to `startRegistration` of the browser as it is. */
export const registrationOptionsSchema = z.object({
  challenge: z.string(),
  rp: z.object({ id: z.string(), name: z.string() }),
  user: z.object({ id: z.string(), name: z.string(), displayName: z.string() }),
  pubKeyCredParams: z.array(z.object({ alg: z.number(), type: z.literal('public-key') })),
  timeout: z.number(),
  attestation: z.literal('none'),
  excludeCredentials: z.array(z.object({ id: z.string(), type: z.literal('public-key') })),
  authenticatorSelection: z.object({
    residentKey: z.enum(['required', 'discouraged']),
    requireResidentKey: z.boolean(),
    userVerification: z.literal('required'),
    authenticatorAttachment: z.literal('platform').optional(),
  }),
});

export const passkeySchema = z.object({
  passkeyId: z.uuid(),
  name: z.string(),
  /** It may be copied to other devices of the same account. */
  synced: z.boolean(),
  createdAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable(),
});

export const ownSignInSchema = z.object({
  /** How this session began. */
  method: z.enum(['link', 'passkey', 'oidc']),
  /** Passkeys cannot be used here: the server was reached by an address. */
  needsName: z.boolean(),
  /** Weighty acts ask for a fresh proof. False: an exercise without a passkey. */
  asksProof: z.boolean(),
  /** This session is for adding a passkey and nothing else. */
  enrolmentOnly: z.boolean(),
  passkeys: z.array(passkeySchema),
});

export const newPasskeySchema = z.strictObject({ name: passkeyNameSchema, response: registrationSchema });
export const renameSchema = z.strictObject({ name: passkeyNameSchema });
export const passkeySignInSchema = z.strictObject({ response: assertionSchema });

export type AssertionJson = z.infer<typeof assertionSchema>;
export type RegistrationJson = z.infer<typeof registrationSchema>;
export type AssertionOptions = z.infer<typeof assertionOptionsSchema>;
export type RegistrationOptions = z.infer<typeof registrationOptionsSchema>;
export type OwnSignInJson = z.infer<typeof ownSignInSchema>;

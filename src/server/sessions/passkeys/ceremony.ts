/**
 * The two ceremonies of WebAuthn, checked by @simplewebauthn/server: making a passkey, and proving with one. User verification is
 * always required: whoever merely holds the device proves nothing. Fails toward refusing, and says the same whatever was wrong.
 */
import { verifyAuthenticationResponse, verifyRegistrationResponse } from '@simplewebauthn/server';
import type { Sql } from '../../../core/database.ts';
import { CHALLENGE_LIFE_MS, type ChallengeFor, type Challenges } from '../challenge.ts';
import type { RelyingParty } from '../sign-in-setting.ts';
import type { AssertionJson, AssertionOptions, RegistrationJson, RegistrationOptions } from './contract.ts';
import { lockPasskey, type PasskeyRow, type PasskeyUse, updateUsed } from './passkeys.sql.ts';

/** ES256, EdDSA, RS256: what authenticators in use can do. */
const ALGORITHMS = [-7, -8, -257];

export interface CeremonyDeps {
  readonly challenges: Challenges;
}

export function assertionOptions(
  { challenges }: CeremonyDeps,
  party: RelyingParty,
  wanted: ChallengeFor,
  /** Empty: whichever the authenticator finds. */
  credentialIds: readonly string[],
): AssertionOptions {
  return {
    challenge: challenges.issue(wanted).toString('base64url'),
    rpId: party.id,
    timeout: CHALLENGE_LIFE_MS,
    userVerification: 'required',
    allowCredentials: credentialIds.map((id) => ({ id, type: 'public-key' })),
  };
}

export function registrationOptions(
  { challenges }: CeremonyDeps,
  party: RelyingParty,
  wanted: ChallengeFor,
  of: {
    readonly use: PasskeyUse;
    readonly personId: string;
    readonly known: readonly string[];
    /** Shown by the device beside the passkey. No person's name: it may be copied to an account of somebody else's. */
    readonly label: string;
  },
): RegistrationOptions {
  const isUnlock = of.use === 'unlock';
  return {
    challenge: challenges.issue(wanted).toString('base64url'),
    rp: { id: party.id, name: of.label },
    user: {
      id: Buffer.from(`${of.use}:${of.personId}`).toString('base64url'),
      ...{ name: of.label, displayName: of.label },
    },
    pubKeyCredParams: ALGORITHMS.map((alg) => ({ alg, type: 'public-key' })),
    timeout: CHALLENGE_LIFE_MS,
    attestation: 'none',
    excludeCredentials: of.known.map((id) => ({ id, type: 'public-key' })),
    authenticatorSelection: {
      // One that only unlocks is not to stand in the list of the phone's accounts.
      residentKey: isUnlock ? 'discouraged' : 'required',
      requireResidentKey: !isUnlock,
      userVerification: 'required',
      ...(isUnlock ? { authenticatorAttachment: 'platform' as const } : {}),
    },
  };
}

export interface NewCredential {
  readonly credentialId: string;
  readonly publicKey: Uint8Array<ArrayBuffer>;
  readonly counter: number;
  readonly synced: boolean;
}

/** Null: not an answer to a challenge of ours for this, or broken. Spends nothing. */
export async function verifyNew(
  { challenges }: CeremonyDeps,
  party: RelyingParty,
  wanted: ChallengeFor,
  response: RegistrationJson,
): Promise<NewCredential | null> {
  const checked = await orNull(() =>
    verifyRegistrationResponse({
      response: response as Parameters<typeof verifyRegistrationResponse>[0]['response'],
      expectedChallenge: (challenge) => challenges.isFor(challenge, wanted),
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      requireUserVerification: true,
      supportedAlgorithmIDs: ALGORITHMS,
    }),
  );
  if (checked?.verified !== true) return null;
  const { credential, credentialDeviceType } = checked.registrationInfo;
  return {
    ...{ credentialId: credential.id, publicKey: credential.publicKey, counter: credential.counter },
    synced: credentialDeviceType === 'multiDevice',
  };
}

export type Proof =
  | { readonly kind: 'proven'; readonly passkey: PasskeyRow }
  /** The counter went back: the passkey may have been copied. */
  | { readonly kind: 'copied'; readonly passkey: PasskeyRow }
  | { readonly kind: 'refused' };

// HAZARD H-481: a passkey's answer counts on another page, for another act, or from a copy of the device
/** Checks an answer and spends its challenge, within the transaction of what it allows. */
export async function prove(
  { challenges }: CeremonyDeps,
  tx: Sql,
  party: RelyingParty,
  wanted: ChallengeFor,
  use: PasskeyUse,
  response: AssertionJson,
  nowMs: number,
): Promise<Proof> {
  const passkey = await lockPasskey(tx, response.id, use);
  if (passkey === null) return { kind: 'refused' };
  const checked = await orNull(() =>
    verifyAuthenticationResponse({
      response: response as Parameters<typeof verifyAuthenticationResponse>[0]['response'],
      expectedChallenge: (challenge) => challenges.isFor(challenge, wanted),
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      // Its counter is judged below: the library's refusal would not be told from any other.
      credential: { id: passkey.credentialId, publicKey: passkey.publicKey, counter: 0 },
      requireUserVerification: true,
    }),
  );
  if (checked?.verified !== true) return { kind: 'refused' };
  if (!(await challenges.spend(tx, challengeIn(response)))) return { kind: 'refused' };
  const { newCounter, credentialDeviceType } = checked.authenticationInfo;
  // Zero throughout: an authenticator that does not count.
  if ((newCounter > 0 || passkey.counter > 0) && newCounter <= passkey.counter) return { kind: 'copied', passkey };
  const synced = credentialDeviceType === 'multiDevice';
  await updateUsed(tx, passkey.passkeyId, { counter: newCounter, synced, atMs: nowMs });
  return { kind: 'proven', passkey };
}

/** Of an answer that was verified. */
export function challengeIn(response: { readonly response: { readonly clientDataJSON: string } }): string {
  const data: unknown = JSON.parse(Buffer.from(response.response.clientDataJSON, 'base64url').toString('utf8'));
  return String((data as { challenge?: unknown }).challenge);
}

/** The library throws for whatever a sender chose to send; that is a refusal and no failure of ours. */
async function orNull<T>(check: () => Promise<T>): Promise<T | null> {
  try {
    return await check();
  } catch (error) {
    if (error instanceof Error) return null;
    throw error;
  }
}

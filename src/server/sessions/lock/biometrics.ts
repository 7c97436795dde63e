/**
 * Unlocking by what the phone itself knows its owner by: a passkey of the phone, beside the PIN and never instead of it. Where the second
 * PIN was used on this phone it opens nothing until the real PIN has: a finger can be forced. Fails toward the PIN.
 */
import { stopWith } from '../../../core/refusal.ts';
import type { ChallengeFor } from '../challenge.ts';
import { assertionOptions, prove } from '../passkeys/ceremony.ts';
import type { AssertionJson, AssertionOptions, RegistrationJson, RegistrationOptions } from '../passkeys/contract.ts';
import { loadPasskeys } from '../passkeys/passkeys.sql.ts';
import { addPasskey, beginAdding, type PasskeyDeps, removePasskeys } from '../passkeys/service.ts';
import { updatePhoneLock } from '../sessions.sql.ts';
import type { RelyingParty } from '../sign-in-setting.ts';
import type { UnlockedJson } from './contract.ts';
import { loadPinOnly } from './lock.sql.ts';
import { holdPhone, type LockDeps, noteUnlocked, type Phone, unlock } from './service.ts';

export type BiometricDeps = LockDeps & PasskeyDeps;

const unlocking = ({ viewer }: Phone): ChallengeFor => ({ purpose: 'unlock', binding: [viewer.phoneId] });

/** Whether this phone's owner has set it up. Says nothing of which phone. */
export async function hasBiometrics(deps: BiometricDeps, { viewer }: Phone): Promise<boolean> {
  return (await loadPasskeys(deps.database, viewer.personId, 'unlock')).length > 0;
}

export function beginBiometrics(deps: BiometricDeps, phone: Phone, party: RelyingParty): Promise<RegistrationOptions> {
  if (phone.viewer.lock !== 'open') stopWith('conflict', 'Set a PIN first: the phone opens beside it, not instead.');
  return beginAdding(deps, phone.viewer, party, 'unlock');
}

/** By the PIN: whoever holds the unlocked phone must not add a finger of their own. Answers what became of the PIN. */
export async function addBiometrics(
  deps: BiometricDeps,
  phone: Phone,
  party: RelyingParty,
  { pin, response }: { readonly pin: string; readonly response: RegistrationJson },
): Promise<UnlockedJson> {
  const tried = await unlock(deps, phone, pin);
  if (tried.result !== 'open') return tried;
  await addPasskey(deps, phone.viewer, party, 'unlock', { name: 'phone', response });
  return tried;
}

export async function removeBiometrics(deps: BiometricDeps, { viewer }: Phone): Promise<void> {
  await removePasskeys(deps, viewer, 'unlock', null);
}

export async function beginUnlocking(
  deps: BiometricDeps,
  phone: Phone,
  party: RelyingParty,
): Promise<AssertionOptions> {
  const own = await loadPasskeys(deps.database, phone.viewer.personId, 'unlock');
  const ids = own.map(({ credentialId }) => credentialId);
  return assertionOptions(deps, party, unlocking(phone), ids);
}

// HAZARD H-490: a finger that is forced opens what the second PIN was to keep
export async function unlockByPhone(
  deps: BiometricDeps,
  phone: Phone,
  party: RelyingParty,
  response: AssertionJson,
): Promise<UnlockedJson> {
  const { personId, phoneId, lock } = phone.viewer;
  const nowMs = deps.clock.nowMs();
  if (lock === 'none') return { result: 'none', waitUntil: null };
  const isOpen = await deps.database.transaction(async (tx) => {
    if (lock === 'decoy' || (await loadPinOnly(tx, phoneId))) return false;
    const proof = await prove(deps, tx, party, unlocking(phone), 'unlock', response, nowMs);
    if (proof.kind !== 'proven' || proof.passkey.personId !== personId) return false;
    await updatePhoneLock(tx, phoneId, null, nowMs);
    await noteUnlocked(tx, phone, nowMs);
    return true;
  });
  if (!isOpen) return { result: 'wrong', waitUntil: null };
  holdPhone(deps, phone, (held) => ({ ...held, kept: null, activeAtMs: nowMs }), nowMs);
  return { result: 'open', waitUntil: null };
}

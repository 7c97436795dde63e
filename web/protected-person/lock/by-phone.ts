/** Unlocking by what the phone itself knows its owner by. Fails toward the PIN. */
import { type UnlockedJson, unlockedSchema } from '../../../src/server/sessions/lock/contract.ts';
import { assertionOptionsSchema, registrationOptionsSchema } from '../../../src/server/sessions/passkeys/contract.ts';
import { assertWith, registerWith } from '../../ui/sign-in/passkeys.ts';
import { type Loaded, sendApi } from '../../ui/use-api.ts';

/** Null: the person closed the phone's question. */
export async function unlockByPhone(): Promise<Loaded<UnlockedJson> | null> {
  const options = await sendApi('POST', '/api/me/lock/passkey/begin', {}, assertionOptionsSchema);
  if (options.kind !== 'ready') return options;
  const response = await assertWith(options.data);
  return response === null ? null : sendApi('POST', '/api/me/lock/passkey', { response }, unlockedSchema);
}

export async function addByPhone(pin: string): Promise<Loaded<UnlockedJson> | null> {
  const options = await sendApi('POST', '/api/me/lock/passkey/add/begin', {}, registrationOptionsSchema);
  if (options.kind !== 'ready') return options;
  const response = await registerWith(options.data);
  return response === null ? null : sendApi('POST', '/api/me/lock/passkey/add', { pin, response }, unlockedSchema);
}

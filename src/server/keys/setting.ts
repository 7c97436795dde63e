/** Which key store the operator wants: files in the data folder, or Vault's transit engine. Fails toward not starting. */
import { readFile } from 'node:fs/promises';
import { KeyStoreError } from '../../safeguards/keys/key-store.ts';
import { checkAddress } from '../../safeguards/keys/vault-http.ts';
import type { VaultStoreOptions } from '../../safeguards/keys/vault-store.ts';
import { OperatorError } from '../operator-error.ts';

/** A start waits this long for an answer; so does a key that no cache holds. */
const TIMEOUT_MS = 3_000;
const NAME = /^[a-zA-Z0-9_-]{1,40}$/;

/** Null: files. Throws `OperatorError`. */
export async function wantedVault(env: NodeJS.ProcessEnv): Promise<VaultStoreOptions | null> {
  const address = env.MAGPIE_VAULT_ADDR ?? '';
  if (address === '') return null;
  try {
    checkAddress(address);
  } catch (error) {
    if (!(error instanceof KeyStoreError)) throw error;
    throw new OperatorError(
      'MAGPIE_VAULT_ADDR is no https address.',
      'Give https://<name>:8200; plain http is taken for 127.0.0.1 only.',
    );
  }
  const tokenFile = env.MAGPIE_VAULT_TOKEN_FILE ?? '';
  if (tokenFile === '') {
    throw new OperatorError('MAGPIE_VAULT_TOKEN_FILE is missing.', 'Name the file that holds the token of Vault.');
  }
  const mount = env.MAGPIE_VAULT_MOUNT ?? 'transit';
  const prefix = env.MAGPIE_VAULT_PREFIX ?? 'magpie-';
  for (const [name, value] of Object.entries({ MAGPIE_VAULT_MOUNT: mount, MAGPIE_VAULT_PREFIX: prefix })) {
    if (!NAME.test(value)) throw new OperatorError(`${name} is no name.`, 'Use letters, digits, "-" and "_".');
  }
  const caFile = env.MAGPIE_VAULT_CA ?? '';
  const ca = caFile === '' ? null : await readCa(caFile);
  const namespace = env.MAGPIE_VAULT_NAMESPACE ?? null;
  return { address, tokenFile, mount, prefix, ca, namespace, timeoutMs: TIMEOUT_MS };
}

async function readCa(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new OperatorError(
      `MAGPIE_VAULT_CA cannot be read (${(error as NodeJS.ErrnoException).code}).`,
      'Name a PEM file that this user may read.',
    );
  }
}

/**
 * Opens the key store that the database belongs to, before anything is opened with its keys: what was wrapped under the master key itself,
 * or in the store before this one, is wrapped anew, and the former key given up. Each step can be taken again after a crash.
 * Fails toward not starting: another store, or an empty one in the place of one that was lost, is refused and nothing is changed.
 */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Clock } from '../../core/clock.ts';
import type { Database } from '../../core/database.ts';
import { BrokenSealError } from '../../safeguards/keys/cipher.ts';
import { FileKeyStore } from '../../safeguards/keys/file-store.ts';
import { type KeyStore, KeyStoreError } from '../../safeguards/keys/key-store.ts';
import type { MasterKey } from '../../safeguards/keys/naming-keys.ts';
import { type Reconciled, reconcileStore, sweepStore } from '../../safeguards/keys/reconcile-store.ts';
import { assertNoneUnderMaster, rewrapAll } from '../../safeguards/keys/rewrap.ts';
import { VaultKeyStore } from '../../safeguards/keys/vault-store.ts';
import { Wrapper } from '../../safeguards/keys/wrapper.ts';
import {
  type BoundStore,
  bindStore,
  isDestroying,
  loadBoundStore,
  loadMoveBegun,
  loadNames,
  noteMissing,
} from '../../safeguards/service.ts';
import { OperatorError } from '../operator-error.ts';
import { masterKeyOf, replaceSecrets, type Secrets, shredFormer, withoutMaster } from '../secrets.ts';
import { wantedVault } from './setting.ts';

export interface Keys {
  readonly masterKey: MasterKey;
  readonly store: KeyStore;
  readonly found: Reconciled;
  /** A new epoch key, sealed under a new store key. Rejects with `OperatorError` where the store does that by itself. */
  rotate(): Promise<void>;
}

export interface OpenKeysOptions {
  readonly dataFolder: string;
  readonly env: NodeJS.ProcessEnv;
  readonly secrets: Secrets;
  /** Migrated. Used while this runs only. */
  readonly database: Database;
  readonly clock: Clock;
  say(line: string): void;
}

export function keyFolder(dataFolder: string): string {
  return join(dataFolder, 'keys');
}

export async function openKeys(options: OpenKeysOptions): Promise<Keys> {
  const { dataFolder, database, clock, say } = options;
  let secrets = await withStoreKey(dataFolder, options.secrets);
  const bound = await loadBoundStore(database);
  const { store, former } = await openStores({ ...options, secrets }, bound);
  if (former === null) await bindStore(database, store, clock.nowMs());
  await rewrap(options, secrets, store, former);
  if (secrets.wrapsUnderMaster === true) {
    await assertNoneUnderMaster(database);
    secrets = withoutMaster(secrets);
    // HAZARD H-495: as long as the former master key is there, every old dump opens with it.
    await replaceSecrets(dataFolder, secrets);
    say('data keys are wrapped in the key store now, and the former master key is given up');
  }
  const found = await reconcileStore(database, store, clock.nowMs());
  await sweepStore(database, store, clock.nowMs());
  if (store instanceof FileKeyStore && secrets.nextStoreKeyHex !== undefined) {
    secrets = await finishRotation(dataFolder, secrets, store);
  }
  const shredded = await shredFormer(dataFolder);
  if (shredded > 0) say(`destroyed ${shredded} copies of secrets that a crash had left`);
  const rotate = async (): Promise<void> => {
    if (!(store instanceof FileKeyStore)) {
      throw new OperatorError('The key store is Vault.', 'Its keys are rotated there: see docs/operate/keys.md.');
    }
    secrets = { ...secrets, nextStoreKeyHex: secrets.nextStoreKeyHex ?? randomBytes(32).toString('hex') };
    await replaceSecrets(dataFolder, secrets);
    secrets = await finishRotation(dataFolder, secrets, store);
  };
  return { masterKey: masterKeyOf(secrets), store, found, rotate };
}

/** Secrets that were made before there were key stores get a key for one; the master key stays until nothing is wrapped under it. */
async function withStoreKey(dataFolder: string, secrets: Secrets): Promise<Secrets> {
  if (secrets.storeKeyHex !== undefined) return secrets;
  const more: Secrets = { ...secrets, storeKeyHex: randomBytes(32).toString('hex'), wrapsUnderMaster: true };
  await replaceSecrets(dataFolder, more);
  return more;
}

async function finishRotation(dataFolder: string, secrets: Secrets, store: FileKeyStore): Promise<Secrets> {
  const { nextStoreKeyHex, ...rest } = secrets;
  await store.rotate(Buffer.from(nextStoreKeyHex!, 'hex'));
  const done = { ...rest, storeKeyHex: nextStoreKeyHex! };
  await replaceSecrets(dataFolder, done);
  return done;
}

/** `former`: the store of the other kind that this database was bound to until now. */
async function openStores(
  options: OpenKeysOptions,
  bound: BoundStore | null,
): Promise<{ store: KeyStore; former: KeyStore | null }> {
  const vault = await wantedVault(options.env);
  try {
    const begun = bound?.kind === 'file' ? await loadMoveBegun(options.database, bound) : null;
    if (vault === null) {
      refuseFiles(bound, begun);
      return { store: await openFiles(options, bound), former: null };
    }
    if (bound?.kind !== 'file') return { store: await VaultKeyStore.open(vault, bound?.storeId ?? null), former: null };
    await refuseWhileDestroying(options.database);
    const former = await openFiles(options, bound);
    return { store: await VaultKeyStore.open(vault, begun), former };
  } catch (error) {
    throw operatorError(error);
  }
}

function refuseFiles(bound: BoundStore | null, moveBegun: string | null): void {
  if (bound?.kind === 'vault') {
    throw new OperatorError(
      'The data keys of this database are wrapped in Vault.',
      'Set MAGPIE_VAULT_ADDR; a way back from Vault into files there is none.',
    );
  }
  if (moveBegun === null) return;
  throw new OperatorError(
    'A move of the key store to Vault was begun and is not finished.',
    'Set MAGPIE_VAULT_ADDR and the others as before, and start again: it goes on where it stopped.',
  );
}

/** HAZARD H-555: the erasure would be certified by looking into the new store, while the old files still open what it erases. */
async function refuseWhileDestroying(database: Database): Promise<void> {
  if (!(await isDestroying(database))) return;
  throw new OperatorError(
    'An erasure is under way, and the key store cannot be moved to Vault until its keys are destroyed in the files.',
    'Start once without MAGPIE_VAULT_ADDR, wait until "magpie retention status" shows nothing underWay, and start with it again.',
  );
}

async function openFiles({ dataFolder, secrets }: OpenKeysOptions, bound: BoundStore | null): Promise<FileKeyStore> {
  const current = Buffer.from(secrets.storeKeyHex!, 'hex');
  const next = secrets.nextStoreKeyHex;
  const folder = keyFolder(dataFolder);
  const options = {
    folder,
    sealedUnder: next === undefined ? [current] : [Buffer.from(next, 'hex'), current],
  } as const;
  const found = await FileKeyStore.open(options as never);
  if (found !== null && (bound === null || found.storeId === bound.storeId)) return found;
  await found?.close();
  // INVARIANT: an empty store never takes the place of one that was lost: all that is sealed would look erased.
  if (bound !== null) throw new KeyStoreError('other-store');
  return FileKeyStore.make(options as never);
}

async function rewrap(
  options: OpenKeysOptions,
  secrets: Secrets,
  store: KeyStore,
  former: KeyStore | null,
): Promise<void> {
  const { database, clock, say } = options;
  const nowMs = clock.nowMs();
  const deps = {
    database,
    from: new Wrapper(masterKeyOf(secrets), former ?? store),
    into: new Wrapper(masterKeyOf(secrets), store),
  };
  try {
    const { done, lost } = await rewrapAll(deps, nowMs);
    if (done > 0) say(`wrapped ${done} data keys anew`);
    if (lost > 0) say(`${lost} data keys cannot be opened: the key store has not got what wrapped them`);
  } catch (error) {
    throw operatorError(error);
  }
  if (former === null) return;
  // Only now: until here the former store is the one that holds.
  for (;;) {
    const names = await loadNames(database, former.storeId, null, 500);
    if (names.length === 0) break;
    await noteMissing(database, names, nowMs);
    if ((await sweepStore(database, former, nowMs)) === 0) break;
  }
  await refuseWhileDestroying(database);
  await bindStore(database, store, nowMs);
  await former.close();
  say('the data keys are wrapped in Vault now, and their keys in the files are destroyed');
}

function operatorError(error: unknown): unknown {
  if (error instanceof BrokenSealError) {
    return new OperatorError(
      'The key store, or what is wrapped, does not open.',
      'Restore data/secrets.json and data/keys as they belong together: without them what is sealed is lost.',
    );
  }
  if (!(error instanceof KeyStoreError)) return error;
  if (error.code === 'other-store') {
    return new OperatorError(
      'The key store is not the one that this database belongs to, or is missing.',
      'Restore it from its own backup (docs/operate/keys.md): without it nothing that is sealed can be opened.',
    );
  }
  return new OperatorError(
    `The key store does not answer as it must (${error.code}).`,
    'See that it runs, and what the token may do: docs/operate/keys.md.',
  );
}

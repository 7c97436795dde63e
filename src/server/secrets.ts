/**
 * `data/secrets.json`: the master key that seals, the token of the admin API, the database's passwords. Made once, readable
 * by its owner only. Fails toward refusing: a damaged file is never replaced, since what is sealed under its key would be lost.
 */
import { createECDH, createHash, randomBytes } from 'node:crypto';
import { chmod, link, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { overwrite, syncFolder } from '../safeguards/keys/file-folder.ts';
import { derivedKey, type MasterKey, namesToKeep } from '../safeguards/keys/naming-keys.ts';
import { OperatorError } from './operator-error.ts';

const hex32 = z.string().regex(/^[0-9a-f]{64}$/);

const schema = z.object({
  /** Names this data folder, so that a database made elsewhere for another is never taken for its own. */
  instanceId: z.string().regex(/^[0-9a-f]{16}$/),
  /** 32 bytes from which keyed hashes, codes and the pair for push services are derived. */
  masterKeyHex: hex32,
  /** Seals the key store in files; `next` while it is being changed. */
  storeKeyHex: hex32.optional(),
  nextStoreKeyHex: hex32.optional(),
  /** Data keys may still be wrapped under the master key itself: made before there was a key store. */
  wrapsUnderMaster: z.literal(true).optional(),
  /** What was derived from a master key that was given up, by label. */
  names: z.record(z.string(), z.string().regex(/^([0-9a-f]{64}|[0-9a-f]{96})$/)).optional(),
  /** `Authorization: Bearer` of the admin API. */
  adminToken: z.string().min(32),
  postgres: z.object({ superuser: z.string().min(32), owner: z.string().min(32), app: z.string().min(32) }),
});

export type Secrets = z.infer<typeof schema>;

export function secretsFile(dataFolder: string): string {
  return join(dataFolder, 'secrets.json');
}

function newSecrets(): Secrets {
  const password = (): string => randomBytes(24).toString('base64url');
  return {
    instanceId: randomBytes(8).toString('hex'),
    masterKeyHex: randomBytes(32).toString('hex'),
    storeKeyHex: randomBytes(32).toString('hex'),
    adminToken: randomBytes(32).toString('base64url'),
    postgres: { superuser: password(), owner: password(), app: password() },
  };
}

/** Reads them; null when there are none. Rights that have become too wide are narrowed again. */
export async function readSecrets(dataFolder: string): Promise<Secrets | null> {
  const file = secretsFile(dataFolder);
  let text: string;
  try {
    text = await readFile(file, 'utf8');
    if (((await stat(file)).mode & 0o077) !== 0) await chmod(file, 0o600);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return null;
    throw new OperatorError(
      `${file} cannot be read (${code}).`,
      'Run this as the user who started Magpie, or set MAGPIE_DATA to the folder of your own.',
    );
  }
  const parsed = schema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  throw new OperatorError(
    `${file} is damaged.`,
    'Restore it from a backup: without its master key nothing sealed can be opened. To begin anew, move the data folder away.',
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The schema refuses it, and its message must not quote what may be half a key.
    return null;
  }
}

/**
 * Reads the secrets, and makes them when there are none: written beside and flushed, then linked into place, so that a crash
 * leaves none or all, and of two starters both use the first one's. The folder must exist.
 */
export async function loadSecrets(dataFolder: string): Promise<Secrets> {
  const found = await readSecrets(dataFolder);
  if (found !== null) return found;
  const file = secretsFile(dataFolder);
  const beside = await writeBeside(file, newSecrets());
  await link(beside, file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await rm(beside, { force: true });
  const made = await readSecrets(dataFolder);
  if (made === null) throw new OperatorError(`${file} could not be made.`, 'Look at the disk, and start again.');
  return made;
}

/**
 * Puts other secrets in their place: all or nothing, and durable. The bytes of those before are overwritten where they lie, as far as the
 * file system writes in place. Stopped anywhere, `shredFormer` finishes it.
 */
export async function replaceSecrets(dataFolder: string, secrets: Secrets): Promise<void> {
  const file = secretsFile(dataFolder);
  const beside = await writeBeside(file, secrets);
  // HAZARD H-557: bytes without a name could not be found again by whoever has to overwrite them after a crash.
  const former = nameBeside(file);
  await link(file, former);
  await rename(beside, file);
  await syncFolder(dataFolder);
  await shred(former);
  await syncFolder(dataFolder);
}

/**
 * Overwrites and removes what a crash left beside the secrets: those of before, or new ones that were never used; how many. Only once
 * those in place were proven by opening with them: until then what is beside may be all that opens. One process at a time.
 */
export async function shredFormer(dataFolder: string): Promise<number> {
  const file = secretsFile(dataFolder);
  const { ino } = await stat(file);
  const names = (await readdir(dataFolder)).filter((name) => BESIDE.test(name));
  for (const name of names) {
    const path = join(dataFolder, name);
    // A second name of the file in place, whose bytes must stay: the crash came between naming and putting in place.
    if ((await stat(path)).ino === ino) await rm(path);
    else await shred(path);
  }
  if (names.length > 0) await syncFolder(dataFolder);
  return names.length;
}

async function shred(file: string): Promise<void> {
  await overwrite(file);
  await rm(file);
}

const BESIDE = /^secrets\.json\.[0-9a-f]{12}$/;

function nameBeside(file: string): string {
  return `${file}.${randomBytes(6).toString('hex')}`;
}

async function writeBeside(file: string, secrets: Secrets): Promise<string> {
  const beside = nameBeside(file);
  const handle = await open(beside, 'wx', 0o600);
  try {
    await handle.writeFile(`${JSON.stringify(secrets, null, 2)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  return beside;
}

/** What names are derived from, as `Sealer` and others take it. */
export function masterKeyOf({ masterKeyHex, names }: Secrets): MasterKey {
  const root = Buffer.from(masterKeyHex, 'hex');
  if (names === undefined) return root;
  return { root, kept: new Map(Object.entries(names).map(([label, hex]) => [label, Buffer.from(hex, 'hex')])) };
}

/** Without the master key, which is given up: nothing may be wrapped under it any more. What was derived from it stays what it is. */
export function withoutMaster(secrets: Secrets): Secrets {
  const { wrapsUnderMaster: _, ...rest } = secrets;
  const kept = namesToKeep(Buffer.from(secrets.masterKeyHex, 'hex'));
  const names = Object.fromEntries([...kept].map(([label, key]) => [label, key.toString('hex')]));
  return { ...rest, masterKeyHex: randomBytes(32).toString('hex'), names };
}

/**
 * The key pair by which push services know this Magpie (RFC 8292, P-256, base64url). Derived from the master key: it is made once, nothing
 * more has to be kept or can be lost, and every process of an installation has the same.
 */
export function vapidKeys(masterKey: MasterKey): { readonly publicKey: string; readonly privateKey: string } {
  // 48 bytes: reduced by the order of the curve the bias is below 2^-128 (FIPS 186-5, A.2.1).
  const seed = derivedKey(masterKey, 'magpie vapid', 48);
  const scalar = (BigInt(`0x${seed.toString('hex')}`) % (P256_ORDER - 1n)) + 1n;
  const privateKey = Buffer.from(scalar.toString(16).padStart(64, '0'), 'hex');
  const curve = createECDH('prime256v1');
  curve.setPrivateKey(privateKey);
  return { publicKey: curve.getPublicKey('base64url'), privateKey: privateKey.toString('base64url') };
}

const P256_ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** A short name for a data folder, made of its path and identity. */
export function folderTag(dataFolder: string, secrets: Secrets): string {
  return createHash('sha256').update(`${dataFolder}\n${secrets.instanceId}`).digest('hex').slice(0, 16);
}

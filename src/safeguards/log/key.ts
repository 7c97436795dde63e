/**
 * The log's own key, outside the database: the Ed25519 key that signs checkpoints, the secret of which padding is made, and the name under
 * which the log is known. Made once. Fails toward refusing: a damaged file is never replaced, a log without its key is not continued.
 */
import { generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import { chmod, link, open, readFile, rm, stat } from 'node:fs/promises';
import { z } from 'zod';
import { formatVerifierKey, isKeyName, NOTE_ED25519, privateKeyOf, publicKeyOf, verifierKey } from './note.ts';

const schema = z.strictObject({
  /** Of the checkpoint's first line; never changed, or it would be another log. */
  origin: z.string().refine(isKeyName),
  /** PKCS 8, DER. */
  privateKeyBase64: z.string().min(16),
  paddingSecretHex: z.string().regex(/^[0-9a-f]{64}$/),
});

export interface LogKey {
  readonly origin: string;
  readonly privateKey: KeyObject;
  readonly paddingSecret: Buffer;
  /** As `key` publishes it. */
  readonly vkey: string;
  readonly keyId: string;
}

export class LogKeyError extends Error {
  override readonly name = 'LogKeyError';
}

/** The key in `file`; made when there is none. `origin`: the name of a new log. */
export async function loadLogKey(file: string, origin: string): Promise<LogKey> {
  const found = await readLogKey(file);
  if (found !== null) return found;
  const { privateKey } = generateKeyPairSync('ed25519');
  const pkcs8 = privateKey.export({ format: 'der', type: 'pkcs8' });
  const made = {
    origin,
    privateKeyBase64: pkcs8.toString('base64'),
    paddingSecretHex: randomBytes(32).toString('hex'),
  };
  const beside = `${file}.${randomBytes(6).toString('hex')}`;
  const handle = await open(beside, 'wx', 0o600);
  try {
    await handle.writeFile(`${JSON.stringify(schema.parse(made), null, 2)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  // Of two who make one at once both use the first one's.
  await link(beside, file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await rm(beside, { force: true });
  const key = await readLogKey(file);
  if (key === null) throw new LogKeyError('the key of the log could not be made');
  return key;
}

/** Null: there is none. Rights that have become too wide are narrowed again. */
export async function readLogKey(file: string): Promise<LogKey | null> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
    if (((await stat(file)).mode & 0o077) !== 0) await chmod(file, 0o600);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  try {
    return logKeyOf(schema.parse(JSON.parse(text)));
  } catch {
    // What it says might be half a key.
    throw new LogKeyError('the key of the log is damaged: restore it from a backup');
  }
}

function logKeyOf(stored: z.infer<typeof schema>): LogKey {
  const privateKey = privateKeyOf(stored.privateKeyBase64);
  const key = verifierKey(stored.origin, NOTE_ED25519, publicKeyOf(privateKey));
  const paddingSecret = Buffer.from(stored.paddingSecretHex, 'hex');
  return { origin: stored.origin, privateKey, paddingSecret, vkey: formatVerifierKey(key), keyId: key.keyId };
}

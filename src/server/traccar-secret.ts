/**
 * What a Traccar server that forwards to us proves itself by: `MAGPIE_TRACCAR_SECRET`, else `traccar-secret` in the data folder, made
 * once, readable by its owner only. Fails toward refusing: without it nobody may forward.
 */
import { randomBytes } from 'node:crypto';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { OperatorError } from './operator-error.ts';

const SHORTEST = 16;
/** It must fit into an HTTP header as it is. */
const SHAPE = /^[\x21-\x7e]+$/;

export function traccarSecretFile(dataFolder: string): string {
  return join(dataFolder, 'traccar-secret');
}

/** Null when there is none yet. */
export async function readTraccarSecret(dataFolder: string, env: NodeJS.ProcessEnv): Promise<string | null> {
  const set = env.MAGPIE_TRACCAR_SECRET;
  if (set !== undefined && set !== '') return checked(set, 'MAGPIE_TRACCAR_SECRET');
  const file = traccarSecretFile(dataFolder);
  try {
    const text = await readFile(file, 'utf8');
    await chmod(file, 0o600);
    return checked(text.trim(), file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Makes it when there is none. The folder must exist, and be this server's own. */
export async function loadTraccarSecret(dataFolder: string, env: NodeJS.ProcessEnv): Promise<string> {
  const found = await readTraccarSecret(dataFolder, env);
  if (found !== null) return found;
  const made = randomBytes(24).toString('base64url');
  await writeFile(traccarSecretFile(dataFolder), `${made}\n`, { mode: 0o600, flag: 'wx' });
  return made;
}

function checked(secret: string, where: string): string {
  if (secret.length >= SHORTEST && SHAPE.test(secret)) return secret;
  throw new OperatorError(
    `The secret in ${where} is too short, or holds characters that a header cannot.`,
    `Use at least ${SHORTEST} visible ASCII characters; or remove it, and a good one is made at the next start.`,
  );
}

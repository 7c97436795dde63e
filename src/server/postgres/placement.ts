/**
 * Where the embedded database lies: `postgres` in the data folder, or, when PostgreSQL's account cannot pass through to it
 * (root's checkout in a 0700 folder), a folder of the system's. The choice is written down, so that it stays.
 */
import { chmod, lstat, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { OperatorError } from '../operator-error.ts';
import { folderTag, type Secrets } from '../secrets.ts';
import type { Account } from './account.ts';
import { isInitialised } from './cluster.ts';
import { POSTGRES_LIMITS } from './limits.ts';
import { runProgram } from './process.ts';

/** Says where the database is, when it is not in the data folder. */
const NOTE = 'postgres-is-at';

/** Bases that survive a restart of the machine, in the order in which they are tried. */
const BASES = ['/var/lib/magpie', '/var/tmp/magpie'] as const;

async function canEnter(folder: string, account: Account): Promise<boolean> {
  const { code } = await runProgram('/bin/sh', ['-c', 'cd -- "$1"', 'sh', folder], account, POSTGRES_LIMITS.probeMs);
  return code === 0;
}

/** Makes the folder, open to all whatever the umask; null when that cannot be, or when another user made it first. */
async function ownFolder(path: string): Promise<string | null> {
  try {
    await mkdir(path, { recursive: true });
    const found = await lstat(path);
    // What another user owns could be exchanged under us.
    if (!found.isDirectory() || found.uid !== process.getuid?.()) return null;
    await chmod(path, 0o755);
    return path;
  } catch {
    // Read-only, or a file in the way: the next base is tried.
    return null;
  }
}

/** The folder `name` below one of the bases, such that the account can enter it. Called as root only. */
export async function reachableFolder(
  name: string,
  account: Account,
  bases: readonly string[] = BASES,
): Promise<string> {
  for (const base of bases) {
    const folder = (await ownFolder(base)) === null ? null : await ownFolder(join(base, name));
    if (folder !== null && (await canEnter(folder, account))) return folder;
  }
  throw new OperatorError(
    `The account "${account.name}" can reach neither this checkout nor any of ${bases.join(', ')}.`,
    'Move the checkout out of the closed folder, set MAGPIE_DATA to an open one, or set DATABASE_URL.',
  );
}

/** The folder of the cluster that an earlier start chose; `postgres` in the data folder when none had to. */
export async function notedFolder(dataFolder: string): Promise<string> {
  const noted = (await readFile(join(dataFolder, NOTE), 'utf8').catch(() => '')).trim();
  if (noted === '') return join(dataFolder, 'postgres');
  const found = await stat(noted).catch(() => null);
  if (found?.isDirectory() === true) return join(noted, 'postgres');
  throw new OperatorError(
    `The database of ${dataFolder} was in ${noted}, which is gone.`,
    'Bring it back, or move the data folder away to begin anew.',
  );
}

/** The folder for the cluster: `noted` when the account can reach it, else one that it can. Its parent exists. */
export async function clusterFolder(
  dataFolder: string,
  noted: string,
  secrets: Secrets,
  account: Account | null,
): Promise<string> {
  if (account === null || (await canEnter(dirname(noted), account))) return noted;
  if (await isInitialised(noted)) {
    throw new OperatorError(
      `The account "${account.name}" can no longer reach the database in ${noted}.`,
      `Let others pass through the folders above it (chmod o+x).`,
    );
  }
  const outside = await reachableFolder(folderTag(dataFolder, secrets), account);
  await writeFile(join(dataFolder, NOTE), `${outside}\n`);
  return join(outside, 'postgres');
}

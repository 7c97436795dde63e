/**
 * The PostgreSQL that one vitest run shares: not durable, in memory or a temporary folder, with a migrated template database. It starts
 * when the first test asks for it, so that runs of pure tests do not wait, and goes away with the run, also a killed one.
 */
import { spawn } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../src/core/clock.ts';
import { migrate } from '../../src/server/migrate.ts';
import { freePort } from '../../src/server/ports.ts';
import { databaseAccount } from '../../src/server/postgres/account.ts';
import { postgresPrograms } from '../../src/server/postgres/binaries.ts';
import { type Cluster, initialise, startPostmaster, stopPostmaster } from '../../src/server/postgres/cluster.ts';
import { ensureRoles, loopbackUrl } from '../../src/server/postgres/roles.ts';
import { fleetingParent } from './fleeting.ts';

/** Of a database that lives for minutes on loopback: not a secret. */
export const TEST_PASSWORDS = { superuser: 'test-superuser', owner: 'test-owner', app: 'test-app' };
export const TEMPLATE = 'magpie_template';
export const MIGRATIONS = join(import.meta.dirname, '../../db/migrations');

/** A folder that the database's account can enter: under the system's temporary one unless said otherwise. */
export async function reachableFolder(prefix: string, parent = tmpdir()): Promise<string> {
  const folder = await mkdtemp(join(parent, prefix));
  await chmod(folder, 0o711);
  return folder;
}

/** A cluster in `folder`, not started and not initialised. */
export async function testCluster(folder: string, durable: boolean): Promise<Cluster> {
  const account = await databaseAccount(join(folder, 'data'));
  const programs = await postgresPrograms(account, () => Promise.resolve(folder));
  return {
    programs,
    folder: join(folder, 'data'),
    account,
    logFile: join(folder, 'log'),
    clock: systemClock,
    durable,
  };
}

/** Ends the database and removes its folder when this process is gone without having done so. */
function watchOver(folder: string): () => void {
  const script = `cat >/dev/null; pid=$(head -n 1 "$1/data/postmaster.pid" 2>/dev/null) && kill -QUIT "$pid" && sleep 1; rm -rf "$1"`;
  const watcher = spawn('/bin/sh', ['-c', script, 'sh', folder], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  watcher.unref();
  return () => watcher.stdin.end();
}

/** Starts it; answers its port and how to stop it. */
export async function startTestCluster(): Promise<{ port: number; stop(): Promise<void> }> {
  const folder = await reachableFolder('magpie-test-', await fleetingParent());
  const release = watchOver(folder);
  const cluster = await testCluster(folder, false);
  await initialise(cluster, TEST_PASSWORDS.superuser);
  const postmaster = await startPostmaster(cluster, await freePort('127.0.0.1'));
  const stop = async (): Promise<void> => {
    await stopPostmaster(postmaster, systemClock);
    await rm(folder, { recursive: true, force: true });
    release();
  };
  try {
    await ensureRoles(postmaster.port, TEST_PASSWORDS, TEMPLATE);
    const owner = loopbackUrl('magpie_owner', TEST_PASSWORDS.owner, postmaster.port, TEMPLATE);
    await migrate(owner, MIGRATIONS, systemClock);
  } catch (error) {
    await stop();
    throw error;
  }
  return { port: postmaster.port, stop };
}

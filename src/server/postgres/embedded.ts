/**
 * The embedded PostgreSQL: started with the server, watched, started again when it dies, stopped with the server. Fails
 * toward telling: every unexpected end is an event at once, and queries fail meanwhile within their limits.
 */

import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '../../core/clock.ts';
import { OperatorError } from '../operator-error.ts';
import { freePort } from '../ports.ts';
import type { Secrets } from '../secrets.ts';
import { databaseAccount } from './account.ts';
import { postgresPrograms } from './binaries.ts';
import {
  type Cluster,
  clearUnfinished,
  initialise,
  isInitialised,
  PortTakenError,
  type Postmaster,
  startPostmaster,
  stopPostmaster,
} from './cluster.ts';
import { POSTGRES_LIMITS } from './limits.ts';
import { stopOrphan } from './orphan.ts';
import { clusterFolder, notedFolder, reachableFolder } from './placement.ts';
import { ensureRoles, loopbackUrl } from './roles.ts';

const HOST = '127.0.0.1';
export const DATABASE = 'magpie';

export interface EmbeddedOptions {
  readonly dataFolder: string;
  readonly secrets: Secrets;
  readonly clock: Clock;
  /** Progress, one line a call. */
  readonly say: (line: string) => void;
}

/** `exit`: it ended unasked. `restarted`: it takes connections again, on the same port. `restart-failed`: tried again after `retryMs`. */
export type PostgresEvent =
  | { readonly kind: 'exit'; readonly reason: string }
  | { readonly kind: 'restarted' }
  | { readonly kind: 'restart-failed'; readonly reason: string; readonly retryMs: number };

export class EmbeddedPostgres {
  /** As magpie_app: for the server. */
  readonly appUrl: string;
  /** As magpie_owner: for migrations. */
  readonly ownerUrl: string;
  readonly #cluster: Cluster;
  readonly #listeners = new Set<(event: PostgresEvent) => void>();
  readonly #stopping = new AbortController();
  #postmaster: Postmaster;
  /** A server that ends without stopping (a defect's exception) takes the database with it. */
  readonly #onProcessExit = (): void => {
    this.#postmaster.child.kill('SIGINT');
  };
  /** Ends when supervision has ended, which is after `stop`. */
  readonly #supervision: Promise<void>;

  constructor(cluster: Cluster, postmaster: Postmaster, secrets: Secrets) {
    this.#cluster = cluster;
    this.#postmaster = postmaster;
    this.appUrl = loopbackUrl('magpie_app', secrets.postgres.app, postmaster.port, DATABASE);
    this.ownerUrl = loopbackUrl('magpie_owner', secrets.postgres.owner, postmaster.port, DATABASE);
    process.once('exit', this.#onProcessExit);
    this.#supervision = this.#supervise();
  }

  /** Process number of the postmaster, the latest one. */
  get pid(): number {
    return this.#postmaster.child.pid ?? 0;
  }

  /** The folder of the cluster. */
  get folder(): string {
    return this.#cluster.folder;
  }

  /** Calls `listener` with what happens from now on; the answer ends it. */
  onEvent(listener: (event: PostgresEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Stops it for good. Idempotent. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await stopPostmaster(this.#postmaster, this.#cluster.clock);
    await this.#supervision;
    // A restart may have been under way.
    await stopPostmaster(this.#postmaster, this.#cluster.clock);
    process.removeListener('exit', this.#onProcessExit);
  }

  #tell(event: PostgresEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  async #supervise(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      const reason = await this.#postmaster.ended;
      if (signal.aborted) return;
      this.#tell({ kind: 'exit', reason });
      await this.#restart();
    }
  }

  /** Tries until it runs or `stop` is called; the port stays, since open pools know it. */
  async #restart(): Promise<void> {
    const { signal } = this.#stopping;
    let waitMs: number = POSTGRES_LIMITS.restartFirstMs;
    while (!signal.aborted) {
      await delay(waitMs, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      try {
        this.#postmaster = await startPostmaster(this.#cluster, this.#postmaster.port);
        this.#tell({ kind: 'restarted' });
        return;
      } catch (error) {
        waitMs = Math.min(waitMs * 2, POSTGRES_LIMITS.restartLastMs);
        this.#tell({ kind: 'restart-failed', reason: (error as Error).message, retryMs: waitMs });
      }
    }
  }
}

async function startOnFreePort(cluster: Cluster): Promise<Postmaster> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await startPostmaster(cluster, await freePort(HOST));
    } catch (error) {
      if (!(error instanceof PortTakenError) || attempt >= POSTGRES_LIMITS.portAttempts) throw error;
    }
  }
}

/**
 * Makes the cluster when there is none, stops what a killed server left, starts, and sees to roles and database. The caller
 * holds the data folder's lock (`instance-lock.ts`).
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const { secrets, clock, say } = options;
  // One name, however it was written: an orphan is known by it.
  const dataFolder = await realpath(options.dataFolder);
  const noted = await notedFolder(dataFolder);
  const account = await databaseAccount(noted);
  const folder = await clusterFolder(dataFolder, noted, secrets, account);
  const programs = await postgresPrograms(account, async () => {
    if (account === null) throw new OperatorError('PostgreSQL cannot be run.', 'Run "npm ci" again.');
    // One copy for every checkout of this machine: it is named by its version.
    return await reachableFolder('programs', account);
  });
  if (account !== null) say(`PostgreSQL runs as "${account.name}", since it does not run as root`);
  if (!folder.startsWith(dataFolder))
    say(`"${account?.name}" cannot reach ${dataFolder}: the database is in ${folder}`);
  const cluster: Cluster = {
    programs,
    folder,
    account,
    logFile: join(dataFolder, 'postgres.log'),
    clock,
    durable: true,
  };
  await clearUnfinished(folder);
  if (!(await isInitialised(folder))) {
    say(`making the database in ${folder}`);
    await initialise(cluster, secrets.postgres.superuser);
  } else if (await stopOrphan(folder, clock)) {
    say('stopped a PostgreSQL that an earlier start had left running');
  }
  const postmaster = await startOnFreePort(cluster);
  try {
    await ensureRoles(postmaster.port, secrets.postgres, DATABASE);
  } catch (error) {
    await stopPostmaster(postmaster, clock);
    throw error;
  }
  return new EmbeddedPostgres(cluster, postmaster, secrets);
}

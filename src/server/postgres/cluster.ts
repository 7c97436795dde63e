/**
 * One database cluster on disk and its postmaster: made by initdb, started, seen to be ready, stopped. No supervision here
 * (see embedded.ts). Fails toward an error that holds the tail of PostgreSQL's own log.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { chmod, chown, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '../../core/clock.ts';
import { OperatorError } from '../operator-error.ts';
import type { Account } from './account.ts';
import { POSTGRES_LIMITS } from './limits.ts';
import { as, programEnvironment, runProgram } from './process.ts';

export interface Cluster {
  /** The folder that holds bin, lib and share. */
  readonly programs: string;
  /** The data folder (PGDATA); its parent must be writable for this process. */
  readonly folder: string;
  readonly account: Account | null;
  readonly logFile: string;
  readonly clock: Clock;
  /** False only for tests: nothing is flushed to the disk. */
  readonly durable: boolean;
}

export interface Postmaster {
  readonly child: ChildProcess;
  readonly port: number;
  /** Resolves with a plain reason once the process has ended, whatever the cause. */
  readonly ended: Promise<string>;
}

/** Whether initdb has finished in this folder. */
export async function isInitialised(folder: string): Promise<boolean> {
  return await stat(join(folder, 'PG_VERSION')).then(
    () => true,
    () => false,
  );
}

async function give(path: string, account: Account | null): Promise<void> {
  if (account !== null) await chown(path, account.uid, account.gid);
}

/**
 * initdb into a folder beside, which then gets its name in one step: a start that was killed leaves nothing half-made.
 * `superuserPassword` is for the role `postgres`.
 */
export async function initialise(cluster: Cluster, superuserPassword: string): Promise<void> {
  const held = await readdir(cluster.folder).catch(() => []);
  if (held.length > 0) {
    throw new OperatorError(
      `${cluster.folder} is not empty, and no database of PostgreSQL either.`,
      'Restore it from a backup, or move the data folder away to begin anew.',
    );
  }
  const unfinished = `${cluster.folder}.unfinished-${process.pid}`;
  const passwordFile = `${unfinished}.password`;
  await mkdir(unfinished, { mode: 0o700 });
  await give(unfinished, cluster.account);
  try {
    await writeFile(passwordFile, superuserPassword, { mode: 0o600, flag: 'wx' });
    await give(passwordFile, cluster.account);
    const { code, output } = await runProgram(
      join(cluster.programs, 'bin/initdb'),
      [
        `--pgdata=${unfinished}`,
        '--username=postgres',
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C',
        ...(cluster.durable ? [] : ['--no-sync']),
      ],
      cluster.account,
      POSTGRES_LIMITS.initMs,
    );
    if (code !== 0) {
      throw new OperatorError(
        `The database could not be made in ${cluster.folder}: ${output.slice(-POSTGRES_LIMITS.tailChars)}.`,
        'Free disk space or choose another folder with MAGPIE_DATA, and start again.',
      );
    }
    await rename(unfinished, cluster.folder);
  } finally {
    await rm(passwordFile, { force: true });
    await rm(unfinished, { recursive: true, force: true });
  }
}

/** Clears away what starts that were killed during `initialise` left beside the cluster's folder. */
export async function clearUnfinished(folder: string): Promise<void> {
  for (const name of await readdir(dirname(folder))) {
    if (!name.startsWith(`${basename(folder)}.unfinished-`)) continue;
    // Its initdb may still be writing.
    await rm(join(dirname(folder), name), { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
}

function settings(cluster: Cluster, port: number): string[] {
  const flush = cluster.durable ? 'on' : 'off';
  const values: Record<string, string | number> = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    max_connections: POSTGRES_LIMITS.serverConnections,
    fsync: flush,
    synchronous_commit: flush,
    full_page_writes: flush,
    password_encryption: 'scram-sha-256',
    timezone: 'UTC',
    // The log names no statement, parameter or value: they may be positions.
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic',
    log_parameter_max_length: 0,
    log_parameter_max_length_on_error: 0,
    log_statement: 'none',
    log_checkpoints: 'off',
    ...(cluster.durable ? {} : { autovacuum: 'off', max_wal_size: '1GB', wal_level: 'minimal', max_wal_senders: 0 }),
  };
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** The log, anew when it has grown too large. Opened by us, so that the account needs no right to its folder. */
async function openLog(cluster: Cluster): Promise<number> {
  const size = await stat(cluster.logFile).then(
    (found) => found.size,
    () => 0,
  );
  if (size > POSTGRES_LIMITS.logBytes) await rm(cluster.logFile, { force: true });
  const log = openSync(cluster.logFile, 'a', 0o600);
  await chmod(cluster.logFile, 0o600);
  return log;
}

async function logTail(cluster: Cluster): Promise<string> {
  const text = await readFile(cluster.logFile, 'utf8').catch(() => '');
  return text.trim().slice(-POSTGRES_LIMITS.tailChars);
}

/** What `postmaster.pid` says, or null when there is none. Format: PostgreSQL's src/include/utils/pidfile.h. */
export async function readPidFile(
  folder: string,
): Promise<{ pid: number; folder: string; port: number; status: string } | null> {
  const text = await readFile(join(folder, 'postmaster.pid'), 'utf8').catch(() => null);
  if (text === null) return null;
  const lines = text.split('\n').map((line) => line.trim());
  const pid = Number(lines[0]);
  if (!Number.isSafeInteger(pid) || pid <= 0) return null;
  return { pid, folder: lines[1] ?? '', port: Number(lines[3] ?? 0), status: lines[7] ?? '' };
}

/** The port was taken by another process between finding it free and binding it. */
export class PortTakenError extends Error {
  override readonly name = 'PortTakenError';
}

/**
 * Starts the postmaster and waits until it takes connections. It has a session of its own, so that Ctrl-C in the terminal
 * reaches only the server, which stops the database last.
 */
export async function startPostmaster(cluster: Cluster, port: number): Promise<Postmaster> {
  const log = await openLog(cluster);
  const before = (await stat(cluster.logFile)).size;
  const child = spawn(join(cluster.programs, 'bin/postgres'), ['-D', cluster.folder, ...settings(cluster, port)], {
    cwd: dirname(cluster.programs),
    env: programEnvironment(),
    stdio: ['ignore', log, log],
    detached: true,
    ...as(cluster.account),
  });
  closeSync(log);
  let end: string | null = null;
  const ended = new Promise<string>((resolve) => {
    const settle = (reason: string): void => {
      end = reason;
      resolve(reason);
    };
    child.once('error', (error) => settle(error.message));
    child.once('exit', (code, signal) => settle(signal === null ? `exit code ${code}` : `signal ${signal}`));
  });
  const deadlineMs = cluster.clock.nowMs() + POSTGRES_LIMITS.readyMs;
  while (end === null) {
    const file = await readPidFile(cluster.folder);
    if (file !== null && file.pid === child.pid && file.status === 'ready') return { child, port, ended };
    if (cluster.clock.nowMs() > deadlineMs) {
      await stopPostmaster({ child, port, ended }, cluster.clock);
      throw new OperatorError(
        `PostgreSQL was not ready within ${POSTGRES_LIMITS.readyMs / 1000} s.`,
        `Its log is ${cluster.logFile}; start again when the disk is less busy.`,
      );
    }
    await Promise.race([delay(POSTGRES_LIMITS.pollMs), ended]);
  }
  const said = (await readFile(cluster.logFile, 'utf8')).slice(before);
  if (/could not (bind|create any TCP\/IP sockets)/.test(said)) throw new PortTakenError(`port ${port} is taken`);
  throw new OperatorError(
    `PostgreSQL ended while starting (${end}): ${(await logTail(cluster)).split('\n').slice(-3).join(' ')}.`,
    `Its whole log is ${cluster.logFile}.`,
  );
}

/** Fast shutdown, then immediate, then SIGKILL; each with its limit. Resolves when the process is gone. */
export async function stopPostmaster(postmaster: Postmaster, clock: Clock): Promise<void> {
  const steps = [
    { signal: 'SIGINT', limitMs: POSTGRES_LIMITS.stopFastMs },
    { signal: 'SIGQUIT', limitMs: POSTGRES_LIMITS.stopImmediateMs },
    { signal: 'SIGKILL', limitMs: POSTGRES_LIMITS.stopKillMs },
  ] as const;
  let gone = false;
  void postmaster.ended.then(() => {
    gone = true;
  });
  for (const step of steps) {
    if (postmaster.child.exitCode !== null || postmaster.child.signalCode !== null) return;
    postmaster.child.kill(step.signal);
    const deadlineMs = clock.nowMs() + step.limitMs;
    while (!gone && clock.nowMs() < deadlineMs) {
      await Promise.race([postmaster.ended, delay(POSTGRES_LIMITS.pollMs)]);
    }
    if (gone) return;
  }
  throw new OperatorError('PostgreSQL did not stop.', `Look at process ${postmaster.child.pid}.`);
}

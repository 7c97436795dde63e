/** The embedded PostgreSQL when things go wrong around it: killed, orphaned, shut out of its folder, its port taken. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { chmod, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/core/clock.ts';
import { seededRng } from '../../src/core/rng.ts';
import { PgDatabase } from '../../src/server/database.ts';
import { makeDataFolder } from '../../src/server/folders.ts';
import { type EmbeddedPostgres, type PostgresEvent, startEmbedded } from '../../src/server/postgres/embedded.ts';
import { loadSecrets } from '../../src/server/secrets.ts';
import { reachableFolder } from '../support/test-cluster.ts';

const IS_ROOT = process.getuid?.() === 0;

let folder: string;
let dataFolder: string;
let said: string[];
const children: ChildProcess[] = [];
const databases: EmbeddedPostgres[] = [];

beforeEach(async () => {
  folder = await reachableFolder('magpie-fault-');
  dataFolder = join(folder, 'data');
  said = [];
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  for (const database of databases.splice(0)) await database.stop();
  const outside = await readFile(join(dataFolder, 'postgres-is-at'), 'utf8').catch(() => '');
  if (outside !== '') await rm(outside.trim(), { recursive: true, force: true });
  await rm(folder, { recursive: true, force: true });
});

/** Starts the embedded PostgreSQL of this test's data folder in this process. */
async function start(): Promise<EmbeddedPostgres> {
  await makeDataFolder(dataFolder);
  const secrets = await loadSecrets(dataFolder);
  const postgres = await startEmbedded({ dataFolder, secrets, clock: systemClock, say: (line) => said.push(line) });
  databases.push(postgres);
  return postgres;
}

interface Server {
  readonly child: ChildProcess;
  readonly pid: number;
  readonly ownerUrl: string;
}

/** Starts a process that holds the database, to be killed. */
async function startServer(): Promise<Server> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'postgres-server.ts'), dataFolder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  for await (const line of createInterface({ input: child.stdout })) {
    if (!line.startsWith('ready ')) continue;
    child.stdout.resume();
    return { child, ...(JSON.parse(line.slice(6)) as { pid: number; ownerUrl: string }) };
  }
  throw new Error('the server did not start');
}

function nextEvent(postgres: EmbeddedPostgres, kind: PostgresEvent['kind']): Promise<PostgresEvent> {
  return new Promise((resolve) => {
    const end = postgres.onEvent((event) => {
      if (event.kind !== kind) return;
      end();
      resolve(event);
    });
  });
}

/** Not a zombie either, which an orphan stays until the machine's first process takes note. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return process.platform !== 'linux' || !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    // ESRCH or ENOENT: there is no such process.
    return false;
  }
}

describe('PostgreSQL killed', () => {
  // HAZARD H-01: acknowledged row lost
  it('loses no acknowledged row, tells, and comes back on the same address', async () => {
    const postgres = await start();
    const database = new PgDatabase(postgres.ownerUrl);
    await database.query('create table t (n bigint primary key)');
    const rng = seededRng(20_260_624);
    const acknowledged: number[] = [];
    let next = 0;
    let refused = 0;
    let writing = true;
    const writer = async (): Promise<void> => {
      while (writing) {
        const n = next++;
        await database.query('insert into t values ($1)', [n]).then(
          () => acknowledged.push(n),
          () => refused++,
        );
      }
    };
    const writers = [writer(), writer(), writer()];
    for (let round = 0; round < 3; round++) {
      const goal = acknowledged.length + 20 + Math.floor(rng.next() * 200);
      while (acknowledged.length < goal) await new Promise((resolve) => setImmediate(resolve));
      const exit = nextEvent(postgres, 'exit');
      const restarted = nextEvent(postgres, 'restarted');
      process.kill(postgres.pid, 'SIGKILL');
      expect(await exit).toEqual({ kind: 'exit', reason: 'signal SIGKILL' });
      await restarted;
    }
    writing = false;
    await Promise.all(writers);
    const { rows } = await database.query<{ n: number }>('select n from t');
    await database.close();
    const kept = new Set(rows.map(({ n }) => n));
    expect(acknowledged.filter((n) => !kept.has(n))).toEqual([]);
    expect(acknowledged.length).toBeGreaterThan(60);
    expect(refused).toBeGreaterThan(0);
  });

  it('is not started again once it was stopped', async () => {
    const postgres = await start();
    const events: PostgresEvent[] = [];
    postgres.onEvent((event) => events.push(event));
    const { pid } = postgres;
    await postgres.stop();
    await postgres.stop();
    expect(isAlive(pid)).toBe(false);
    expect(events).toEqual([]);
  });

  it('tries again while its port is taken', async () => {
    const postgres = await start();
    const port = Number(new URL(postgres.appUrl).port);
    const failed = nextEvent(postgres, 'restart-failed');
    const restarted = nextEvent(postgres, 'restarted');
    const thief = createServer();
    const exit = nextEvent(postgres, 'exit');
    process.kill(postgres.pid, 'SIGKILL');
    await exit;
    thief.listen(port, '127.0.0.1');
    await once(thief, 'listening');
    expect(await failed).toMatchObject({ reason: `port ${port} is taken` });
    thief.close();
    await restarted;
    const database = new PgDatabase(postgres.appUrl);
    expect((await database.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    await database.close();
  });
});

describe('the server killed', () => {
  // HAZARD H-75: orphaned database
  it('leaves a PostgreSQL that the next start stops, with its rows kept', async () => {
    const first = await startServer();
    const before = new PgDatabase(first.ownerUrl);
    await before.query('create table t (n bigint)');
    await before.query('insert into t values (7)');
    first.child.kill('SIGKILL');
    await once(first.child, 'exit');
    await before.close();
    expect(isAlive(first.pid)).toBe(true);
    const postgres = await start();
    expect(said.join('\n')).toContain('stopped a PostgreSQL that an earlier start had left running');
    expect(isAlive(first.pid)).toBe(false);
    const after = new PgDatabase(postgres.ownerUrl);
    expect((await after.query('select n from t')).rows).toEqual([{ n: 7 }]);
    await after.close();
  });

  // HAZARD H-76: foreign process killed
  it('never signals a process that merely has the number of the old one', async () => {
    const first = await start();
    const { folder: cluster } = first;
    const pidFile = join(cluster, 'postmaster.pid');
    const text = await readFile(pidFile, 'utf8');
    await first.stop();
    // Under PostgreSQL's own account, so that PostgreSQL itself would take it for a postmaster that still runs.
    const { uid, gid } = await stat(cluster);
    const foreign = spawn('/bin/sleep', ['600'], { stdio: 'ignore', ...(IS_ROOT ? { uid, gid } : {}) });
    children.push(foreign);
    await once(foreign, 'spawn');
    await writeFile(pidFile, text.replace(/^\d+/, `${foreign.pid}`));
    const second = await start();
    expect(isAlive(foreign.pid ?? 0)).toBe(true);
    expect(said.join('\n')).not.toContain('stopped a PostgreSQL');
    await second.stop();
  });

  it('does not keep a second server from its one clear line', async () => {
    await startServer();
    const second = spawn(process.execPath, [join(import.meta.dirname, 'postgres-server.ts'), dataFolder], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let errors = '';
    second.stderr.on('data', (chunk: Buffer) => {
      errors += chunk.toString();
    });
    const [code] = (await once(second, 'close')) as [number];
    expect(code).toBe(1);
    expect(errors.trim().split('\n')).toHaveLength(1);
    expect(errors).toContain('already running');
  });
});

describe('a start that was cut short', () => {
  it('leaves nothing that keeps the next one from making the database', async () => {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'postgres-server.ts'), dataFolder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    for await (const line of createInterface({ input: child.stdout })) {
      if (!line.startsWith('making the database')) continue;
      child.kill('SIGKILL');
      break;
    }
    const postgres = await start();
    const database = new PgDatabase(postgres.ownerUrl);
    expect((await database.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    await database.close();
  });

  it('refuses a cluster folder that holds something else, and leaves it alone', async () => {
    await makeDataFolder(dataFolder);
    await makeDataFolder(join(dataFolder, 'postgres'));
    await writeFile(join(dataFolder, 'postgres/precious'), 'x');
    await expect(start()).rejects.toThrow('is not empty');
    expect(await readFile(join(dataFolder, 'postgres/precious'), 'utf8')).toBe('x');
  });
});

describe('as root', () => {
  it('in a closed folder moves the database to an open one, says where, and stays there', async ({ skip }) => {
    skip(!IS_ROOT, 'only root runs PostgreSQL under another account');
    await chmod(folder, 0o700);
    const first = await start();
    expect(first.folder.startsWith(folder)).toBe(false);
    expect(said.some((line) => line.includes(first.folder))).toBe(true);
    expect((await stat(first.folder)).uid).not.toBe(0);
    await first.stop();
    // The folder opens later: the database is where it was.
    await chmod(folder, 0o711);
    const second = await start();
    expect(second.folder).toBe(first.folder);
    expect(said.join('\n')).not.toContain(`making the database in ${dataFolder}`);
    await second.stop();
  });

  it('does not make an empty database in place of one that is gone', async ({ skip }) => {
    skip(!IS_ROOT, 'only root runs PostgreSQL under another account');
    await chmod(folder, 0o700);
    const first = await start();
    await first.stop();
    const outside = (await readFile(join(dataFolder, 'postgres-is-at'), 'utf8')).trim();
    await rm(outside, { recursive: true });
    await expect(start()).rejects.toThrow('which is gone');
  });
});

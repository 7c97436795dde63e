/**
 * kill -9 of the server and of PostgreSQL at random instants under load. Afterwards: every fix that a device was told is stored
 * is in the journal once (I-1), the incidents are exactly those that one undisturbed replay of the journal gives (I-10): none
 * lost, none doubled, none invented; and the engine's state, through all its snapshots, is that of the replay to the byte.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/core/clock.ts';
import { between, seededRng } from '../../src/core/rng.ts';
import { loadInputsAfter } from '../../src/ingest/history.ts';
import { SnapshotStore } from '../../src/ingest/snapshots.ts';
import { snapshotOf } from '../../src/proximity/snapshot.ts';
import { Sealer } from '../../src/safeguards/service.ts';
import { PgDatabase } from '../../src/server/database.ts';
import { CHECKOUT } from '../../src/server/folders.ts';
import { freePort } from '../../src/server/ports.ts';
import { type DurableDatabase, durableDatabase } from '../support/durable-database.ts';
import { at, makeCase, newMagpie, report, type TestCase } from '../support/magpie.ts';
import { undisturbed } from '../support/undisturbed.ts';

const CASES = 4;
const KILLS = 6;
const REPORT_EVERY_MS = 200;
/** Far more often than in production, so that kills fall into the taking of snapshots too. */
const SNAPSHOT_EVERY_MS = 100;
const SEED = Number(process.env.SEED ?? systemClock.nowMs() % 1_000_000);

let database: DurableDatabase;
let cases: TestCase[];
let ports: { port: number; devicePort: number };
const masterKey = randomBytes(32);
let server: ChildProcess;
/** How each start got its engine back. */
let rebuilt: string[];

beforeEach(async () => {
  database = await durableDatabase();
  const magpie = newMagpie({ appUrl: database.appUrl, masterKey });
  cases = [];
  rebuilt = [];
  for (let i = 0; i < CASES; i += 1) cases.push(await makeCase(magpie, { name: `case ${i}` }));
  await magpie.stop();
  ports = { port: await freePort('127.0.0.1'), devicePort: await freePort('127.0.0.1') };
  server = await startServer();
});
afterEach(async () => {
  if (server.exitCode === null && server.signalCode === null) {
    server.kill('SIGKILL');
    await once(server, 'exit');
  }
  await database.close();
});

/** Resolves when it is ready; tried again while the database is still coming up. */
async function startServer(): Promise<ChildProcess> {
  for (;;) {
    const child = spawn(process.execPath, [join(CHECKOUT, 'test/support/server-process.ts')], {
      env: {
        ...process.env,
        APP_URL: database.appUrl,
        MASTER_KEY_HEX: masterKey.toString('hex'),
        PORT: String(ports.port),
        DEVICE_PORT: String(ports.devicePort),
        SNAPSHOT_EVERY_MS: String(SNAPSHOT_EVERY_MS),
      },
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    const ready = once(createInterface(child.stdout!), 'line').then(([line]) => String(line));
    const ended = once(child, 'exit').then(() => null);
    const line = await Promise.race([ready, ended]);
    if (line === null) continue;
    rebuilt.push((JSON.parse(line) as { said: string[] }).said.join());
    return child;
  }
}

interface Sent {
  readonly deviceOf: string;
  readonly fixedAtMs: number;
}

/** A phone: reports where it is, and sends the oldest refused report again until it is taken. */
async function phone(
  token: string,
  personId: string,
  place: (nowMs: number) => number,
  signal: AbortSignal,
): Promise<Sent[]> {
  const acknowledged: Sent[] = [];
  while (!signal.aborted) {
    const fixedAtMs = systemClock.nowMs();
    const point = at(place(fixedAtMs), 0);
    while (!(await taken(token, point, fixedAtMs))) await delay(50);
    acknowledged.push({ deviceOf: personId, fixedAtMs });
    await delay(REPORT_EVERY_MS);
  }
  return acknowledged;
}

async function taken(token: string, point: { latDeg: number; lonDeg: number }, fixedAtMs: number): Promise<boolean> {
  try {
    return (await report(ports.devicePort, token, point, fixedAtMs)) === 200;
  } catch {
    // The server is down: a phone sees a refused connection, and tries again.
    return false;
  }
}

/** The wearer comes and goes at the speed of a car, 750 m to 50 m and back. */
function wearerEastM(caseNumber: number): (nowMs: number) => number {
  return (nowMs) => 400 + 350 * Math.cos((2 * Math.PI * (nowMs / 1000 + caseNumber * 10)) / 40);
}

describe('kill -9', () => {
  it(`loses nothing acknowledged and doubles no incident, seed ${SEED}`, async () => {
    const rng = seededRng(SEED);
    const stop = new AbortController();
    const phones = cases.flatMap((one, i) => [
      phone(one.wearerToken, one.wearerId, wearerEastM(i), stop.signal),
      phone(one.protectedToken, one.protectedId, () => 0, stop.signal),
    ]);
    for (let kill = 0; kill < KILLS; kill += 1) {
      await delay(between(rng, 500, 3_500));
      if (rng.next() < 0.6) {
        server.kill('SIGKILL');
        await once(server, 'exit');
        server = await startServer();
      } else {
        const back = new Promise<void>((resolve) => {
          const off = database.postgres.onEvent((event) => {
            if (event.kind !== 'restarted') return;
            off();
            resolve();
          });
        });
        process.kill(database.postgres.pid, 'SIGKILL');
        await back;
      }
    }
    await delay(2_000);
    stop.abort();
    const acknowledged = (await Promise.all(phones)).flat();
    server.stdin!.end();
    await once(server, 'exit');
    // Whatever was not recorded when it stopped is recorded by the next start.
    server = await startServer();
    server.stdin!.end();
    await once(server, 'exit');
    await check(acknowledged);
  });
});

async function check(acknowledged: readonly Sent[]): Promise<void> {
  const app = new PgDatabase(database.appUrl, { connections: 2, task: 'server' });
  try {
    const fixes = await app.query<{ key: string }>(
      `select person_id || '@' || fixed_at_ms as key from ingest.journal where kind = 'fix'`,
    );
    const stored = fixes.rows.map((row) => row.key).sort();
    const wanted = acknowledged.map((sent) => `${sent.deviceOf}@${sent.fixedAtMs}`).sort();
    expect(acknowledged.length).toBeGreaterThan(50);
    expect(stored).toEqual(wanted);
    const recorded = await app.query<{ key: string }>(
      `select i.subject || ' ' || i.kind || ' ' || e.kind || ' ' || e.position as key
       from incidents.event e join incidents.incident i using (incident_id) where e.position is not null`,
    );
    const sealer = new Sealer(masterKey, app);
    const { events, engine } = undisturbed(await loadInputsAfter(app, sealer, 0));
    expect(events.length).toBeGreaterThan(0);
    expect(recorded.rows.map((row) => row.key).sort()).toEqual([...events].sort());
    await checkState(app, sealer, snapshotOf(engine));
    const audit = await app.query<{ numbers: number; last: number }>(
      `select count(*) as numbers, max(number) as last from safeguards.audit`,
    );
    expect(audit.rows[0]!.last).toBe(audit.rows[0]!.numbers - 1);
  } finally {
    await app.close();
  }
}

/** What the last stop left is the state of an engine that was never killed, and starts in between went on from such. */
async function checkState(app: PgDatabase, sealer: Sealer, expected: Uint8Array): Promise<void> {
  const store = new SnapshotStore({ database: app, sealer, asWriter: () => Promise.reject(new Error('only reads')) });
  const [newest] = await store.heads();
  const { rows } = await app.query<{ position: number }>(`select max(position) as position from ingest.journal`);
  expect(newest?.position).toBe(rows[0]!.position);
  const opened = await store.open(newest!);
  expect(opened.ok && Buffer.from(opened.value).equals(expected)).toBe(true);
  // The first start of all found only an empty journal.
  expect(rebuilt.slice(1).filter((said) => !said.includes('from a snapshot'))).toEqual([]);
}

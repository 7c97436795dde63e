/** What the benches run on: a durable embedded PostgreSQL on this disk, cases in it, and a server in a process of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { systemClock } from '../src/core/clock.ts';
import { valueOrRefuse } from '../src/core/refusal.ts';
import { CHECKOUT, MIGRATIONS, makeDataFolder } from '../src/server/folders.ts';
import { migrate } from '../src/server/migrate.ts';
import { startEmbedded } from '../src/server/postgres/embedded.ts';
import { loadSecrets } from '../src/server/secrets.ts';
import { phoneName } from '../src/server/sessions/phones/name.ts';
import { signIn } from '../src/server/sessions/service.ts';
import { signInDeps } from '../src/server/sign-in-deps.ts';
import { at, makeCase, newMagpie, signInCode, trackerOf } from '../test/support/magpie.ts';
import type { LoadDevice, LoadResult, LoadTask } from './load-process.ts';

export interface Setting {
  readonly folder: string;
  readonly port: number;
  readonly devicePort: number;
  /** For GT06. */
  readonly trackerPort: number;
  readonly ownerUrl: string;
  /** One a person, in the order of `devices`. */
  readonly trackers: readonly { readonly imei: string; readonly latDeg: number; readonly lonDeg: number }[];
  /** What the server's process holds in memory, and the processor's time that it has had. */
  process(): Promise<{ readonly residentMB: number; readonly cpuS: number }>;
  /** The wearers' devices first, then the protected persons'; both in the order of the cases. */
  readonly devices: readonly LoadDevice[];
  /** Signed-in protected persons, in the order of the cases. */
  readonly cookies: readonly string[];
  load(task: Omit<LoadTask, 'devicePort' | 'webPort'>): Promise<LoadResult>;
  close(): Promise<void>;
}

/** Cases stand 20 km apart, the wearer 300 m from the protected person: inside the ring where the point is shown. */
const BETWEEN_CASES_M = 20_000;
const APART_M = 300;

export async function openSetting(cases: number, say: (line: string) => void): Promise<Setting> {
  const folder = join(CHECKOUT, 'data', `bench-${process.pid}`);
  await mkdir(join(CHECKOUT, 'data'), { recursive: true });
  await makeDataFolder(folder);
  const secrets = await loadSecrets(folder);
  const postgres = await startEmbedded({ dataFolder: folder, secrets, clock: systemClock, say });
  await migrate(postgres.ownerUrl, MIGRATIONS, systemClock);
  const masterKey = randomBytes(32);
  say(`making ${cases} cases`);
  const { devices, trackers, cookies } = await makeCases(postgres.appUrl, masterKey, cases);
  const server = spawn(process.execPath, [join(CHECKOUT, 'test/support/server-process.ts')], {
    env: { ...process.env, GT06_PORT: '0', APP_URL: postgres.appUrl, MASTER_KEY_HEX: masterKey.toString('hex') },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [line] = (await once(createInterface(server.stdout!), 'line')) as [string];
  const ports = JSON.parse(line) as { port: number; devicePort: number; trackerPort: number };
  return {
    ...{ folder, devices, trackers, cookies, ownerUrl: postgres.ownerUrl, ...ports },
    process: () => processOf(ports.port),
    load: (task) => runLoad({ ...task, devicePort: ports.devicePort, webPort: ports.port }),
    async close() {
      await endChild(server);
      await postgres.stop();
      await rm(folder, { recursive: true, force: true });
      if (!postgres.folder.startsWith(folder)) await rm(postgres.folder, { recursive: true, force: true });
    },
  };
}

async function makeCases(appUrl: string, masterKey: Buffer, cases: number) {
  const magpie = newMagpie({ appUrl, masterKey });
  const wearers: LoadDevice[] = [];
  const protectedPersons: LoadDevice[] = [];
  const cookies: string[] = [];
  const { database, gate } = magpie;
  const sessions = {
    ...{ database, clock: systemClock, randomBytes, gate, ...signInDeps(magpie) },
    onSessionEnd: () => undefined,
  };
  for (let i = 0; i < cases; i += 1) {
    const made = await makeCase(magpie, { name: `bench ${i}` });
    const eastM = (i % 25) * BETWEEN_CASES_M;
    const northM = Math.floor(i / 25) * BETWEEN_CASES_M;
    await trackerOf(magpie, made, 'gt06', imeiOf(i));
    await trackerOf(magpie, { ...made, wearerId: made.protectedId }, 'gt06', imeiOf(cases + i));
    protectedPersons.push({ token: made.protectedToken, ...at(eastM, northM) });
    wearers.push({ token: made.wearerToken, ...at(eastM + APART_M, northM) });
    const { token } = valueOrRefuse(
      await signIn(sessions, await signInCode(magpie, made.protectedId), phoneName(undefined)),
    );
    cookies.push(`magpie_session=${token}`);
  }
  await magpie.stop();
  const devices = [...wearers, ...protectedPersons];
  const trackers = devices.map(({ latDeg, lonDeg }, i) => ({ imei: imeiOf(i), latDeg, lonDeg }));
  return { devices, trackers, cookies };
}

function imeiOf(number: number): string {
  return `35600000${String(number).padStart(7, '0')}`;
}

async function processOf(port: number): Promise<{ residentMB: number; cpuS: number }> {
  const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  const read = (name: string): number => Number(new RegExp(`^${name} (\\S+)`, 'm').exec(metrics)?.[1]);
  return {
    residentMB: Math.round(read('process_resident_memory_bytes') / 1e6),
    cpuS: read('process_cpu_seconds_total'),
  };
}

async function runLoad(task: LoadTask): Promise<LoadResult> {
  const child = spawn(process.execPath, [join(CHECKOUT, 'bench/load-process.ts')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.end(JSON.stringify(task));
  const output = await text(child.stdout);
  return JSON.parse(output) as LoadResult;
}

async function endChild(child: ChildProcess): Promise<void> {
  child.stdin?.end();
  if (child.exitCode === null) await once(child, 'exit');
}

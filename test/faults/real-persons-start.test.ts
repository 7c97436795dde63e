/**
 * The server as it is started for real persons, in a process of its own: what stands against it is told in a sentence each, and where
 * nothing does it serves real persons, refuses an exercise, and starts again only as it was.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { capturedIo } from '../../src/cli/captured-io.ts';
import { main } from '../../src/cli/main.ts';
import { CHECKOUT } from '../../src/server/folders.ts';
import { freePort } from '../../src/server/ports.ts';
import { asOwner } from '../support/as-owner.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { startTransit, type Transit } from '../support/transit-server.ts';

let db: TestDatabase;
let folder: string;
let ports: Record<string, string>;
let transit: Transit;
let server: ChildProcess | null = null;
beforeAll(async () => {
  db = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), 'magpie-real-'));
  transit = await startTransit('s.t');
  await writeFile(join(folder, 'vault-token'), 's.t');
  const [port, devicePort, mqttPort] = [
    await freePort('127.0.0.1'),
    await freePort('127.0.0.1'),
    await freePort('127.0.0.1'),
  ];
  ports = { MAGPIE_PORT: `${port}`, MAGPIE_DEVICE_PORT: `${devicePort}`, MAGPIE_MQTT_PORT: `${mqttPort}` };
});
afterAll(async () => {
  await stop();
  await transit.close();
  await db.close();
  await rm(folder, { recursive: true, force: true });
});

/** All that real persons ask for. The providers are never asked: nobody here has a telephone. */
const MET = {
  MAGPIE_REAL_PERSONS: 'yes',
  MAGPIE_PUBLIC_URL: 'https://magpie.example/',
  MAGPIE_KEY_IN_DATA_FOLDER: 'yes',
  MAGPIE_SMS_URL: 'http://127.0.0.1:9/sms',
  MAGPIE_CALL_URL: 'http://127.0.0.1:9/call',
};

function started(env: Record<string, string>, args: readonly string[] = []): ChildProcess {
  return spawn(process.execPath, [join(CHECKOUT, 'src/cli/main.ts'), 'start', ...args], {
    env: {
      ...{ PATH: process.env.PATH, HOME: process.env.HOME, MAGPIE_LOG: 'fatal', MAGPIE_TRACKERS: 'none', ...ports },
      ...{ MAGPIE_DATA: folder, DATABASE_URL: db.appUrl, DATABASE_OWNER_URL: db.ownerUrl },
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** What it says last before it ends with 1. */
async function refusal(env: Record<string, string>, args: readonly string[] = []): Promise<string> {
  const child = started(env, args);
  const [said, printed, [code]] = await Promise.all([text(child.stderr!), text(child.stdout!), once(child, 'exit')]);
  expect([code, printed]).toEqual([1, '']);
  return said.trim().split('\n').at(-1)!;
}

/** Resolves with what was printed when it is ready. */
async function ready(env: Record<string, string>): Promise<string> {
  server = started(env);
  const said = text(server.stderr!);
  let printed = '';
  for await (const line of createInterface(server.stdout!)) {
    printed += `${line}\n`;
    if (line === 'Magpie is ready') return printed;
  }
  throw new Error(`it did not start: ${await said}`);
}

async function stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
  if (server === null || server.exitCode !== null || server.signalCode !== null) return;
  server.kill(signal);
  await once(server, 'exit');
  server = null;
}

/** A command as it is typed; its answer, or what was refused. */
async function magpie(...args: string[]): Promise<Record<string, unknown>> {
  const io = capturedIo();
  const before = process.env.MAGPIE_DATA;
  process.env.MAGPIE_DATA = folder;
  try {
    const code = await main([...args, '--url', `http://127.0.0.1:${ports.MAGPIE_PORT}`], io);
    return code === 0 ? io.lines()[0]! : { refused: io.err() };
  } finally {
    if (before === undefined) delete process.env.MAGPIE_DATA;
    else process.env.MAGPIE_DATA = before;
  }
}

const without = (...names: string[]) =>
  Object.fromEntries(Object.entries(MET).filter(([name]) => !names.includes(name)));

it('does not start while one of the conditions is not met, and says what to do (H-488, H-581)', async () => {
  expect(await refusal(without('MAGPIE_PUBLIC_URL'))).toMatch(/over TLS by a name\. Set MAGPIE_PUBLIC_URL=/);
  expect(await refusal(without('MAGPIE_KEY_IN_DATA_FOLDER'))).toMatch(
    /key store lies in the data folder.*MAGPIE_VAULT_ADDR/,
  );
  expect(await refusal(without('MAGPIE_CALL_URL'))).toMatch(/Nobody carries SMS or calls.*MAGPIE_CALL_URL/);
  expect(await refusal(MET, ['--drill'])).toMatch(/a drill is asked for.*without --drill/);
}, 120_000);

it('takes an order of real persons and none of an exercise, and starts again only as it was, from Vault too (H-74, H-488, H-581)', async () => {
  expect(await ready(MET)).toContain('Real persons may be entered here.');
  const { agencyId } = (await magpie('agency', 'create', '--name', 'Office')) as { agencyId: string };
  const person = (kind: string, ...more: string[]) =>
    magpie(
      'person',
      'create',
      '--kind',
      kind,
      '--agency',
      agencyId,
      '--name',
      `The ${kind}`,
      '--language',
      'ko',
      ...more,
    );
  const wearer = (await person('wearer', '--real')).personId as string;
  const protectedId = (await person('protected', '--real')).personId as string;
  expect(await person('protected')).toMatchObject({
    refused: expect.stringContaining('an exercise has a server of its own'),
  });
  const order = (...more: string[]) =>
    magpie('order', 'create', '--agency', agencyId, '--wearer', wearer, '--protected', protectedId, ...more);
  expect(await order()).toMatchObject({ refused: expect.stringContaining('never mix') });
  expect(await order('--real')).toMatchObject({ exercise: false, status: 'active' });
  await stop('SIGKILL');

  expect(await refusal(without('MAGPIE_REAL_PERSONS'))).toMatch(/holds real persons.*MAGPIE_REAL_PERSONS=yes/);
  // With the key store in Vault nothing has to be accepted.
  const vault = { MAGPIE_VAULT_ADDR: transit.address, MAGPIE_VAULT_TOKEN_FILE: join(folder, 'vault-token') };
  expect(await ready({ ...without('MAGPIE_KEY_IN_DATA_FOLDER'), ...vault })).not.toContain('EXERCISE');
  expect(await magpie('order', 'list')).toMatchObject({ orders: [{ exercise: false, wearerId: wearer }] });
  await stop();
}, 120_000);

it('does not start for real persons beside one of an exercise (H-488)', async () => {
  await stop();
  const other = await testDatabase();
  try {
    await asOwner(other, async (owner) => {
      await owner.query(`insert into people.agency (agency_id, name, jurisdiction, role, created_at_ms)
        values ('4f3b8f7e-0000-4000-8000-00000000000a', 'Office', 'kr', 'monitoring', 0)`);
      await owner.query(`insert into safeguards.data_key (subject, scope, created_at_ms) values ('x', 'x', 0)`);
      await owner.query(`insert into people.person (person_id, kind, agency_id, exercise, key_id, identity_sealed, created_at_ms)
        select gen_random_uuid(), 'protected', '4f3b8f7e-0000-4000-8000-00000000000a', true, key_id, '\\x00', 0
        from safeguards.data_key limit 1`);
    });
    const env = { DATABASE_URL: other.appUrl, DATABASE_OWNER_URL: other.ownerUrl };
    expect(await refusal({ ...MET, ...env })).toMatch(
      /exercise persons in this database.*of their own for real persons/,
    );
  } finally {
    await other.close();
  }
}, 120_000);

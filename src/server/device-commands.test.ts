/** Commands to devices on a real Magpie: real PostgreSQL, real sockets, the engine; the device is a GT06's own side. */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { at, makeCase, newMagpie, signedIn, type TestCase, trackerOf } from '../../test/support/magpie.ts';
import { systemClock } from '../core/clock.ts';
import { SECOND_MS } from '../core/time.ts';
import type { CommandJson } from '../devices/commands/contract.ts';
import { type DeviceCommand, loadDevices } from '../devices/service.ts';
import type { DeviceSideSession } from '../ingest/protocols/device-side.ts';
import { gt06Device } from '../ingest/protocols/gt06/encode.ts';
import type { Magpie } from './assemble.ts';

const IMEI = '356000000000017';
const MASTER = randomBytes(32);

let db: TestDatabase;
let magpie: Magpie;
let one: TestCase;
let deviceId: string;
const sockets: Socket[] = [];

beforeEach(async () => {
  db = await testDatabase();
  magpie = newMagpie({ appUrl: db.appUrl, trackerPorts: { gt06: 0 }, masterKey: MASTER });
  one = await makeCase(magpie, { intervalS: 60 });
  await magpie.start();
  deviceId = (await trackerOf(magpie, one, 'gt06', IMEI)).deviceId;
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await magpie.stop();
  await db.close();
});

/** Much of it waits for the next second's review. */
function poll<T>(read: () => T | Promise<T>) {
  return expect.poll(read, { timeout: 10_000 });
}

interface Tracker {
  readonly socket: Socket;
  readonly session: DeviceSideSession;
  readonly told: DeviceCommand[];
}

/** `answers`: whether it says that it heard a command. */
async function dial(answers: boolean): Promise<Tracker> {
  const socket = connect(magpie.input.doors.portOf('gt06')!, '127.0.0.1');
  sockets.push(socket);
  const session = gt06Device.open(IMEI);
  const told: DeviceCommand[] = [];
  let waiting = Buffer.alloc(0);
  socket.on('error', () => undefined);
  socket.on('data', (data) => {
    waiting = Buffer.concat([waiting, data]);
    for (let next = session.hear(waiting); next !== null; next = session.hear(waiting)) {
      waiting = waiting.subarray(next.bytes);
      if (next.heard.kind !== 'command') continue;
      told.push(next.heard.command);
      if (answers) socket.write(next.heard.answer);
    }
  });
  await once(socket, 'connect');
  socket.write(session.hello());
  return { socket, session, told };
}

/** Reports of a walk that ended `agoS` ago, all sent now. */
function walk(tracker: Tracker, count: number, everyS: number, speedMps: number, agoS = 0): void {
  const endMs = Math.floor(systemClock.nowMs() / SECOND_MS - agoS) * SECOND_MS;
  for (let i = 0; i < count; i += 1) {
    const fixedAtMs = endMs - (count - 1 - i) * everyS * SECOND_MS;
    const place = at(5_000 - ((count - 1 - i) * everyS + agoS) * speedMps, 0);
    tracker.socket.write(tracker.session.report({ fixedAtMs, ...place, speedMps, courseDeg: 90 }));
  }
}

async function desk(path: string, init: { cookie?: string; body?: object } = {}): Promise<Response> {
  return fetch(`http://127.0.0.1:${magpie.port}/api/desk/devices/${path}`, {
    method: init.body === undefined ? 'GET' : 'POST',
    headers: {
      'x-magpie': '1',
      'content-type': 'application/json',
      ...(init.cookie === undefined
        ? { authorization: `Bearer ${magpie.options.adminToken}` }
        : { cookie: init.cookie }),
    },
    ...(init.body === undefined ? {} : { body: JSON.stringify(init.body) }),
  });
}

async function commands(): Promise<CommandJson[]> {
  const response = await desk(`${deviceId}/commands`);
  expect(response.status).toBe(200);
  return ((await response.json()) as { commands: CommandJson[] }).commands;
}

async function inShort(): Promise<string[]> {
  return (await commands()).map((one) => `${one.kind} ${one.intervalS ?? ''} ${one.why} ${one.state}`);
}

async function audited(): Promise<string[]> {
  const { rows } = await db.database.query<{ entry: string }>(
    `select convert_from(canonical, 'UTF8') as entry from safeguards.audit order by number`,
  );
  return rows.map(({ entry }) => entry);
}

it("tells a device its order's interval, asks it faster on the way, and says what was answered and what was seen to work", async () => {
  const tracker = await dial(true);
  await poll(() => tracker.told).toEqual([{ kind: 'set-interval', intervalS: 60 }]);
  await poll(inShort).toEqual(['set-interval 60 order answered']);
  walk(tracker, 4, 60, 0, 200);
  await poll(inShort).toEqual(['set-interval 60 order seen']);
  // On the way: fix -> engine -> finding -> command -> the device -> the spacing of its reports.
  walk(tracker, 3, 10, 9, 120);
  await poll(inShort).toEqual(['set-interval 30 engine answered', 'set-interval 60 order done']);
  const [asked] = await commands();
  expect(tracker.told.at(-1)).toEqual({ kind: 'set-interval', intervalS: 30 });
  walk(tracker, 4, 30, 9);
  await poll(inShort).toEqual(['set-interval 30 engine seen', 'set-interval 60 order done']);
  const entries = await audited();
  const said = entries.filter((entry) => entry.includes(asked!.commandId)).map((entry) => JSON.parse(entry));
  // That it was sent may be told with its answer, which comes in no time.
  const actions = said.map(({ action }) => action).filter((action) => action !== 'device.command-sent');
  expect(actions).toEqual(['device.command', 'device.command-answered', 'device.command-seen']);
  expect(said.at(-1).about.firstSentAtMs).toBeGreaterThan(0);
  expect(said[0]).toMatchObject({ actor: { kind: 'engine' }, about: { intervalS: 30, why: 'engine' } });
  expect(said[0].about.position).toBeGreaterThan(0);
});

it("an officer asks for a position: sent at once, done when a newer one is here; a wearer's device only with the risk accepted", async () => {
  const cookie = await signedIn(magpie, one.officerId);
  const ask = { kind: 'report-now', reason: 'no-report' };
  expect((await desk(`${deviceId}/commands`, { cookie, body: ask })).status).toBe(409);
  expect((await desk(`${deviceId}/commands`, { cookie, body: { ...ask, kind: 'set-interval' } })).status).toBe(400);
  expect((await commands()).filter(({ why }) => why === 'officer')).toEqual([]);
  const accepted = { ...ask, isRiskAccepted: true };
  expect((await desk(`${deviceId}/commands`, { cookie, body: accepted })).status).toBe(201);
  // Not connected: it waits for the device's next contact.
  await poll(inShort).toContain('report-now  officer waiting');
  const tracker = await dial(false);
  await poll(() => tracker.told).toContainEqual({ kind: 'report-now' });
  await poll(inShort).toContain('report-now  officer sent');
  walk(tracker, 1, 60, 0);
  await poll(inShort).toContain('report-now  officer done');
  const entry = (await audited()).find((text) => text.includes('"report-now"') && text.includes('"officer"'));
  expect(JSON.parse(entry!)).toMatchObject({ actor: { id: one.officerId }, about: { isToWearer: true } });
  const other = await makeCase(magpie, { name: 'other' });
  const stranger = await signedIn(magpie, other.officerId);
  expect((await desk(`${deviceId}/commands`, { cookie: stranger, body: accepted })).status).toBe(404);
  expect((await desk(`${deviceId}/commands`, { cookie: stranger })).status).toBe(404);
});

it('HAZARD H-146: a message stands sealed, and is in no answer and no audit entry; a device without words for it says so', async () => {
  const text = 'Haneul Example, come to the office';
  const body = { kind: 'message', text, reason: 'appointment', isRiskAccepted: true };
  const response = await desk(`${deviceId}/commands`, { body });
  expect(response.status).toBe(201);
  expect(await response.text()).not.toContain('Haneul');
  const { rows } = await db.database.query<{ sealed: Buffer; all: string }>(
    `select text_sealed as sealed, command::text as all from devices.command where kind = 'message'`,
  );
  expect(rows).toHaveLength(1);
  expect(rows[0]!.sealed.includes('Haneul') || rows[0]!.all.includes(Buffer.from('Haneul').toString('hex'))).toBe(
    false,
  );
  expect((await audited()).join()).not.toContain('Haneul');
  await dial(true);
  await poll(inShort).toContain('message  officer failed');
});

it('says that a phone which only reports over HTTP has no channel', async () => {
  const phones = (await loadDevices(db.database)).filter(({ protocol }) => protocol === 'osmand');
  deviceId = phones[0]!.deviceId;
  await poll(inShort).toEqual(['set-interval 60 order no-channel']);
});

it('what was asked of a device that nobody heard is asked again on its next connection, until it is seen to work', async () => {
  const first = await dial(false);
  await poll(() => first.told).toHaveLength(1);
  first.socket.destroy();
  await once(first.socket, 'close');
  const second = await dial(true);
  await poll(() => second.told).toHaveLength(1);
  walk(second, 4, 60, 0);
  await poll(inShort).toEqual(['set-interval 60 order seen']);
  second.socket.destroy();
  await once(second.socket, 'close');
  const third = await dial(true);
  walk(third, 1, 60, 0);
  const asked = { kind: 'report-now', reason: 'device-check', isRiskAccepted: true };
  expect((await desk(`${deviceId}/commands`, { body: asked })).status).toBe(201);
  // What comes after it shows that nothing came before.
  await poll(() => third.told).toEqual([{ kind: 'report-now' }]);
});

it('HAZARD H-148: a command that was sent when the process died is sent again by the next, and not asked anew', async () => {
  const tracker = await dial(false);
  await poll(() => tracker.told).toHaveLength(1);
  await poll(inShort).toEqual(['set-interval 60 order sent']);
  await magpie.stop();
  // As it stands when the process dies between sending and recording.
  await db.database.query(
    `update devices.command set state = 'waiting', sends = 0, first_sent_at_ms = null, last_sent_at_ms = null,
       next_try_at_ms = created_at_ms`,
  );
  magpie = newMagpie({ appUrl: db.appUrl, trackerPorts: { gt06: 0 }, masterKey: MASTER });
  await magpie.start();
  const again = await dial(true);
  await poll(() => again.told).toEqual([{ kind: 'set-interval', intervalS: 60 }]);
  await poll(inShort).toEqual(['set-interval 60 order answered']);
});

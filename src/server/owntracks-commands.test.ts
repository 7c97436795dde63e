/** Commands to OwnTracks on a real Magpie: in the answer to a report over HTTP, and over MQTT where the phone listens. */
import mqtt from 'mqtt';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { at, deviceOf, makeCase, newMagpie, owntracksDevice, type TestCase } from '../../test/support/magpie.ts';
import { systemClock } from '../core/clock.ts';
import type { DeviceId } from '../core/ids.ts';
import { SECOND_MS } from '../core/time.ts';
import type { CommandState } from '../devices/commands/command.ts';
import { openMqttUplink } from '../drills/devices/mqtt-uplink.ts';
import { loadInputsAfter } from '../ingest/history.ts';
import { owntracksEncrypted, owntracksHeaders, owntracksLocation } from '../ingest/protocols/owntracks/encode.ts';
import { openPayload } from '../ingest/protocols/owntracks/payload.ts';
import type { Magpie } from './assemble.ts';

const SECRET = 'a made-up secret';
const ASKED = {
  _type: 'cmd',
  action: 'setConfiguration',
  configuration: { _type: 'configuration', locatorInterval: 60, moveModeLocatorInterval: 60 },
};

let db: TestDatabase;
let magpie: Magpie;
let one: TestCase;
let token: string;

beforeEach(async () => {
  db = await testDatabase();
  magpie = newMagpie({ appUrl: db.appUrl, mqtt: { port: 0, outside: null } });
  one = await makeCase(magpie, { intervalS: 60 });
  await magpie.start();
  token = (await owntracksDevice(magpie, one, SECRET)).token;
});
afterEach(async () => {
  await magpie.stop();
  await db.close();
});

function key(): Uint8Array {
  const padded = new Uint8Array(32);
  padded.set(Buffer.from(SECRET));
  return padded;
}

let nonces = 0;

/** What the server says to a report that is `agoS` old. */
async function report(agoS: number): Promise<unknown[]> {
  const { latDeg, lonDeg } = at(5_000, 0);
  const tst = Math.floor(systemClock.nowMs() / SECOND_MS) - agoS;
  const plain = JSON.stringify({ _type: 'location', lat: latDeg, lon: lonDeg, tst, acc: 8 });
  nonces += 1;
  const nonce = new Uint8Array(24).fill(nonces);
  const response = await fetch(`http://127.0.0.1:${magpie.devicePort}/`, {
    method: 'POST',
    headers: owntracksHeaders('exercise', 'phone', token),
    body: owntracksEncrypted(plain, key(), nonce),
  });
  expect(response.status).toBe(200);
  return (await response.json()) as unknown[];
}

async function states(): Promise<CommandState[]> {
  const { rows } = await db.database.query<{ state: CommandState }>(
    `select state from devices.command join devices.device using (device_id) where protocol = 'owntracks'`,
  );
  return rows.map(({ state }) => state);
}

it('a phone hears in the answer to its report, sealed as its own reports are, and once; its reports then show that it obeys', async () => {
  await expect.poll(states, { timeout: 10_000 }).toEqual(['waiting']);
  const [message, ...more] = await report(300);
  expect([more, JSON.stringify(message).includes('cmd')]).toEqual([[], false]);
  expect(openPayload(JSON.stringify(message), key()).messages).toEqual([ASKED]);
  for (const agoS of [240, 180, 120, 60]) expect(await report(agoS)).toEqual([]);
  await expect.poll(states).toEqual(['seen']);
});

it('a phone that listens over MQTT is told at once', async () => {
  const url = `mqtt://127.0.0.1:${magpie.input.mqtt.broker!.port}`;
  const phone = await mqtt.connectAsync(url, { username: 'exercise', password: token });
  const told = new Promise<string>((resolve) => phone.once('message', (_topic, payload) => resolve(String(payload))));
  await phone.subscribeAsync('owntracks/exercise/phone/cmd');
  expect(openPayload(await told, key()).messages).toEqual([ASKED]);
  await expect.poll(states, { timeout: 10_000 }).toEqual(['sent']);
  await phone.endAsync(true);
});

it('a simulated phone over MQTT delivers in order, hears its interval, and reports when it is asked to', async () => {
  const kind = { protocol: 'owntracks', externalId: 'exercise/other' } as const;
  const { deviceId, token: password } = await deviceOf(magpie, one.agencyId, one.protectedId, kind);
  const url = new URL(`mqtt://127.0.0.1:${magpie.input.mqtt.broker!.port}`);
  const [told, attempts]: [string[], string[]] = [[], []];
  const uplink = openMqttUplink(
    url,
    { user: 'exercise', device: 'other', token: password! },
    {
      sleep: async () => undefined,
      onAttempt: (attempt) => attempts.push(attempt.kind),
      onCommand: ({ kind: command }) => told.push(command),
    },
  );
  const stop = new AbortController();
  const running = uplink.run(stop.signal);
  const nowS = Math.floor(systemClock.nowMs() / SECOND_MS);
  for (const agoS of [3, 2, 1]) {
    const body = owntracksLocation({ fixedAtMs: (nowS - agoS) * SECOND_MS, ...at(5_000, 0) });
    uplink.push({ method: 'POST', url, headers: {}, body });
  }
  await expect.poll(() => uplink.waiting, { timeout: 10_000 }).toBe(0);
  expect(attempts).toEqual(['answered', 'answered', 'answered']);
  const inputs = await loadInputsAfter(db.database, magpie.sealer, 0);
  const times = inputs.flatMap(({ input }) => (input.kind === 'fix' ? [input.fix.fixedAtMs / SECOND_MS - nowS] : []));
  expect(times).toEqual([-3, -2, -1]);
  await expect.poll(() => told, { timeout: 10_000 }).toEqual(['set-interval']);
  const why = { by: 'officer', actorId: null, reason: 'no-report', isToWearer: false } as const;
  await magpie.commands.dispatcher.order(deviceId as DeviceId, { kind: 'report-now' }, why);
  await expect.poll(() => told, { timeout: 10_000 }).toEqual(['set-interval', 'report-now']);
  stop.abort();
  await running;
  uplink.close();
});

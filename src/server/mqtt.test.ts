/** OwnTracks over MQTT into a running Magpie: our own broker, with and without TLS, and an outside one. */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { Aedes } from 'aedes';
import mqtt from 'mqtt';
import { generate } from 'selfsigned';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { LiveClient } from '../../test/support/live-client.ts';
import {
  at,
  deviceOf,
  makeCase,
  newMagpie,
  owntracksDevice,
  signedIn,
  type TestCase,
} from '../../test/support/magpie.ts';
import { systemClock } from '../core/clock.ts';
import { DAY_MS, SECOND_MS } from '../core/time.ts';
import { loadInputsAfter } from '../ingest/history.ts';
import { owntracksCommand } from '../ingest/protocols/owntracks/commands.ts';
import { owntracksEncrypted, owntracksLocation } from '../ingest/protocols/owntracks/encode.ts';
import { openPayload } from '../ingest/protocols/owntracks/payload.ts';
import { keyFromSecret } from '../ingest/protocols/owntracks/secret-key.ts';
import type { Magpie } from './assemble.ts';

const HOST = '127.0.0.1';
const SECRET = 'not a real secret';
const KEY = keyFromSecret(SECRET)!;
const TOPIC = 'owntracks/exercise/phone';

let db: TestDatabase;
let magpie: Magpie;
let one: TestCase;
const closers: (() => Promise<unknown>)[] = [];

beforeEach(async () => {
  db = await testDatabase();
});
afterEach(async () => {
  await magpie.stop();
  for (const close of closers.splice(0)) await close();
  await db.close();
});

async function begin(setting: Partial<Parameters<typeof newMagpie>[0]>): Promise<void> {
  magpie = newMagpie({ appUrl: db.appUrl, masterKey: randomBytes(32), ...setting });
  one = await makeCase(magpie);
  await magpie.start();
}

/** What is in the journal of the protected person. */
async function inputs(): Promise<string[]> {
  const read = await loadInputsAfter(db.database, magpie.sealer, 0);
  return read.flatMap(({ input }) => {
    if (input.kind === 'fix') return input.fix.personId === one.protectedId ? ['fix'] : [];
    return input.kind === 'event' ? [input.event] : [];
  });
}

/** Whole seconds, as the app's times are. */
function message(): string {
  const fixedAtMs = Math.floor(magpie.options.clock.nowMs() / SECOND_MS) * SECOND_MS - 60 * SECOND_MS;
  return owntracksLocation({ fixedAtMs, ...at(0, 0), accuracyM: 8 });
}

test('a report is in the journal when it is acknowledged; sealed by the phone, and a command goes back to it', async () => {
  await begin({ mqtt: { port: 0, outside: null } });
  const { token } = await owntracksDevice(magpie, one, SECRET);
  const { port } = magpie.input.mqtt.broker!;
  const phone = await mqtt.connectAsync(`mqtt://${HOST}:${port}`, { username: 'exercise', password: token });
  await phone.publishAsync(TOPIC, owntracksEncrypted(message(), KEY, randomBytes(24)), { qos: 1 });
  expect(await inputs()).toEqual(['fix']);

  // The order's interval may come as well.
  const heard: unknown[] = [];
  phone.on('message', (_topic, payload) => heard.push(...openPayload(String(payload), KEY).messages));
  await phone.subscribeAsync(`${TOPIC}/cmd`, { qos: 1 });
  const command = owntracksCommand({ kind: 'report-now' }, { key: KEY, nonce: randomBytes(24) })!;
  expect(await magpie.input.mqtt.publishCommand('exercise', 'phone', command)).toBe(true);
  await expect.poll(() => heard).toContainEqual({ _type: 'cmd', action: 'reportLocation' });
  await phone.endAsync();
  expect(await magpie.metrics.registry.metrics()).toMatch(/protocol="owntracks-mqtt",status="accepted"\} 1/);
});

test('a connection that breaks is an event of its device, and stopping is none', async () => {
  await begin({ mqtt: { port: 0, outside: null } });
  const { token } = await owntracksDevice(magpie, one, SECRET);
  const will = { topic: TOPIC, payload: Buffer.from('{"_type":"lwt","tst":1}'), qos: 1, retain: false } as const;
  const connect = () =>
    mqtt.connectAsync(`mqtt://${HOST}:${magpie.input.mqtt.broker!.port}`, {
      username: 'x',
      password: token,
      will,
      reconnectPeriod: 0,
    });
  const { append } = magpie.journal;
  const journaled = new Promise<void>((resolve) => {
    magpie.journal.append = async (...args) => {
      const stored = await append.apply(magpie.journal, args);
      if (args[0].kind === 'event') resolve();
      return stored;
    };
  });
  (await connect()).stream.destroy();
  await journaled;
  expect(await inputs()).toEqual(['connection-lost']);
  const open = await connect();
  await magpie.stop();
  await open.endAsync(true);
  expect(await inputs()).toEqual(['connection-lost']);
});

test("another protocol's token opens nothing", async () => {
  await begin({ mqtt: { port: 0, outside: null } });
  const options = { username: 'x', password: one.protectedToken, reconnectPeriod: 0 };
  const url = `mqtt://${HOST}:${magpie.input.mqtt.broker!.port}`;
  await expect(mqtt.connectAsync(url, options, false)).rejects.toMatchObject({ code: 4 });
});

describe('TLS', () => {
  const certificate = async () => {
    const nowMs = systemClock.nowMs();
    const made = await generate([{ name: 'commonName', value: 'exercise' }], {
      keyType: 'ec',
      notBeforeDate: new Date(nowMs - DAY_MS),
      notAfterDate: new Date(nowMs + DAY_MS),
      extensions: [{ name: 'subjectAltName', altNames: [{ type: 7, ip: HOST }] }],
    });
    return { key: made.private, cert: made.cert };
  };

  test('the broker takes TLS and clear text on one port, a new certificate while it runs, and where it must be TLS nothing else', async () => {
    const [first, second] = [await certificate(), await certificate()];
    await begin({ mqtt: { port: 0, outside: null }, deviceTls: { context: first, isRequired: true } });
    const { token } = await owntracksDevice(magpie, one, SECRET);
    const broker = magpie.input.mqtt.broker!;
    const options = { username: 'exercise', password: token, reconnectPeriod: 0 };
    const connect = (ca: string) => mqtt.connectAsync(`mqtts://${HOST}:${broker.port}`, { ...options, ca }, false);
    const phone = await connect(first.cert);
    await phone.publishAsync(TOPIC, owntracksEncrypted(message(), KEY, randomBytes(24)), { qos: 1 });
    expect(await inputs()).toEqual(['fix']);
    broker.renewTls(second);
    await (await connect(second.cert)).endAsync();
    await expect(connect(first.cert)).rejects.toThrow();
    await expect(mqtt.connectAsync(`mqtt://${HOST}:${broker.port}`, options, false)).rejects.toThrow();
    await phone.endAsync();
  });
});

test('an outside broker: reports of its devices, and every screen is told while it is away (H-129)', async () => {
  const aedes = await Aedes.createBroker();
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    aedes.handle(socket);
  });
  server.listen(0, HOST);
  await once(server, 'listening');
  closers.push(() => new Promise<void>((resolve) => aedes.close(() => resolve())));
  const { port } = server.address() as { port: number };
  const url = `mqtt://${HOST}:${port}`;
  const subscribed = once(aedes, 'subscribe');
  await begin({ mqtt: { port: null, outside: { url, clientId: 'magpie' } } });
  await subscribed;
  await deviceOf(magpie, one.agencyId, one.protectedId, { protocol: 'owntracks', externalId: 'exercise/phone' });

  const phone = await mqtt.connectAsync(url, { reconnectPeriod: 0 });
  const acknowledged = once(aedes, 'ack');
  await phone.publishAsync(TOPIC, message(), { qos: 1 });
  await acknowledged;
  expect(await inputs()).toEqual(['fix']);

  const screen = new LiveClient(magpie.port, await signedIn(magpie, one.officerId));
  await screen.next((frame) => frame.type === 'hello');
  const closed = once(server, 'close');
  server.close();
  for (const socket of sockets) socket.destroy();
  await closed;
  expect(await screen.next((frame) => frame.type === 'trouble')).toMatchObject({ part: 'reports' });
  screen.close();
});

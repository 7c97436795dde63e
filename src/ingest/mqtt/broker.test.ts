import { Aedes } from 'aedes';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { LIMITS } from '../limits.ts';
import { owntracksEncrypted } from '../protocols/owntracks/encode.ts';
import { keyFromSecret } from '../protocols/owntracks/secret-key.ts';
import { MqttBroker } from './broker.ts';
import { Bench, connected, HOST, location, NOW_MS, RawClient, TST } from './mqtt.harness.ts';

const KEY = keyFromSecret('not a real secret')!;
const ONE = { deviceId: 'device-1', token: 'token-of-one', externalId: 'one/phone' };
const OTHER = { deviceId: 'device-2', token: 'token-of-other', externalId: 'other/phone' };
const SEALED = { deviceId: 'device-3', token: 'token-of-sealed', externalId: 'sealed/phone', payloadKey: KEY };
const NAMELESS = { deviceId: 'device-4', token: 'token-of-nameless', externalId: null };
const AS_ONE = { username: 'one', password: ONE.token };
const OWN = 'owntracks/one/phone';

let bench: Bench;
let broker: MqttBroker;

beforeEach(async () => {
  bench = new Bench([ONE, OTHER, SEALED, NAMELESS]);
  broker = new MqttBroker(
    { host: HOST, port: 0, tls: null },
    {
      ...bench.pipeline(),
      signIn: (token) => bench.signIn(token),
      findSignedIn: (tokenHash) => bench.findSignedIn(tokenHash),
      findTrusted: (name) => bench.findTrusted(name),
      onReceived: ({ taken }) => bench.note(taken),
      onRefused: (cause) => bench.note(cause),
      onConnections: (count) => bench.note(`connections: ${count}`),
      onError: (error) => {
        throw error;
      },
      sleep: async () => undefined,
    },
  );
  await broker.listen();
});
afterEach(async () => {
  bench.release();
  await broker.stop();
});

async function signedIn(username = 'one', token = ONE.token, more: object = {}): Promise<RawClient> {
  const client = new RawClient(broker.port);
  client.signIn(username, token, more);
  expect(await client.next('connack')).toMatchObject({ returnCode: 0, sessionPresent: false });
  return client;
}

function kinds(): string[] {
  return bench.inputs.map((input) => (input.kind === 'event' ? input.event : input.kind));
}

describe('who may connect', () => {
  test('a device by its token, whatever it calls its client', async () => {
    const client = await connected(broker.port, { ...AS_ONE, clientId: 'anything' });
    await client.publishAsync(OWN, location(TST), { qos: 1 });
    expect(bench.inputs).toMatchObject([{ kind: 'fix', fix: { fixedAtMs: TST * 1_000, latDeg: 36.001 } }]);
    await client.endAsync();
  });

  test.each([
    ['a wrong password', { username: 'one', password: 'guess' }, 4],
    ['no password', { username: 'one' }, 4],
    ['nobody', {}, 4],
    ["another's name, by a device without one of its own", { username: 'one/phone', password: NAMELESS.token }, 5],
    ['a name that is a pattern', { username: 'one/+', password: NAMELESS.token }, 5],
  ])('not with %s', async (_, options, code) => {
    await expect(connected(broker.port, options)).rejects.toMatchObject({ code });
    expect(bench.inputs).toEqual([]);
  });

  test('a device without a name of its own is called user/device, or by its user and its client', async () => {
    for (const [username, clientId, topic] of [
      ['someone/tablet', 'x', 'owntracks/someone/tablet'],
      ['someone', 'watch', 'owntracks/someone/watch'],
    ] as const) {
      const client = await connected(broker.port, { username, clientId, password: NAMELESS.token });
      await client.publishAsync(topic, location(TST), { qos: 1 });
      await client.endAsync();
    }
    expect(kinds()).toEqual(['fix']);
  });

  test("a last will on another's topic is refused", async () => {
    const will = { topic: 'owntracks/other/phone', payload: Buffer.from('{"_type":"lwt"}'), qos: 1, retain: false };
    await expect(connected(broker.port, { ...AS_ONE, will: will as never })).rejects.toMatchObject({ code: 5 });
  });

  test("nobody ends another's connection by taking its client's name", async () => {
    const one = await connected(broker.port, { ...AS_ONE, clientId: 'same' });
    const other = await connected(broker.port, { username: 'x', password: OTHER.token, clientId: 'same' });
    await one.publishAsync(OWN, location(TST), { qos: 1 });
    await other.publishAsync('owntracks/other/phone', location(TST), { qos: 1 });
    await Promise.all([one.endAsync(), other.endAsync()]);
  });
});

describe('a broker hands nothing on (H-126)', () => {
  test.each([
    '#',
    '+/+/+',
    'owntracks/+/+',
    'owntracks/#',
    'owntracks/other/phone',
    'owntracks/other/phone/cmd',
    '$SYS/#',
    OWN,
  ])('a device may not subscribe to %s, and stays connected', async (filter) => {
    const spy = await connected(broker.port, AS_ONE);
    const heard: string[] = [];
    spy.on('message', (topic) => heard.push(topic));
    await spy.subscribeAsync(filter, { qos: 1 }).catch((error: Error) => heard.push(error.message));
    expect(heard).toEqual([expect.stringMatching(/refused|128|Unspecified/i)]);
    const other = await connected(broker.port, { username: 'x', password: OTHER.token });
    await other.publishAsync('owntracks/other/phone', location(TST), { qos: 1 });
    // Its own message is answered after whatever the other's would have brought it.
    await spy.publishAsync(OWN, location(TST), { qos: 1 });
    expect(heard).toHaveLength(1);
    await Promise.all([spy.endAsync(), other.endAsync()]);
  });

  test.each(['owntracks/other/phone', 'owntracks/other/phone/cmd', `${OWN}/cmd`, 'elsewhere', '$SYS/x', `${OWN}/a/b`])(
    'a device that publishes to %s is cut, and nothing is taken',
    async (topic) => {
      const client = await signedIn();
      client.publish(7, topic, location(TST));
      await client.closed;
      expect([client.acknowledged(), bench.inputs, bench.told.includes('foreign-topic')]).toEqual([[], [], true]);
    },
  );

  test('inside the broker goes on nothing of a message but its topic, and nothing is retained', async () => {
    const inside = vi.spyOn(Aedes.prototype, 'publish');
    const client = await connected(broker.port, AS_ONE);
    for (const qos of [0, 1, 2] as const) await client.publishAsync(OWN, location(TST), { qos, retain: true });
    await bench.until(() => bench.told.filter((line) => line === 'accepted').length === 3);
    await client.endAsync();
    const own = inside.mock.calls.map(([packet]) => packet).filter(({ topic }) => !topic.startsWith('$SYS/'));
    inside.mockRestore();
    expect(own.map(({ payload, retain }) => [payload.length, retain])).toEqual(Array(3).fill([0, false]));
    expect(kinds()).toEqual(['fix']);
  });

  test('a session ends with its connection, though the device asks to keep it', async () => {
    const client = await signedIn('one', ONE.token, { clean: false });
    client.send({ cmd: 'subscribe', messageId: 3, subscriptions: [{ topic: `${OWN}/cmd`, qos: 1 }] });
    await client.next('suback');
    client.socket.destroy();
    await bench.until(() => bench.told.at(-1) === 'connections: 0');
    expect(await broker.publishCommand('one/phone', '{}')).toBe(false);
    await signedIn('one', ONE.token, { clean: false });
  });
});

describe('no acknowledgement before the commit (H-127)', () => {
  test('while the journal holds the commit back nothing is acknowledged; then everything, in order', async () => {
    const client = await signedIn();
    bench.hold();
    client.publish(1, OWN, location(TST));
    client.publish(2, OWN, location(TST + 1));
    await bench.until(() => bench.waiting === 2);
    // A ping goes through the same connection after them: its answer overtakes what is held.
    client.send({ cmd: 'pingreq' });
    await client.next('pingresp');
    expect(client.acknowledged()).toEqual([]);
    bench.release();
    await bench.until(() => bench.told.filter((line) => line === 'accepted').length === 2);
    client.publish(3, OWN, location(TST + 2));
    await bench.until(() => bench.inputs.length === 3);
    client.send({ cmd: 'disconnect' });
    await client.closed;
    expect(client.acknowledged().slice(0, 2)).toEqual([1, 2]);
  });

  test('nor is QoS 2 received before it', async () => {
    const client = await signedIn();
    bench.hold();
    client.send({
      cmd: 'publish',
      topic: OWN,
      payload: location(TST),
      qos: 2,
      messageId: 5,
      dup: false,
      retain: false,
    });
    await bench.until(() => bench.waiting === 1);
    client.send({ cmd: 'pingreq' });
    await client.next('pingresp');
    expect(client.packets.map(({ cmd }) => cmd)).toEqual(['connack', 'pingresp']);
    bench.release();
    await client.next('pubrec');
    expect(bench.inputs).toHaveLength(1);
  });

  test('a commit that is quicker than the one before is acknowledged after it', async () => {
    const client = await signedIn();
    bench.hold();
    client.publish(1, OWN, location(TST));
    await bench.until(() => bench.waiting === 1);
    const release = bench.letOthersBy();
    client.publish(2, OWN, location(TST + 1));
    await bench.until(() => bench.inputs.length === 1);
    release();
    await client.next('puback');
    client.send({ cmd: 'disconnect' });
    await client.closed;
    expect(client.acknowledged()).toEqual([1, 2]);
  });

  test('what was not committed is not acknowledged, the connection ends, and what is sent again counts once', async () => {
    bench.answers.push('not-committed');
    const first = await signedIn();
    first.publish(1, OWN, location(TST));
    await first.closed;
    expect([first.acknowledged(), bench.inputs]).toEqual([[], []]);
    for (let round = 0; round < 2; round += 1) {
      const again = await signedIn();
      again.publish(1, OWN, location(TST));
      await again.next('puback');
      again.send({ cmd: 'disconnect' });
      await again.closed;
    }
    expect(kinds()).toEqual(['fix']);
  });

  test('a real client that is cut sends it again by itself', async () => {
    bench.answers.push('not-committed', 'not-committed');
    const client = await connected(broker.port, { ...AS_ONE, reconnectPeriod: 1, clean: false, clientId: 'phone' });
    await client.publishAsync(OWN, location(TST), { qos: 1 });
    expect([kinds(), bench.told.filter((line) => line === 'not committed')]).toEqual([
      ['fix'],
      ['not committed', 'not committed'],
    ]);
    await client.endAsync();
  });

  test('a device whose token no longer holds is cut at its next message', async () => {
    const client = await signedIn();
    bench.devices.length = 0;
    client.publish(1, OWN, location(TST));
    await client.closed;
    expect([client.acknowledged(), bench.inputs]).toEqual([[], []]);
  });
});

describe('limits', () => {
  test('a payload over the limit is cut at its header, before it is read', async () => {
    const client = await signedIn();
    // The header says 200 MB; not a byte of it follows.
    client.socket.write(Buffer.from([0x32, 0x80, 0x84, 0xaf, 0x5f]));
    await client.closed;
    expect(bench.told).toContain('too-long');
  });

  test('a stranger may say still less', async () => {
    const client = new RawClient(broker.port);
    client.signIn('x'.repeat(LIMITS.mqttConnectBytes), 'guess');
    await client.closed;
    expect([client.packets, bench.told]).toEqual([[], ['too-long']]);
  });

  test('the largest that is allowed is taken', async () => {
    const client = await connected(broker.port, AS_ONE);
    const many = Array.from({ length: 900 }, (_, i) => JSON.parse(location(TST - i, { note: 'x'.repeat(150) })));
    const payload = JSON.stringify(many);
    expect(payload.length).toBeGreaterThan(200_000);
    await client.publishAsync(OWN, payload, { qos: 1 });
    expect(bench.inputs).toHaveLength(900);
    await client.endAsync();
  });

  test.each([
    ['messages', LIMITS.mqttInFlight, 'x'],
    ['bytes', LIMITS.mqttInFlightBytes / LIMITS.bodyBytes, 'x'.repeat(LIMITS.bodyBytes - 100)],
  ])('what waits for its commit has a limit for each device: %s', async (_, most, payload) => {
    const client = await signedIn();
    bench.hold();
    const ids = Array.from({ length: most + 2 }, (_, i) => i + 1);
    const message = { cmd: 'publish', topic: OWN, payload, qos: 1, dup: false, retain: false } as const;
    client.send(...ids.map((messageId) => ({ ...message, messageId })));
    await client.closed;
    expect([client.acknowledged(), bench.told.includes('in-flight')]).toEqual([[], true]);
  });

  test.each([0, LIMITS.mqttKeepAliveS + 1])('a keep-alive of %s s is refused', async (keepalive) => {
    const client = new RawClient(broker.port);
    client.signIn('one', ONE.token, { keepalive });
    await client.closed;
    expect(client.packets).toMatchObject([{ cmd: 'connack', returnCode: 6 }]);
  });

  test.each([
    ['garbage', Buffer.from('GET / HTTP/1.1\r\n\r\n')],
    ['a publish before the sign-in', Buffer.from([0x30, 0x05, 0x00, 0x01, 0x61, 0x62, 0x63])],
    ['a length that never ends', Buffer.from([0x10, 0xff, 0xff, 0xff, 0xff, 0xff])],
  ])('%s ends the connection', async (_, bytes) => {
    const client = new RawClient(broker.port);
    client.socket.write(bytes);
    await client.closed;
    expect(client.packets).toEqual([]);
  });
});

describe('last will', () => {
  const WILL = { will: { topic: OWN, payload: Buffer.from('{"_type":"lwt","tst":1}'), qos: 1, retain: false } };

  test('a connection that breaks is told once, with the time at which it was noticed, and tried until it is committed', async () => {
    bench.answers.push('not-committed', 'not-committed');
    const client = await signedIn('one', ONE.token, WILL);
    client.socket.destroy();
    await bench.until(() => bench.inputs.length === 1);
    expect(bench.inputs).toMatchObject([{ kind: 'event', event: 'connection-lost', eventAtMs: NOW_MS }]);
  });

  test('a farewell is none; nor is a device that comes back by another connection', async () => {
    const first = await signedIn('one', ONE.token, WILL);
    const second = await signedIn('one', ONE.token, WILL);
    await first.closed;
    second.send({ cmd: 'disconnect' });
    await second.closed;
    await bench.until(() => bench.told.at(-1) === 'connections: 0');
    expect(bench.inputs).toEqual([]);
  });

  test('nor is a connection that we cut, or that ends because we stop', async () => {
    bench.answers.push('not-committed');
    const cut = await signedIn('one', ONE.token, WILL);
    cut.publish(1, OWN, location(TST));
    await cut.closed;
    const open = await signedIn('one', ONE.token, WILL);
    await broker.stop();
    await open.closed;
    expect(bench.inputs).toEqual([]);
  });
});

describe('messages', () => {
  test('an encrypted payload opens with the key of its device, and not of another', async () => {
    const payload = owntracksEncrypted(location(TST), KEY, new Uint8Array(24));
    const sealed = await connected(broker.port, { username: 'x', password: SEALED.token });
    await sealed.publishAsync('owntracks/sealed/phone', payload, { qos: 1 });
    expect(kinds()).toEqual(['fix']);
    const one = await connected(broker.port, AS_ONE);
    await one.publishAsync(OWN, payload, { qos: 1 });
    expect([kinds(), bench.kept]).toMatchObject([
      ['fix'],
      [{ rejection: { reason: 'undecryptable' }, raw: { transport: 'mqtt', topic: OWN }, deviceId: ONE.deviceId }],
    ]);
    await Promise.all([sealed.endAsync(), one.endAsync()]);
  });

  test.each(['event', 'waypoint', 'waypoints', 'status', 'step', 'dump'])(
    '…/%s is accepted, and gives nothing',
    async (part) => {
      const client = await connected(broker.port, AS_ONE);
      await client.publishAsync(`${OWN}/${part}`, location(TST, { _type: 'transition', event: 'enter' }), { qos: 1 });
      expect([bench.inputs, bench.kept]).toEqual([[], []]);
      await client.endAsync();
    },
  );

  test.each([0, 1, 2] as const)('QoS %s', async (qos) => {
    const client = await connected(broker.port, AS_ONE);
    await client.publishAsync(OWN, location(TST), { qos });
    await bench.until(() => bench.inputs.length === 1);
    await client.endAsync();
  });
});

describe('commands', () => {
  test('reach the device that is connected and listens, and only that one', async () => {
    const one = await connected(broker.port, AS_ONE);
    const other = await connected(broker.port, { username: 'x', password: OTHER.token });
    expect(await broker.publishCommand('one/phone', '{"_type":"cmd"}')).toBe(false);
    const heard: string[] = [];
    one.on('message', (topic, payload) => {
      heard.push(`${topic} ${payload}`);
      bench.changed();
    });
    other.on('message', (topic) => heard.push(`other: ${topic}`));
    await one.subscribeAsync(`${OWN}/cmd`, { qos: 1 });
    await other.subscribeAsync('owntracks/other/phone/cmd', { qos: 1 });
    expect(await broker.publishCommand('one/phone', '{"_type":"cmd"}')).toBe(true);
    await bench.until(() => heard.length === 1);
    expect(heard).toEqual([`${OWN}/cmd {"_type":"cmd"}`]);
    await Promise.all([one.endAsync(), other.endAsync()]);
    await bench.until(() => bench.told.at(-1) === 'connections: 0');
    expect(await broker.publishCommand('one/phone', '{"_type":"cmd"}')).toBe(false);
  });
});

import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { Aedes } from 'aedes';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { LIMITS } from '../limits.ts';
import { Bench, connected, HOST, location, NOW_MS, TST } from './mqtt.harness.ts';
import { OutsideBroker } from './outside.ts';

const ONE = { deviceId: 'device-1', token: 'token-of-one', externalId: 'one/phone' };
const OWN = 'owntracks/one/phone';

/** Somebody else's broker, with its own idea of who may connect. What it keeps outlives its door. */
class Elsewhere {
  readonly aedes: Aedes;
  #server: Server | null = null;
  readonly #sockets = new Set<Socket>();
  port = 0;

  constructor(aedes: Aedes) {
    this.aedes = aedes;
  }

  async open(): Promise<void> {
    this.#server = createServer((socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
      this.aedes.handle(socket);
    });
    this.#server.listen(this.port, HOST);
    await once(this.#server, 'listening');
    this.port = (this.#server.address() as { port: number }).port;
  }

  async shut(): Promise<void> {
    const closed = once(this.#server!, 'close');
    this.#server!.close();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }
}

let bench: Bench;
let elsewhere: Elsewhere;
let outside: OutsideBroker;
/** What a timer was set for and how to run it; null when none is set. */
let timer: { readonly delayMs: number; run(): void } | null = null;

function newOutside(url = `mqtt://magpie:right@${HOST}:${elsewhere.port}`): OutsideBroker {
  return new OutsideBroker(
    { url, clientId: 'magpie-test' },
    {
      ...bench.pipeline(),
      findTrusted: (name) => bench.findTrusted(name),
      onReceived: ({ taken }) => bench.note(taken),
      onTrouble: (isAway) => bench.note(isAway ? 'away' : 'back'),
      onError: (error) => bench.note(`error: ${error instanceof Error ? error.message : 'unknown'}`),
      setTimer(delayMs, run) {
        timer = { delayMs, run };
        bench.changed();
        return () => {
          timer = null;
          bench.changed();
        };
      },
    },
  );
}

/** It watches until it is subscribed. */
const subscribed = (): Promise<void> => bench.until(() => timer === null);

beforeEach(async () => {
  bench = new Bench([ONE]);
  const aedes = await Aedes.createBroker({
    authenticate: (_client, user, password, done) => done(null, user !== 'magpie' || String(password) === 'right'),
  });
  elsewhere = new Elsewhere(aedes);
  await elsewhere.open();
  timer = null;
  outside = newOutside();
  outside.start();
  await subscribed();
});
afterEach(async () => {
  bench.release();
  await outside.stop();
  await elsewhere.shut();
  await new Promise<void>((resolve) => elsewhere.aedes.close(() => resolve()));
});

async function say(topic: string, payload: string, more: { retain?: boolean } = {}): Promise<void> {
  const client = await connected(elsewhere.port, { username: 'phone' });
  await client.publishAsync(topic, payload, { qos: 1, ...more });
  await client.endAsync();
}

function acknowledged(): Promise<unknown> {
  return once(elsewhere.aedes, 'ack');
}

test('takes what the devices of another broker tell, by the name in the topic', async () => {
  const acked = acknowledged();
  await say(OWN, location(TST));
  await acked;
  expect(bench.inputs).toMatchObject([{ kind: 'fix', fix: { fixedAtMs: TST * 1_000 } }]);
});

test('of a device that is not registered nothing is kept, and it does not come again (H-128)', async () => {
  const acked = acknowledged();
  await say('owntracks/nobody/phone', location(TST));
  await acked;
  expect([bench.inputs, bench.kept, bench.counted]).toEqual([[], [], ['owntracks']]);
});

describe('no acknowledgement before the commit (H-127)', () => {
  test('while the journal holds the commit back there is none, and the next message is read meanwhile', async () => {
    let acks = 0;
    elsewhere.aedes.on('ack', () => {
      acks += 1;
      bench.changed();
    });
    bench.hold();
    await say(OWN, location(TST));
    await say(OWN, location(TST + 1));
    await bench.until(() => bench.waiting === 2);
    // A message of ours goes through the same connection after whatever was sent on it before.
    await outside.publishCommand('one/phone', '{}');
    expect(acks).toBe(0);
    bench.release();
    await bench.until(() => acks === 2);
    expect(bench.inputs).toHaveLength(2);
  });

  test('what was not committed comes again after a reconnect, and counts once', async () => {
    bench.answers.push('not-committed', 'committed');
    const acked = acknowledged();
    await say(OWN, location(TST));
    await acked;
    expect([bench.inputs.length, bench.told.filter((line) => line === 'not committed')]).toEqual([
      1,
      ['not committed'],
    ]);
  });

  test('what came while Magpie was away, or died before its commit, comes at its next start', async () => {
    bench.hold();
    await say(OWN, location(TST));
    await bench.until(() => bench.waiting === 1);
    const gone = once(elsewhere.aedes, 'clientDisconnect');
    await outside.stop();
    await gone;
    await say(OWN, location(TST + 1));
    bench.release();
    await bench.until(() => bench.waiting === 0);
    bench.inputs.length = 0;
    outside = newOutside();
    outside.start();
    await bench.until(() => bench.inputs.length === 2);
  });
});

describe('a broker that is away (H-129)', () => {
  test('is told after a moment, tried again, and told when it is back', async () => {
    await elsewhere.shut();
    await bench.until(() => timer !== null);
    expect(timer!.delayMs).toBe(LIMITS.outsideAwayMs);
    timer!.run();
    expect(bench.told).toContain('away');
    await elsewhere.open();
    await bench.until(() => bench.told.at(-1) === 'back');
    const acked = acknowledged();
    await say(OWN, location(TST));
    await acked;
    expect(bench.inputs).toHaveLength(1);
  });

  test('a wrong password is told without it, and is a broker that is away', async () => {
    await outside.stop();
    outside = newOutside(`mqtt://magpie:wrong-secret@${HOST}:${elsewhere.port}`);
    outside.start();
    await bench.until(() => bench.told.some((line) => line.startsWith('error: ')));
    expect(timer?.delayMs).toBe(LIMITS.outsideAwayMs);
    expect(bench.told.join(' ')).not.toMatch(/wrong-secret|magpie:/);
  });

  test('a subscription that is refused is one too', async () => {
    await outside.stop();
    elsewhere.aedes.authorizeSubscribe = (_client, _subscription, done) => done(null, null);
    outside = newOutside();
    outside.start();
    await bench.until(() => bench.told.some((line) => line.startsWith('error: ')));
    expect(timer?.delayMs).toBe(LIMITS.outsideAwayMs);
    expect(await outside.publishCommand('one/phone', '{}')).toBe(true);
  });
});

describe('last will', () => {
  const LWT = '{"_type":"lwt","tst":1}';

  test('is the device event once, though it is sent again; a kept one is of another time', async () => {
    await say(OWN, LWT);
    await bench.until(() => bench.inputs.length === 1);
    bench.nowMs += 5_000;
    const acked = acknowledged();
    await say(OWN, LWT);
    await acked;
    expect(bench.inputs).toMatchObject([{ kind: 'event', event: 'connection-lost', eventAtMs: NOW_MS }]);
  });

  test('one that the broker had kept is not of now', async () => {
    await outside.stop();
    await say(OWN, LWT, { retain: true });
    outside = newOutside();
    outside.start();
    await bench.until(() => bench.told.includes('accepted'));
    expect(bench.inputs).toEqual([]);
  });
});

test('a command is told to the broker, for its device; false while there is no connection', async () => {
  const phone = await connected(elsewhere.port, { username: 'phone' });
  await phone.subscribeAsync(`${OWN}/cmd`, { qos: 1 });
  const heard = new Promise<string>((resolve) => phone.on('message', (_topic, payload) => resolve(String(payload))));
  expect(await outside.publishCommand('one/phone', '{"_type":"cmd"}')).toBe(true);
  expect(await heard).toBe('{"_type":"cmd"}');
  await phone.endAsync();
  await outside.stop();
  expect(await outside.publishCommand('one/phone', '{}')).toBe(false);
});

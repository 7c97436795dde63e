import { expect, test } from 'vitest';
import { seededRng } from '../../../src/core/rng.ts';
import { PROVE_AGAIN_MS, RETRY_MS_MAX, RETRY_MS_MIN } from './limits.ts';
import { createLiveClient, type LiveSocket, retryDelayMs, type Standing } from './live-client.ts';

class FakeSocket implements LiveSocket {
  onopen: LiveSocket['onopen'] = null;
  onmessage: LiveSocket['onmessage'] = null;
  onclose: LiveSocket['onclose'] = null;
  readonly sent: unknown[] = [];
  closed = false;

  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }
  close(): void {
    this.closed = true;
  }
  open(): void {
    this.onopen?.(new Event('open'));
  }
  receive(frame: unknown): void {
    this.onmessage?.({ data: typeof frame === 'string' ? frame : JSON.stringify(frame) } as MessageEvent);
  }
  drop(): void {
    this.onclose?.({} as CloseEvent);
  }
}

/** A client on simulated time: `advance` runs its timers in order. */
function setUp(standing: Standing = 'proven') {
  const said = { standing };
  let asked = 0;
  let nowMs = 1_000;
  let next = 1;
  const timers = new Map<number, { atMs: number; work: () => void }>();
  const sockets: FakeSocket[] = [];
  const client = createLiveClient({
    clock: { nowMs: () => nowMs },
    rng: seededRng(7),
    open() {
      const socket = new FakeSocket();
      sockets.push(socket);
      return socket;
    },
    async standing() {
      asked += 1;
      return said.standing;
    },
    setTimer(work, delayMs) {
      timers.set(next, { atMs: nowMs + delayMs, work });
      return next++;
    },
    clearTimer: (timer) => timers.delete(timer),
  });
  async function advance(byMs: number): Promise<void> {
    const untilMs = nowMs + byMs;
    for (;;) {
      await settle();
      const due = [...timers].filter(([, timer]) => timer.atMs <= untilMs).sort((a, b) => a[1].atMs - b[1].atMs)[0];
      if (due === undefined) break;
      timers.delete(due[0]);
      nowMs = due[1].atMs;
      due[1].work();
    }
    nowMs = untilMs;
    await settle();
  }
  const stamp = (seq: number) => ({ seq, serverTimeMs: nowMs });
  const hello = (proven = true) => ({
    ...stamp(1),
    type: 'hello',
    viewer: { kind: 'protected', personId: 'x' },
    proven,
    exercise: true,
    mark: 'ABC234',
    heartbeatMs: 5_000,
    resumed: false,
  });
  return { client, sockets, advance, stamp, hello, said, asked: () => asked };
}

async function settle(): Promise<void> {
  for (let i = 0; i < 10; i++) await Promise.resolve();
}

test('the first frame of every connection is resume, with the last seq once there was one', async () => {
  const { client, sockets, advance, stamp, hello } = setUp();
  client.start();
  sockets[0]!.open();
  expect(sockets[0]!.sent).toEqual([{ type: 'resume', lastSeq: null }]);
  sockets[0]!.receive(hello());
  sockets[0]!.receive({ ...stamp(42), type: 'heartbeat' });
  sockets[0]!.drop();
  await advance(2_000);
  sockets[1]!.open();
  expect(sockets[1]!.sent).toEqual([{ type: 'resume', lastSeq: 42 }]);
});

test('silence closes the socket and tries again', async () => {
  const { client, sockets, advance, hello } = setUp();
  client.start();
  sockets[0]!.open();
  sockets[0]!.receive(hello());
  await advance(14_000);
  expect(client.state().connection.kind).toBe('no-connection');
  expect(sockets[0]!.closed).toBe(true);
  await advance(2_000);
  expect(sockets).toHaveLength(2);
});

test('a frame outside the contract is an error that shows, and the next connection asks for everything', async () => {
  const { client, sockets, advance, hello } = setUp();
  client.start();
  sockets[0]!.open();
  sockets[0]!.receive(hello());
  sockets[0]!.receive({ seq: 2, serverTimeMs: 1_000, type: 'picture', picture: {} });
  expect(client.state().connection.kind).toBe('bad-frame');
  await advance(6_500);
  sockets[1]!.open();
  expect(sockets[1]!.sent).toEqual([{ type: 'resume', lastSeq: null }]);
});

test('text that is not JSON is an error that shows', () => {
  const { client, sockets } = setUp();
  client.start();
  sockets[0]!.open();
  sockets[0]!.receive('{');
  expect(client.state().connection.kind).toBe('bad-frame');
});

test('"displayed" waits for a connection instead of being lost', async () => {
  const { client, sockets, advance, hello } = setUp();
  client.start();
  sockets[0]!.open();
  sockets[0]!.receive(hello());
  sockets[0]!.drop();
  client.displayed('w1');
  await advance(2_000);
  sockets[1]!.open();
  expect(sockets[1]!.sent).toContainEqual({ type: 'displayed', warningId: 'w1' });
});

test('a refused session ends the attempts and says so', async () => {
  const { client, sockets, advance } = setUp('signed-out');
  client.start();
  sockets[0]!.drop();
  await advance(60_000);
  expect(client.state().connection.kind).toBe('signed-out');
  expect(sockets).toHaveLength(1);
});

const WARNING = {
  ...{ type: 'warning', warningId: '77777777-7777-4777-8777-777777777777', incidentId: null, level: 'danger' },
  ...{ pairId: '88888888-8888-4888-8888-888888888888', atMs: 1_000 },
};

test('a proof that meets a dead network is no sign-out: what was warned of stands, and it is tried again (H-485)', async () => {
  const { client, sockets, advance, stamp, hello } = setUp('not-known');
  client.start();
  sockets[0]!.open();
  sockets[0]!.receive(hello());
  sockets[0]!.receive({ ...stamp(2), ...WARNING });
  sockets[0]!.drop();
  await advance(2_000);
  expect(client.state().connection.kind).toBe('no-connection');
  expect(client.state().warnings).toHaveLength(1);
  expect(sockets.length).toBeGreaterThan(1);
});

test('without its key it stays on the stream and hears warnings; what it showed is gone, and it asks again in a minute (H-551)', async () => {
  const { client, sockets, advance, stamp, hello, asked } = setUp('unproven');
  client.start();
  sockets[0]!.open();
  sockets[0]!.receive(hello());
  const withdrawn = { type: 'withdrawn', pairId: WARNING.pairId, statement: 'refused' };
  sockets[0]!.receive({ ...stamp(2), ...withdrawn });
  sockets[0]!.receive({ ...hello(false), resumed: true });
  expect(client.state()).toMatchObject({ key: 'asking', pairs: new Map() });
  await advance(100);
  expect(client.state()).toMatchObject({ key: 'gone', connection: { kind: 'live' }, pairs: new Map() });
  sockets[0]!.receive({ ...stamp(3), ...WARNING });
  for (let waitedMs = 0; waitedMs < PROVE_AGAIN_MS - 5_000; waitedMs += 5_000) {
    await advance(5_000);
    sockets[0]!.receive({ ...stamp(4), type: 'heartbeat' });
  }
  expect([asked(), sockets.length, client.state().warnings.length]).toEqual([1, 1, 1]);
  await advance(8_000);
  expect(asked()).toBe(2);
});

test('while nobody can say whether it has its key, nothing is said of it, and it is asked again soon', async () => {
  const { client, sockets, advance, hello, said } = setUp('not-known');
  client.start();
  sockets[0]!.open();
  sockets[0]!.receive(hello(false));
  await advance(5_000);
  expect(client.state()).toMatchObject({ key: 'asking', connection: { kind: 'live' } });
  said.standing = 'proven';
  await advance(5_000);
  expect(sockets).toHaveLength(2);
});

test('with its proof again it opens the stream anew at once, and not again and again where that is of no use (H-551)', async () => {
  const { client, sockets, advance, hello, said } = setUp('unproven');
  client.start();
  sockets[0]!.open();
  sockets[0]!.receive(hello(false));
  await advance(1_000);
  expect(sockets).toHaveLength(1);
  said.standing = 'proven';
  client.retryNow();
  await advance(100);
  expect(sockets).toHaveLength(2);
  sockets[1]!.open();
  sockets[1]!.receive(hello(false));
  await advance(5_000);
  expect(sockets).toHaveLength(2);
});

test('refused because another page of this phone is there, a phone without its key tries again', async () => {
  const { client, sockets, advance } = setUp('unproven');
  client.start();
  sockets[0]!.drop();
  await advance(2_000);
  expect(client.state().connection.kind).toBe('no-connection');
  expect(sockets).toHaveLength(2);
});

test('waits double, by chance between half and one and a half, up to a limit', () => {
  const rng = seededRng(3);
  for (let attempt = 0; attempt < 40; attempt++) {
    const base = Math.min(RETRY_MS_MAX, RETRY_MS_MIN * 2 ** attempt);
    const delayMs = retryDelayMs(attempt, rng);
    expect(delayMs).toBeGreaterThanOrEqual(base * 0.5);
    expect(delayMs).toBeLessThan(base * 1.5);
  }
});

test('a stopped client opens nothing more', async () => {
  const { client, sockets, advance } = setUp();
  client.start();
  client.stop();
  await advance(60_000);
  expect(sockets).toHaveLength(1);
});

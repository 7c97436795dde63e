import { expect, test } from 'vitest';
import { seededRng } from '../../../src/core/rng.ts';
import { RETRY_MS_MAX, RETRY_MS_MIN } from './limits.ts';
import { createLiveClient, type LiveSocket, retryDelayMs } from './live-client.ts';

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
function setUp(signedIn = true) {
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
    signedIn: async () => signedIn,
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
  const hello = () => ({
    ...stamp(1),
    type: 'hello',
    viewer: { kind: 'protected', personId: 'x' },
    exercise: true,
    mark: 'ABC234',
    heartbeatMs: 5_000,
    resumed: false,
  });
  return { client, sockets, advance, stamp, hello };
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
  const { client, sockets, advance } = setUp(false);
  client.start();
  sockets[0]!.drop();
  await advance(60_000);
  expect(client.state().connection.kind).toBe('signed-out');
  expect(sockets).toHaveLength(1);
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

/** The live stream over real sockets and a real PostgreSQL. */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { packOf } from '../../test/support/packs.ts';
import { systemClock } from '../core/clock.ts';
import type { PairView } from '../proximity/types.ts';
import { type ServerFrame, serverFrameSchema } from './contract.ts';
import type { LiveViewer } from './deps.ts';
import { sqlGrantStore } from './grants.sql.ts';
import type { GrantStore } from './grants.ts';
import { LIMITS } from './limits.ts';
import { IDS, viewAt, viewerOf, WARNING } from './live.harness.ts';
import { createLiveHub, type LiveHub } from './live.ts';
import { insertPair } from './pair.fixture.ts';
import { registerLiveRoute } from './routes.ts';
import { indexRules } from './rule.ts';

// A busy machine, and PostgreSQL.
vi.setConfig({ testTimeout: 60_000 });

const kr = indexRules(packOf('kr'));
const her = viewerOf('protected', IDS.protected);
const warning = { ...WARNING, level: 'danger' as const };

let db: TestDatabase;
let app: FastifyInstance;
let hub: LiveHub;
let store: GrantStore;
let clients: Client[];
let order: { inForce: boolean; untilMs: number };
let view: (nowMs: number) => PairView;
let viewer: LiveViewer | null;
let displayed: string[];

/** A browser's end: frames as they come. */
class Client {
  readonly ws: WebSocket;
  readonly frames: ServerFrame[] = [];
  #wake: (() => void)[] = [];

  constructor(ws: WebSocket) {
    this.ws = ws;
    ws.on('message', (data) => {
      this.frames.push(serverFrameSchema.parse(JSON.parse(data.toString())));
      for (const wake of this.#wake.splice(0)) wake();
    });
    ws.on('close', () => {
      for (const wake of this.#wake.splice(0)) wake();
    });
  }

  /** The first frame, of those received and those to come, for which it holds. */
  async until<T extends ServerFrame>(holds: (frame: ServerFrame) => frame is T): Promise<T> {
    for (let i = 0; ; i++) {
      while (i >= this.frames.length) {
        if (this.ws.readyState === WebSocket.CLOSED) throw new Error('the stream closed first');
        await new Promise<void>((resolve) => this.#wake.push(resolve));
      }
      const frame = this.frames[i]!;
      if (holds(frame)) return frame;
    }
  }

  of<T extends ServerFrame['type']>(type: T) {
    return this.until((frame): frame is Extract<ServerFrame, { type: T }> => frame.type === type);
  }
}

function setTimer(delayMs: number, fn: () => void): () => void {
  const timer = setTimeout(fn, delayMs);
  return () => clearTimeout(timer);
}

async function open(headers: Record<string, string> = {}): Promise<Client> {
  const { port } = app.server.address() as AddressInfo;
  const ws = new WebSocket(`ws://127.0.0.1:${port}/api/live`, { headers });
  const client = new Client(ws);
  clients.push(client);
  await once(ws, 'open');
  ws.send(JSON.stringify({ type: 'resume', lastSeq: null }));
  return client;
}

async function refusal(headers: Record<string, string> = {}): Promise<number | undefined> {
  const { port } = app.server.address() as AddressInfo;
  const ws = new WebSocket(`ws://127.0.0.1:${port}/api/live`, { headers });
  const [, response] = (await once(ws, 'unexpected-response')) as [unknown, { statusCode?: number }];
  ws.on('error', () => undefined);
  ws.terminate();
  return response.statusCode;
}

beforeEach(async () => {
  db = await testDatabase();
  await insertPair(db.database);
  store = sqlGrantStore(db.database);
  clients = [];
  displayed = [];
  viewer = her;
  order = { inForce: true, untilMs: systemClock.nowMs() + 3_600_000 };
  view = (nowMs) => viewAt(nowMs, 'danger', 80);
  hub = createLiveHub({
    clock: systemClock,
    setTimer,
    soon: (fn) => void setImmediate(fn),
    newId: randomUUID,
    grantStore: {
      give: (rows) => store.give(rows),
      close: (rows) => store.close(rows),
      closeLeftOpen: (nowMs) => store.closeLeftOpen(nowMs),
    },
    pairView: (_, nowMs) => view(nowMs),
    orderOf: () => ({ orderId: IDS.order, ...order, exercise: true, table: kr }),
    pairsOf: () => ({ pairIds: [IDS.pair], isUndecided: false }),
    policiesOf: () => 1,
    hasUndertaken: () => true,
    markOf: () => 'ABC234',
    isSharing: () => false,
    labelOf: () => 'M-014',
    loadIncidentFacts: async () => [],
    loadPendingWarnings: async () => [],
    onDisplayed: async (_, warningId) => {
      displayed.push(warningId);
      return true;
    },
    onUnproven: async () => undefined,
    onRefused: () => undefined,
    logger: { info: () => undefined, warn: () => undefined },
    pictureIntervalMs: { protected: 0, household: 0, officer: 0 },
  });
  await hub.start();
  app = Fastify();
  await registerLiveRoute(app, {
    hub,
    viewerOf: async () => viewer,
    originAllowed: (origin) => origin === undefined || origin === 'http://127.0.0.1:8420',
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
}, 60_000);

afterEach(async () => {
  await hub.close();
  for (const { ws } of clients) ws.terminate();
  await app.close();
  await db.close();
});

describe('over a real socket', () => {
  test('the first picture arrives when its grants and their ledger entries are committed, and not before', async () => {
    const inner = store;
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let asked: () => void = () => undefined;
    const asking = new Promise<void>((resolve) => {
      asked = resolve;
    });
    store = {
      ...inner,
      async give(rows) {
        asked();
        await held;
        await inner.give(rows);
      },
    };
    const client = await open();
    await client.of('hello');
    await asking;
    hub.onWarning(warning);
    await client.of('warning');
    expect(client.frames.map((frame) => frame.type)).toEqual(['hello', 'warning']);
    release();
    const { picture } = await client.of('picture');
    expect(picture.wearer).toMatchObject({ kind: 'point', basis: { rule: 'kr-protected-danger' } });
    const { rows } = await db.database.query<{ rule: string; given_at_ms: number; entry: Buffer }>(
      `select g.rule, g.given_at_ms, l.canonical as entry from disclosure.grant_given g
       join safeguards.ledger l on l.number = g.ledger_number order by g.rule`,
    );
    expect(rows.map(({ rule }) => rule)).toEqual(['kr-protected-danger', 'kr-protected-own']);
    for (const row of rows) expect(row.entry.toString('utf8')).toContain(row.rule);
  });

  test('an order that is cancelled is withdrawn, and its grants are closed with what was shown', async () => {
    const client = await open();
    await client.of('picture');
    order = { ...order, inForce: false };
    hub.onOrderEnded(IDS.order);
    await client.of('withdrawn');
    expect(client.frames.at(-1)).toMatchObject({ type: 'withdrawn', statement: 'no-order' });
    await hub.close();
    const { rows } = await db.database.query(`select cause, frames from disclosure.grant_closed`);
    expect(rows).toEqual([
      { cause: 'order-ended', frames: 1 },
      { cause: 'order-ended', frames: 1 },
    ]);
  });

  test('an order that runs out is withdrawn at that time', async () => {
    order = { ...order, untilMs: systemClock.nowMs() + 700 };
    const client = await open();
    expect((await client.of('picture')).picture.validUntilMs).toBe(order.untilMs);
    const { serverTimeMs } = await client.of('withdrawn');
    expect(serverTimeMs - order.untilMs).toBeGreaterThanOrEqual(0);
    // The timer itself: far below a second even on a busy machine.
    expect(serverTimeMs - order.untilMs).toBeLessThan(500);
  });

  test('without the database: refused and trouble, and warnings still arrive', async () => {
    store = { ...store, give: () => Promise.reject(new Error('gone')) };
    const client = await open();
    const { picture } = await client.of('picture');
    expect(picture).toMatchObject({ level: 'danger', wearer: { kind: 'nothing', statement: 'refused' } });
    expect(await client.of('trouble')).toMatchObject({ part: 'disclosure' });
    hub.onWarning(warning);
    expect(await client.of('warning')).toMatchObject({ level: 'danger' });
    const { rows } = await db.database.query(`select * from disclosure.grant_given`);
    expect(rows).toEqual([]);
  });

  test('displayed reaches the receipt', async () => {
    const client = await open();
    await client.of('hello');
    hub.onWarning(warning);
    await client.of('warning');
    client.ws.send(JSON.stringify({ type: 'displayed', warningId: warning.warningId }));
    client.ws.ping();
    await once(client.ws, 'pong');
    expect(displayed).toEqual([warning.warningId]);
  });

  test('a client that does not read gets the latest picture when it reads again, not all those in between', async () => {
    const client = await open();
    await client.of('picture');
    const socket = serverSocket();
    client.ws.pause();
    let pushed = 0;
    while (socket.bufferedAmount <= LIMITS.bufferedBytesSoft && pushed < 200_000) await push(pushed++);
    expect(socket.bufferedAmount).toBeGreaterThan(LIMITS.bufferedBytesSoft);
    const bufferedBytes = socket.bufferedAmount;
    for (let i = 0; i < 1_000; i++) await push(pushed++);
    expect(socket.bufferedAmount).toBe(bufferedBytes);
    const last = viewAt(1_790_000_000_000, 'danger', 77);
    view = () => last;
    await push(pushed, last);
    client.ws.resume();
    const final = await client.until(
      (frame): frame is Extract<ServerFrame, { type: 'picture' }> =>
        frame.type === 'picture' && frame.picture.wearer.kind === 'point' && frame.picture.wearer.distanceM === 77,
    );
    const after = client.frames.filter((frame) => frame.type === 'picture' && frame.seq > final.seq);
    expect(after).toEqual([]);
    expect(client.frames.length).toBeLessThan(pushed - 900);
  }, 60_000);
});

/** The one socket that the server has open. */
function serverSocket(): WebSocket {
  const [socket] = app.websocketServer.clients;
  return socket as unknown as WebSocket;
}

/** A changed picture, drawn in a turn of its own. */
async function push(n: number, next = viewAt(1_790_000_000_000 + n, 'danger', (n % 50) + 10)): Promise<void> {
  view = () => next;
  hub.onInputs([IDS.pair]);
  await new Promise((resolve) => setImmediate(resolve));
}

describe('the door', () => {
  test('is shut without a session, and to a page of another origin (H-51)', async () => {
    viewer = null;
    expect(await refusal()).toBe(401);
    viewer = her;
    expect(await refusal({ origin: 'http://evil.example' })).toBe(403);
    const client = await open({ origin: 'http://127.0.0.1:8420' });
    expect(await client.of('hello')).toMatchObject({ viewer: { kind: 'protected' }, exercise: true });
  });

  test('lets no large frame in, and nothing is compressed', async () => {
    const client = await open();
    expect(client.ws.extensions).toBe('');
    client.ws.send('x'.repeat(LIMITS.clientFrameBytesMax + 1));
    const [code] = await once(client.ws, 'close');
    expect(code).toBe(1009);
  });

  test('shuts an open stream when its session is revoked', async () => {
    const client = await open();
    await client.of('hello');
    hub.endSession(her.sessionId);
    const [code] = await once(client.ws, 'close');
    expect(code).toBe(4401);
  });
});

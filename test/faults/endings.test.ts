/**
 * An order ends while something is broken: the server was killed before its end and starts after it, or the database is away in that
 * instant. Nothing is shown from the instant on, and the event has that instant, whenever it could be written.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { systemClock } from '../../src/core/clock.ts';
import type { PairId } from '../../src/core/ids.ts';
import { DAY_MS, HOUR_MS, SECOND_MS } from '../../src/core/time.ts';
import type { ServerFrame } from '../../src/disclosure/contract.ts';
import type { Magpie } from '../../src/server/assemble.ts';
import { CHECKOUT } from '../../src/server/folders.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { isPicture, LiveClient } from '../support/live-client.ts';
import { at, makeCase, newMagpie, report, signedIn, signInCode, type TestCase } from '../support/magpie.ts';

const masterKey = randomBytes(32);
let db: TestDatabase;
const magpies: Magpie[] = [];
const clients: LiveClient[] = [];
let child: ChildProcess | null = null;
let gate: Gate | null = null;

beforeEach(async () => {
  db = await testDatabase();
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  child?.kill('SIGKILL');
  gate?.open();
  for (const magpie of magpies.splice(0)) await magpie.stop();
  await gate?.close();
  gate = null;
  await db.close();
});

/** A way to the database that can be shut. */
class Gate {
  readonly #sockets = new Set<Socket>();
  #isOpen = true;
  readonly #server: Server;

  constructor(target: URL) {
    this.#server = createServer((socket) => {
      if (!this.#isOpen) return void socket.destroy();
      const far = connect(Number(target.port), target.hostname);
      for (const one of [socket, far]) {
        this.#sockets.add(one);
        // A cut is what this is for; the other side goes with it.
        one.on('error', () => undefined).on('close', () => this.#sockets.delete(one));
      }
      socket.on('close', () => far.destroy());
      far.on('close', () => socket.destroy());
      socket.pipe(far).pipe(socket);
    });
  }

  async listen(): Promise<number> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return (this.#server.address() as { port: number }).port;
  }

  shut(): void {
    this.#isOpen = false;
    for (const socket of this.#sockets) socket.destroy();
  }

  open(): void {
    this.#isOpen = true;
  }

  async close(): Promise<void> {
    this.shut();
    this.#server.close();
    await once(this.#server, 'close');
  }
}

async function near(devicePort: number, one: TestCase): Promise<void> {
  for (let agoS = 30; agoS >= 0; agoS -= 5) {
    const atMs = systemClock.nowMs() - agoS * SECOND_MS;
    await report(devicePort, one.protectedToken, at(0, 0), atMs);
    await report(devicePort, one.wearerToken, at(300 + 5 * agoS, 0), atMs);
  }
}

const showsPoint = (frame: ServerFrame): boolean => isPicture(frame) && frame.picture.wearer.kind === 'point';

async function rowsOf<T extends object>(text: string, values: readonly unknown[] = []): Promise<readonly T[]> {
  return (await db.database.query<T & Record<string, unknown>>(text, values)).rows;
}

const endings = (orderId: string) =>
  rowsOf<{ how: string; effective_at_ms: number; recorded_at_ms: number }>(
    `select how, effective_at_ms, recorded_at_ms from orders.ending where order_id = $1`,
    [orderId],
  );
const clocks = (orderId: string) =>
  rowsOf<{ what: string; starts_at_ms: number; destroy_at_ms: number }>(
    `select what, starts_at_ms, destroy_at_ms from safeguards.retention_clock where basis = $1 and what = 'location'`,
    [`order:${orderId}`],
  );

async function signInAt(port: number, code: string): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${port}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-magpie': '1' },
    body: JSON.stringify({ code }),
  });
  return response.headers.getSetCookie()[0]!.split(';')[0]!;
}

async function startChild(): Promise<{ port: number; devicePort: number }> {
  child = spawn(process.execPath, [join(CHECKOUT, 'test/support/server-process.ts')], {
    env: { ...process.env, APP_URL: db.appUrl, MASTER_KEY_HEX: masterKey.toString('hex') },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [line] = (await once(createInterface(child.stdout!), 'line')) as [string];
  return JSON.parse(line) as { port: number; devicePort: number };
}

it('killed before the end and started after it: no grant, no frame, unbound; event and clock have the instant (H-332)', async () => {
  const untilMs = systemClock.nowMs() + HOUR_MS;
  const first = newMagpie({ appUrl: db.appUrl, masterKey });
  const one = await makeCase(first, { untilMs });
  const code = await signInCode(first, one.protectedId);
  await first.stop();
  const before = await startChild();
  const cookie = await signInAt(before.port, code);
  const watching = new LiveClient(before.port, cookie);
  clients.push(watching);
  await near(before.devicePort, one);
  await watching.next(showsPoint);
  await expect.poll(() => rowsOf(`select from incidents.incident where level <> 'clear'`)).not.toEqual([]);
  child!.kill('SIGKILL');
  await once(child!, 'exit');
  child = null;

  // Two days later, though the order ended an hour after the kill.
  const startedMs = systemClock.nowMs() + 2 * DAY_MS;
  const offsetMs = 2 * DAY_MS;
  const after = newMagpie({
    ...{ appUrl: db.appUrl, masterKey },
    clock: { nowMs: () => systemClock.nowMs() + offsetMs },
  });
  magpies.push(after);
  const grants = `select count(*) as n from safeguards.ledger where convert_from(canonical, 'UTF8') like '%"kind":"grant"%'`;
  const [granted] = await rowsOf<{ n: number }>(grants);
  await after.start();

  expect(after.shard.pairs.size).toBe(0);
  const [ending] = await endings(one.orderId);
  expect(ending).toMatchObject({ how: 'expired', effective_at_ms: untilMs });
  expect(ending!.recorded_at_ms).toBeGreaterThanOrEqual(startedMs);
  expect(await clocks(one.orderId)).toMatchObject([{ what: 'location', starts_at_ms: untilMs }]);
  // The incident says when the order ended, not when that was noticed; and waits for a person.
  const told = await rowsOf<{ state: string; level: string; why: object }>(
    `select i.state, i.level, b.why from incidents.incident i join lateral (
       select body -> 'why' as why from incidents.event e where e.incident_id = i.incident_id order by number desc limit 1
     ) b on true where i.kind = 'approach'`,
  );
  expect(told).toEqual([
    {
      ...{ state: 'unacknowledged', level: 'clear' },
      why: { key: 'order-ended.expired', params: { endedAtMs: untilMs } },
    },
  ]);
  // A page that comes back sees no picture, and no grant was made for it.
  const back = new LiveClient(after.port, await signedIn(after, one.protectedId));
  clients.push(back);
  await back.next((frame) => frame.type === 'hello');
  expect(after.hub.stats()).toMatchObject({ streams: 1, slots: 0, picturesDrawn: 0 });
  expect(await rowsOf(grants)).toEqual([granted]);
  const open = await rowsOf(
    `select from safeguards.ledger where convert_from(canonical, 'UTF8') like '%"cause":"crashed"%'`,
  );
  expect(open.length).toBeGreaterThan(0);
});

it('the database away in that instant: nothing is shown from it on, and it is recorded when the database is back (H-332)', async () => {
  const target = new URL(db.appUrl);
  gate = new Gate(target);
  const url = new URL(db.appUrl);
  url.port = String(await gate.listen());
  url.hostname = '127.0.0.1';
  const magpie = newMagpie({ appUrl: url.href, masterKey });
  magpies.push(magpie);
  await magpie.start();
  const untilMs = systemClock.nowMs() + 5 * SECOND_MS;
  const one = await makeCase(magpie, { untilMs });
  await magpie.reload();
  await magpie.reconciler.run();
  const [her, officer] = [await signedIn(magpie, one.protectedId), await signedIn(magpie, one.officerId)];
  const screens = [her, officer].map((cookie) => new LiveClient(magpie.port, cookie));
  clients.push(...screens);
  await near(magpie.devicePort, one);
  for (const screen of screens) await screen.next(showsPoint);
  gate.shut();

  for (const screen of screens) {
    const gone = await screen.next((frame) => frame.type === 'withdrawn' && frame.statement === 'no-order');
    expect(gone.serverTimeMs).toBeLessThan(untilMs + SECOND_MS);
    // At most until its end a picture says that it holds, and none was sent from the instant on.
    for (const frame of screen.frames.filter(isPicture)) {
      expect(frame.serverTimeMs).toBeLessThan(untilMs);
      expect(frame.picture.validUntilMs).toBeLessThanOrEqual(untilMs);
    }
  }
  // A look after the instant, in vain.
  await magpie.reconciler.run();
  expect(await endings(one.orderId)).toEqual([]);
  const openedMs = systemClock.nowMs();
  gate.open();
  await expect.poll(() => endings(one.orderId), { timeout: 30_000 }).toHaveLength(1);
  const [ending] = await endings(one.orderId);
  expect(ending).toMatchObject({ how: 'expired', effective_at_ms: untilMs });
  expect(ending!.recorded_at_ms).toBeGreaterThanOrEqual(openedMs);
  expect(await clocks(one.orderId)).toMatchObject([{ starts_at_ms: untilMs }]);
  await expect.poll(() => magpie.shard.pairs.has(one.pairId as PairId)).toBe(false);
  for (const screen of screens)
    expect(screen.frames.filter((frame) => isPicture(frame) && frame.serverTimeMs >= untilMs)).toEqual([]);
});

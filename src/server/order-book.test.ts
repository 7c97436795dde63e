import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { makeCase, newMagpie, type TestCase } from '../../test/support/magpie.ts';
import type { Database } from '../core/database.ts';
import type { OrderId } from '../core/ids.ts';
import type { UnnumberedInput } from '../ingest/inputs.ts';
import { Sealer, startClocks } from '../safeguards/service.ts';
import { OrderBook } from './order-book.ts';
import { Reconciler } from './reconcile.ts';

const masterKey = randomBytes(32);
let db: TestDatabase;
let one: TestCase;
/** Runs once, after the next reading of orders and before its answer is used. */
let meanwhile: (() => Promise<unknown>) | null = null;
let book: OrderBook;

beforeEach(async () => {
  db = await testDatabase();
  const magpie = newMagpie({ appUrl: db.appUrl, masterKey });
  one = await makeCase(magpie);
  await magpie.stop();
  const database: Database = {
    transaction: (work) => db.database.transaction(work),
    async query(text, values) {
      const result = await db.database.query<never>(text, values);
      const next = text.includes('from orders.court_order') ? meanwhile : null;
      if (next === null) return result;
      meanwhile = null;
      await next();
      return result;
    },
  };
  book = new OrderBook({ database, sealer: new Sealer(masterKey, db.database), timeZoneOf: () => 'Asia/Seoul' });
});
afterEach(() => db.close());

async function cancel(): Promise<void> {
  await db.database.query(`update orders.court_order set status = 'cancelled', ended_at_ms = from_ms + 1`);
  book.markStale(one.orderId as OrderId);
}

function pairsInForce(): number {
  return book.inForce(nowMs()).pairs.size;
}

/** Some time in the order's period. */
function nowMs(): number {
  return book.orderOfPair(one.pairId as never)!.fromMs + 1_000;
}

it.each([
  ['the order', () => book.catchUp()],
  ['everything', () => book.reload(0)],
])('takes up a cancellation that comes while %s is being read (H-92)', async (_, read) => {
  await book.reload(0);
  expect(pairsInForce()).toBe(1);
  book.markStale(one.orderId as OrderId);
  meanwhile = cancel;
  await read();
  expect(book.isStale(one.orderId as OrderId)).toBe(true);
  await book.catchUp();
  expect(pairsInForce()).toBe(0);
  expect(book.isStale(one.orderId as OrderId)).toBe(false);
});

it('compares what the engine holds with what is wanted once, not every second', async () => {
  await book.reload(0);
  let read = 0;
  const held = [...book.inForce(nowMs()).pairs].map(([pairId, pair]) => {
    const copy = Object.defineProperty({ ...pair }, 'noticeM', {
      enumerable: true,
      get() {
        read += 1;
        return pair.noticeM;
      },
    });
    return [pairId, copy] as const;
  });
  const appended: UnnumberedInput[] = [];
  let synced = 0;
  const reconciler = new Reconciler({
    clock: { nowMs },
    book,
    shard: { pairs: new Map(held), zones: new Map() },
    journal: {
      append: async (input) => {
        appended.push(input);
        return { ok: true, value: { position: 1, duplicate: false } };
      },
    },
    onOrderEnded: () => undefined,
    recordOrderEnded: async () => undefined,
    recordEndings: async () => undefined,
    recordRebound: async () => undefined,
    onPairsChanged: () => {
      synced += 1;
    },
    onError: (error) => {
      throw error;
    },
  });
  await reconciler.run();
  const first = read;
  expect(first).toBeGreaterThan(0);
  for (let i = 0; i < 3; i += 1) await reconciler.run();
  expect([read, appended, synced]).toEqual([first, [], 0]);
  // An order that was read again, and stands as it did, is shown again: streams dropped it while it was not known.
  book.markStale(one.orderId as OrderId);
  await reconciler.run();
  expect([appended, synced]).toEqual([[], 1]);
});

it('an order whose places were destroyed at once is no basis for what comes late (H-492)', async () => {
  await book.reload(0);
  const atMs = nowMs();
  const wearerId = one.wearerId as never;
  expect(book.basesFor(wearerId, atMs)).toEqual([`order:${one.orderId}`]);
  const clock = { what: 'location', because: 'acquitted', article: 'a', packVersion: 'kr@1', startsAtMs: atMs + 1 };
  const start = (destroyAtMs: number) =>
    db.database.transaction((tx) => startClocks(tx, `order:${one.orderId}`, [{ ...clock, destroyAtMs }], atMs));
  await start(atMs + 1_000);
  book.markStale(one.orderId as OrderId);
  await book.catchUp();
  expect(book.basesFor(wearerId, atMs)).toHaveLength(1);
  await db.database.query(
    `insert into safeguards.retention_clock (basis, what, because, starts_at_ms, destroy_at_ms, article, pack_version, recorded_at_ms)
     values ($1, 'location', 'dismissed', $2, $2, 'a', 'kr@1', 0)`,
    [`order:${one.orderId}`, atMs + 1],
  );
  book.markStale(one.orderId as OrderId);
  await book.catchUp();
  expect(book.basesFor(wearerId, atMs)).toEqual([]);
});

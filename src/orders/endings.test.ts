import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, type Cast, cast, type TestApp, testApp } from '../../test/support/app.ts';
import { asOwner } from '../../test/support/as-owner.ts';
import { DAY_MS, HOUR_MS, SECOND_MS, toIso } from '../core/time.ts';
import { clocksOf, ErasedError, Sealer } from '../safeguards/service.ts';
import type { OrderJson, OrderWithEndingJson } from './contract.ts';
import { endByAct, recordEndings } from './endings.ts';
import type { EndingAct } from './order.ts';

let t: TestApp;
let people: Cast;

beforeAll(async () => {
  t = await testApp();
  people = await cast(t);
});
afterAll(() => t.close());

async function enter(lastsMs: number): Promise<OrderJson> {
  const { agencyId, wearer, protectedPerson } = people;
  const until = toIso(t.clock.atMs + lastsMs);
  const request = { agencyId, wearerId: wearer, protectedIds: [protectedPerson], exercise: true, until };
  const made = await t.admin<OrderJson>('/api/orders', request);
  expect(made.status).toBe(201);
  return made.body;
}

const read = async (orderId: string): Promise<OrderWithEndingJson> =>
  (await t.admin<OrderWithEndingJson>(`/api/orders/${orderId}`)).body;
const end = (orderId: string, how: string): Promise<Answer<OrderWithEndingJson>> =>
  t.admin<OrderWithEndingJson>(`/api/orders/${orderId}/${how}`, {});

async function audited(orderId: string): Promise<string[]> {
  const { rows } = await t.testDb.database.query<{ action: string }>(
    `select entry ->> 'action' as action from (
       select number, convert_from(canonical, 'UTF8')::jsonb as entry from safeguards.audit
     ) as a where entry -> 'about' ->> 'orderId' = $1 and entry ->> 'action' <> 'order.create' order by number`,
    [orderId],
  );
  return rows.map(({ action }) => action);
}

describe('an order that runs out', () => {
  it('is recorded once, with the instant at which it took effect and not that of the noticing (H-332)', async () => {
    const order = await enter(HOUR_MS);
    const untilMs = t.clock.atMs + HOUR_MS;
    t.clock.atMs = untilMs - 1;
    expect((await recordEndings(t.deps, 0)).recorded).toEqual([]);
    expect(await read(order.orderId)).toMatchObject({ inForce: true, ending: null, retention: [] });
    t.clock.atMs = untilMs + 3 * DAY_MS;
    // Nobody noticed yet: it is over all the same.
    expect(await read(order.orderId)).toMatchObject({ inForce: false, ending: null });
    const looks = await Promise.all([1, 2, 3].map(() => recordEndings(t.deps, 0)));
    expect(looks.flatMap(({ recorded }) => recorded)).toMatchObject([{ orderId: order.orderId, how: 'expired' }]);
    expect(looks.flatMap(({ failed }) => failed)).toEqual([]);
    const known = await read(order.orderId);
    expect(known).toMatchObject({
      // What the API said of it before is what it says.
      ...{ status: 'active', endedAt: null, inForce: false },
      ending: {
        how: 'expired',
        effectiveAt: toIso(untilMs),
        recordedAt: toIso(untilMs + 3 * DAY_MS),
        article: 'SPA 9; CPA 66',
      },
      retention: [{ what: 'location', because: 'expired', startsAt: toIso(untilMs) }, { what: 'papers' }],
    });
    // 13:00 on the 21st in Seoul: five years after that day.
    expect(known.retention[0]!.destroyAt).toBe(toIso(Date.parse('2031-11-22T00:00:00+09:00')));
    expect(await audited(order.orderId)).toEqual(['order.expire']);
  });

  it('one that cannot be recorded keeps no other from it, and is tried again', async () => {
    const [broken, well] = [await enter(HOUR_MS), await enter(HOUR_MS)];
    await asOwner(t.testDb, (owner) =>
      owner.query(`update orders.court_order set pack_version = 'kr@none' where order_id = $1`, [broken.orderId]),
    );
    t.clock.atMs += DAY_MS;
    const { recorded, failed } = await recordEndings(t.deps, 0);
    expect([recorded.map(({ orderId }) => orderId), failed.length]).toEqual([[well.orderId], 1]);
    await asOwner(t.testDb, (owner) => owner.query(`update orders.court_order set pack_version = null`));
    expect((await recordEndings(t.deps, 0)).recorded).toMatchObject([{ orderId: broken.orderId }]);
  });
});

describe('an order that is ended', () => {
  it.each([
    ['cancel', 'cancelled', 'order.cancel'],
    ['non-indictment', 'non-indictment', 'order.non-indictment'],
    ['acquittal', 'acquitted', 'order.acquit'],
    ['dismissal', 'dismissed', 'order.dismiss'],
    ['withdrawal', 'withdrawn', 'order.withdraw'],
    ['replacement', 'replaced', 'order.replace'],
  ])('%s: status, event, clock and audit in one', async (path, how, action) => {
    const order = await enter(DAY_MS);
    const nowIso = toIso(t.clock.atMs);
    const { status, body } = await end(order.orderId, path);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      ...{ status: how, inForce: false, endedAt: nowIso },
      ending: { how, effectiveAt: nowIso, recordedAt: nowIso },
      retention: [{ what: 'location', because: how, startsAt: nowIso }, { what: 'papers' }],
    });
    const atOnce = ['non-indictment', 'acquitted', 'dismissed'].includes(how);
    expect(body.retention[0]!.destroyAt === nowIso).toBe(atOnce);
    expect(await audited(order.orderId)).toEqual([action]);
    expect(t.told).toContain(`order ${order.orderId}`);
    // The second's look finds nothing left to do.
    expect((await recordEndings(t.deps, 0)).recorded).toEqual([]);
  });

  it('of two at once the first stands, with one event (H-333)', async () => {
    for (let round = 0; round < 8; round += 1) {
      const order = await enter(DAY_MS);
      const acts: EndingAct[] = ['cancelled', 'non-indictment', 'withdrawn', 'replaced'];
      const actor = { kind: 'test', id: null };
      const done = await Promise.all(acts.map((how) => endByAct(t.deps, order.orderId, how, actor)));
      const winner = acts[done.findIndex((one) => one.ok)]!;
      expect(done.filter((one) => one.ok)).toHaveLength(1);
      expect(await read(order.orderId)).toMatchObject({ status: winner, ending: { how: winner } });
      expect(await audited(order.orderId)).toHaveLength(1);
    }
  });

  it('by an act that comes in the very instant of its expiry: it has run out, and the act is refused', async () => {
    const order = await enter(HOUR_MS);
    t.clock.atMs += HOUR_MS;
    expect(await end(order.orderId, 'cancel')).toMatchObject({ status: 409 });
    expect(await read(order.orderId)).toMatchObject({ status: 'active', ending: { how: 'expired' } });
    expect(await audited(order.orderId)).toEqual(['order.expire']);
  });

  it('one that there is not: not found, and nothing is written', async () => {
    expect((await end('00000000-0000-4000-8000-000000000000', 'acquittal')).status).toBe(404);
  });
});

describe('an acquittal after the end', () => {
  it('moves the clock forward, keeps its history, and never moves it back (H-335)', async () => {
    const order = await enter(HOUR_MS);
    t.clock.atMs += HOUR_MS;
    await recordEndings(t.deps, 0);
    t.clock.atMs += 90 * DAY_MS;
    const acquittedIso = toIso(t.clock.atMs);
    const moved = await end(order.orderId, 'acquittal');
    expect(moved).toMatchObject({ status: 200, body: { status: 'active', ending: { how: 'expired' } } });
    expect(moved.body.retention).toMatchObject([{ because: 'acquitted', destroyAt: acquittedIso }, { what: 'papers' }]);
    t.clock.atMs += DAY_MS;
    for (const again of ['acquittal', 'dismissal', 'non-indictment', 'cancel'])
      expect((await end(order.orderId, again)).status).toBe(409);
    expect((await read(order.orderId)).retention).toMatchObject([{ destroyAt: acquittedIso }, { what: 'papers' }]);
    const { rows } = await t.testDb.database.query<{ because: string }>(
      `select because from safeguards.retention_clock where basis = $1 and what = 'location' order by clock_id`,
      [`order:${order.orderId}`],
    );
    expect(rows.map(({ because }) => because)).toEqual(['expired', 'acquitted']);
    expect(await audited(order.orderId)).toEqual(['order.expire', 'order.acquit']);
  });

  it('no role moves a clock back, and none changes what is recorded', async () => {
    const later = `insert into safeguards.retention_clock
      (basis, what, because, starts_at_ms, destroy_at_ms, article, pack_version, recorded_at_ms)
      select basis, what, 'later', starts_at_ms, destroy_at_ms + 1, article, pack_version, recorded_at_ms
      from safeguards.retention_clock limit 1`;
    await expect(t.testDb.database.query(later)).rejects.toThrow('never moved back');
    await asOwner(t.testDb, async (owner) => {
      await expect(owner.query(later)).rejects.toThrow('never moved back');
      for (const table of ['orders.ending', 'safeguards.retention_clock']) {
        await expect(owner.query(`delete from ${table}`)).rejects.toThrow('append-only');
        await expect(owner.query(`truncate ${table}`)).rejects.toThrow('append-only');
      }
    });
    for (const table of ['orders.ending', 'safeguards.retention_clock'])
      await expect(t.testDb.database.query(`delete from ${table}`)).rejects.toMatchObject({ code: '42501' });
  });
});

it('what is kept under two orders has a clock for the one that ended and none for the other, and opens (H-336)', async () => {
  const [first, second] = [await enter(HOUR_MS), await enter(60 * DAY_MS)];
  const bases = [first, second].map(({ orderId }) => `order:${orderId}`);
  const sealer = new Sealer(Buffer.alloc(32, 7), t.testDb.database);
  const key = await sealer.dataKey({ subject: people.wearer, scope: 'two orders', bases }, t.clock.atMs);
  const sealed = sealer.sealWith(key, Buffer.from('a place'));
  await end(first.orderId, 'non-indictment');
  const clocks = await clocksOf(t.testDb.database, bases);
  expect([...clocks.keys()]).toEqual([bases[0]]);
  // As the erasing job will do when the clock has run out: the wrapping of that basis and no other.
  const erase = (basis: string) =>
    asOwner(t.testDb, (owner) =>
      owner.query(`delete from safeguards.key_wrapping where key_id = $1 and basis = $2`, [key.keyId, basis]),
    );
  await erase(bases[0]!);
  const opened = await new Sealer(Buffer.alloc(32, 7), t.testDb.database).open(key.keyId, sealed);
  expect(opened.toString()).toBe('a place');
  await end(second.orderId, 'non-indictment');
  expect([...(await clocksOf(t.testDb.database, bases)).keys()].sort()).toEqual([...bases].sort());
  await erase(bases[1]!);
  await expect(new Sealer(Buffer.alloc(32, 7), t.testDb.database).open(key.keyId, sealed)).rejects.toThrow(ErasedError);
});

it('a look that begins where the last one ended finds what ended since, and no older one', async () => {
  const order = await enter(HOUR_MS);
  const untilMs = t.clock.atMs + HOUR_MS;
  t.clock.atMs = untilMs + SECOND_MS;
  expect((await recordEndings(t.deps, untilMs)).recorded).toEqual([]);
  expect((await recordEndings(t.deps, untilMs - 1)).recorded).toMatchObject([{ orderId: order.orderId }]);
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Cast, cast, TEST_MASTER, type TestApp, testApp } from '../../test/support/app.ts';
import { asOwner } from '../../test/support/as-owner.ts';
import { DAY_MS, HOUR_MS, toIso } from '../core/time.ts';
import { ORDER_BOUNDS } from '../proximity/parameters.ts';
import { Sealer } from '../safeguards/service.ts';
import type { OrderJson } from './contract.ts';
import { inForce, loadOrder, loadOrdersSince, ordersNaming } from './service.ts';

let t: TestApp;
let people: Cast;

beforeAll(async () => {
  t = await testApp();
  people = await cast(t);
});
afterAll(() => t.close());

async function inForceAtTime(atMs: number): Promise<string[]> {
  const orders = (await loadOrdersSince(t.deps, 0)).map((detail) => detail.order);
  return orders.filter((order) => inForce(order, atMs)).map((order) => order.orderId);
}

const HOME = { name: 'home of hers', shape: { kind: 'circle', latDeg: 37.123456, lonDeg: 127.654321, radiusM: 150 } };

async function enter(change: object = {}): Promise<OrderJson> {
  const made = await t.admin<OrderJson>('/api/orders', {
    agencyId: people.agencyId,
    wearerId: people.wearer,
    protectedIds: [people.protectedPerson],
    householdIds: [people.household],
    exercise: true,
    ...change,
  });
  expect([made.status, made.body]).toEqual([201, expect.anything()]);
  return made.body;
}

test('an order is entered with a pair for each protected, and told to the engine', async () => {
  const order = await enter({ zones: [HOME] });
  expect(order).toMatchObject({ label: 'M-001', inForce: true, restraintM: 100, rings: { police: 1000 } });
  expect(order.pairs.map((pair) => pair.protectedId).sort()).toEqual([people.protectedPerson, people.household].sort());
  expect(t.told).toContain(`order ${order.orderId}`);
  const detail = await loadOrder(t.deps, order.orderId);
  expect(detail!.order.packVersion).toMatch(/^kr@2026\.10\.02-6\+[0-9a-f]{12}$/);
  expect(detail!.zones[0]).toMatchObject({
    kind: 'exclusion',
    shape: HOME.shape,
    wearerId: people.wearer,
    noticeM: 1000,
  });
  expect(detail!.pairs[0]).toMatchObject({ restraintM: 100, warnM: 600, noticeM: 2000, rings: { police: 1000 } });
});

test("the engine's numbers are the order's own: listed, audited, and told to the engine", async () => {
  const plain = await enter();
  expect(plain.parameters).toEqual({});
  // As before orders could have any: nothing is bound again for it.
  expect((await loadOrder(t.deps, plain.orderId))!.pairs[0]).not.toHaveProperty('parameters');
  const parameters = { warnTauS: 600, silenceAfterS: 180, warnHoldS: 240 };
  const own = await enter({ parameters });
  expect(own.parameters).toEqual(parameters);
  expect((await t.admin<OrderJson>(`/api/orders/${own.orderId}`)).body.parameters).toEqual(parameters);
  for (const pair of (await loadOrder(t.deps, own.orderId))!.pairs) {
    expect(pair.parameters).toEqual(parameters);
  }
  const { rows } = await t.deps.database.query<{ canonical: Buffer }>(
    `select canonical from safeguards.audit where convert_from(canonical, 'UTF8') like '%"order.create"%' order by number desc limit 1`,
  );
  expect(JSON.parse(rows[0]!.canonical.toString('utf8')).about).toMatchObject({ orderId: own.orderId, parameters });
});

test("the engine's numbers outside its safe bounds are refused by the pack, and by the database beneath (H-110)", async () => {
  const given = { agencyId: people.agencyId, wearerId: people.wearer, protectedIds: [people.protectedPerson] };
  const parameters = { warnTauS: 60 };
  const refused = await t.admin<{ error: { code: string } }>('/api/orders', { ...given, exercise: true, parameters });
  expect([refused.status, refused.body.error.code]).toEqual([422, 'out-of-bounds']);
  const { orderId } = await enter();
  const columns = { warnTauS: 'warn_tau_s', silenceAfterS: 'silence_after_s', silenceContactS: 'silence_contact_s' };
  for (const [name, column] of Object.entries({ ...columns, warnHoldS: 'warn_hold_s' } as const)) {
    const { min, max } = ORDER_BOUNDS[name as keyof typeof ORDER_BOUNDS];
    const set = (valueS: number) =>
      asOwner(t.testDb, (owner) =>
        owner.query(`update orders.court_order set ${column} = $2 where order_id = $1`, [orderId, valueS]),
      );
    for (const outside of [min - 1, max + 1]) await expect(set(outside)).rejects.toMatchObject({ code: '23514' });
    for (const inside of [min, max]) await set(inside);
  }
});

test('places stand nowhere in clear', async () => {
  const listed = JSON.stringify((await t.admin('/api/orders')).body);
  const { rows } = await t.deps.database.query<{ row: string }>(
    `select z::text || encode(z.shape_sealed, 'escape') as row from orders.zone z
     union all select o::text from orders.court_order o
     union all select encode(canonical, 'escape') from safeguards.audit`,
  );
  expect(rows.length).toBeGreaterThan(5);
  expect(`${listed}${rows.map(({ row }) => row).join('')}${t.logged()}`).not.toMatch(/37\.123456|127\.654321|of hers/);
});

test('the key of a place has this order as its only basis', async () => {
  const order = await enter({ zones: [HOME] });
  const { rows } = await t.deps.database.query<{ basis: string; subject: string }>(
    `select w.basis, k.subject from orders.zone z join safeguards.data_key k using (key_id)
     join safeguards.key_wrapping w using (key_id) where z.order_id = $1`,
    [order.orderId],
  );
  expect(rows).toEqual([{ basis: `order:${order.orderId}`, subject: people.protectedPerson }]);
});

test('cancellation and non-indictment end an order at once, and once', async () => {
  for (const [path, status] of [
    ['cancel', 'cancelled'],
    ['non-indictment', 'non-indictment'],
  ]) {
    const order = await enter();
    t.told.length = 0;
    const ended = await t.admin<OrderJson>(`/api/orders/${order.orderId}/${path}`, {});
    expect([ended.status, ended.body.status, ended.body.inForce]).toEqual([200, status, false]);
    expect(t.told).toEqual([`order ${order.orderId}`]);
    const open = await inForceAtTime(t.clock.atMs);
    expect(open).not.toContain(order.orderId);
    expect((await t.admin(`/api/orders/${order.orderId}/cancel`, {})).status).toBe(409);
  }
  expect((await t.admin(`/api/orders/${people.agencyId}/cancel`, {})).status).toBe(404);
});

test('orders in force are those that have begun and not ended', async () => {
  const nowMs = t.clock.atMs;
  const later = await enter({ from: toIso(nowMs + HOUR_MS), until: toIso(nowMs + DAY_MS) });
  const idsAt = inForceAtTime;
  expect(later.inForce).toBe(false);
  expect(await idsAt(nowMs)).not.toContain(later.orderId);
  expect(await idsAt(nowMs + HOUR_MS)).toContain(later.orderId);
  expect(await idsAt(nowMs + DAY_MS)).not.toContain(later.orderId);
  const naming = await ordersNaming(t.deps.database, people.household);
  expect(naming.map((order) => order.orderId)).toContain(later.orderId);
});

test('one wearer in several orders; labels made at once differ', async () => {
  const made = await Promise.all(Array.from({ length: 4 }, () => enter()));
  expect(new Set(made.map((order) => order.label)).size).toBe(4);
});

test('a real order is refused with a clear error, and by the database beneath', async () => {
  const refused = await t.admin<{ error: { code: string } }>('/api/orders', {
    agencyId: people.agencyId,
    wearerId: people.wearer,
    protectedIds: [people.protectedPerson],
    exercise: false,
  });
  expect([refused.status, refused.body.error.code]).toEqual([422, 'exercise-only']);
  const beneath = t.deps.database.query(
    `insert into orders.court_order select gen_random_uuid(), agency_id, wearer_id, jurisdiction, label, measure, false, from_ms,
       until_ms, status, ended_at_ms, restraint_m, warn_m, notice_m, rings, wearer_interval_s, protected_interval_s, created_at_ms
     from orders.court_order limit 1`,
  );
  await expect(beneath).rejects.toMatchObject({ code: '23514' });
});

test('entering and ending are audited, with the version of the pack', async () => {
  const order = await enter();
  await t.admin(`/api/orders/${order.orderId}/cancel`, {});
  const { rows } = await t.deps.database.query<{ canonical: Buffer }>(
    `select canonical from safeguards.audit where convert_from(canonical, 'UTF8') like '%"order.%' order by number desc limit 2`,
  );
  const [ended, entered] = rows.map((row) => JSON.parse(row.canonical.toString('utf8')));
  expect(ended).toMatchObject({ action: 'order.cancel', about: { orderId: order.orderId } });
  expect(entered).toMatchObject({ action: 'order.create', about: { orderId: order.orderId, wearerId: people.wearer } });
  expect(entered.about.packVersion).toMatch(/^kr@/);
});

test('a place that was erased after its order ended is left out; under an active order that is an error', async () => {
  const order = await enter({ zones: [HOME] });
  await asOwner(t.testDb, (owner) =>
    owner.query(`delete from safeguards.key_wrapping where basis = $1`, [`order:${order.orderId}`]),
  );
  const read = { database: t.deps.database, sealer: new Sealer(TEST_MASTER, t.deps.database) };
  await expect(loadOrder(read, order.orderId)).rejects.toThrow('no wrapping left');
  expect((await t.admin(`/api/orders/${order.orderId}`)).status).toBe(200);
  await t.admin(`/api/orders/${order.orderId}/cancel`, {});
  expect((await loadOrder(read, order.orderId))!.zones).toEqual([]);
});

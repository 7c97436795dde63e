/** Erasing before the time and holds, as the desks ask for them: whose they are, by how many, and what is answered where they are not. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type CaseApp, caseApp } from '../../../test/support/cases.ts';
import { DAY_MS, toIso } from '../../core/time.ts';
import type { Pack } from '../../orders/contract.ts';
import type { Packs } from '../../orders/service.ts';
import { audit, lockKeyMaking } from '../../safeguards/service.ts';
import type { DoneJson, HoldListJson, KeptListJson } from './contract.ts';
import { retentionRoutes } from './routes.ts';

/** What the law of the case says of these; changed by a test, as no pack of a country has holds. */
let law: Partial<Pack> = {};
let c: CaseApp;
let proceedingId: string;
let orderId: string;
let documentId: string;
/** Of the prosecution, in the same proceeding. */
let theirsId: string;

beforeAll(async () => {
  c = await caseApp((deps) => {
    const { packs } = deps;
    const told = (pack: Pack | null) => (pack === null ? null : { ...pack, ...law });
    const saying = {
      current: (...of: Parameters<Packs['current']>) => told(packs.current(...of)),
      forOrder: (...of: Parameters<Packs['forOrder']>) => told(packs.forOrder(...of)),
    } as Packs;
    return [(app) => retentionRoutes(app, { ...deps, packs: saying, isInForce: () => false })];
  });
  const { who, officeIds, t } = c;
  const office = async (name: string, role: string) =>
    (await t.admin<{ agencyId: string }>('/api/agencies', { name, role })).body.agencyId;
  await c.add('officer2', 'officer', officeIds.monitoring!);
  await c.add('stranger', 'officer', await office('other centre', 'monitoring'));
  await c.add('clerk2', 'clerk', await office('other court', 'court'));
  documentId = await c.upload('judge', 'It is to be kept.', 'hold.txt');
  theirsId = await c.upload('prosecutor', 'It is asked for.', 'request.txt');
  const filed = await c.call('prosecutor', 'POST', '/api/proceedings', {
    ...{ procedure: 'provisional-measures', respondentId: who.wearer!.id, protectedIds: [who.protected!.id] },
    offices: { courtId: officeIds.court, monitoringId: officeIds.monitoring, policeId: officeIds.police },
    act: { act: 'file', measures: ['provisional-3-2'], documents: [theirsId] },
  });
  proceedingId = filed.body.proceedingId;
  await c.act('judge', proceedingId, {
    ...{ act: 'decide', result: 'granted', documents: [documentId] },
    measures: [{ measure: 'provisional-3-2', fitBy: toIso(t.clock.atMs + 2 * DAY_MS) }],
  });
  const { rows } = await t.deps.database.query<{ order_id: string }>(`select order_id from orders.court_order`);
  orderId = rows[0]!.order_id;
  for (const part of ['location', 'papers', `${who.wearer!.id}|own-1`])
    await t.deps.database.query(
      `insert into safeguards.basis_key (name, store_id, basis, part, created_at_ms) values ($1, 's', $2, $3, 0)`,
      [randomUUID(), `order:${orderId}`, part],
    );
}, 60_000);
afterAll(() => c?.close());

type Refused = { error: { code: string; message: string } };
const kept = async (name: string) => (await c.call<KeptListJson>(name, 'GET', '/api/desk/retention')).body;
const erase = async (name: string, body: object = {}) => {
  const request = { part: 'location', because: 'asked-by-person', confirmed: true, ...body };
  const answer = await c.call<DoneJson & Refused>(name, 'POST', `/api/desk/retention/${orderId}/erase`, request);
  return answer.body.error?.code ?? answer.body.state;
};
const holds = async (name: string) =>
  c.call<HoldListJson & Refused>(name, 'GET', `/api/proceedings/${proceedingId}/holds`);
const hold = async (name: string, body: object = {}) => {
  const until = toIso(c.t.clock.atMs + 30 * DAY_MS);
  const request = { orderId, article: 'EX 17', until, documentId, ...body };
  const { body: said } = await c.call<DoneJson & Refused>(
    name,
    'POST',
    `/api/proceedings/${proceedingId}/holds`,
    request,
  );
  return said.error?.code ?? said.state;
};
const lift = async (name: string) =>
  (await c.call(name, 'POST', `/api/proceedings/${proceedingId}/holds/lift`, { orderId })).status;
/** What is asked for while a key store is waited for; what others have to put on record meanwhile does not wait (H-591). */
async function whileKeysAreMade(act: () => Promise<string>): Promise<string> {
  const { database } = c.t.deps;
  const waiting = `select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event = 'advisory'`;
  let acting: Promise<string> | undefined;
  await database.transaction(async (tx) => {
    await lockKeyMaking(tx);
    acting = act();
    await expect.poll(async () => (await database.query<{ n: number }>(waiting)).rows[0]!.n).toBe(1);
    await database.transaction(async (other) => {
      await other.query(`set local lock_timeout = '2s'`);
      const entry = {
        atMs: c.t.clock.atMs,
        actor: { kind: 'system', id: null },
        action: 'test.alarm',
        purpose: 'test',
      };
      await audit(other, [{ ...entry, about: {} }]);
    });
  });
  return acting!;
}
const keysLeft = async () => {
  const { rows } = await c.t.deps.database.query<{ part: string }>(
    `select part from safeguards.basis_key where basis = $1 and doomed_at_ms is null order by part`,
    [`order:${orderId}`],
  );
  return rows.map(({ part }) => part);
};

it('an order that is not over keeps what it needs, whoever asks (H-564)', async () => {
  expect((await kept('officer')).orders).toEqual([]);
  expect(await erase('officer')).toBe('conflict');
  expect(await erase('stranger')).toBe('not-found');
});

it('no law of a country lets a court hold: it is refused, and the desk is told that there is none (H-565)', async () => {
  expect((await holds('clerk')).body.rules).toEqual([]);
  expect(await hold('clerk')).toBe('out-of-bounds');
  law = { holds: [{ article: 'EX 17', mostDays: 365 }] };
});

it('a hold takes two of the court of the proceeding, its paper, and a day that the law allows (H-565)', async () => {
  for (const name of ['officer', 'police', 'protected']) expect((await holds(name)).status).toBe(403);
  expect((await holds('clerk2')).status).toBe(404);
  expect(await hold('clerk2')).toBe('not-found');
  expect(await hold('clerk', { orderId: randomUUID() })).toBe('not-found');
  expect(await hold('clerk', { documentId: randomUUID() })).toBe('invalid');
  // HAZARD H-593: nobody else's paper passes for the court's.
  expect(await hold('clerk', { documentId: theirsId })).toBe('invalid');
  expect(await hold('clerk', { article: 'EX 1' })).toBe('out-of-bounds');
  expect(await hold('clerk', { until: toIso(c.t.clock.atMs + 366 * DAY_MS) })).toBe('out-of-bounds');
  expect([await hold('clerk'), await hold('clerk')]).toEqual(['waiting', 'waiting']);
  // Of another day it is another hold.
  expect(await hold('judge', { until: toIso(c.t.clock.atMs + DAY_MS) })).toBe('waiting');
  const { body } = await holds('judge');
  expect(body.orders[0]!.waiting.map(({ isMine }) => isMine).sort()).toEqual([false, true]);
  expect(body.orders[0]!.holds).toEqual([]);
  expect(body.orders[0]!.waiting.map((one) => one.documentId)).toEqual([documentId, documentId]);
  expect(await whileKeysAreMade(() => hold('judge'))).toBe('approved');
  expect((await holds('clerk')).body.orders[0]!.holds).toMatchObject([{ article: 'EX 17' }]);
  const { database } = c.t.deps;
  // The paper is named; of its bytes the audit says nothing.
  const { rows } = await database.query<{ named: number; hashed: number }>(
    `select count(*) filter (where position($1 in text) > 0)::int as named,
       count(*) filter (where position((select encode(document_hash, 'hex') from safeguards.hold limit 1) in text) > 0)::int as hashed
     from (select convert_from(canonical, 'utf8') as text from safeguards.audit) entries where text like '%"action":"retention.hold"%'`,
    [documentId],
  );
  expect(rows).toEqual([{ named: 1, hashed: 0 }]);
  const held = await database.query<{ id: string }>('select id from safeguards.held_ids($1) id', [c.t.clock.atMs]);
  const pairs = await database.query<{ pair_id: string }>('select pair_id from orders.pair');
  const about = [orderId, proceedingId, ...pairs.rows.map((pair) => pair.pair_id)];
  expect(held.rows.map(({ id }) => id).sort()).toEqual(about.sort());
});

it('while a court holds it nobody erases it, and letting go is the court’s (H-499)', async () => {
  const { t } = c;
  const { rows } = await t.deps.database.query<{ until_ms: number }>('select until_ms from orders.court_order');
  t.clock.atMs = rows[0]!.until_ms - 40 * DAY_MS;
  const until = toIso(rows[0]!.until_ms + 10 * DAY_MS);
  expect([await hold('clerk', { until }), await hold('judge', { until })]).toEqual(['waiting', 'approved']);
  t.clock.atMs = rows[0]!.until_ms + 1;
  const [order] = (await kept('officer')).orders;
  expect(order!.parts.map(({ part, heldUntilMs }) => [part, heldUntilMs !== null])).toEqual([
    ['location', true],
    ['papers', true],
  ]);
  expect(await erase('officer')).toBe('conflict');
  expect([await lift('clerk2'), await lift('judge'), await lift('judge')]).toEqual([404, 200, 404]);
});

it('two of the agency that keeps it erase one part before its time: begun for good, of exactly that (H-498, H-564)', async () => {
  expect((await kept('stranger')).orders).toEqual([]);
  expect(await erase('stranger')).toBe('not-found');
  expect((await c.call('officer', 'POST', `/api/desk/retention/${orderId}/erase`, { part: 'location' })).status).toBe(
    400,
  );
  expect([await erase('officer'), await erase('officer')]).toEqual(['waiting', 'waiting']);
  c.t.clock.atMs += 1;
  expect(await erase('officer2', { part: 'papers' })).toBe('waiting');
  expect(await erase('officer2', { because: 'entered-by-mistake' })).toBe('waiting');
  const [order] = (await kept('officer2')).orders;
  expect(order!.parts.map(({ part, waiting }) => [part, waiting?.isMine])).toEqual([
    ['location', false],
    ['papers', true],
  ]);
  expect(await keysLeft()).toHaveLength(3);
  expect(await whileKeysAreMade(() => erase('officer2'))).toBe('approved');
  expect(await keysLeft()).toEqual(['papers']);
  expect((await kept('officer')).orders[0]!.parts[0]).toMatchObject({ part: 'location', isUnderWay: true });
  expect(await erase('officer')).toBe('conflict');
  const { rows } = await c.t.deps.database.query<{ text: string }>(
    `select convert_from(canonical, 'utf8') as text from safeguards.audit where convert_from(canonical, 'utf8') like '%erase-early%'`,
  );
  expect(rows.filter(({ text }) => text.includes('"action":"retention.erase-early"'))).toHaveLength(1);
});

it('of many orders that are over only those are listed of which something is kept, two hundred, the last to end first', async () => {
  const { database } = c.t.deps;
  const before = await kept('officer');
  const columns = await database.query<{ names: string }>(
    `select string_agg(column_name, ', ') as names from information_schema.columns
     where table_schema = 'orders' and table_name = 'court_order' and column_name not in ('order_id', 'until_ms', 'label')`,
  );
  const { names } = columns.rows[0]!;
  const { rows } = await database.query<{ id: string }>(
    `insert into orders.court_order (order_id, until_ms, label, ${names})
     select gen_random_uuid(), until_ms - n, 'M-' || n, ${names} from orders.court_order, generate_series(1, 250) n
     where order_id = $1 returning order_id as id`,
    [orderId],
  );
  expect(await kept('officer')).toEqual(before);
  await database.query(
    `insert into safeguards.basis_key (name, store_id, basis, part, created_at_ms)
     select gen_random_uuid(), 's', 'order:' || id, 'papers', 0 from unnest($1::text[]) id`,
    [rows.slice(0, 230).map(({ id }) => id)],
  );
  const { orders, isWhole } = await kept('officer');
  expect([orders.length, isWhole, orders[0]!.orderId]).toEqual([200, false, orderId]);
  const ends = orders.map(({ endedAtMs }) => endedAtMs);
  expect(ends).toEqual(ends.toSorted((a, b) => b - a));
});

it('a law that does not say how two do it lets nobody (H-564)', async () => {
  law = { twoPerson: [] };
  expect((await kept('officer')).article).toBeNull();
  expect(await erase('officer', { part: 'papers' })).toBe('out-of-bounds');
});

it('nothing of it is open to a hold once it is being erased (H-556)', async () => {
  law = { holds: [{ article: 'EX 17', mostDays: 365 }] };
  expect(await hold('clerk')).toBe('waiting');
  expect(await hold('judge')).toBe('conflict');
});

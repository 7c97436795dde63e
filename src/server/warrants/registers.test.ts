/** Who reads which register, and what stands in it. That the one of warrants is whole: warrants.test.ts. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { asOwner } from '../../../test/support/as-owner.ts';
import { iso, warrantCalls } from '../../../test/support/warrant-calls.ts';
import { addFixes, type WarrantApp, warrantApp } from '../../../test/support/warrants.ts';
import { DAY_MS } from '../../core/time.ts';
import type { GivenRow } from '../../disclosure/grants.ts';
import { sqlGrantStore } from '../../disclosure/service.ts';
import type { RegisterJson } from '../../safeguards/registers/contract.ts';

let w: WarrantApp;
const { ask, grant, see, entries } = warrantCalls(() => ({ w, fromMs: w.beganMs + DAY_MS }));
const days = () => `from=${iso(w.beganMs).slice(0, 10)}&to=${iso(w.c.t.clock.atMs + DAY_MS).slice(0, 10)}`;

beforeAll(async () => {
  w = await warrantApp();
  await addFixes(w.c.t, { id: w.c.who.wearer!.id, latDeg: 37.5 }, [`order:${w.orderId}`], w.beganMs + DAY_MS, 3);
  const id = await ask();
  await grant(id);
  await see(id);
}, 60_000);
afterAll(() => w?.c.close());

it('of uses holds what was shown for urgency, of the reader’s own orders, by its place in the ledger', async () => {
  const { database, clock } = w.c.t.deps;
  const { rows } = await database.query<{ pair_id: string }>(`select pair_id from orders.pair where order_id = $1`, [
    w.orderId,
  ]);
  const grant = (rule: string): GivenRow => ({
    ...{ grantId: randomUUID() as never, viewerKind: 'protected', viewerId: w.c.who.protected!.id as never },
    ...{
      pairId: rows[0]!.pair_id as never,
      orderId: w.orderId as never,
      target: 'wearer',
      subjectId: w.c.who.wearer!.id as never,
      use: { purpose: 'notify-protected', article: 'x' },
      rule,
      article: 'x',
      packVersion: 'x',
    },
    ...{
      shown: 'point:0',
      urgency: { level: 'warning', distanceM: 450, etaS: null, insideM: null },
      orderUntilMs: clock.nowMs() + DAY_MS,
    },
    ...{ givenAtMs: clock.nowMs(), expiresAtMs: clock.nowMs() + 1_000 },
  });
  await sqlGrantStore(database).give([grant('kr-protected-inside-600'), grant('kr-protected-risk')]);
  const read = async (name: string) =>
    (await w.c.call<RegisterJson>(name, 'GET', `/api/registers/usage?${days()}`)).body;
  const officer = await read('officer');
  expect(officer.rows).toHaveLength(1);
  expect(officer.rows[0]).toMatchObject({ article: 'Decree 23-17(1); EDA 31-8(2)5', more: { distanceM: 450 } });
  expect(officer.rows[0]!.ledger).not.toBeNull();
  expect((await read('overseer')).rows).toEqual(officer.rows);
  const other = (await w.c.t.admin<{ agencyId: string }>('/api/agencies', { name: 'other centre', role: 'monitoring' }))
    .body;
  await w.c.add('officer2', 'officer', other.agencyId);
  expect((await read('officer2')).rows).toEqual([]);
});

it('of destructions holds the certificates of erasure, of the reader’s own orders; oversight reads all of its law', async () => {
  const { clock } = w.c.t;
  const made = (
    basis: string,
    pack: string,
  ) => `('${basis}', 'location', 'clock', 'acquitted', 'EDA 31-8(4)', '${pack}', 0, '{}',
    ${clock.atMs}, ${clock.atMs}, '{7}', 3, ${clock.atMs}, 5)`;
  await asOwner(w.c.t.testDb, (owner) =>
    owner.query(`insert into safeguards.erasure (basis, part, cause, because, article, pack_version, due_at_ms, store_keys,
        begun_at_ms, destroyed_at_ms, key_ids, rows_gone, proven_at_ms, audit_number)
      values ${[made(`order:${w.orderId}`, 'kr@1'), made(`order:${randomUUID()}`, 'kr@1'), made(`order:${randomUUID()}`, 'my@1')].join()}`),
  );
  const read = async (name: string) =>
    (await w.c.call<RegisterJson>(name, 'GET', `/api/registers/destructions?${days()}`)).body.rows.filter(
      ({ what }) => what === 'erased',
    );
  expect((await read('overseer')).length).toBe(2);
  expect(await read('officer')).toMatchObject([
    { of: `order:${w.orderId}`, article: 'EDA 31-8(4)', purpose: 'acquitted', more: { keys: 1, rows: 3, audit: 5 } },
  ]);
});

it('are open to those whom the pack names, and leave as CSV', async () => {
  const open = async (name: string) =>
    (await w.c.call<{ registers: { id: string }[] }>(name, 'GET', '/api/registers')).body.registers.map(({ id }) => id);
  expect(await open('overseer')).toEqual(['warrants', 'usage', 'removals', 'destructions']);
  expect(await open('officer')).toEqual(['usage', 'removals', 'destructions']);
  expect((await w.c.call('officer', 'GET', `/api/registers/warrants?${days()}`)).status).toBe(404);
  expect((await w.c.call('protected', 'GET', '/api/registers')).status).toBe(403);
  await w.c.add('overseer2', 'overseer', w.c.officeIds.oversight!);
  const take = (name: string) => w.c.call<{ text: string }>(name, 'GET', `/api/registers/warrants/csv?${days()}`);
  expect((await take('overseer')).status).toBe(409);
  const csv = await take('overseer2');
  expect(csv.body.text.split('\r\n')[0]).toBe('\ufeffat,what,of,office,by,purpose,article,ledger,more');
  expect(csv.body.text).not.toMatch(/37\.5|41\.2/);
  // What was refused above is on record as well, when it comes to it.
  const read = (await entries('audit')).filter(({ action }) => action === 'register.read');
  expect(read.at(-1)).toMatchObject({ purpose: 'register-export' });
});

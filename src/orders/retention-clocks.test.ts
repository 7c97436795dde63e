import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Cast, cast, type TestApp, testApp } from '../../test/support/app.ts';
import { asOwner } from '../../test/support/as-owner.ts';
import { DAY_MS, HOUR_MS, toIso } from '../core/time.ts';
import { clocksOf } from '../safeguards/service.ts';
import type { OrderJson } from './contract.ts';
import { recordEndings } from './endings.ts';
import { basesOfPerson, startClocksThatNobodyStarts } from './retention-clocks.ts';

const YEAR_MS = 366 * DAY_MS;

let t: TestApp;
let people: Cast;
beforeAll(async () => {
  t = await testApp();
  people = await cast(t);
});
afterAll(() => t.close());

const kinds = async (basis: string) =>
  ((await clocksOf(t.testDb.database, [basis])).get(basis) ?? []).map(({ what }) => what);

async function proceeding(closedAtMs: number | null, endMs: number | null): Promise<string> {
  const id = randomUUID();
  const packVersion = t.deps.packs.current('kr', t.clock.atMs)!.versionId;
  await t.testDb.database.query(
    `insert into orders.proceeding (proceeding_id, number, jurisdiction, pack_version, procedure, exercise, state, event_count,
       created_at_ms, changed_at_ms, closed_at_ms) values ($1::uuid, $1::text, 'kr', $2, 'interim', true, '{}', 0, 0, 0, $3)`,
    [id, packVersion, closedAtMs],
  );
  await t.testDb.database.query(
    `insert into orders.measure (measure_id, proceeding_id, measure, from_ms, end_ms, suspended)
     values ($1, $2, 'no-contact', 0, $3, false)`,
    [randomUUID(), id, endMs],
  );
  return `proceeding:${id}`;
}

it('a proceeding that was closed has a clock from its end, one that nobody closed when it has run out (H-441)', async () => {
  const nowMs = t.clock.atMs;
  const closed = await proceeding(nowMs - DAY_MS, nowMs - 2 * DAY_MS);
  const open = await proceeding(null, nowMs - 2 * DAY_MS);
  const running = await proceeding(nowMs - DAY_MS, nowMs + DAY_MS);
  const endless = await proceeding(nowMs - DAY_MS, null);
  await startClocksThatNobodyStarts(t.deps);
  expect(await Promise.all([closed, open, running, endless].map(kinds))).toEqual([['papers'], [], [], []]);
  const [clock] = (await clocksOf(t.testDb.database, [closed])).get(closed)!;
  expect(clock).toMatchObject({ because: 'closed', startsAtMs: nowMs - DAY_MS, article: 'Magpie 8' });
  expect(clock!.destroyAtMs).toBeGreaterThan(nowMs + 4.9 * YEAR_MS);
  t.clock.atMs += 5 * YEAR_MS;
  await startClocksThatNobodyStarts(t.deps);
  expect(await Promise.all([open, running, endless].map(kinds))).toEqual([['papers'], ['papers'], []]);
  expect((await clocksOf(t.testDb.database, [open])).get(open)![0]!.destroyAtMs).toBeLessThanOrEqual(t.clock.atMs);
  t.clock.atMs = nowMs;
});

it('a registration goes after the last of everything that names the person, and not before (H-497)', async () => {
  const { agencyId, wearer, protectedPerson } = people;
  const until = toIso(t.clock.atMs + HOUR_MS);
  const request = { agencyId, wearerId: wearer, protectedIds: [protectedPerson], exercise: true, until };
  const made = await t.admin<OrderJson>('/api/orders', request);
  const { orderId } = made.body;
  const basis = `order:${orderId}`;
  const key = await t.deps.sealer.dataKey({ subject: wearer, scope: '2026-11-02', bases: [basis] }, t.clock.atMs);
  t.clock.atMs += 2 * HOUR_MS;
  await recordEndings(t.deps, 0);
  const registered = () => kinds(`registration:${wearer}`);
  await startClocksThatNobodyStarts(t.deps);
  expect(await registered()).toEqual([]);
  t.clock.atMs += 6 * YEAR_MS;
  // Its time is over, and something is held under it still.
  await startClocksThatNobodyStarts(t.deps);
  expect(await registered()).toEqual([]);
  await asOwner(t.testDb, (owner) => owner.query('delete from safeguards.key_wrapping where key_id = $1', [key.keyId]));
  await startClocksThatNobodyStarts(t.deps);
  expect(await registered()).toEqual(['registration']);
  expect((await basesOfPerson(t.deps, wearer)).sort()).toEqual([basis, `registration:${wearer}`].sort());
});

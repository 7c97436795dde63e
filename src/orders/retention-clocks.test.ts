import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Cast, cast, TEST_MASTER, type TestApp, testApp } from '../../test/support/app.ts';
import { asOwner } from '../../test/support/as-owner.ts';
import type { Sql } from '../core/database.ts';
import { DAY_MS, HOUR_MS, toIso } from '../core/time.ts';
import { FileKeyStore } from '../safeguards/keys/file-store.ts';
import { clocksOf, type EraseDeps, eraseDue, retentionStatus, Sealer } from '../safeguards/service.ts';
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

describe('a registration whose clock has run out', () => {
  const registered = (person: string) => ({ subject: person, scope: 'registration', bases: ['registration'] });
  let store: FileKeyStore;
  let folder: string;
  let deps: EraseDeps;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'magpie-keys-'));
    store = await FileKeyStore.make({ folder, sealedUnder: [TEST_MASTER] });
    const { database } = t.testDb;
    const sealer = new Sealer(TEST_MASTER, database, store);
    deps = { ...{ database, clock: t.clock, store, sealer, isInForce: () => false } };
  });
  afterAll(async () => {
    await store.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** Somebody whose only order is over, with nothing kept, so that the registration is due. */
  async function due(): Promise<{ wearer: string; order: (at?: string) => object }> {
    const { agencyId, protectedPerson } = people;
    const wearer = (await t.admin<{ personId: string }>('/api/people', person(agencyId))).body.personId;
    const order = () => ({
      ...{ agencyId, wearerId: wearer, protectedIds: [protectedPerson], exercise: true },
      until: toIso(t.clock.atMs + HOUR_MS),
    });
    const made = await t.admin<OrderJson>('/api/orders', order());
    await asOwner(t.testDb, (owner) =>
      owner.query('delete from safeguards.key_wrapping where basis = $1', [`order:${made.body.orderId}`]),
    );
    await deps.sealer.dataKey(registered(wearer), t.clock.atMs);
    t.clock.atMs += 2 * HOUR_MS;
    await recordEndings(t.deps, 0);
    t.clock.atMs += 6 * YEAR_MS;
    await startClocksThatNobodyStarts(t.deps);
    expect(await kinds(`registration:${wearer}`)).toEqual(['registration']);
    return { wearer, order };
  }
  const person = (agencyId: string) => ({ kind: 'wearer', agencyId, name: 'Somebody (exercise)', exercise: true });
  const erasedOf = async (wearer: string) =>
    (await eraseDue(deps)).proven.filter(({ basis, part }) => basis === 'registration' && part === wearer).length;
  const naming = (sql: Sql, wearer: string) =>
    sql.query(
      `insert into orders.proceeding (proceeding_id, number, jurisdiction, pack_version, procedure, exercise, state, event_count,
         created_at_ms, changed_at_ms, respondent_id) values ($1::uuid, $1::text, 'kr', 'kr@1', 'interim', true, '{}', 0, 0, 0, $2)`,
      [randomUUID(), wearer],
    );
  const erasing = (sql: Sql, wearer: string) =>
    sql.query(`select safeguards.begin_erasure('registration', $1, 'clock', 'x', 'x', 'x', null, null, $2)`, [
      wearer,
      t.clock.atMs,
    ]);

  it('stays when the person is named anew, is not late, and goes when nothing needs it again (H-556)', async () => {
    const { wearer, order } = await due();
    const { body } = await t.admin<OrderJson>('/api/orders', order());
    expect(await erasedOf(wearer)).toBe(0);
    const { due: left, late } = await retentionStatus(deps);
    expect([...left, ...late].filter(({ part }) => part === wearer)).toEqual([]);
    await expect(erasing(deps.database, wearer)).rejects.toMatchObject({ code: 'MG004' });
    t.clock.atMs += 2 * HOUR_MS;
    await recordEndings(t.deps, 0);
    t.clock.atMs += 6 * YEAR_MS;
    await asOwner(t.testDb, (owner) =>
      owner.query('delete from safeguards.key_wrapping where basis = $1', [`order:${body.orderId}`]),
    );
    await startClocksThatNobodyStarts(t.deps);
    expect(await erasedOf(wearer)).toBe(1);
  });

  it('and was erased is named by nothing any more, and the answer says why (H-556)', async () => {
    const { wearer, order } = await due();
    expect(await erasedOf(wearer)).toBe(1);
    const { status, body } = await t.admin<{ error: { code: string } }>('/api/orders', order());
    expect([status, body.error.code]).toEqual([410, 'erased']);
    await expect(naming(deps.database, wearer)).rejects.toMatchObject({ code: 'MG005' });
  });

  it.each(['naming', 'erasing'] as const)(
    'of %s and the other at the same moment the second is refused (H-556)',
    async (first) => {
      const { wearer } = await due();
      let commit = (): void => undefined;
      const committed = new Promise<void>((resolve) => {
        commit = resolve;
      });
      let begun = (): void => undefined;
      const hasBegun = new Promise<void>((resolve) => {
        begun = resolve;
      });
      const one = deps.database.transaction(async (tx) => {
        await (first === 'naming' ? naming : erasing)(tx, wearer);
        begun();
        await committed;
      });
      await hasBegun;
      const other = deps.database
        .transaction((tx) => (first === 'naming' ? erasing : naming)(tx, wearer))
        .then(() => 'done')
        .catch((error: { code: string }) => error.code);
      await expect
        .poll(async () => {
          const { rows } = await deps.database.query<{ n: number }>(
            `select count(*) as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
          );
          return rows[0]!.n;
        })
        .toBe(1);
      commit();
      await one;
      expect(await other).toBe(first === 'naming' ? 'MG004' : 'MG005');
    },
  );
});

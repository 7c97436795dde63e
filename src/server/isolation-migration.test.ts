/** Isolation comes to a database that holds cases already. */
import { copyFile, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { asOwner } from '../../test/support/as-owner.ts';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { MIGRATIONS } from '../../test/support/test-cluster.ts';
import { systemClock } from '../core/clock.ts';
import { migrate } from './migrate.ts';
import { within } from './scope.ts';

const ISOLATION = '0036-isolation.sql';
const [AGENCY, OTHER, HER, WEARER, ORDER] = [1, 2, 3, 4, 5].map((n) => `00000000-0000-4000-8000-00000000000${n}`);
let test: TestDatabase;
let folder: string;

beforeAll(async () => {
  test = await testDatabase({ empty: true });
  folder = await mkdtemp(join(tmpdir(), 'magpie-migrations-'));
  for (const name of await readdir(MIGRATIONS)) {
    if (name < ISOLATION) await copyFile(join(MIGRATIONS, name), join(folder, name));
  }
});
afterAll(async () => {
  await test?.close();
  await rm(folder, { recursive: true, force: true });
});

it('keeps every row, and shows each from then on only to those whose it is', async () => {
  await migrate(test.ownerUrl, folder, systemClock);
  await asOwner(test, async (owner) => {
    for (const statement of [
      `insert into people.agency (agency_id, name, jurisdiction, created_at_ms) values ('${AGENCY}', 'one', 'kr', 0), ('${OTHER}', 'other', 'kr', 0)`,
      `insert into safeguards.data_key (subject, scope, created_at_ms) values ('${HER}', 'identity', 0)`,
      `insert into people.person (person_id, kind, agency_id, exercise, key_id, identity_sealed, created_at_ms)
         select id, kind, '${AGENCY}', true, key_id, '', 0
         from safeguards.data_key, (values ('${HER}'::uuid, 'protected'), ('${WEARER}', 'wearer')) as p(id, kind)`,
      `insert into orders.court_order (order_id, agency_id, wearer_id, jurisdiction, label, measure, exercise, from_ms, until_ms, status,
           restraint_m, warn_m, notice_m, wearer_interval_s, protected_interval_s, created_at_ms)
         values ('${ORDER}', '${AGENCY}', '${WEARER}', 'kr', 'M-1', 'made-up', true, 0, 1, 'active', 1, 2, 3, 5, 5, 0)`,
      `insert into orders.pair (pair_id, order_id, wearer_id, protected_id, number) values (gen_random_uuid(), '${ORDER}', '${WEARER}', '${HER}', 1)`,
      `insert into ingest.quarantine (received_at_ms, protocol, reason, detail, key_id, sealed) select 0, 'gt06', 'made-up', '', key_id, '' from safeguards.data_key`,
    ]) {
      await owner.query(statement);
    }
  });
  const applied = await migrate(test.ownerUrl, MIGRATIONS, systemClock);
  expect(applied).toContain(ISOLATION);

  const count = async (database: TestDatabase['database']) => {
    const { rows } = await database.query<{ people: number; orders: number; pairs: number; held: number }>(
      `select (select count(*)::int from people.person) as people, (select count(*)::int from orders.court_order) as orders,
         (select count(*)::int from orders.pair) as pairs, (select count(*)::int from ingest.quarantine) as held`,
    );
    return Object.values(rows[0]!);
  };
  const as = (personId: string, agencyId: string, isStaff: boolean) =>
    within({ kind: 'person', personId, agencyId, isStaff }, () => count(test.requests));
  expect(await count(test.database)).toEqual([2, 1, 1, 1]);
  expect(await asOwner(test, count)).toEqual([2, 1, 1, 1]);
  expect(await as(OTHER!, OTHER!, true)).toEqual([0, 0, 0, 0]);
  expect(await as(ORDER!, AGENCY!, true)).toEqual([2, 1, 1, 0]);
  expect(await as(HER!, AGENCY!, false)).toEqual([1, 1, 1, 0]);
});

/** Devices that were there before their lives were recorded: each has a state after the migration, and it is the right one. */
import { randomUUID } from 'node:crypto';
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { asOwner } from '../../test/support/as-owner.ts';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { MIGRATIONS } from '../../test/support/test-cluster.ts';
import { systemClock } from '../core/clock.ts';
import { migrate } from '../server/migrate.ts';
import { loadLifeEvents } from './life.sql.ts';
import { lifeOf } from './life.ts';

let db: TestDatabase;
let folder: string;
beforeEach(async () => {
  db = await testDatabase({ empty: true });
  folder = await mkdtemp(join(tmpdir(), 'magpie-backfill-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
  await db.close();
});

it('is in stock, carried by whom it was, or returned', async () => {
  const files = (await readdir(MIGRATIONS)).sort();
  const before = files.filter((name) => name < '0013');
  for (const name of before) await cp(join(MIGRATIONS, name), join(folder, name));
  await migrate(db.ownerUrl, folder, systemClock);
  const [agency, person, stock, carried, returned] = Array.from({ length: 5 }, () => randomUUID());
  await asOwner(db, async (owner) => {
    await owner.query(`insert into people.agency values ($1, 'a', 'kr', 1)`, [agency]);
    await owner.query(`insert into safeguards.data_key (subject, scope, created_at_ms) values ('s', 'identity', 1)`);
    await owner.query(`insert into people.person values ($1, 'wearer', $2, null, true, 1, '\\x00', 1)`, [
      person,
      agency,
    ]);
    for (const id of [stock, carried, returned]) {
      const token = `sha256($1::text::bytea)`;
      await owner.query(
        `insert into devices.device (device_id, agency_id, protocol, token_hash, created_at_ms)
         values ($1::uuid, $2, 'osmand', ${token}, 5)`,
        [id, agency],
      );
    }
    const spell = `insert into devices.assignment values ($1, $2, $3, $4)`;
    for (const id of [carried, returned]) await owner.query(spell, [id, person, 10, 20]);
    await owner.query(spell, [carried, person, 30, null]);
  });
  for (const name of files) await cp(join(MIGRATIONS, name), join(folder, name));
  expect(await migrate(db.ownerUrl, folder, systemClock)).toEqual(files.slice(before.length));
  const lives = await asOwner(db, (owner) =>
    Promise.all([stock, carried, returned].map(async (id) => lifeOf(await loadLifeEvents(owner, id!)))),
  );
  expect(lives.map(({ state, personId, sinceMs }) => [state, personId, sinceMs])).toEqual([
    ['in-stock', null, 5],
    ['carried', person, 30],
    ['returned', null, 20],
  ]);
});

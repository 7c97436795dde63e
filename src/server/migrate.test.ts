import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { MIGRATIONS } from '../../test/support/test-cluster.ts';
import { systemClock } from '../core/clock.ts';
import { PgDatabase } from './database.ts';
import { migrate, pendingMigrations } from './migrate.ts';

describe('pendingMigrations', () => {
  const file = (name: string, checksum = 'c') => ({ name, checksum });

  it('gives what is not applied, in order', () => {
    const files = [file('0001.sql'), file('0002.sql'), file('0003.sql')];
    expect(pendingMigrations(files, [file('0001.sql')]).map(({ name }) => name)).toEqual(['0002.sql', '0003.sql']);
    expect(pendingMigrations(files, files)).toEqual([]);
  });

  it('refuses a file that was changed, one that is gone, and one that comes too late', () => {
    expect(() => pendingMigrations([file('0001.sql', 'd')], [file('0001.sql')])).toThrow('0001.sql was changed');
    expect(() => pendingMigrations([], [file('0001.sql')])).toThrow('0001.sql, which this Magpie does not know');
    expect(() => pendingMigrations([file('0001.sql'), file('0002.sql')], [file('0002.sql')])).toThrow(
      '0001.sql comes before 0002.sql',
    );
  });
});

describe('migrate', () => {
  let test: TestDatabase;
  let folder: string;
  beforeEach(async () => {
    test = await testDatabase({ empty: true });
    folder = await mkdtemp(join(tmpdir(), 'magpie-migrations-'));
  }, 60_000);
  afterEach(async () => {
    await rm(folder, { recursive: true, force: true });
    await test.close();
  });

  async function names(): Promise<string[]> {
    const owner = new PgDatabase(test.ownerUrl);
    const { rows } = await owner.query<{ name: string }>('select name from magpie_meta.migration order by name');
    await owner.close();
    return rows.map(({ name }) => name);
  }

  it('applies all of db/migrations once, also when several start at the same time', async () => {
    const applied = await Promise.all([1, 2, 3].map(() => migrate(test.ownerUrl, MIGRATIONS, systemClock)));
    expect(applied.map((list) => list.length).sort()).toEqual([0, 0, (await names()).length]);
    expect(await migrate(test.ownerUrl, MIGRATIONS, systemClock)).toEqual([]);
  }, 30_000);

  it('refuses to go on after an applied file was changed, and takes other line ends as the same', async () => {
    await cp(MIGRATIONS, folder, { recursive: true });
    await migrate(test.ownerUrl, folder, systemClock);
    const file = join(folder, '0003-people.sql');
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replaceAll('\n', '\r\n'));
    expect(await migrate(test.ownerUrl, folder, systemClock)).toEqual([]);
    await writeFile(file, `${text}\n-- changed`);
    await expect(migrate(test.ownerUrl, folder, systemClock)).rejects.toThrow('0003-people.sql was changed');
  }, 30_000);

  it('keeps nothing of a migration that fails, and goes on from there once it is mended', async () => {
    await writeFile(join(folder, '0001.sql'), 'create schema one;');
    await writeFile(join(folder, '0002.sql'), 'create schema two; create table two.t (a int); select 1 / 0;');
    await expect(migrate(test.ownerUrl, folder, systemClock)).rejects.toThrow('Migration 0002.sql failed');
    expect(await names()).toEqual(['0001.sql']);
    await writeFile(join(folder, '0002.sql'), 'create schema two;');
    expect(await migrate(test.ownerUrl, folder, systemClock)).toEqual(['0002.sql']);
  });

  it('says in one line that the database is not there', async () => {
    const failure = await migrate('postgres://a:secret-word@127.0.0.1:1/c', MIGRATIONS, systemClock).catch(
      (error: Error) => error,
    );
    expect(failure).toMatchObject({ code: 'ECONNREFUSED' });
    expect(String(failure)).not.toContain('secret-word');
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { PgDatabase } from './database.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
}, 60_000);
afterAll(() => test.close());

describe('PgDatabase', () => {
  it('gives bigint as a number and bytea as a Buffer', async () => {
    const { rows } = await test.database.query<{ at: number; bytes: Buffer; many: number[] }>(
      `select 1790000000000::bigint as at, '\\x00ff'::bytea as bytes, array[1, null, 9007199254740991]::bigint[] as many`,
    );
    expect(rows[0]).toEqual({
      at: 1_790_000_000_000,
      bytes: Buffer.from([0, 255]),
      many: [1, null, 9_007_199_254_740_991],
    });
  });

  it('refuses a bigint that a number cannot hold', async () => {
    await expect(test.database.query('select 9007199254740993::bigint as at')).rejects.toMatchObject({
      code: 'unsafe-bigint',
    });
    await expect(test.database.query('select 1 as one')).resolves.toMatchObject({ rows: [{ one: 1 }] });
  });

  it('tells the SQLSTATE and constraint, and no value', async () => {
    const id = '7b1f9a52-6a44-4a8e-9d4f-0a5d2c2b8f10';
    const insert = () =>
      test.database.query(
        'insert into people.agency (agency_id, name, jurisdiction, created_at_ms) values ($1, $2, $3, 0)',
        [id, 'secret name', 'kr'],
      );
    await insert();
    const failure = await insert().catch((error: Error) => error);
    expect(failure).toMatchObject({ code: '23505', constraint: 'agency_pkey' });
    expect(JSON.stringify(failure) + String(failure)).not.toContain(id);
    const quoted = await test.database.query('select $1::bigint', ['37.123456']).catch((error: Error) => error);
    expect(String(quoted)).not.toContain('37.123456');
  });

  it('commits, and rolls back what throws', async () => {
    const insert = (id: string) => async (tx: Parameters<Parameters<typeof test.database.transaction>[0]>[0]) => {
      await tx.query(
        "insert into people.agency (agency_id, name, jurisdiction, created_at_ms) values ($1, 'a', 'kr', 0)",
        [id],
      );
    };
    await test.database.transaction(insert('00000000-0000-4000-8000-000000000001'));
    await expect(
      test.database.transaction(async (tx) => {
        await insert('00000000-0000-4000-8000-000000000002')(tx);
        throw new Error('on purpose');
      }),
    ).rejects.toThrow('on purpose');
    const { rows } = await test.database.query(
      `select agency_id from people.agency where agency_id::text like '00000000%'`,
    );
    expect(rows).toHaveLength(1);
  });

  it('does not report a transaction as committed whose failed statement was swallowed', async () => {
    await expect(
      test.database.transaction(async (tx) => {
        await tx.query('select 1 / 0').catch(() => null);
      }),
    ).rejects.toMatchObject({ code: '25P02' });
  });

  it('cuts a statement that takes too long', async () => {
    const hurried = new PgDatabase(test.appUrl, { statementMs: 100 });
    await expect(hurried.query('select pg_sleep(20)')).rejects.toMatchObject({ code: '57014' });
    await hurried.close();
  });

  it('says that nobody listens', async () => {
    const nowhere = new PgDatabase('postgres://a:b@127.0.0.1:1/c');
    await expect(nowhere.query('select 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await nowhere.close();
  });

  it('finds a connection that was left open', async () => {
    const other = await testDatabase();
    const forgotten = new PgDatabase(other.appUrl);
    await forgotten.query('select 1');
    await expect(other.close()).rejects.toThrow('left open');
    await forgotten.close();
  });
});

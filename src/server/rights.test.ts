/** Least rights, tried for real: what magpie_app may do to rows that nobody may rewrite, and what even the owner may not. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { systemClock } from '../core/clock.ts';
import { DAY_MS } from '../core/time.ts';
import { audit, ledger } from '../safeguards/service.ts';
import { PgDatabase } from './database.ts';

const DENIED = '42501';
let test: TestDatabase;
let owner: PgDatabase;

beforeAll(async () => {
  test = await testDatabase();
  owner = new PgDatabase(test.ownerUrl);
  const atMs = systemClock.nowMs();
  await test.database.transaction(async (tx) => {
    const actor = { kind: 'system', id: null };
    await audit(tx, [{ atMs, actor, action: 'test.try', purpose: 'test', about: {} }]);
    await ledger(tx, [{ atMs, kind: 'grant', body: {} }]);
  });
  await test.database.query('select ingest.ensure_day($1, $2)', [atMs - (atMs % DAY_MS), atMs]);
  await test.database.query(
    `insert into ingest.journal (position, kind, device_id, fixed_at_ms, at_ms, payload_hash) values (1, 'fix', $1, $2, $2, '\\x00')`,
    [randomUUID(), atMs],
  );
}, 60_000);
afterAll(async () => {
  await owner.close();
  await test.close();
});

async function rowsOf(table: string): Promise<number> {
  const { rows } = await owner.query<{ n: number }>(`select count(*)::int as n from ${table}`);
  return rows[0]?.n ?? 0;
}

// HAZARD H-68: history rewritten
describe.each(['safeguards.audit', 'safeguards.ledger', 'ingest.journal'])('magpie_app and %s', (table) => {
  const change = table === 'ingest.journal' ? 'at_ms = 0' : `canonical = '\\x00'`;

  it.each([`update ${table} set ${change}`, `delete from ${table}`, `truncate ${table}`, `drop table ${table}`])(
    '%s is denied',
    async (statement) => {
      const before = await rowsOf(table);
      expect(before).toBeGreaterThan(0);
      await expect(test.database.query(statement)).rejects.toMatchObject({ code: DENIED });
      expect(await rowsOf(table)).toBe(before);
    },
  );
});

describe('magpie_app', () => {
  it.each(['audit', 'ledger'])('cannot write into safeguards.%s past its function', async (table) => {
    const insert = `insert into safeguards.${table} (number, at_ms, canonical, leaf_hash)
      values (99, 0, '\\x01', sha256('\\x0001'))`;
    await expect(test.database.query(insert)).rejects.toMatchObject({ code: DENIED });
  });

  it('cannot take numbers that are not counted, and so stop the log, with an array of several dimensions', async () => {
    const before = await rowsOf('safeguards.audit');
    await test.database.query(`select safeguards.append('audit', '{{1,2,3}}', '{{a,b,c}}')`);
    await test.database.query(`select safeguards.append('audit', '{4}', '{d}')`);
    expect(await rowsOf('safeguards.audit')).toBe(before + 4);
    const { rows } = await owner.query<{ gaps: number }>(
      'select (max(number) + 1 - count(*))::int as gaps from safeguards.audit',
    );
    expect(rows).toEqual([{ gaps: 0 }]);
    await expect(test.database.query(`select safeguards.append('audit', null, null)`)).rejects.toThrow(/at least one/);
  });

  it.each([
    'update safeguards.log_head set next_number = 0',
    'select * from safeguards.log_head',
    'alter table safeguards.audit disable trigger all',
    'create table public.t (a int)',
    'create schema mine',
    'create role other',
    'set role magpie_owner',
    'alter role magpie_app superuser',
    'update magpie_meta.migration set checksum = $$x$$',
    'delete from ingest.quarantine',
    'delete from ingest.engine_snapshot',
    'insert into ingest.engine_snapshot values (1, 1, 1, sha256($$x$$), 1)',
    'delete from ingest.engine_snapshot_part',
    `update ingest.engine_snapshot_part set sealed = '\\x00'`,
    'delete from safeguards.key_wrapping',
    'select ingest.erase_snapshots()',
    'update people.person set exercise = false',
    `copy (select 1) to program 'true'`,
  ])('may not: %s', async (statement) => {
    await expect(test.database.query(statement)).rejects.toMatchObject({ code: DENIED });
  });

  it('cannot reach a partition of the journal around its table', async () => {
    const { rows } = await owner.query<{ name: string }>(
      `select inhrelid::regclass::text as name from pg_inherits where inhparent = 'ingest.journal'::regclass`,
    );
    expect(rows.length).toBeGreaterThan(0);
    for (const { name } of rows) {
      await expect(test.database.query(`delete from ${name}`)).rejects.toMatchObject({ code: DENIED });
    }
  });
});

describe('the owner', () => {
  it.each(['audit', 'ledger'])('is refused by the trigger on safeguards.%s', async (table) => {
    for (const statement of [
      `update safeguards.${table} set at_ms = 0`,
      `delete from safeguards.${table}`,
      `truncate safeguards.${table}`,
    ]) {
      await expect(owner.query(statement)).rejects.toThrow('append-only');
    }
    expect(await rowsOf(`safeguards.${table}`)).toBeGreaterThan(0);
  });

  it('is no superuser', async () => {
    const { rows } = await owner.query<{ super: boolean }>(
      'select rolsuper as super from pg_roles where rolname = current_user',
    );
    expect(rows).toEqual([{ super: false }]);
  });
});

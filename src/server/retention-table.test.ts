import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { asOwner } from '../../test/support/as-owner.ts';
import { testDatabase } from '../../test/support/database.ts';
import { CHECKOUT } from './folders.ts';

it('docs/retention.md names every table, and no row of a person that is sealed goes by nothing without saying so (H-500)', async () => {
  const text = await readFile(join(CHECKOUT, 'docs/retention.md'), 'utf8');
  const rows = [...text.matchAll(/^\| `([a-z]+\.[a-z_]+)` \| (.+?) \| (.+?) \| (.+?) \|$/gm)];
  const listed = new Map(
    rows.map(([, table, holds, basis, goes]) => [table!, { holds: holds!, basis: basis!, goes: goes! }]),
  );
  const db = await testDatabase();
  const found = await asOwner(db, (owner) =>
    owner.query<{ name: string; sealed: boolean }>(
      `select n.nspname || '.' || c.relname as name, exists (
         select from pg_attribute a where a.attrelid = c.oid and a.attname ~ 'sealed$'
       ) as sealed
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind in ('r', 'p') and not c.relispartition and n.nspname !~ '^(pg_|information_schema$|magpie_meta$)'`,
    ),
  );
  await db.close();
  expect([...listed.keys()].sort()).toEqual(found.rows.map(({ name }) => name).sort());
  for (const { name, sealed } of found.rows) {
    expect({ name, sealed: listed.get(name)!.holds.includes('sealed') }).toEqual({ name, sealed });
    // Of what is sealed a clock has to say when it goes, or the table why there is none.
    if (sealed) expect(listed.get(name)!.goes).not.toBe('none');
  }
});

import { expect, it } from 'vitest';
import { foreignSql } from './foreign-sql.ts';
import { found } from './sample.fixture.ts';

it('refuses SQL on the schema of another context, and the import of its SQL', () => {
  const sql = (text: string): string[] => found(foreignSql, { 'src/orders/orders.sql.ts': text });
  expect(sql("export const q = 'select 1 from people.person';")).toEqual([expect.stringContaining('schema people')]);
  expect(
    sql(`export const q = \`select *\n from orders.pair join people.person p using (a) where b = \${c}\`;`),
  ).toHaveLength(1);
  expect(sql("import { q } from '../people/people.sql.ts';")).toEqual([expect.stringContaining('people.sql.ts')]);
});

it('lets a context use its own, and a test look everywhere', () => {
  const own = "import { q } from './orders.sql.ts'; export const p = 'update orders.pair set a = 1';";
  expect(found(foreignSql, { 'src/orders/service.ts': own })).toEqual([]);
  expect(found(foreignSql, { 'src/orders/orders.test.ts': "sql('select 1 from safeguards.audit');" })).toEqual([]);
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import type { Database } from '../core/database.ts';
import { Attempts } from './attempts.ts';
import { LOG_LIMITS } from './log/limits.ts';

let db: TestDatabase;
let nowMs = Date.parse('2026-11-02T00:00:00Z');
const clock = { nowMs: () => nowMs };

beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const attempt = (what: string) => ({ actor: { kind: 'stranger', id: null }, what, refused: '401', subject: null });

async function written(): Promise<{ what: string; times: number }[]> {
  const { rows } = await db.database.query<{ about: { what: string; times: number } }>(
    `select convert_from(canonical, 'UTF8')::jsonb->'about' as about from safeguards.audit order by number`,
  );
  return rows.map(({ about: { what, times } }) => ({ what, times }));
}

test('(H-460) a flood of different attempts is as many entries as are counted apart, and one', async () => {
  const attempts = new Attempts({ database: db.database, clock, onError: () => expect.unreachable() });
  for (let i = 0; i < 5_000; i += 1) attempts.add(attempt(`GET /api/${i}`));
  await attempts.close();
  const all = await written();
  expect(all).toHaveLength(LOG_LIMITS.refusalsApartMax + 1);
  expect(all.at(-1)).toEqual({ what: 'others', times: 5_000 - LOG_LIMITS.refusalsApartMax });
});

test('(H-460) what cannot be written is counted on, and written with the next window', async () => {
  const before = (await written()).length;
  let isAway = true;
  const errors: unknown[] = [];
  const database: Database = {
    query: (text, values) => db.database.query(text, values),
    transaction: (work) => (isAway ? Promise.reject(new Error('away')) : db.database.transaction(work)),
  };
  const attempts = new Attempts({ database, clock, onError: (error) => errors.push(error) });
  for (let i = 0; i < 3; i += 1) attempts.add(attempt('GET /api/people'));
  await expect.poll(() => errors.length).toBe(1);
  isAway = false;
  nowMs += LOG_LIMITS.refusalWindowMs;
  attempts.sweep(nowMs);
  await attempts.close();
  expect((await written()).slice(before)).toEqual([{ what: 'GET /api/people', times: 3 }]);
});

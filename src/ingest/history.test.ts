import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { DAY_MS, HOUR_MS } from '../core/time.ts';
import { Sealer } from '../safeguards/service.ts';
import { rebuild } from './history.ts';
import { steadyJournal } from './journal.harness.ts';
import type { Journal } from './journal.ts';

const START_MS = Date.parse('2026-11-02T12:00:00Z');
let db: TestDatabase;
let sealer: Sealer;
let journal: Journal;
let nowMs = START_MS;

beforeEach(async () => {
  db = await testDatabase();
  sealer = new Sealer(randomBytes(32), db.database);
  journal = await steadyJournal(db, sealer, () => nowMs);
});
afterEach(async () => {
  await journal.close();
  await db.close();
});

async function rebuilt(recordedUpTo: number): Promise<number[]> {
  const seen: number[] = [];
  const from = { windowMs: DAY_MS, recordedUpTo };
  await rebuild(db.database, sealer, from, (input) => seen.push(input.position));
  return seen;
}

it('reaches back from the last input, also after days of standing still, and to what is not recorded yet', async () => {
  expect(await rebuilt(0)).toEqual([]);
  for (const hours of [0, 30, 40, 50]) {
    nowMs = START_MS + hours * HOUR_MS;
    expect(await journal.append({ kind: 'tick' }, null, null)).toMatchObject({ ok: true });
  }
  // Whenever this is asked: no clock is read.
  expect(await rebuilt(4)).toEqual([2, 3, 4]);
  expect(await rebuilt(0)).toEqual([1, 2, 3, 4]);
});

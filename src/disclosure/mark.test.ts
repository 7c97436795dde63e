import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { DAY_MS } from '../core/time.ts';
import { Sealer } from '../safeguards/service.ts';
import { IDS } from './live.harness.ts';
import { viewMark, whoBearsMark } from './mark.ts';
import { insertPair } from './pair.fixture.ts';

const AT_MS = Date.parse('2026-11-28T14:05:00Z');
const OVERSEER = { kind: 'overseer', id: IDS.officer };

let db: TestDatabase;
let sealer: Sealer;
beforeEach(async () => {
  db = await testDatabase();
  sealer = new Sealer(randomBytes(32), db.database);
  await insertPair(db.database);
});
afterEach(() => db.close());

test('a mark is of one viewer and one day, no name, and nobody without the key can make it (H-508)', () => {
  const mark = viewMark(sealer, IDS.protected, AT_MS);
  expect(mark).toMatch(/^[2-9A-HJKMNP-Z]{6}$/);
  expect(viewMark(sealer, IDS.protected, AT_MS + 3_600_000)).toBe(mark);
  expect(viewMark(sealer, IDS.protected, AT_MS + DAY_MS)).not.toBe(mark);
  expect(viewMark(sealer, IDS.officer, AT_MS)).not.toBe(mark);
  expect(viewMark(new Sealer(randomBytes(32), db.database), IDS.protected, AT_MS)).not.toBe(mark);
});

test('oversight learns whose it was, of who was shown something that day; each asking is on record (H-508)', async () => {
  await db.database.query(
    `insert into disclosure.grant_given (grant_id, viewer_kind, viewer_id, pair_id, rule, shown, urgency, given_at_ms,
       expires_at_ms, ledger_number, purpose)
     values (gen_random_uuid(), 'protected', $1, $2, 'r', 'point:0', '{}', $3, $3, 0, 'notify-protected')`,
    [IDS.protected, IDS.pair, AT_MS],
  );
  const ask = (code: string, day: string) =>
    whoBearsMark({ database: db.database, sealer }, { code, day, nowMs: AT_MS }, OVERSEER);
  const mark = viewMark(sealer, IDS.protected, AT_MS);
  expect(await ask(mark, '2026-11-28')).toEqual([{ viewerId: IDS.protected, viewerKind: 'protected' }]);
  // A stream that was opened the evening before bears that day's.
  expect(await ask(viewMark(sealer, IDS.protected, AT_MS - DAY_MS), '2026-11-28')).toHaveLength(1);
  expect(await ask(mark, '2026-11-27')).toEqual([]);
  expect(await ask(viewMark(sealer, IDS.officer, AT_MS), '2026-11-28')).toEqual([]);
  const { rows } = await db.database.query(
    `select from safeguards.audit where convert_from(canonical, 'UTF8') like '%"action":"view-mark.resolve"%'`,
  );
  expect(rows).toHaveLength(4);
});

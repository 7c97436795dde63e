import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { systemClock } from '../core/clock.ts';
import { DAY_MS, MINUTE_MS } from '../core/time.ts';
import { Sealer } from '../safeguards/service.ts';
import { LIMITS } from './limits.ts';
import type { HttpFrame } from './protocols/types.ts';
import { Quarantine } from './quarantine.ts';

/** The database looks at its own clock too, before it lets anything go. */
const NOW_MS = systemClock.nowMs();
const MARK = '37.123456';
const FRAME: HttpFrame = {
  method: 'GET',
  uri: `/?id=x&lat=${MARK}&lon=127`,
  headers: { authorization: 'Basic c2VjcmV0' },
  body: new Uint8Array(0),
};
const RAW = { transport: 'http', frame: FRAME } as const;
const STRANGER = { reason: 'unknown-device', detail: 'id' } as const;

let db: TestDatabase;
let sealer: Sealer;
let counted = 0;
let quarantine: Quarantine;

beforeEach(async () => {
  db = await testDatabase();
  sealer = new Sealer(randomBytes(32), db.database);
  counted = 0;
  quarantine = new Quarantine({
    clock: { nowMs: () => NOW_MS },
    database: db.database,
    sealer,
    onRejected: () => {
      counted += 1;
    },
    onFailure: (error) => {
      throw error;
    },
  });
});
afterEach(() => db.close());

async function kept(): Promise<{ key_id: number; sealed: Buffer; received_at_ms: number }[]> {
  return (await db.database.query<never>('select key_id, sealed, received_at_ms from ingest.quarantine')).rows;
}

it('keeps strangers up to a rate, counts the rest, and keeps again in the next minute (H-85)', async () => {
  const flood = LIMITS.strangersPerMinute + 50;
  for (let i = 0; i < flood; i += 1) await quarantine.keepStranger('osmand', STRANGER, RAW, NOW_MS);
  expect([await kept(), counted]).toEqual([expect.objectContaining({ length: LIMITS.strangersPerMinute }), flood]);
  await quarantine.keepStranger('osmand', STRANGER, RAW, NOW_MS + MINUTE_MS);
  expect(await kept()).toHaveLength(LIMITS.strangersPerMinute + 1);
});

it('seals the bytes, and leaves out headers, which may hold a password', async () => {
  await quarantine.keep('osmand', null, [{ reason: 'clock-error', detail: 'no time' }], RAW, NOW_MS);
  const [row] = await kept();
  expect(row!.sealed.includes(MARK)).toBe(false);
  const plain = (await sealer.open(row!.key_id, row!.sealed)).toString();
  expect(plain).toContain(MARK);
  expect(plain).not.toContain('c2VjcmV0');
});

it('keeps of a report without a legal basis only that it came (H-90)', async () => {
  const device = '00000000-0000-4000-8000-000000000002';
  for (const reason of ['no-legal-basis', 'no-assignment'] as const) {
    const rejections = [{ reason, detail: 'none' }, { reason: 'impossible-value', detail: 'speedMps' } as const];
    await quarantine.keep(
      'osmand',
      device,
      rejections,
      { transport: 'http', frame: { ...FRAME, body: Buffer.from(MARK) } },
      NOW_MS,
    );
  }
  const rows = await kept();
  expect(rows).toHaveLength(4);
  for (const row of rows) {
    expect((await sealer.open(row.key_id, row.sealed)).toString()).toBe('{"method":"GET"}');
  }
});

it('keeps a frame with a thousand bad fixes once for each reason, and whole when the device is known', async () => {
  const body = new Uint8Array(3 * LIMITS.strangerBytes).fill(65);
  const rejections = Array.from({ length: 1_000 }, (_, i) =>
    i % 2 === 0
      ? ({ reason: 'impossible-value', detail: i % 4 === 0 ? 'latDeg' : 'speedMps' } as const)
      : ({ reason: 'clock-error', detail: 'older than 30 days' } as const),
  );
  const device = '00000000-0000-4000-8000-000000000002';
  await quarantine.keep('osmand', device, rejections, { transport: 'http', frame: { ...FRAME, body } }, NOW_MS);
  expect(counted).toBe(1_000);
  const rows = await db.database.query<{ reason: string; detail: string; key_id: number; sealed: Buffer }>(
    'select reason, detail, key_id, sealed from ingest.quarantine order by quarantine_id',
  );
  expect(rows.rows.map(({ reason, detail }) => `${reason}: ${detail}`)).toEqual([
    'impossible-value: latDeg; speedMps',
    'clock-error: older than 30 days',
  ]);
  const plain = JSON.parse((await sealer.open(rows.rows[0]!.key_id, rows.rows[0]!.sealed)).toString());
  expect(Buffer.from(plain.body, 'base64')).toHaveLength(body.length);
});

it('lets go of what is older than 30 days, and of nothing younger', async () => {
  for (const ageMs of [31 * DAY_MS, 29 * DAY_MS]) {
    await quarantine.keep('osmand', null, [STRANGER], RAW, NOW_MS - ageMs);
  }
  expect(await quarantine.purge()).toBe(1);
  expect((await kept()).map((row) => row.received_at_ms)).toEqual([NOW_MS - 29 * DAY_MS]);
});

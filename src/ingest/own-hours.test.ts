import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { systemClock } from '../core/clock.ts';
import type { PersonId } from '../core/ids.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, utcDay } from '../core/time.ts';
import { ErasedError, Sealer } from '../safeguards/service.ts';
import { loadInputsAfter } from './history.ts';
import { ensureDay } from './journal.sql.ts';
import { eraseOwnHours, holdOwnHours, loadOwnHolds, ownHour } from './own-hours.ts';

const OWN = '00000000-0000-4000-8000-000000000001' as PersonId;
const WEARER = '00000000-0000-4000-8000-000000000002' as PersonId;
const INCIDENT = '00000000-0000-4000-8000-00000000000a';
/** The middle of an hour, so that the edges are known. */
const NOW_MS = Math.floor(systemClock.nowMs() / HOUR_MS) * HOUR_MS - 30 * MINUTE_MS;

let db: TestDatabase;
let sealer: Sealer;
let position = 0;
beforeEach(async () => {
  db = await testDatabase();
  sealer = new Sealer(randomBytes(32), db.database);
});
afterEach(() => db.close());

async function store(personId: PersonId, fixedAtMs: number, scope: string): Promise<{ keyId: number; sealed: Buffer }> {
  const key = await sealer.dataKey({ subject: personId, scope, bases: ['order:a', 'order:b'] }, NOW_MS);
  const unsaid = { accuracyM: null, speedMps: null, courseDeg: null, source: null, mock: null };
  const fix = { personId, fixedAtMs, receivedAtMs: fixedAtMs, latDeg: 36, lonDeg: 124.5, ...unsaid };
  const sealed = sealer.sealWith(key, Buffer.from(JSON.stringify(fix)));
  await ensureDay(db.database, Math.floor(fixedAtMs / DAY_MS) * DAY_MS, NOW_MS);
  await db.database.query(
    `insert into ingest.journal (position, kind, person_id, fixed_at_ms, at_ms, payload_hash, key_id, sealed)
     values ($1, 'fix', $2, $3, $3, $4, $5, $6)`,
    [++position, personId, fixedAtMs, randomBytes(32), key.keyId, sealed],
  );
  return { keyId: key.keyId, sealed };
}

function own(ageMs: number) {
  return store(OWN, NOW_MS - ageMs, ownHour(NOW_MS - ageMs));
}

async function agesKept(personId: PersonId): Promise<number[]> {
  const { rows } = await db.database.query<{ fixed_at_ms: number }>(
    `select fixed_at_ms from ingest.journal where person_id = $1 order by fixed_at_ms desc`,
    [personId],
  );
  return rows.map((row) => (NOW_MS - row.fixed_at_ms) / HOUR_MS);
}

describe("a protected person's own positions (H-506)", () => {
  it('are gone when they are over a day old, keys first, also for who held the key; the wearer’s stay', async () => {
    const old = await own(25.2 * HOUR_MS);
    for (const hours of [26, 23.9, 12, 1]) await own(hours * HOUR_MS);
    await store(WEARER, NOW_MS - 26 * HOUR_MS, utcDay(NOW_MS - 26 * HOUR_MS));
    expect((await sealer.open(old.keyId, old.sealed)).length).toBeGreaterThan(0);
    expect(await eraseOwnHours({ database: db.database, sealer }, NOW_MS)).toEqual({ hours: 2, fixes: 2 });
    expect(await agesKept(OWN)).toEqual([1, 12, 23.9]);
    expect(await agesKept(WEARER)).toEqual([26]);
    await expect(sealer.open(old.keyId, old.sealed)).rejects.toThrow(ErasedError);
    const { rows } = await db.database.query(`select from safeguards.key_wrapping where key_id = $1`, [old.keyId]);
    expect(rows).toEqual([]);
    // What is left is whole, and the engine can be rebuilt from it.
    expect(await loadInputsAfter(db.database, sealer, 0)).toHaveLength(4);
    const next = await sealer.dataKey(
      { subject: OWN, scope: ownHour(NOW_MS - 25.2 * HOUR_MS), bases: ['order:a'] },
      NOW_MS,
    );
    expect(next.keyId).not.toBe(old.keyId);
  });

  it('never outlive 25 hours, but for the minutes between two looks, whatever minute they were made in', async () => {
    for (let minute = 0; minute < 60; minute += 7) await own(24 * HOUR_MS + minute * MINUTE_MS);
    for (let minute = 0; minute <= 120; minute += 6) {
      const nowMs = NOW_MS + minute * MINUTE_MS - 60 * MINUTE_MS;
      await eraseOwnHours({ database: db.database, sealer }, nowMs);
      const ages = (await agesKept(OWN)).map((hours) => hours + (minute - 60) / 60);
      expect(Math.max(0, ...ages)).toBeLessThan(25.11);
    }
  });

  it('that an incident holds stay while it is open and a week more, with a reason, an end and a record; the rest goes', async () => {
    for (const hours of [48, 30, 29.5]) await own(hours * HOUR_MS);
    const openedAtMs = NOW_MS - 29 * HOUR_MS;
    const incident = { personId: OWN, incidentId: INCIDENT, reason: 'danger' as const, openedAtMs, closedAtMs: null };
    await holdOwnHours(db.database, [incident], NOW_MS);
    await eraseOwnHours({ database: db.database, sealer }, NOW_MS);
    expect(await agesKept(OWN)).toEqual([29.5, 30]);
    expect(await loadOwnHolds(db.database, OWN, NOW_MS)).toMatchObject([{ reason: 'danger', untilMs: null }]);
    await holdOwnHours(db.database, [{ ...incident, closedAtMs: NOW_MS - 10 * DAY_MS }], NOW_MS);
    expect(await loadOwnHolds(db.database, OWN, NOW_MS)).toEqual([]);
    await eraseOwnHours({ database: db.database, sealer }, NOW_MS);
    expect(await agesKept(OWN)).toEqual([]);
    const { rows } = await db.database.query<{ action: string }>(
      `select convert_from(canonical, 'UTF8')::json->>'action' as action from safeguards.audit order by number`,
    );
    expect(rows.map(({ action }) => action)).toEqual([
      ...['own-position.hold', 'own-position.erase', 'own-position.hold-ends', 'own-position.erase'],
    ]);
  });

  it('younger ones cannot be destroyed by a clock that is wrong', async () => {
    await own(2 * HOUR_MS);
    await eraseOwnHours({ database: db.database, sealer }, NOW_MS + 90 * DAY_MS);
    expect(await agesKept(OWN)).toEqual([2]);
  });
});

/** The minute's look at a protected person's own hours, over a real database: a hold that nobody ended is ended by what became of its incident. */
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Cast, cast, type TestApp, testApp } from '../../test/support/app.ts';
import type { PersonId } from '../core/ids.ts';
import { DAY_MS, HOUR_MS } from '../core/time.ts';
import { loadOwnHolds, loadUnfinishedHolds } from '../ingest/own-hours.ts';
import { keepOwnDay } from './own-retention.ts';

let t: TestApp;
let people: Cast;
let own: PersonId;
let pairOf: PersonId | null;
beforeEach(async () => {
  t = await testApp();
  people = await cast(t);
  own = people.protectedPerson as PersonId;
  pairOf = own;
});
afterEach(() => t.close());

/** Whose pair it is; null: the pair stands no more. */
const parts = () =>
  ({
    ...{ database: t.testDb.database, sealer: t.deps.sealer },
    book: { protectedOf: () => pairOf },
  }) as unknown as Parameters<typeof keepOwnDay>[0];

async function incident(kind: string, subject: string): Promise<string> {
  const incidentId = randomUUID();
  const { agencyId, wearer } = people;
  const until = new Date(t.clock.atMs + DAY_MS).toISOString();
  const order = { agencyId, wearerId: wearer, protectedIds: [own], exercise: true, until };
  const { orderId } = (await t.admin<{ orderId: string }>('/api/orders', order)).body;
  await t.testDb.database.query(
    `insert into incidents.incident (incident_id, subject, kind, order_id, agency_id, wearer_id, exercise, state, level,
       highest_level, opened_at_ms, changed_at_ms)
     values ($1, $2, $3, $4, $5, $6, true, 'unacknowledged', 'danger', 'danger', $7, $7)`,
    [incidentId, subject, kind, orderId, agencyId, wearer, t.clock.atMs],
  );
  return incidentId;
}

const close = (incidentId: string, atMs: number) =>
  t.testDb.database.query(
    `update incidents.incident set state = 'closed', closed_at_ms = $2, closed_by = $3, close_reason = 'exercise-over' where incident_id = $1`,
    [incidentId, atMs, people.officer],
  );
const unfinished = async () => [...(await loadUnfinishedHolds(t.testDb.database))];
const holds = () => loadOwnHolds(t.testDb.database, own, t.clock.atMs);

it('a hold whose incident was closed long ago, while nobody looked, ends all the same, a week after that closing (H-566)', async () => {
  const id = await incident('approach', `pair:${randomUUID()}`);
  await keepOwnDay(parts(), t.clock.atMs);
  expect(await unfinished()).toEqual([[id, own]]);
  const closedAtMs = t.clock.atMs + HOUR_MS;
  await close(id, closedAtMs);
  // The server stood still for days: the closing is far outside of what is looked at by itself.
  t.clock.atMs = closedAtMs + 3 * DAY_MS;
  await keepOwnDay(parts(), t.clock.atMs);
  expect(await unfinished()).toEqual([]);
  expect(await holds()).toMatchObject([{ incidentId: id, untilMs: closedAtMs + 7 * DAY_MS }]);
  t.clock.atMs = closedAtMs + 7 * DAY_MS;
  expect(await holds()).toEqual([]);
});

it('and where its pair stands no more by then, whose it is is known by the hold (H-566)', async () => {
  const id = await incident('approach', `pair:${randomUUID()}`);
  await keepOwnDay(parts(), t.clock.atMs);
  await close(id, t.clock.atMs + HOUR_MS);
  pairOf = null;
  t.clock.atMs += 2 * DAY_MS;
  await keepOwnDay(parts(), t.clock.atMs);
  expect(await unfinished()).toEqual([]);
});

it('while the incident is open the hold has no end, however long (H-566)', async () => {
  const id = await incident('device:sos', `person:${own}`);
  for (let day = 0; day < 40; day += 13) {
    await keepOwnDay(parts(), t.clock.atMs);
    expect(await holds()).toMatchObject([{ incidentId: id, reason: 'sos', untilMs: null }]);
    t.clock.atMs += 13 * DAY_MS;
  }
});

/** Who says who works on which case, what it gives, and that it ends. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cast, type TestApp, testApp } from '../../../test/support/app.ts';
import { cookieOf, personOf } from '../../../test/support/safety.ts';
import { DAY_MS, toIso } from '../../core/time.ts';
import { type Case, caseOf, type Principal } from '../../safeguards/service.ts';
import type { AssignmentJson } from './contract.ts';

let t: TestApp;
let caseId: string;
let agencyId: string;
let advocate: string;
let officer: string;

beforeAll(async () => {
  t = await testApp();
  const people = await cast(t);
  agencyId = people.agencyId;
  const order = { agencyId, wearerId: people.wearer, protectedIds: [people.protectedPerson], exercise: true };
  caseId = (await t.admin<{ orderId: string }>('/api/orders', order)).body.orderId;
  advocate = await personOf(t, agencyId, 'supporter');
  officer = await cookieOf(t, people.officer);
  const other = (await t.admin<{ agencyId: string }>('/api/agencies', { name: 'Other office' })).body.agencyId;
  await personOf(t, other, 'officer');
});
afterAll(() => t.close());

const post = <T = AssignmentJson>(cookie: string, path: string, body: object) =>
  t.browser<T>('POST', path, { cookie, body });
const give = (cookie: string, more: object = {}) =>
  post(cookie, '/api/desk/assignments', { caseId, personId: advocate, as: 'victim-advocate', ...more });

/** As a page of the protected side will ask. */
async function mayRead(personId: string): Promise<boolean> {
  const who: Principal = { is: 'person', kind: 'supporter', personId, agencyId, exercise: true };
  const on: Case = caseOf({
    ...{ caseId, kind: 'order', law: { jurisdiction: 'kr' }, exercise: true, matters: [caseId] },
  });
  return (await t.deps.access.mayAct(t.deps.database, who, 'protected-side.read', on)).allowed;
}

it('an advocate comes to the protected person’s side by assignment alone, for as long as it lasts (H-463)', async () => {
  expect(await mayRead(advocate)).toBe(false);
  const given = await give(officer, { until: toIso(t.clock.atMs + DAY_MS) });
  expect([given.status, given.body]).toMatchObject([201, { caseId, as: 'victim-advocate', endedAtMs: null }]);
  expect(await mayRead(advocate)).toBe(true);
  expect((await give(officer)).status).toBe(409);
  t.clock.atMs += DAY_MS;
  expect(await mayRead(advocate)).toBe(false);
  // One whose time went by makes place for another.
  const again = await give(await cookieOf(t, await officerId()));
  expect(again.status).toBe(201);
  expect(await mayRead(advocate)).toBe(true);
  const cookie = await cookieOf(t, await officerId());
  const path = `/api/desk/assignments/${again.body.assignmentId}/end`;
  expect((await post(cookie, path, {})).status).toBe(200);
  expect(await mayRead(advocate)).toBe(false);
  expect((await post(cookie, path, {})).status).toBe(409);
  const list = await t.browser<{ assignments: AssignmentJson[] }>('GET', `/api/desk/cases/${caseId}/assignments`, {
    cookie,
  });
  expect(list.body.assignments.map(({ endedAtMs }) => endedAtMs !== null)).toEqual([true, true]);
  const { rows } = await t.testDb.database.query<{ entry: string }>(
    `select convert_from(canonical, 'UTF8') as entry from safeguards.audit order by number`,
  );
  const told = rows.map(({ entry }) => JSON.parse(entry) as { action: string; about: object });
  expect(told.filter(({ action }) => action.startsWith('assignment.')).map(({ about }) => about)).toMatchObject([
    { personId: advocate, rules: ['kr.assignment'] },
    { personId: advocate, rules: ['kr.assignment'] },
    { personId: advocate, rules: ['kr.assignment'] },
  ]);
});

it('nobody of another office says so, hears of it, or takes it back', async () => {
  const cookie = await cookieOf(t, await strangerId());
  const given = await give(await cookieOf(t, await officerId()));
  expect((await give(cookie)).status).toBe(404);
  expect((await post(cookie, `/api/desk/assignments/${given.body.assignmentId}/end`, {})).status).toBe(404);
  const read = (path: string) => t.browser('GET', path, { cookie });
  const theirs = await read(`/api/desk/cases/${caseId}/assignments`);
  const none = await read('/api/desk/cases/00000000-0000-4000-8000-000000000000/assignments');
  expect([theirs.status, theirs.body]).toEqual([none.status, none.body]);
});

// HAZARD H-570: a lawyer stands in one list and not in another, and comes in by the one that nobody ended.
it('(H-570) nobody is assigned to a case as the wearer’s lawyer: who acts for a wearer stands in one place', async () => {
  const cookie = await cookieOf(t, await officerId());
  expect((await give(cookie, { as: 'wearer-lawyer' })).status).toBe(400);
  const written = t.testDb.database.query(
    `insert into safeguards.assignment (assignment_id, matter_kind, matter_id, person_id, assigned_as, from_ms, given_at_ms)
     values (gen_random_uuid(), 'order', $1, $2, 'wearer-lawyer', 0, 0)`,
    [caseId, advocate],
  );
  await expect(written).rejects.toThrow(/assignment_of_no_lawyer|check constraint/);
});

it('only who fits works on a case as that', async () => {
  const cookie = await cookieOf(t, await officerId());
  expect((await give(cookie, { as: 'judge' })).status).toBe(400);
  const abroad = (await t.admin<{ agencyId: string }>('/api/agencies', { name: 'Abroad', jurisdiction: 'jp' })).body;
  // Whom they do not see, there is not.
  expect((await give(cookie, { personId: await personOf(t, abroad.agencyId, 'supporter') })).status).toBe(404);
  expect((await give(cookie, { until: toIso(t.clock.atMs) })).status).toBe(400);
});

it('the database lets an assignment be ended once and changed in nothing else', async () => {
  const { database } = t.testDb;
  await expect(database.query(`update safeguards.assignment set person_id = given_by`)).rejects.toThrow();
  await expect(database.query(`delete from safeguards.assignment`)).rejects.toThrow();
  await expect(
    database.query(`update safeguards.assignment set ended_at_ms = 1 where ended_at_ms is not null`),
  ).rejects.toThrow();
});

const idOf = async (agency: 'own' | 'other') => {
  const { rows } = await t.testDb.database.query<{ person_id: string }>(
    `select person_id from people.person where kind = 'officer' and (agency_id = $1) = $2 order by created_at_ms limit 1`,
    [agencyId, agency === 'own'],
  );
  return rows[0]!.person_id;
};
const officerId = () => idOf('own');
const strangerId = () => idOf('other');

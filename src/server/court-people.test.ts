/** What pages of a court get to choose from, and to do: names under the own law, each opening on record; acts of the bench for the bench. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestApp, testApp } from '../../test/support/app.ts';
import { caseRoutes } from '../../test/support/cases.ts';
import { DocumentWorker } from '../orders/documents/worker/document-worker.ts';
import type { LawJson, NamedPeopleJson, ProceedingDetailJson } from '../orders/process/contract.ts';

let t: TestApp;
const offices: Record<string, string> = {};
const people: Record<string, string> = {};

beforeAll(async () => {
  t = await testApp({}, caseRoutes(new DocumentWorker()));
  for (const [role, jurisdiction] of [
    ['monitoring', 'kr'],
    ['prosecution', 'kr'],
    ['court', 'kr'],
    ['police', 'jp'],
  ] as const) {
    const request = { name: role, role, jurisdiction };
    offices[role] = (await t.admin<{ agencyId: string }>('/api/agencies', request)).body.agencyId;
  }
  for (const [kind, office, name] of [
    ['protected', 'monitoring', 'one'],
    ['wearer', 'monitoring', 'two'],
    ['officer', 'monitoring', 'three'],
    ['prosecutor', 'prosecution', 'four'],
    ['judge', 'court', 'five'],
    ['clerk', 'court', 'six'],
    ['police', 'police', 'seven'],
    ['protected', 'police', 'eight'],
  ] as const) {
    const request = { kind, agencyId: offices[office], name, exercise: true };
    people[name] = (await t.admin<{ personId: string }>('/api/people', request)).body.personId;
  }
  const home = {
    kind: 'household',
    agencyId: offices.monitoring,
    name: 'nine',
    householdOf: people.one,
    exercise: true,
  };
  people.nine = (await t.admin<{ personId: string }>('/api/people', home)).body.personId;
}, 60_000);
afterAll(() => t.close());

async function as(name: string): Promise<string> {
  const made = await t.admin<{ path: string }>('/api/sign-in-codes', { personId: people[name] });
  return (await t.browser('POST', '/api/session', { body: { code: made.body.path.split('#')[1]! } })).cookie!;
}
const names = async (who: string, kind: string) =>
  t.browser<NamedPeopleJson>('GET', `/api/proceedings/people?kind=${kind}`, { cookie: await as(who) });

it('staff may choose from people under their own law, and each name that is opened is on record (H-366)', async () => {
  const found = await names('four', 'protected');
  expect(found.body.people.map(({ name, kind }) => [name, kind]).sort()).toEqual([
    ['nine', 'household'],
    ['one', 'protected'],
  ]);
  expect(found.body.isCut).toBe(false);
  const { rows } = await t.testDb.database.query<{ entry: string }>(
    `select convert_from(canonical, 'UTF8') as entry from safeguards.audit order by number`,
  );
  const opened = rows.filter(({ entry }) => entry.includes('identity.read') && entry.includes(people.four!));
  expect(opened.map(({ entry }) => [people.one, people.nine].find((id) => entry.includes(id!)))).toHaveLength(2);
  expect(opened.every(({ entry }) => !entry.includes('nine'))).toBe(true);
  expect((await names('five', 'wearer')).body.people.map(({ name }) => name)).toEqual(['two']);
  expect((await names('seven', 'protected')).body.people.map(({ name }) => name)).toEqual(['eight']);
  expect((await names('three', 'protected')).status).toBe(403);
  expect((await names('four', 'officer')).status).toBe(400);
});

it('offers what only the bench does to the bench alone, and tells how long the law lets it last (H-365)', async () => {
  const cookie = await as('four');
  const request = {
    ...{ procedure: 'provisional-measures', respondentId: people.two, protectedIds: [people.one] },
    offices: { courtId: offices.court, monitoringId: offices.monitoring },
    act: { act: 'file', measures: ['provisional-2'] },
  };
  const filed = await t.browser<ProceedingDetailJson>('POST', '/api/proceedings', { cookie, body: request });
  expect(filed.status).toBe(201);
  const path = `/api/proceedings/${filed.body.proceedingId}`;
  const may = async (who: string) =>
    (await t.browser<ProceedingDetailJson>('GET', path, { cookie: await as(who) })).body.may.map(({ act }) => act);
  expect(await may('five')).toContain('decide');
  const clerk = await may('six');
  expect(clerk).toContain('hear');
  expect(clerk).not.toContain('decide');
  const judge = await as('five');
  const law = (await t.browser<LawJson>('GET', '/api/law', { cookie: judge })).body;
  const longestMs = law.measures.find(({ id }) => id === 'provisional-2')!.longestUntilMs!;
  const grant = {
    act: 'decide',
    result: 'granted',
    measures: [{ measure: 'provisional-2', until: new Date(longestMs + 1).toISOString() }],
  };
  expect((await t.browser('POST', `${path}/acts`, { cookie: judge, body: grant })).status).toBe(422);
  const longest = { ...grant, measures: [{ measure: 'provisional-2', until: new Date(longestMs).toISOString() }] };
  const decided = await t.browser<ProceedingDetailJson>('POST', `${path}/acts`, { cookie: judge, body: longest });
  expect(decided.body.measures[0]).toMatchObject({ endMs: longestMs });
  const { measureId, extendableUntilMs } = decided.body.measures[0]!;
  const asked = { act: 'ask-extension', measureId };
  expect((await t.browser('POST', `${path}/acts`, { cookie, body: asked })).status).toBe(200);
  const until = (ms: number) => ({
    act: 'decide-extension',
    measureId,
    result: 'granted',
    until: new Date(ms).toISOString(),
  });
  const over = await t.browser('POST', `${path}/acts`, { cookie: judge, body: until(extendableUntilMs! + 1) });
  expect(over.status).toBe(422);
  const extended = await t.browser<ProceedingDetailJson>('POST', `${path}/acts`, {
    cookie: judge,
    body: until(extendableUntilMs!),
  });
  expect(extended.body.measures[0]).toMatchObject({ endMs: extendableUntilMs, extensions: 1 });
});

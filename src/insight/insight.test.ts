/** Questions and answers over the API, with a real database. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Cast, cast, type TestApp, testApp } from '../../test/support/app.ts';
import type { PersonId } from '../core/ids.ts';
import { DAY_MS, HOUR_MS } from '../core/time.ts';
import { viewerOf } from '../server/sessions/viewer.ts';
import type { Outcomes, Question } from './contract.ts';
import { insightRoutes } from './routes.ts';
import { answer, type InsightDeps } from './service.ts';

const INCIDENT = '7d0a3c1e-6f0f-4b52-9a3e-000000000001';
let t: TestApp;
let people: Cast;
let deps: InsightDeps;
let closed: { incidentId: string; closedAtMs: number }[] = [];
let sinceMs: number | null;
let cookie: string | null;

beforeAll(async () => {
  t = await testApp({}, ({ database, clock, sealer }) => {
    deps = {
      ...{ database, clock },
      keyedHash: (input) => sealer.payloadHash(input),
      protectionOf: () => (sinceMs === null ? null : { sinceMs, timeZone: 'Asia/Seoul' }),
      closedIncidentsOf: async (_personId, fromMs) => closed.filter(({ closedAtMs }) => closedAtMs >= fromMs),
    };
    return [(app) => insightRoutes(app, { ...deps, viewerOf })];
  });
  people = await cast(t);
  sinceMs = t.clock.atMs - 30 * DAY_MS;
  cookie = await signIn(people.protectedPerson);
});
afterAll(() => t.close());

async function signIn(personId: string): Promise<string | null> {
  const { body } = await t.admin<{ path: string }>('/api/sign-in-codes', { personId });
  return (await t.browser('POST', '/api/session', { body: { code: body.path.split('#')[1] } })).cookie;
}

const ask = async () =>
  (await t.browser<{ questions: Question[] }>('GET', '/api/me/questions', { cookie })).body.questions;
const say = async (body: object) => (await t.browser('POST', '/api/me/answers', { cookie, body })).status;
const rows = async () =>
  (await t.deps.database.query<{ row: string }>('select a::text as row from insight.answer a')).rows;

it('is asked, answered once, may be changed, and is not asked again before the next month', async () => {
  closed = [{ incidentId: INCIDENT, closedAtMs: t.clock.atMs - HOUR_MS }];
  expect((await ask()).map(({ kind }) => kind)).toEqual(['warning', 'feeling']);
  expect(await say({ kind: 'warning', incidentId: INCIDENT, answer: 'in-time' })).toBe(204);
  expect(await say({ kind: 'feeling', answer: 2 })).toBe(204);
  expect(await say({ kind: 'feeling', answer: 4 })).toBe(204);
  expect(await ask()).toEqual([]);
  expect(await rows()).toHaveLength(2);
  t.clock.atMs += 10 * DAY_MS;
  // Nobody stays signed in for that long.
  cookie = await signIn(people.protectedPerson);
  expect((await ask()).map(({ kind }) => kind)).toEqual(['feeling']);
  expect(await say({ kind: 'feeling', answer: null })).toBe(204);
  expect(await ask()).toEqual([]);
  t.clock.atMs -= 10 * DAY_MS;
  cookie = await signIn(people.protectedPerson);
});

// HAZARD H-210: answers name the person who gave them
it('the database names nobody, no incident and no instant', async () => {
  const text = JSON.stringify(await rows());
  for (const secret of [people.protectedPerson, INCIDENT, String(t.clock.atMs).slice(0, 8)]) {
    expect(text).not.toContain(secret);
  }
  const { rows: audits } = await t.deps.database.query<{ n: number }>(
    `select count(*)::int as n from safeguards.audit where convert_from(canonical, 'UTF8') like '%answer%'`,
  );
  expect(audits[0]!.n).toBe(0);
});

it('takes no answer to what was not asked', async () => {
  expect(await say({ kind: 'warning', incidentId: people.wearer, answer: 'in-time' })).toBe(404);
  expect(await say({ kind: 'feeling', answer: 6 })).toBe(400);
  expect(await say({ kind: 'feeling', answer: 3, words: 'he' })).toBe(400);
  sinceMs = null;
  expect([await ask(), await say({ kind: 'feeling', answer: 3 })]).toEqual([[], 403]);
  sinceMs = t.clock.atMs - 30 * DAY_MS;
});

it('officers read figures of five and more, and nobody else does', async () => {
  for (let i = 0; i < 5; i += 1) {
    const personId = `00000000-0000-4000-8000-00000000000${i}` as PersonId;
    const who = { personId, agencyId: people.agencyId as never, exercise: true };
    expect((await answer({ ...deps, database: t.deps.database }, who, { kind: 'feeling', answer: 5 })).ok).toBe(true);
  }
  const officer = await signIn(people.officer);
  const { status, body } = await t.browser<Outcomes>('GET', '/api/outcomes?from=2026-11&to=2026-11', {
    cookie: officer,
  });
  expect(status).toBe(200);
  expect(body.months).toHaveLength(1);
  expect(body.months[0]).toMatchObject({ month: '2026-11', exercise: true, feeling: { answers: 6, safe: 1 } });
  expect(body.months[0]!.warning).toMatchObject({ answers: null, inTime: null });
  expect((await t.browser('GET', '/api/outcomes', { cookie })).status).toBe(403);
  expect((await t.browser('GET', '/api/me/questions', { cookie: officer })).status).toBe(403);
});

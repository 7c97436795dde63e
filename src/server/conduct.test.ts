import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { NOON_MS } from '../../test/support/app.ts';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { callServer, makeCase, newMagpie, signedIn, type TestCase } from '../../test/support/magpie.ts';
import type { PairId, PersonId } from '../core/ids.ts';
import { DAY_MS } from '../core/time.ts';
import type { Magpie } from './assemble.ts';

const clock = { atMs: NOON_MS, nowMs: () => clock.atMs };
let db: TestDatabase;
let magpie: Magpie;
let one: TestCase;
let other: TestCase;
let cookies: Record<'her' | 'officer' | 'second' | 'foreign', string>;

beforeAll(async () => {
  db = await testDatabase();
  magpie = newMagpie({ appUrl: db.appUrl, clock, masterKey: randomBytes(32) });
  await magpie.start();
  one = await makeCase(magpie);
  other = await makeCase(magpie, { name: 'other', undertaken: false });
  await magpie.reload();
  const second = await callServer(magpie, null, 'POST', '/api/people', {
    ...{ kind: 'officer', agencyId: one.agencyId, name: 'second officer', exercise: true },
  });
  cookies = {
    her: await signedIn(magpie, one.protectedId),
    officer: await signedIn(magpie, one.officerId),
    second: await signedIn(magpie, (second.body as { personId: string }).personId),
    foreign: await signedIn(magpie, other.officerId),
  };
}, 120_000);
afterAll(async () => {
  await magpie?.stop();
  await db?.close();
});

const as = (who: keyof typeof cookies, method: string, path: string, body?: object) =>
  callServer(magpie, cookies[who], method, path, body);
const mayBeShown = () => magpie.viewing.hasUndertaken(one.protectedId as PersonId, one.pairId as PairId, clock.nowMs());
const reviews = async (who: 'officer' | 'second' | 'foreign') =>
  (
    (await as(who, 'GET', '/api/conduct-reviews')).body as {
      reviews: { reviewId: string; state: string; isOwnDecision: boolean }[];
    }
  ).reviews;

it('signs put a question to people and change nothing; a decision tells the person, keeps the place alone, and may be contested (H-509, H-510)', async () => {
  const desk = magpie.viewing.conduct;
  const startMs = clock.atMs;
  for (const days of [4, 2, 0]) {
    clock.atMs = startMs - days * DAY_MS;
    await desk.note(one.pairId as PairId, one.protectedId as PersonId, 'towards', 12);
    await desk.note(one.pairId as PairId, one.protectedId as PersonId, 'towards', 14);
  }
  const [review, ...more] = await reviews('officer');
  expect(more).toEqual([]);
  expect(review).toMatchObject({
    label: expect.stringMatching(/^M-/),
    state: 'open',
    facts: [{ kind: 'towards', days: 3, minutes: 40 }],
  });
  expect(await reviews('foreign')).toEqual([]);
  // Nobody decided yet: what is shown is what was shown, and she is told nothing that may be nothing.
  expect(mayBeShown()).toBe(true);
  expect((await as('her', 'GET', '/api/me/conduct')).body).toEqual({ restrictions: [] });
  const path = `/api/conduct-reviews/${review!.reviewId}`;
  const restrict = { act: 'restrict', reason: 'seeks-contact', article: 'EDA 31-8(2)5', days: 7 };
  expect((await as('foreign', 'POST', path, restrict)).status).toBe(404);
  expect((await as('her', 'POST', path, restrict)).status).toBe(403);
  expect((await as('officer', 'POST', path, { ...restrict, article: 'none' })).status).toBe(400);
  expect((await as('officer', 'POST', path, restrict)).status).toBe(200);
  expect(mayBeShown()).toBe(false);
  const told = (await as('her', 'GET', '/api/me/conduct')).body;
  expect(told).toMatchObject({
    restrictions: [{ article: 'EDA 31-8(2)5', reason: 'seeks-contact', isContested: false }],
  });
  expect((await as('foreign', 'POST', `/api/me/conduct/${review!.reviewId}/contest`)).status).toBe(403);
  expect((await as('her', 'POST', `/api/me/conduct/${review!.reviewId}/contest`)).body).toMatchObject({
    restrictions: [{ isContested: true }],
  });
  expect((await reviews('officer'))[0]).toMatchObject({ state: 'contested', isOwnDecision: true });
  expect((await as('officer', 'POST', path, { act: 'lift', reason: 'explained' })).status).toBe(403);
  // As a start would read it, too.
  await magpie.reload();
  expect(mayBeShown()).toBe(false);
  expect((await as('second', 'POST', path, { act: 'lift', reason: 'explained' })).status).toBe(200);
  expect(mayBeShown()).toBe(true);
  // Not asked again at once.
  await desk.note(one.pairId as PairId, one.protectedId as PersonId, 'towards', 20);
  expect(await reviews('officer')).toHaveLength(1);
}, 60_000);

it('a restriction ends by itself', async () => {
  const [review] = await reviews('officer');
  const restrict = { act: 'restrict', reason: 'seeks-contact', article: 'EDA 31-8(2)5', days: 1 };
  expect((await as('officer', 'POST', `/api/conduct-reviews/${review!.reviewId}`, restrict)).status).toBe(200);
  expect(mayBeShown()).toBe(false);
  clock.atMs += DAY_MS;
  expect(mayBeShown()).toBe(true);
});

it('the place is theirs to see once they undertook not to leak it, and theirs not to see, on record (H-503)', async () => {
  const mayOther = () =>
    magpie.viewing.hasUndertaken(other.protectedId as PersonId, other.pairId as PairId, clock.nowMs());
  const call = async (method: string, path: string, body?: object) =>
    (await callServer(magpie, await signedIn(magpie, other.protectedId), method, path, body)).body;
  expect(mayOther()).toBe(false);
  await call('POST', '/api/me/undertaking', { jurisdiction: 'kr', textVersion: 'undertaking-2' });
  expect(mayOther()).toBe(true);
  expect(await call('GET', '/api/me/sight')).toEqual({ isHidden: false, sinceMs: null });
  expect(await call('POST', '/api/me/sight', { act: 'hide' })).toMatchObject({ isHidden: true });
  expect(mayOther()).toBe(false);
  // As it stands in the database, and not only in memory.
  await magpie.reload();
  expect(await call('GET', '/api/me/sight')).toMatchObject({ isHidden: true });
  await call('POST', '/api/me/sight', { act: 'hide' });
  expect(await call('POST', '/api/me/sight', { act: 'show' })).toMatchObject({ isHidden: false });
  expect(mayOther()).toBe(true);
  const { rows } = await db.database.query<{ action: string }>(
    `select convert_from(canonical, 'UTF8')::json->>'action' as action from safeguards.audit
     where convert_from(canonical, 'UTF8') like '%"action":"sight.%' order by number`,
  );
  expect(rows.map(({ action }) => action)).toEqual(['sight.hide', 'sight.show']);
});

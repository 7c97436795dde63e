import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Cast, cast } from '../../../../test/support/app.ts';
import { cookieOf, personOf, type SafetyApp, safetyApp } from '../../../../test/support/safety.ts';
import { DAY_MS, HOUR_MS } from '../../../core/time.ts';
import type { PhoneJson } from './contract.ts';

const ANDROID = 'Mozilla/5.0 (Linux; Android 14; SM-S911N) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36';
let t: SafetyApp;
let people: Cast;
let personId: string;
let old: string;

beforeAll(async () => {
  t = await safetyApp();
  people = await cast(t);
});
afterAll(() => t.close());
beforeEach(async () => {
  personId = await personOf(t, people.agencyId, 'protected');
  old = await cookieOf(t, personId, ANDROID);
  t.clock.atMs += 1_000;
});

const phones = async (cookie: string) =>
  (await t.browser<{ phones: PhoneJson[] }>('GET', '/api/me/phones', { cookie })).body.phones;
const alive = async (cookie: string) => (await t.browser('GET', '/api/session', { cookie })).status === 200;
const answer = (cookie: string, phoneId: string, mine: boolean) =>
  t.browser('POST', `/api/me/phones/${phoneId}/answer`, { cookie, body: { mine } });

test('a phone is listed coarsely, and knows itself', async () => {
  expect(await phones(old)).toMatchObject([{ platform: 'android', browser: 'chrome', isThis: true, isNew: false }]);
  const { rows } = await t.deps.database.query<{ row: string }>(`select s::text as row from server.session s`);
  expect(rows.map(({ row }) => row).join()).not.toMatch(/SM-S911N|Mozilla/);
});

test('the older phone is told of a new one; the new one cannot answer for itself (H-204)', async () => {
  const fresh = await cookieOf(t, personId);
  const seen = (await phones(old)).find(({ isNew }) => isNew)!;
  expect(seen.isThis).toBe(false);
  expect((await phones(fresh)).some(({ isNew }) => isNew)).toBe(false);
  expect((await answer(fresh, seen.phoneId, true)).status).toBe(404);
  expect((await answer(old, seen.phoneId, true)).status).toBe(204);
  expect((await phones(old)).some(({ isNew }) => isNew)).toBe(false);
  expect(await alive(fresh)).toBe(true);
});

test('"it was not me": the phone is out at once, its stream is cut, and the centre has it in the queue (H-204)', async () => {
  const fresh = await cookieOf(t, personId);
  const seen = (await phones(old)).find(({ isNew }) => isNew)!;
  const before = t.incidents.length;
  expect((await answer(old, seen.phoneId, false)).status).toBe(204);
  expect(await alive(fresh)).toBe(false);
  expect(t.told.at(-1)).toMatch(/^session [0-9a-f]{64}$/);
  const { rows } = await t.deps.database.query<{ kind: string; agency_id: string }>(
    `select kind, agency_id from incidents.incident where subject = $1`,
    [`person:${personId}`],
  );
  expect(rows).toEqual([{ kind: 'account:foreign-sign-in', agency_id: people.agencyId }]);
  expect(t.incidents.length).toBe(before + 1);
});

test('"it was not me", and one of the two steps fails: said again it is done, and is one alarm (H-204)', async () => {
  const fresh = await cookieOf(t, personId);
  const seen = (await phones(old)).find(({ isNew }) => isNew)!;
  const real = t.testDb.requests.transaction.bind(t.testDb.requests);
  for (const failing of [1, 2]) {
    let count = 0;
    t.testDb.requests.transaction = (work) => {
      count += 1;
      return count === failing ? Promise.reject(new Error('away')) : real(work);
    };
    expect((await answer(old, seen.phoneId, false)).status).toBe(500);
    t.testDb.requests.transaction = real;
  }
  expect((await answer(old, seen.phoneId, false)).status).toBe(204);
  expect(await alive(fresh)).toBe(false);
  const { rows } = await t.deps.database.query(`select kind from incidents.incident where subject = $1`, [
    `person:${personId}`,
  ]);
  expect(rows).toEqual([{ kind: 'account:foreign-sign-in' }]);
});

test('"it was me" is in the audit', async () => {
  await cookieOf(t, personId);
  const seen = (await phones(old)).find(({ isNew }) => isNew)!;
  await answer(old, seen.phoneId, true);
  const { rows } = await t.deps.database.query<{ text: string }>(
    `select convert_from(canonical, 'utf8') as text from safeguards.audit where convert_from(canonical, 'utf8') like '%session.own%'`,
  );
  expect(rows.map(({ text }) => text).join()).toMatch(seen.phoneId);
});

test("another person's phone is not ended, answered or seen", async () => {
  const other = await personOf(t, people.agencyId, 'protected');
  const foreign = await cookieOf(t, other);
  const [theirs] = await phones(foreign);
  await t.browser('DELETE', `/api/me/phones/${theirs!.phoneId}`, { cookie: old });
  expect((await answer(old, theirs!.phoneId, false)).status).toBe(404);
  expect(await alive(foreign)).toBe(true);
  expect(await phones(old)).toHaveLength(1);
});

test('all others out: this one stays, unused links open nothing any more', async () => {
  const fresh = await cookieOf(t, personId);
  const link = (await t.admin<{ path: string }>('/api/sign-in-codes', { personId })).body.path.split('#')[1];
  expect((await t.browser('DELETE', '/api/me/phones', { cookie: old })).status).toBe(204);
  expect([await alive(old), await alive(fresh)]).toEqual([true, false]);
  expect((await t.browser('POST', '/api/session', { body: { code: link } })).status).toBe(401);
});

test('a protected person stays signed in by use for 90 days, an officer for twelve hours', async () => {
  for (let day = 0; day < 120; day += 30) {
    t.clock.atMs += 30 * DAY_MS;
    const { app } = t;
    const headers = { cookie: old, 'x-magpie': '1' };
    // The stream comes first when a page opens, and its answer carries no cookie.
    await app.inject({ method: 'GET', url: '/api/session', headers: { ...headers, upgrade: 'websocket' } });
    const renewed = await app.inject({ method: 'GET', url: '/api/session', headers });
    expect([renewed.statusCode, String(renewed.headers['set-cookie'])]).toEqual([
      200,
      expect.stringMatching(/Max-Age=7776000/),
    ]);
  }
  t.clock.atMs += 90 * DAY_MS;
  expect(await alive(old)).toBe(false);
  const officer = await cookieOf(t, people.officer);
  t.clock.atMs += 6 * HOUR_MS;
  expect(await alive(officer)).toBe(true);
  t.clock.atMs += 6 * HOUR_MS;
  expect(await alive(officer)).toBe(false);
});

test('an officer signs out every phone of a person of the agency, makes a new link, takes a forgotten lock away', async () => {
  await t.browser('POST', '/api/me/lock', { cookie: old, body: { pin: '240816', afterMs: 0 } });
  const officer = await cookieOf(t, people.officer);
  const path = `/api/desk/people/${personId}/sign-out`;
  const out = await t.browser<{ ended: number; path: string }>('POST', path, {
    cookie: officer,
    body: { makeLink: true, removeLock: true },
  });
  expect([out.status, out.body.ended, out.body.path]).toEqual([200, 1, expect.stringMatching(/^\/enter#/)]);
  expect(await alive(old)).toBe(false);
  const back = await t.browser('POST', '/api/session', { body: { code: out.body.path.split('#')[1] } });
  expect(back.status).toBe(200);
  const lock = await t.browser('GET', '/api/me/lock', { cookie: back.cookie });
  expect(lock.body).toMatchObject({ state: 'none', afterMs: null });
  const { rows } = await t.deps.database.query<{ canonical: Buffer }>(
    `select canonical from safeguards.audit where convert_from(canonical, 'utf8') like '%session.end-all%'`,
  );
  expect(rows).toHaveLength(1);
  expect(rows[0]!.canonical.toString('utf8')).toMatch(people.officer);
});

test("another agency's officer signs nobody out, and an officer signs no officer out", async () => {
  const { agencyId } = (await t.admin<{ agencyId: string }>('/api/agencies', { name: 'Elsewhere' })).body;
  const stranger = await cookieOf(t, await personOf(t, agencyId, 'officer'));
  const ask = async (cookie: string, id: string) =>
    (await t.browser('POST', `/api/desk/people/${id}/sign-out`, { cookie, body: {} })).status;
  expect(await ask(stranger, personId)).toBe(404);
  expect(await ask(await cookieOf(t, people.officer), people.officer)).toBe(404);
  expect(await ask(old, personId)).toBe(403);
  expect(await alive(old)).toBe(true);
});

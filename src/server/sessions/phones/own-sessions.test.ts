import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Cast, cast } from '../../../../test/support/app.ts';
import {
  anyOf,
  cookieOf,
  personOf,
  type SafetyApp,
  safetyApp,
  WITHOUT_PHONES,
} from '../../../../test/support/safety.ts';
import { addPasskey, named, signInBy, stepUp, withPasskey } from '../../../../test/support/sign-in.ts';
import { MINUTE_MS } from '../../../core/time.ts';
import type { SessionsJson } from './contract.ts';

const DESK = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 Edg/126.0';
let t: SafetyApp;
let people: Cast;
let officer: string;

beforeAll(async () => {
  t = await safetyApp();
  people = await cast(t);
});
afterAll(() => t.close());
beforeEach(async () => {
  officer = await personOf(t, people.agencyId, 'officer');
});

const sessions = async (cookie: string) =>
  (await named(t, cookie)<SessionsJson>('GET', '/api/me/sessions')).body.sessions;
const other = async (cookie: string) => (await sessions(cookie)).find(({ isThis }) => !isThis)!.sessionId;
const alive = async (cookie: string) => (await t.browser('GET', '/api/session', { cookie })).status === 200;
const end = (cookie: string, path = '') =>
  named(t, cookie)<{ error: { code: string } }>('DELETE', `/api/me/sessions${path}`);

test('each kind of person without a phone here sees where they are signed in, coarsely (H-586)', async () => {
  for (const kind of WITHOUT_PHONES) {
    const personId = await anyOf(t, people, kind);
    const first = await cookieOf(t, personId, DESK);
    t.clock.atMs += MINUTE_MS;
    const second = await cookieOf(t, personId);
    const seen = await sessions(second);
    expect(seen, kind).toEqual([
      expect.objectContaining({ isThis: true, platform: 'other', browser: 'other' }),
      expect.objectContaining({ isThis: false, platform: 'windows', browser: 'edge' }),
    ]);
    expect(Object.keys(seen[0]!).sort()).toEqual([
      ...['browser', 'isThis', 'lastSeenAt', 'platform', 'sessionId', 'signedInAt'],
    ]);
    expect((await end(second, `/${seen[1]!.sessionId}`)).status, kind).toBe(204);
    expect([await alive(first), await alive(second)], kind).toEqual([false, true]);
  }
  const own = await cookieOf(t, people.protectedPerson);
  expect((await named(t, own)('GET', '/api/me/sessions')).status).toBe(403);
});

test('one session is ended by a fresh proof for it, is cut at once and stands in the audit (H-586)', async () => {
  const { key, cookie } = await withPasskey(t, officer);
  const elsewhere = (await signInBy(t, key)).cookie!;
  const sessionId = (await sessions(elsewhere)).find(({ isThis }) => isThis)!.sessionId;
  const path = `/api/me/sessions/${sessionId}`;
  const refused = await end(cookie, `/${sessionId}`);
  expect([refused.status, refused.body.error.code]).toEqual([403, 'step-up']);
  expect(await alive(elsewhere)).toBe(true);
  const told = t.told.length;
  await stepUp(t, key, cookie, 'DELETE', path);
  expect((await end(cookie, `/${sessionId}`)).status).toBe(204);
  expect([await alive(elsewhere), await alive(cookie)]).toEqual([false, true]);
  expect(t.told.slice(told)).toEqual([expect.stringMatching(/^session [0-9a-f]{64}$/)]);
  await stepUp(t, key, cookie, 'DELETE', path);
  expect((await end(cookie, `/${sessionId}`)).status).toBe(404);
  const { rows } = await t.deps.database.query<{ text: string }>(
    `select convert_from(canonical, 'utf8') as text from safeguards.audit
     where convert_from(canonical, 'utf8') like '%' || $1 || '%' order by number`,
    [officer],
  );
  const acts = rows.map(({ text }) => JSON.parse(text) as { action: string; purpose: string; about: object });
  expect(acts).toContainEqual(
    expect.objectContaining({ action: 'session.end', purpose: 'sign-in', about: { personId: officer, ended: 1 } }),
  );
});

test('all others end at once, with links that were not used yet; this one stays (H-586)', async () => {
  const { key, cookie } = await withPasskey(t, officer);
  const others = [(await signInBy(t, key)).cookie!, await cookieOf(t, officer)];
  const unused = (await t.admin<{ path: string }>('/api/sign-in-codes', { personId: officer })).body.path.split('#')[1];
  expect((await end(cookie)).status).toBe(403);
  await stepUp(t, key, cookie, 'DELETE', '/api/me/sessions');
  expect((await end(cookie)).status).toBe(204);
  for (const one of others) expect(await alive(one)).toBe(false);
  expect(await alive(cookie)).toBe(true);
  expect((await named(t, null)('POST', '/api/session', { code: unused })).status).toBe(401);
});

test("another's session is not found, and stays (H-586)", async () => {
  const mine = await cookieOf(t, officer);
  const theirs = await cookieOf(t, people.officer);
  const sessionId = (await sessions(theirs)).find(({ isThis }) => isThis)!.sessionId;
  expect((await end(mine, `/${sessionId}`)).status).toBe(404);
  expect(await alive(theirs)).toBe(true);
});

test('a wearer without a passkey ends others by the session alone, with one by a proof (H-586)', async () => {
  const personId = await anyOf(t, people, 'wearer');
  const cookie = await cookieOf(t, personId);
  const shared = await cookieOf(t, personId);
  expect((await end(cookie, `/${await other(cookie)}`)).status).toBe(204);
  expect(await alive(shared)).toBe(false);
  const again = await cookieOf(t, personId);
  await addPasskey(t, cookie);
  expect((await end(cookie)).status).toBe(403);
  expect(await alive(again)).toBe(true);
});

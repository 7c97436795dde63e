import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Cast, cast, type TestApp, testApp } from '../../../test/support/app.ts';
import { DAY_MS, HOUR_MS } from '../../core/time.ts';
import { SESSION_LIMITS } from './limits.ts';

let t: TestApp;
let people: Cast;

beforeAll(async () => {
  t = await testApp();
  people = await cast(t);
});
afterAll(() => t.close());

async function link(personId: string): Promise<string> {
  const made = await t.admin<{ path: string }>('/api/sign-in-codes', { personId });
  expect(made.status).toBe(201);
  expect(made.body.path).toMatch(/^\/enter#[A-Za-z0-9_-]{43}$/);
  return made.body.path.split('#')[1]!;
}

const signIn = (code: string) => t.browser('POST', '/api/session', { body: { code } });

test('a link signs in once: the cookie opens the session, the kind is told', async () => {
  for (const [kind, personId] of [
    ['protected', people.protectedPerson],
    ['household', people.household],
    ['officer', people.officer],
  ] as const) {
    const code = await link(personId);
    const first = await signIn(code);
    const exercise = { exercise: true, enrolmentOnly: false, absentAfterMs: null, isAbsent: false };
    expect([first.status, first.body]).toEqual([200, { kind, personId, ...exercise, emergencyNumber: '112' }]);
    expect((await t.browser('GET', '/api/session', { cookie: first.cookie })).body).toEqual(first.body);
    expect((await signIn(code)).status).toBe(401);
  }
});

test('of many who use a link at once exactly one is signed in', async () => {
  const code = await link(people.officer);
  const answers = await Promise.all(Array.from({ length: 8 }, () => signIn(code)));
  expect(answers.map((answer) => answer.status).sort()).toEqual([200, 401, 401, 401, 401, 401, 401, 401]);
});

test('the cookie is out of reach of scripts and other sites; only hashes are kept', async () => {
  const code = await link(people.officer);
  const answer = await t.app.inject({
    method: 'POST',
    url: '/api/session',
    headers: { 'x-magpie': '1' },
    payload: { code },
  });
  const cookie = String(answer.headers['set-cookie']);
  expect(cookie).toMatch(/HttpOnly/);
  expect(cookie).toMatch(/SameSite=Strict/);
  const token = /magpie_session=([^;]+)/.exec(cookie)![1]!;
  expect(Buffer.from(token, 'base64url')).toHaveLength(32);
  const { rows } = await t.deps.database.query<{ held: Buffer }>(
    `select token_hash as held from server.session union all select code_hash from server.sign_in_code`,
  );
  const secrets = [token, code].flatMap((secret) => [Buffer.from(secret), Buffer.from(secret, 'base64url')]);
  expect(rows.some((row) => secrets.some((secret) => row.held.equals(secret)))).toBe(false);
});

test('codes end after a day, sessions after twelve hours', async () => {
  const startMs = t.clock.atMs;
  const late = await link(people.officer);
  t.clock.atMs = startMs + DAY_MS;
  expect((await signIn(late)).status).toBe(401);
  const session = await signIn(await link(people.officer));
  t.clock.atMs += 12 * HOUR_MS - 1;
  expect((await t.browser('GET', '/api/session', { cookie: session.cookie })).status).toBe(200);
  t.clock.atMs += 1;
  expect((await t.browser('GET', '/api/session', { cookie: session.cookie })).status).toBe(401);
});

test('signing out ends the session at once and tells the streams', async () => {
  const { cookie } = await signIn(await link(people.protectedPerson));
  expect((await t.browser('DELETE', '/api/session', { cookie })).status).toBe(204);
  expect((await t.browser('GET', '/api/session', { cookie })).status).toBe(401);
  expect(t.told.at(-1)).toMatch(/^session [0-9a-f]{64}$/);
});

test('nothing but a code is taken for a link', async () => {
  expect((await signIn('short')).status).toBe(400);
  expect((await signIn('A'.repeat(43))).status).toBe(401);
});

test('sign-ins and links are audited without secrets', async () => {
  const code = await link(people.officer);
  await signIn(code);
  const { rows } = await t.deps.database.query<{ canonical: Buffer }>(
    `select canonical from safeguards.audit order by number desc limit 2`,
  );
  const entries = rows.map((row) => row.canonical.toString('utf8'));
  expect(entries[0]).toMatch('"action":"session.begin"');
  expect(entries[1]).toMatch('"action":"sign-in-code.create"');
  expect(entries.join()).toMatch(people.officer);
  expect(entries.join()).not.toMatch(code);
});

test('guessing is slowed down', async () => {
  const attempts: number[] = [];
  for (let i = 0; i <= SESSION_LIMITS.signInsPerMinute; i += 1) {
    attempts.push((await signIn('B'.repeat(43))).status);
  }
  expect(attempts.at(-1)).toBe(429);
});

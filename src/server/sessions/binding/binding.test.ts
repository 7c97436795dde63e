import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Cast, cast } from '../../../../test/support/app.ts';
import { cookieOf, personOf, type SafetyApp, safetyApp } from '../../../../test/support/safety.ts';
import { addPasskey, signInBy } from '../../../../test/support/sign-in.ts';
import { DAY_MS, MINUTE_MS } from '../../../core/time.ts';
import { SESSION_LIMITS } from '../limits.ts';
import { viewerOf } from '../viewer.ts';

let t: SafetyApp;
let people: Cast;
let personId: string;

beforeAll(async () => {
  t = await safetyApp([(app): void => void app.post('/api/sos', (request) => `called, ${viewerOf(request).lock}`)]);
  people = await cast(t);
});
afterAll(() => t.close());
beforeEach(async () => {
  personId = await personOf(t, people.agencyId, 'protected');
});

interface Phone {
  readonly session: string;
  readonly proof: string;
  readonly key: KeyObject;
}

async function enrol(): Promise<Phone> {
  const { path } = (await t.admin<{ path: string }>('/api/sign-in-codes', { personId })).body;
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const deviceKey = publicKey.export({ format: 'der', type: 'spki' }).toString('base64url');
  const payload = { code: path.split('#')[1], deviceKey };
  const answer = await t.app.inject({ method: 'POST', url: '/api/session', headers: { 'x-magpie': '1' }, payload });
  expect(answer.statusCode, answer.body).toBe(200);
  const [session, proof] = ['magpie_session', 'magpie_proof'].map((name) => {
    const cookie = answer.cookies.find((one) => one.name === name)!;
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict' });
    return `${name}=${cookie.value}`;
  });
  return { session: session!, proof: proof!, key: privateKey };
}

const get = (cookie: string, url = '/api/me/phones') => t.app.inject({ url, headers: { cookie } });

async function prove(cookie: string, key: KeyObject, challenge: string) {
  const signed = sign('sha256', Buffer.from(challenge, 'base64url'), { key, dsaEncoding: 'ieee-p1363' });
  const payload = { challenge, signature: signed.toString('base64url') };
  const headers = { 'x-magpie': '1', cookie };
  return t.app.inject({ method: 'POST', url: '/api/session/proof', headers, payload });
}

test('a copied cookie opens nothing without the key of the phone, which proves itself anew (H-485)', async () => {
  const { session, proof, key } = await enrol();
  expect((await get(`${session}; ${proof}`)).statusCode).toBe(200);
  const refused = await get(session);
  expect([refused.statusCode, refused.json().error.code]).toEqual([401, 'prove-device']);
  expect((await get(session, '/api/session')).statusCode).toBe(401);
  const challenge = String(refused.headers['x-magpie-challenge']);
  const thief = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  expect((await prove(session, thief, challenge)).statusCode).toBe(401);
  const proven = await prove(session, key, challenge);
  expect(proven.statusCode).toBe(204);
  const fresh = `${session}; magpie_proof=${proven.cookies[0]!.value}`;
  expect((await get(fresh)).statusCode).toBe(200);
  expect((await prove(session, key, challenge)).statusCode).toBe(401);
});

test('both cookies together, copied, serve for ten minutes; a proof of one phone does not serve another (H-485)', async () => {
  const one = await enrol();
  const two = await enrol();
  expect((await get(`${one.session}; ${two.proof}`)).statusCode).toBe(401);
  const asked = await get(two.session);
  expect((await prove(one.session, one.key, String(asked.headers['x-magpie-challenge']))).statusCode).toBe(401);
  t.clock.atMs += SESSION_LIMITS.deviceProofMs;
  expect((await get(`${one.session}; ${one.proof}`)).statusCode).toBe(401);
});

test('a copied cookie alone leaves the browser that asks, and ends nothing (H-485)', async () => {
  const { session, proof } = await enrol();
  const leave = (cookie: string) =>
    t.app.inject({ method: 'DELETE', url: '/api/session', headers: { 'x-magpie': '1', cookie } });
  expect((await leave(session)).statusCode).toBe(204);
  expect((await get(`${session}; ${proof}`)).statusCode).toBe(200);
  expect((await leave(`${session}; ${proof}`)).statusCode).toBe(204);
  expect((await get(`${session}; ${proof}`)).statusCode).toBe(401);
});

test('whoever signs in as somebody else over a copied cookie ends nothing by it (H-485)', async () => {
  const { session, proof } = await enrol();
  const key = await addPasskey(t, await cookieOf(t, await personOf(t, people.agencyId, 'officer')));
  expect((await signInBy(t, key, session)).status).toBe(200);
  expect((await get(`${session}; ${proof}`)).statusCode).toBe(200);
  // On the phone itself nobody leaves an open session behind.
  expect((await signInBy(t, key, `${session}; ${proof}`)).status).toBe(200);
  expect((await get(`${session}; ${proof}`)).statusCode).toBe(401);
});

test('whose key is gone still calls for help, and is not signed out by it (H-484)', async () => {
  const { session, key } = await enrol();
  t.clock.atMs += 30 * DAY_MS;
  const headers = { 'x-magpie': '1', cookie: session };
  const sos = await t.app.inject({ method: 'POST', url: '/api/sos', headers, payload: {} });
  // Whatever asks how the phone stands takes it for a locked one.
  expect(sos.body).toBe('called, locked');
  const asked = await get(session);
  expect((await prove(session, key, String(asked.headers['x-magpie-challenge']))).statusCode).toBe(204);
});

test('a day’s first request is refused for its proof: the session is prolonged with the cookie, and not before (H-559)', async () => {
  const { session, key } = await enrol();
  const endsAt = async () => {
    const { rows } = await t.deps.database.query<{ ends: number }>(
      `select max(expires_at_ms) as ends from server.session where person_id = $1`,
      [personId],
    );
    return rows[0]!.ends;
  };
  const before = await endsAt();
  t.clock.atMs += 2 * DAY_MS;
  const asked = await get(session);
  expect([asked.statusCode, await endsAt()]).toEqual([401, before]);
  const proven = await prove(session, key, String(asked.headers['x-magpie-challenge']));
  const answer = await get(`${session}; magpie_proof=${proven.cookies[0]!.value}`);
  expect(answer.cookies.map(({ name }) => name)).toContain('magpie_session');
  expect(await endsAt()).toBe(before + 2 * DAY_MS);
});

test('what is no key of the right kind is refused, and the link is not used up', async () => {
  const { path } = (await t.admin<{ path: string }>('/api/sign-in-codes', { personId })).body;
  const code = path.split('#')[1];
  const wrong = { code, deviceKey: 'A'.repeat(122) };
  expect((await t.browser('POST', '/api/session', { body: wrong })).status).toBe(400);
  expect((await t.browser('POST', '/api/session', { body: { code } })).status).toBe(200);
});

test('a flood of challenges and wrong proofs from elsewhere keeps nobody out (H-484)', async () => {
  const { session, proof, key } = await enrol();
  const thief = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  const other = await enrol();
  const challenge = String((await get(other.session)).headers['x-magpie-challenge']);
  const wrong = await Promise.all(Array.from({ length: 40 }, () => prove(other.session, thief, challenge)));
  expect(wrong.some(({ statusCode }) => statusCode === 429)).toBe(true);
  const links = await Promise.all(
    Array.from({ length: 40 }, () => t.browser('POST', '/api/session', { body: { code: 'B'.repeat(43) } })),
  );
  expect(links.some(({ status }) => status === 429)).toBe(true);
  expect((await get(`${session}; ${proof}`)).statusCode).toBe(200);
  const headers = { 'x-magpie': '1', cookie: session };
  const sos = await t.app.inject({ method: 'POST', url: '/api/sos', headers, payload: {} });
  expect(sos.body).toBe('called, locked');
  t.clock.atMs += 20 * MINUTE_MS;
  const asked = await get(session);
  expect((await prove(session, key, String(asked.headers['x-magpie-challenge']))).statusCode).toBe(204);
});

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Cast, cast } from '../../../../test/support/app.ts';
import { Authenticator } from '../../../../test/support/authenticator.ts';
import { cookieOf, personOf, type SafetyApp, safetyApp } from '../../../../test/support/safety.ts';
import { addPasskey, named, ORIGIN, signInBy, stepUp, withPasskey } from '../../../../test/support/sign-in.ts';
import { MINUTE_MS } from '../../../core/time.ts';
import { CHALLENGE_LIFE_MS } from '../challenge.ts';
import type { OwnSignInJson } from './contract.ts';

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

const begin = async () =>
  (await named(t, null)<{ challenge: string }>('POST', '/api/session/passkey/begin', {})).body.challenge;
const answer = (response: object) => named(t, null)('POST', '/api/session/passkey', { response });
const own = async (cookie: string) => (await named(t, cookie)<OwnSignInJson>('GET', '/api/me/sign-in')).body;

test('a passkey is added after a link, signs in without naming anybody, and the old session ends', async () => {
  const link = await cookieOf(t, officer);
  expect(await own(link)).toMatchObject({ method: 'link', asksProof: false, passkeys: [] });
  const key = await addPasskey(t, link, 'my key');
  const signed = await signInBy(t, key, link);
  expect(signed).toMatchObject({ status: 200, body: { kind: 'officer', personId: officer, isAbsent: false } });
  expect(await own(signed.cookie!)).toMatchObject({
    method: 'passkey',
    asksProof: true,
    passkeys: [{ name: 'my key' }],
  });
  expect((await named(t, link)('GET', '/api/session')).status).toBe(401);
});

test('by an address it is said that passkeys need a name', async () => {
  const asked = await t.browser<{ error: { code: string } }>('POST', '/api/session/passkey/begin', {
    body: {},
    headers: { host: '127.0.0.1:8420' },
  });
  expect([asked.status, asked.body.error.code]).toEqual([409, 'needs-name']);
});

test('an answer is refused that was given before, is too old, comes from another page, or without its owner verified (H-481)', async () => {
  // Without a counter nothing but the spent challenge stands against a second time.
  const key = await addPasskey(t, await cookieOf(t, officer), 'phone', new Authenticator(ORIGIN, false));
  const good = key.assert({ challenge: await begin(), rpId: 'localhost' });
  expect((await answer(good)).status).toBe(200);
  expect((await answer(good)).status).toBe(401);
  const foreign = { challenge: await begin(), rpId: 'localhost', origin: 'https://magpie.example' };
  expect((await answer(key.assert(foreign))).status).toBe(401);
  expect((await answer(key.assert({ challenge: await begin(), rpId: 'elsewhere' }))).status).toBe(401);
  expect((await answer(key.assert({ challenge: await begin(), rpId: 'localhost', unverified: true }))).status).toBe(
    401,
  );
  const made = Buffer.alloc(54, 1).toString('base64url');
  expect((await answer(key.assert({ challenge: made, rpId: 'localhost' }))).status).toBe(401);
  const old = await begin();
  t.clock.atMs += CHALLENGE_LIFE_MS;
  expect((await answer(key.assert({ challenge: old, rpId: 'localhost' }))).status).toBe(401);
  expect((await answer(key.assert({ challenge: await begin(), rpId: 'localhost' }))).status).toBe(200);
});

test('a passkey whose counter goes back is refused, and recorded (H-481)', async () => {
  const { key } = await withPasskey(t, officer);
  expect((await answer(key.assert({ challenge: await begin(), rpId: 'localhost', counter: 1 }))).status).toBe(401);
  const { rows } = await t.deps.database.query(
    `select 1 from safeguards.audit where convert_from(canonical, 'utf8') like '%' || $1 || '%passkey.copied%'`,
    [officer],
  );
  expect(rows).toHaveLength(1);
});

test('several for each, named and removed by their owner alone; one that was removed opens nothing', async () => {
  const link = await cookieOf(t, officer);
  const first = await addPasskey(t, link, 'first');
  t.clock.atMs += 1;
  await addPasskey(t, link, 'second');
  const [one, two] = (await own(link)).passkeys;
  const other = await cookieOf(t, await personOf(t, people.agencyId, 'officer'));
  expect((await named(t, other)('PUT', `/api/me/passkeys/${one!.passkeyId}`, { name: 'x' })).status).toBe(404);
  expect((await named(t, other)('DELETE', `/api/me/passkeys/${one!.passkeyId}`)).status).toBe(404);
  expect((await named(t, link)('PUT', `/api/me/passkeys/${two!.passkeyId}`, { name: 'spare' })).status).toBe(204);
  expect((await own(link)).passkeys.map(({ name }) => name)).toEqual(['first', 'spare']);
  const { rows } = await t.deps.database.query<{ row: string }>(
    `select row_to_json(p)::text || encode(name_sealed, 'escape') as row from server.passkey p`,
  );
  expect(rows.map(({ row }) => row).join()).not.toMatch(/spare|first/);
  const path = `/api/me/passkeys/${two!.passkeyId}`;
  expect((await named(t, link)('DELETE', path)).status).toBe(403);
  await stepUp(t, first, link, 'DELETE', path);
  expect((await named(t, link)('DELETE', path)).status).toBe(204);
  expect((await own(link)).passkeys.map(({ name }) => name)).toEqual(['first']);
});

test('with a passkey, another is added only by a fresh proof, or right after a new link', async () => {
  const { cookie } = await withPasskey(t, officer);
  const key = new Authenticator(ORIGIN);
  const ask = named(t, cookie);
  const { challenge } = (await ask<{ challenge: string }>('POST', '/api/me/passkeys/begin', {})).body;
  const response = key.register({ challenge, rpId: 'localhost' });
  const refused = await ask<{ error: { code: string } }>('POST', '/api/me/passkeys', { name: 'thief', response });
  expect([refused.status, refused.body.error.code]).toEqual([403, 'step-up']);
  await addPasskey(t, await cookieOf(t, officer), 'after a loss');
});

test('staff who are away read nothing, but alarms go on; a new proof opens again (H-486)', async () => {
  const { key, cookie } = await withPasskey(t, officer);
  const ask = named(t, cookie);
  t.clock.atMs += 29 * MINUTE_MS;
  expect((await ask('POST', '/api/session/active', {})).status).toBe(204);
  t.clock.atMs += 29 * MINUTE_MS;
  expect((await ask('GET', '/api/desk/people/x')).status).not.toBe(423);
  expect((await ask<{ isAbsent: boolean }>('GET', '/api/session')).body.isAbsent).toBe(false);
  t.clock.atMs += 2 * MINUTE_MS;
  expect((await ask<{ isAbsent: boolean }>('GET', '/api/session')).body.isAbsent).toBe(true);
  const shut = await ask<{ error: { code: string } }>('GET', '/api/desk/linking');
  expect([shut.status, shut.body.error.code]).toEqual([423, 'absent']);
  // Signs of presence come too late now.
  expect((await ask('POST', '/api/session/active', {})).status).toBe(423);
  expect((await ask<{ isAbsent: boolean }>('GET', '/api/session')).body.isAbsent).toBe(true);
  const again = await signInBy(t, key, cookie);
  expect((await named(t, again.cookie)('GET', '/api/desk/linking')).status).toBe(200);
});

test('a flood of attempts neither signs out who is signed in nor keeps an enrolled phone from SOS', async () => {
  const { cookie } = await withPasskey(t, officer);
  const phone = await cookieOf(t, people.protectedPerson);
  const flood = await Promise.all(
    Array.from({ length: 40 }, () =>
      t.browser('POST', '/api/session/passkey/begin', { body: {}, headers: { host: 'localhost:80' } }),
    ),
  );
  expect(flood.some(({ status }) => status === 429)).toBe(true);
  const links = await Promise.all(
    Array.from({ length: 40 }, () => t.browser('POST', '/api/session', { body: { code: 'B'.repeat(43) } })),
  );
  expect(links.some(({ status }) => status === 429)).toBe(true);
  expect((await named(t, cookie)('GET', '/api/desk/linking')).status).toBe(200);
  expect((await t.browser('GET', '/api/session', { cookie: phone })).status).toBe(200);
  expect((await t.browser('GET', '/api/me/phones', { cookie: phone })).status).toBe(200);
  const { rows } = await t.deps.database.query(`select 1 from server.spent_challenge`);
  expect(rows.length).toBeLessThan(10);
});

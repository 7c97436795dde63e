import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Cast, cast } from '../../../../test/support/app.ts';
import { Authenticator } from '../../../../test/support/authenticator.ts';
import { cookieOf, personOf, type SafetyApp, safetyApp } from '../../../../test/support/safety.ts';
import { addPasskey, named, ORIGIN, signInBy, stepUp, withPasskey } from '../../../../test/support/sign-in.ts';
import { MINUTE_MS } from '../../../core/time.ts';
import { CAPABILITIES } from '../../http/capabilities.ts';
import { STEP_UP } from '../../http/step-up.ts';

type Refused = { error: { code: string } };
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

const pathOf = (personId: string) => `/api/desk/people/${personId}/sign-out`;
const signOut = (cookie: string, personId = people.protectedPerson) =>
  named(t, cookie)<Refused>('POST', pathOf(personId), {});
const entries = async (): Promise<string> => {
  const { rows } = await t.deps.database.query<{ text: string }>(
    `select convert_from(canonical, 'utf8') as text from safeguards.audit
     where convert_from(canonical, 'utf8') like '%' || $1 || '%"step-up.use"%' or
       convert_from(canonical, 'utf8') like '%"step-up.use"%' || $1 || '%' order by number`,
    [officer],
  );
  return rows.map(({ text }) => (JSON.parse(text) as { about: { proof: string } }).about.proof).join();
};

test('every route that asks for a proof is one that people with passkeys may call', () => {
  for (const route of Object.keys(STEP_UP)) expect(CAPABILITIES[route], route).toBeDefined();
});

test('a weighty act needs a proof for this call: once, soon, of this session and of this person (H-483)', async () => {
  const { key, cookie } = await withPasskey(t, officer);
  const refused = await signOut(cookie);
  expect([refused.status, refused.body.error.code]).toEqual([403, 'step-up']);
  expect((await stepUp(t, key, cookie, 'POST', pathOf(people.household))).status).toBe(204);
  expect((await signOut(cookie)).status).toBe(403);
  expect((await stepUp(t, key, cookie, 'POST', pathOf(people.protectedPerson))).status).toBe(204);
  const elsewhere = (await signInBy(t, key)).cookie!;
  expect((await signOut(elsewhere)).status).toBe(403);
  expect((await signOut(cookie)).status).toBe(200);
  expect((await signOut(cookie)).status).toBe(403);
  await stepUp(t, key, cookie, 'POST', pathOf(people.protectedPerson));
  t.clock.atMs += 5 * MINUTE_MS;
  expect((await signOut(cookie)).status).toBe(403);
  expect(await entries()).toBe('missing,missing,missing,passkey,missing,missing');
});

test("an answer for one call, of another's passkey, or to sign in, proves nothing for another (H-483)", async () => {
  const { key, cookie } = await withPasskey(t, officer);
  const path = pathOf(people.protectedPerson);
  const ask = named(t, cookie);
  const challengeOf = async (of: string) =>
    (await ask<{ challenge: string }>('POST', '/api/step-up/begin', { method: 'POST', path: of })).body.challenge;
  const other = key.assert({ challenge: await challengeOf(pathOf(people.household)), rpId: 'localhost' });
  expect((await ask('POST', '/api/step-up', { method: 'POST', path, response: other })).status).toBe(401);
  const { key: foreign } = await withPasskey(t, await personOf(t, people.agencyId, 'officer'));
  const theirs = foreign.assert({ challenge: await challengeOf(path), rpId: 'localhost' });
  expect((await ask('POST', '/api/step-up', { method: 'POST', path, response: theirs })).status).toBe(401);
  const { challenge } = (await ask<{ challenge: string }>('POST', '/api/session/passkey/begin', {})).body;
  const signingIn = key.assert({ challenge, rpId: 'localhost' });
  expect((await ask('POST', '/api/step-up', { method: 'POST', path, response: signingIn })).status).toBe(401);
  const unknown = new Authenticator(ORIGIN).assert({ challenge: await challengeOf(path), rpId: 'localhost' });
  expect((await ask('POST', '/api/step-up', { method: 'POST', path, response: unknown })).status).toBe(401);
  expect((await signOut(cookie)).status).toBe(403);
});

test('of two calls at once one has the proof (H-483)', async () => {
  const { key, cookie } = await withPasskey(t, officer);
  await stepUp(t, key, cookie, 'POST', pathOf(people.protectedPerson));
  const both = await Promise.all([signOut(cookie), signOut(cookie)]);
  expect(both.map(({ status }) => status).sort()).toEqual([200, 403]);
});

test('in an exercise whoever has no passkey acts without, and the audit says so; with one, a link does not help', async () => {
  const link = await cookieOf(t, officer);
  expect((await signOut(link)).status).toBe(200);
  expect(await entries()).toBe('exercise, none');
  await addPasskey(t, link);
  expect((await signOut(link)).status).toBe(403);
});

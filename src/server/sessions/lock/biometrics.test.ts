import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Cast, cast } from '../../../../test/support/app.ts';
import { Authenticator } from '../../../../test/support/authenticator.ts';
import { cookieOf, personOf, type SafetyApp, safetyApp } from '../../../../test/support/safety.ts';
import { named, ORIGIN } from '../../../../test/support/sign-in.ts';
import { MINUTE_MS } from '../../../core/time.ts';
import { requireOwnProof } from './own-proof.ts';

const PIN = '240816';
const DECOY = '775533';
let t: SafetyApp;
let people: Cast;
let cookie: string;
let phone: Authenticator;

beforeAll(async () => {
  // Stands for the acts that undo protection: the test of proceedings shows which those are.
  t = await safetyApp([
    (app) => {
      app.post('/api/me/conduct/:id/contest', async (request) => {
        await requireOwnProof(t.deps, request);
        return 'withdrawn';
      });
    },
  ]);
  people = await cast(t);
});
afterAll(() => t.close());
beforeEach(async () => {
  t.duress.length = 0;
  cookie = await cookieOf(t, await personOf(t, people.agencyId, 'protected'));
  phone = new Authenticator(ORIGIN);
});

type Result = { result: string };
const post = <T = Result>(path: string, body: object) => named(t, cookie)<T>('POST', `/api/me/lock${path}`, body);
const state = async () => (await named(t, cookie)<{ state: string }>('GET', '/api/me/lock')).body.state;
const set = () => post('', { pin: PIN, afterMs: MINUTE_MS, decoyPin: DECOY, decoyTells: true });

async function add(pin: string) {
  const begun = await post<{ challenge: string; rp: { name: string } }>('/passkey/add/begin', {});
  if (begun.status !== 200) return begun;
  expect(begun.body.rp.name).toBe('Memo');
  const response = phone.register({ challenge: begun.body.challenge, rpId: 'localhost' });
  return post('/passkey/add', { pin, response });
}

async function byPhone(): Promise<string> {
  const { challenge } = (await post<{ challenge: string }>('/passkey/begin', {})).body;
  const response = phone.assert({ challenge, rpId: 'localhost' });
  return (await post('/passkey', { response })).body.result;
}

test('beside a PIN the phone itself unlocks; the PIN is needed to add that, and goes on opening', async () => {
  expect((await add(PIN)).status).toBe(409);
  await set();
  expect((await add('000001')).body).toMatchObject({ result: 'wrong' });
  expect((await add(PIN)).body).toMatchObject({ result: 'open' });
  await post('/now', {});
  expect(await byPhone()).toBe('open');
  expect(await state()).toBe('open');
  await post('/now', {});
  expect((await post('/unlock', { pin: PIN })).body.result).toBe('open');
  expect((await post('/remove', { pin: PIN })).body.result).toBe('open');
  expect((await named(t, cookie)<{ byPhone: boolean }>('GET', '/api/me/lock')).body.byPhone).toBe(false);
});

test('after the second PIN no finger opens, until the PIN has (H-490)', async () => {
  await set();
  await add(PIN);
  await post('/now', {});
  expect((await post('/unlock', { pin: DECOY })).body.result).toBe('decoy');
  expect(await byPhone()).toBe('wrong');
  await post('/now', {});
  expect(await byPhone()).toBe('wrong');
  expect(await state()).toBe('locked');
  expect((await post('/unlock', { pin: PIN })).body.result).toBe('open');
  await post('/now', {});
  expect(await byPhone()).toBe('open');
});

test("another person's phone opens nothing, nor does a passkey that signs in (H-490)", async () => {
  await set();
  await add(PIN);
  await post('/now', {});
  const own = phone;
  phone = new Authenticator(ORIGIN);
  expect(await byPhone()).toBe('wrong');
  const signIn = named(t, null);
  const { challenge } = (await signIn<{ challenge: string }>('POST', '/api/session/passkey/begin', {})).body;
  const response = own.assert({ challenge, rpId: 'localhost' });
  expect((await signIn('POST', '/api/session/passkey', { response })).status).toBe(401);
});

const ACT = '/api/me/conduct/6b1f0f4c-6f0e-4b6e-9d6f-000000000001/contest';
const withdraw = (path = ACT) => named(t, cookie)<{ error?: { code: string } }>('POST', path, {});
const prove = (pin: string) => named(t, cookie)<Result>('POST', '/api/me/proof', { pin, method: 'POST', path: ACT });

test('an act that undoes protection needs the PIN where one is set, once for each (H-444)', async () => {
  expect((await withdraw()).status).toBe(200);
  await set();
  const refused = await withdraw();
  expect([refused.status, refused.body.error?.code]).toEqual([403, 'own-proof']);
  expect((await prove('000001')).body.result).toBe('wrong');
  expect((await withdraw()).status).toBe(403);
  expect((await prove(PIN)).body.result).toBe('open');
  expect((await withdraw(ACT.replace('1/contest', '2/contest'))).status).toBe(403);
  expect((await withdraw()).status).toBe(200);
  expect((await withdraw()).status).toBe(403);
});

test('the second PIN given there withdraws nothing, shows the harmless view and tells the centre (H-444)', async () => {
  await set();
  expect((await prove(DECOY)).body.result).toBe('decoy');
  expect([await state(), t.duress]).toEqual(['decoy', ['told']]);
  expect((await withdraw()).status).toBe(423);
});

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { cast } from '../../../../test/support/app.ts';
import { cookieOf, personOf, type SafetyApp, safetyApp } from '../../../../test/support/safety.ts';
import { MINUTE_MS, SECOND_MS } from '../../../core/time.ts';
import { sessionIdOf } from '../service.ts';

const PIN = '240816';
const DECOY = '775533';
let t: SafetyApp;
let agencyId: string;
let personId: string;
let cookie: string;

beforeAll(async () => {
  t = await safetyApp();
  agencyId = (await cast(t)).agencyId;
});
afterAll(() => t.close());
beforeEach(async () => {
  t.duress.length = 0;
  personId = await personOf(t, agencyId, 'protected');
  cookie = await cookieOf(t, personId);
});

const post = <T = { result: string; waitUntil: string | null }>(path: string, body: object, by = cookie) =>
  t.browser<T>('POST', `/api/me/lock${path}`, { cookie: by, body });
const state = async (by = cookie) =>
  (await t.browser<{ state: string }>('GET', '/api/me/lock', { cookie: by })).body.state;
const set = (more: object = {}) => post('', { pin: PIN, afterMs: MINUTE_MS, ...more });
const shows = (by = cookie) => t.deps.gate.shows(sessionIdOf(by.split('=')[1]!), t.clock.atMs);

test('a lock is set, closes by time, and opens by its PIN', async () => {
  expect(await state()).toBe('none');
  expect((await set()).body.result).toBe('open');
  expect([await state(), shows()]).toEqual(['open', true]);
  t.clock.atMs += 2 * MINUTE_MS;
  expect([await state(), shows()]).toEqual(['locked', false]);
  expect((await post('/unlock', { pin: '000001' })).body).toEqual({ result: 'wrong', waitUntil: null });
  expect((await post('/unlock', { pin: PIN })).body.result).toBe('open');
  expect([await state(), shows()]).toEqual(['open', true]);
  t.clock.atMs += MINUTE_MS;
  await post('/active', {});
  t.clock.atMs += MINUTE_MS;
  expect(await state()).toBe('open');
  await post('/now', {});
  await post('/active', {});
  expect([await state(), shows()]).toEqual(['locked', false]);
});

test('the gate closes by time alone, without a request, and tells the streams (H-200)', async () => {
  await set();
  let told = 0;
  t.deps.gate.onChange = () => {
    told += 1;
  };
  t.clock.atMs += 2 * MINUTE_MS;
  t.deps.gate.sweep(t.clock.atMs);
  expect([shows(), told]).toEqual([false, 1]);
  t.deps.gate.onChange = () => undefined;
});

test('a locked phone reads nothing, changes nothing of the app, and still may act (H-201)', async () => {
  await set();
  const ask = async (method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: object) =>
    (await t.browser(method, path, { cookie, ...(body === undefined ? {} : { body }) })).status;
  expect(await ask('GET', '/api/me/phones')).toBe(200);
  await post('/now', {});
  expect(await ask('GET', '/api/me/phones')).toBe(423);
  expect(await ask('GET', '/api/me/household')).toBe(423);
  expect(await ask('GET', '/api/me/supporters')).toBe(423);
  expect(await ask('PUT', '/api/me/onboarding', { step: 'drill', done: true })).toBe(423);
  expect(await ask('DELETE', '/api/me/phones')).toBe(423);
  expect(await ask('POST', '/api/me/supporters/code', {})).toBe(423);
  expect(await ask('POST', '/api/me/lock', { pin: '918273', afterMs: 0 })).toBe(423);
  expect(await ask('POST', '/api/me/lock/remove', { pin: PIN })).toBe(423);
  expect(await ask('GET', '/api/session')).toBe(200);
});

test('wrong PINs are counted, the waits grow, nothing is wiped, and the right one opens after the wait (H-202)', async () => {
  await set();
  await post('/now', {});
  const answers = [];
  for (let i = 0; i < 5; i++) answers.push((await post('/unlock', { pin: `90000${i}` })).body);
  expect(answers.map(({ result }) => result)).toEqual(['wrong', 'wrong', 'wrong', 'wrong', 'wrong']);
  expect(Date.parse(answers[4]!.waitUntil!) - t.clock.atMs).toBe(30 * SECOND_MS);
  expect((await post('/unlock', { pin: PIN })).body.result).toBe('wait');
  t.clock.atMs += 30 * SECOND_MS;
  expect((await post('/unlock', { pin: '900009' })).body.result).toBe('wrong');
  expect((await post('/unlock', { pin: PIN })).body.result).toBe('wait');
  t.clock.atMs += MINUTE_MS;
  expect((await post('/unlock', { pin: PIN })).body.result).toBe('open');
});

test('many tries at once are many tries (H-202)', async () => {
  await set();
  await post('/now', {});
  const tries = await Promise.all(Array.from({ length: 10 }, (_, i) => post('/unlock', { pin: `80000${i}` })));
  const results = tries.map(({ body }) => body.result).sort();
  expect(results.filter((result) => result === 'wrong')).toHaveLength(5);
  expect(results.filter((result) => result === 'wait')).toHaveLength(5);
});

test('the second PIN opens the harmless view, shows nothing, and tells the centre only if that was wished (H-203)', async () => {
  await set({ decoyPin: DECOY, decoyTells: false });
  await post('/now', {});
  expect((await post('/unlock', { pin: DECOY })).body.result).toBe('decoy');
  expect([await state(), shows(), t.duress]).toEqual(['decoy', false, []]);
  expect((await t.browser('GET', '/api/me/phones', { cookie })).status).toBe(423);
  expect((await post('/unlock', { pin: PIN })).body.result).toBe('open');
  await set({ oldPin: PIN, decoyPin: DECOY, decoyTells: true });
  await post('/now', {});
  await post('/unlock', { pin: DECOY });
  expect(t.duress).toEqual(['told']);
  const { rows } = await t.deps.database.query(`select person_id, outcome from incidents.sos where duress_due`);
  expect(rows).toEqual([{ person_id: personId, outcome: 'open' }]);
});

test('the second PIN gives no new guesses of the real one (H-202)', async () => {
  await set({ decoyPin: DECOY });
  await post('/now', {});
  for (let i = 0; i < 4; i++) await post('/unlock', { pin: `90000${i}` });
  expect((await post('/unlock', { pin: DECOY })).body.result).toBe('decoy');
  const fifth = (await post('/unlock', { pin: '900005' })).body;
  expect([fifth.result, Date.parse(fifth.waitUntil!) - t.clock.atMs]).toEqual(['wrong', 30 * SECOND_MS]);
});

test('wrong PINs on a stolen phone keep nobody out on their own, who ends it; of all phones together there is a bound (H-202)', async () => {
  await set();
  const stolen = await cookieOf(t, personId);
  for (let i = 0; i < 6; i++) await post('/unlock', { pin: `90000${i}` }, stolen);
  expect((await post('/unlock', { pin: PIN }, stolen)).body.result).toBe('wait');
  await post('/now', {});
  expect((await post('/unlock', { pin: PIN })).body.result).toBe('open');
  expect((await t.browser('DELETE', '/api/me/phones', { cookie })).status).toBe(204);
  expect((await t.browser('GET', '/api/session', { cookie: stolen })).status).toBe(401);
  await post('/now', {});
  // As if more phones had tried: one is left to all of them.
  await t.deps.database.query(`update server.app_lock set wrong_count = 39 where person_id = $1`, [personId]);
  expect((await post('/unlock', { pin: '800000' }, await cookieOf(t, personId))).body.result).toBe('wrong');
  expect((await post('/unlock', { pin: PIN })).body.result).toBe('wait');
  t.clock.atMs += 60 * MINUTE_MS;
  expect((await post('/unlock', { pin: PIN })).body.result).toBe('open');
});

test('a change needs the PIN until now; the second PIN neither changes nor removes the lock', async () => {
  await set({ decoyPin: DECOY });
  expect((await set({ pin: '918273' })).body.result).toBe('wrong');
  expect((await set({ pin: '918273', oldPin: DECOY })).body.result).toBe('decoy');
  expect((await post('/remove', { pin: DECOY })).body.result).toBe('decoy');
  expect(await state()).toBe('open');
  expect((await set({ pin: '918273', oldPin: PIN })).body.result).toBe('open');
  expect((await post('/remove', { pin: '918273' })).body.result).toBe('open');
  expect(await state()).toBe('none');
});

test('weak, equal and malformed PINs are refused', async () => {
  const status = async (more: object) => (await set(more)).status;
  expect(await status({ pin: '123456' })).toBe(400);
  expect(await status({ pin: '12345' })).toBe(400);
  expect(await status({ pin: '24O816' })).toBe(400);
  expect(await status({ decoyPin: PIN })).toBe(400);
  expect(await status({ afterMs: 7 })).toBe(400);
  expect(await state()).toBe('none');
});

test('a new sign-in with a lock begins locked; another phone has its own lock', async () => {
  await set();
  const second = await cookieOf(t, personId);
  expect([await state(second), shows(second)]).toEqual(['locked', false]);
  expect([await state(), shows()]).toEqual(['open', true]);
});

test('neither rows nor audit nor log say what the PINs are, or that there is a second one', async () => {
  await set({ decoyPin: DECOY, decoyTells: true });
  await post('/now', {});
  await post('/unlock', { pin: DECOY });
  const { rows } = await t.deps.database.query<{ row: string }>(
    `select l::text || encode(l.pins_sealed, 'escape') as row from server.app_lock l
     union all select encode(canonical, 'escape') from safeguards.audit`,
  );
  const everything = `${rows.map(({ row }) => row).join('')}${t.logged()}`;
  expect(everything).toMatch(personId);
  expect(everything).not.toMatch(new RegExp(`${PIN}|${DECOY}|decoy|"hash"`));
});

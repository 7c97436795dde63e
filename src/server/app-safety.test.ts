/** On a running Magpie: what a locked phone, one that was signed out, and a supporter get of a wearer who comes near. */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { isPicture, isWarning, LiveClient } from '../../test/support/live-client.ts';
import { at, makeCase, newMagpie, report, signedIn, type TestCase } from '../../test/support/magpie.ts';
import { valueOrRefuse } from '../core/refusal.ts';
import { createPerson } from '../people/service.ts';
import type { Magpie } from './assemble.ts';
import { CAPABILITIES } from './http/capabilities.ts';

const PIN = '240816';
const DECOY = '775533';
let db: TestDatabase;
let magpie: Magpie;
let one: TestCase;

beforeAll(async () => {
  db = await testDatabase();
  magpie = newMagpie({ appUrl: db.appUrl, masterKey: randomBytes(32) });
  one = await makeCase(magpie);
  await magpie.start();
});
afterAll(async () => {
  await magpie.stop();
  await db.close();
});

async function call(cookie: string, method: string, path: string, body?: object): Promise<Response> {
  const sent = body === undefined ? {} : { 'content-type': 'application/json' };
  return fetch(`http://127.0.0.1:${magpie.port}${path}`, {
    method,
    redirect: 'manual',
    headers: { cookie, 'x-magpie': '1', accept: 'application/json', ...sent },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

async function person(kind: 'protected' | 'supporter'): Promise<string> {
  const { database, sealer, options } = magpie;
  const deps = { database, sealer, clock: options.clock, randomBytes, jurisdictions: options.packs.jurisdictions() };
  const request = { kind, agencyId: one.agencyId, name: `a ${kind}`, phone: null, language: 'en' } as const;
  const made = await createPerson(
    deps,
    { ...request, householdOf: null, exercise: true },
    { kind: 'system', id: null },
  );
  return valueOrRefuse(made).personId;
}

async function approach(): Promise<void> {
  const nowMs = magpie.options.clock.nowMs();
  for (let i = 0; i <= 30; i += 1) {
    const fixedAtMs = nowMs - (30 - i) * 5_000;
    await report(magpie.devicePort, one.protectedToken, at(0, 0), fixedAtMs);
    await report(magpie.devicePort, one.wearerToken, at(1_500 - i * 48, 0), fixedAtMs);
  }
}

test('a locked phone is warned and gets no picture; unlocked it gets one; locked again it is taken back (H-201)', async () => {
  const cookie = await signedIn(magpie, one.protectedId);
  await call(cookie, 'POST', '/api/me/lock', { pin: PIN, afterMs: 0, decoyPin: DECOY, decoyTells: true });
  await call(cookie, 'POST', '/api/me/lock/now', {});
  const phone = new LiveClient(magpie.port, cookie);
  await phone.next((frame) => frame.type === 'hello');
  await approach();
  const warning = await phone.next(isWarning);
  expect(Object.keys(warning).sort()).toEqual(
    ['atMs', 'incidentId', 'level', 'pairId', 'seq', 'serverTimeMs', 'type', 'warningId'].sort(),
  );
  await phone.next((frame) => frame.type === 'heartbeat');
  expect(phone.frames.some(isPicture)).toBe(false);
  await call(cookie, 'POST', '/api/me/lock/unlock', { pin: PIN });
  await phone.next(isPicture);
  await call(cookie, 'POST', '/api/me/lock/now', {});
  await phone.next((frame) => frame.type === 'withdrawn' && frame.statement === 'refused');
  const openGrants = async () => {
    const { rows } = await db.database.query<{ n: number }>(
      `select count(*) as n from disclosure.grant_given g
       where not exists (select from disclosure.grant_closed c where c.grant_id = g.grant_id)`,
    );
    return rows[0]!.n;
  };
  await expect.poll(openGrants, { timeout: 10_000 }).toBe(0);
  const { rows } = await db.database.query<{ cause: string }>(`select distinct cause from disclosure.grant_closed`);
  expect(rows.map(({ cause }) => cause)).toContain('locked');
  expect(rows.map(({ cause }) => cause)).not.toContain('order-ended');
  phone.close();
});

test('the second PIN reaches the queue as an SOS, silently, and opens no picture (H-203)', async () => {
  const cookie = await signedIn(magpie, one.protectedId);
  const phone = new LiveClient(magpie.port, cookie);
  await phone.next((frame) => frame.type === 'hello');
  const answer = await call(cookie, 'POST', '/api/me/lock/unlock', { pin: DECOY });
  expect(await answer.json()).toEqual({ result: 'decoy', waitUntil: null });
  await expect
    .poll(
      async () => {
        const { rows } = await db.database.query<{ kind: string }>(
          `select kind from incidents.incident where kind = 'device:sos'`,
        );
        return rows.length;
      },
      { timeout: 15_000 },
    )
    .toBe(1);
  await phone.next((frame) => frame.type === 'heartbeat');
  expect(phone.frames.some(isPicture)).toBe(false);
  phone.close();
});

test('what officers did is not told to a locked phone, and is when it is unlocked (H-201)', async () => {
  const officer = await signedIn(magpie, one.officerId);
  const { rows } = await db.database.query<{ incident_id: string }>(
    `select incident_id from incidents.incident where subject = $1`,
    [`pair:${one.pairId}`],
  );
  const path = `/api/incidents/${rows[0]!.incident_id}/acknowledge`;
  expect((await call(officer, 'POST', path, {})).status).toBe(200);
  const cookie = await signedIn(magpie, one.protectedId);
  expect(await (await call(cookie, 'GET', '/api/me/lock')).json()).toMatchObject({ state: 'locked' });
  const phone = new LiveClient(magpie.port, cookie);
  await phone.next((frame) => frame.type === 'heartbeat', 10_000);
  expect(phone.frames.filter(({ type }) => type === 'incident')).toEqual([]);
  await call(cookie, 'POST', '/api/me/lock/unlock', { pin: PIN });
  await phone.next((frame) => frame.type === 'incident');
  phone.close();
});

test('an SOS goes through a locked phone', async () => {
  const cookie = await signedIn(magpie, one.protectedId);
  expect((await call(cookie, 'GET', '/api/me/phones')).status).toBe(423);
  expect((await call(cookie, 'POST', '/api/sos', {})).status).toBe(202);
});

test('a lost phone that is signed out is cut from its stream at once (H-208)', async () => {
  const cookie = await signedIn(magpie, one.protectedId);
  const phone = new LiveClient(magpie.port, cookie);
  await phone.next((frame) => frame.type === 'hello');
  const officer = await signedIn(magpie, one.officerId);
  const out = await call(officer, 'POST', `/api/desk/people/${one.protectedId}/sign-out`, { removeLock: true });
  expect(out.status).toBe(200);
  await expect.poll(() => phone.closedCode, { timeout: 2_000 }).toBe(4401);
  expect((await call(cookie, 'GET', '/api/session')).status).toBe(401);
});

/** Routes that answer anyone: pages, the API's own description, sign-in. */
const SAYS_NOTHING = new Set([
  'GET /',
  'GET /*',
  'GET /enter',
  'GET /app',
  'GET /centre',
  'GET /help',
  'GET /figures',
  'GET /verify',
  'GET /registers',
  'GET /log',
  'GET /court',
  'GET /court/feasibility',
  'GET /petition',
  'GET /wearer',
  'GET /oversight',
  'GET /api/openapi.json',
]);
const OWN =
  /^(GET|DELETE) \/api\/session$|\/api\/help\/|\/api\/session\/(proof|active)|\/api\/me\/(sign-in|passkeys|sessions)|\/api\/step-up/;
/** Not opened by any session: a message, a program or a paper proves itself there, or anybody may see it. */
const PROVEN = new Set([
  'POST /api/session',
  'POST /api/session/passkey/begin',
  'POST /api/session/passkey',
  'GET /api/session/agencies',
  'GET /api/session/oidc/:id/begin',
  'GET /api/session/oidc/callback',
  'POST /api/me/push-receipts',
  'POST /api/verify-order',
  'GET /api/public/figures/applications',
  'GET /api/public/figures/applications.csv',
  'GET /api/schemas/:name',
  // The public log tells nothing of anybody.
  ...['checkpoint', 'key', 'witnesses', 'witness/:keyId', 'tile/*'].map((path) => `GET /log/${path}`),
  'GET /api/log',
]);

test('no route gives a supporter anything of a place, a level or a distance (H-206)', async () => {
  const own = await signedIn(magpie, one.protectedId);
  const supporter = await person('supporter');
  const cookie = await signedIn(magpie, supporter);
  const { code } = (await (await call(own, 'POST', '/api/me/supporters/code', {})).json()) as { code: string };
  expect((await call(cookie, 'POST', '/api/help/claim', { code })).status).toBe(204);
  await approach();
  const ids = [one.protectedId, one.orderId, one.pairId, supporter];
  let asked = 0;
  for (const [route, who] of Object.entries(CAPABILITIES)) {
    // `local` is answered to this machine, whoever asks: no session opens it.
    if (SAYS_NOTHING.has(route) || route === 'DELETE /api/session' || who === 'local') continue;
    const [method, pattern] = route.split(' ') as [string, string];
    for (const id of pattern.includes(':id') ? ids : ['']) {
      const path = pattern.replace(':id', id);
      const answer = await call(cookie, method, path, method === 'GET' || method === 'DELETE' ? undefined : {});
      const text = await answer.text();
      asked += 1;
      if (!OWN.test(route) && !PROVEN.has(route) && who !== 'callback') {
        expect([401, 403], route).toContain(answer.status);
      }
      expect(text, route).not.toMatch(/"(lat|lon|distance|level|warning|incident|trend|octant|radius|zone)\w*":/i);
      expect(text, route).not.toMatch(/36\.0|124\.5/);
    }
  }
  expect(asked).toBeGreaterThan(Object.keys(CAPABILITIES).length);
  const listed = await (await call(cookie, 'GET', '/api/help/people')).json();
  expect(listed).toMatchObject({ people: [{ phone: 'reports', lastReportMinutes: null, orders: [{}] }] });
});

test('the live stream is not open to a supporter (H-206)', async () => {
  const live = new LiveClient(magpie.port, await signedIn(magpie, await person('supporter')));
  await expect(live.next((frame) => frame.type === 'hello', 3_000)).rejects.toThrow();
  expect(live.frames).toEqual([]);
});

/** What a locked phone may do, as its owner needs it; nothing else. */
const WHILE_LOCKED = new Set([
  'GET /api/session',
  'DELETE /api/session',
  'POST /api/session/proof',
  'GET /api/live',
  'GET /api/me/lock',
  'POST /api/me/lock/passkey/begin',
  'POST /api/me/lock/passkey',
  'POST /api/me/lock/unlock',
  'POST /api/me/lock/now',
  'POST /api/me/lock/active',
  'POST /api/sos',
  'POST /api/sos/:id/cancel',
  'POST /api/me/positions',
  'GET /api/me/sharing',
  'POST /api/me/sharing',
  'DELETE /api/me/sharing',
]);
/** Would end or change the state that is looked at. */
const NOT_TRIED = new Set([
  'DELETE /api/session',
  'GET /api/live',
  'POST /api/me/lock/unlock',
  'POST /api/me/lock/now',
]);

test.each(['locked', 'decoy'])(
  'of all routes a %s phone opens those that protect, and they tell nothing (H-201)',
  async (kept) => {
    const cookie = await signedIn(magpie, one.protectedId);
    await call(cookie, 'POST', '/api/me/lock', { pin: PIN, afterMs: 900_000, decoyPin: DECOY });
    if (kept === 'locked') await call(cookie, 'POST', '/api/me/lock/now', {});
    else await call(cookie, 'POST', '/api/me/lock/unlock', { pin: DECOY });
    expect(await (await call(cookie, 'GET', '/api/me/lock')).json()).toMatchObject({ state: kept });
    let shut = 0;
    for (const [route, who] of Object.entries(CAPABILITIES)) {
      if (!Array.isArray(who) || !who.includes('protected') || NOT_TRIED.has(route)) continue;
      const [method, pattern] = route.split(' ') as [string, string];
      const body = method === 'GET' || method === 'DELETE' ? undefined : {};
      const answer = await call(cookie, method, pattern.replace(':id', one.protectedId), body);
      if (WHILE_LOCKED.has(route)) expect(answer.status, route).not.toBe(423);
      else expect(answer.status, route).toBe(423);
      if (!WHILE_LOCKED.has(route)) shut += 1;
    }
    expect(shut).toBeGreaterThan(30);
    // An SOS is open by now: neither the answer nor a refusal says so.
    for (const method of ['GET', 'POST', 'DELETE']) {
      const answer = await call(cookie, method, '/api/me/sharing', method === 'POST' ? {} : undefined);
      expect([answer.status, await answer.json()]).toMatchObject([200, { sharing: null, possible: false }]);
    }
    await call(cookie, 'POST', '/api/me/lock/unlock', { pin: PIN });
    await call(cookie, 'POST', '/api/me/lock/remove', { pin: PIN });
  },
);

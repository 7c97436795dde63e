import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Cast, cast, type TestApp, testApp } from '../../../test/support/app.ts';
import { cookieOf } from '../../../test/support/safety.ts';
import { CAPABILITIES } from './capabilities.ts';
import { HTTP_LIMITS } from './limits.ts';
import { isCounted } from './reads.ts';

let t: TestApp;
let people: Cast;

beforeAll(async () => {
  t = await testApp({
    routes: [
      (app) => {
        for (const path of [
          '/api/incidents',
          '/api/me/places',
          '/api/rights/contests',
          '/api/me/help',
          '/api/me/orders',
        ])
          app.get(path, () => 'read');
        app.post('/api/sos', () => 'called');
        app.post('/api/me/positions', () => 'reported');
        app.post('/api/incidents/:id/acknowledge', () => 'acknowledged');
      },
    ],
  });
  people = await cast(t);
});
afterAll(() => t.close());

const read = async (cookie: string, url: string) =>
  t.app.inject({ method: 'GET', url, headers: { cookie, 'x-magpie': '1' } });
const post = async (cookie: string, url: string) =>
  (await t.app.inject({ method: 'POST', url, payload: {}, headers: { cookie, 'x-magpie': '1' } })).statusCode;
async function useUp(cookie: string, url: string): Promise<void> {
  for (let done = 0; done < HTTP_LIMITS.readsPerMinute; done += 50) {
    const answers = await Promise.all(Array.from({ length: 50 }, () => read(cookie, url)));
    expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([200]));
  }
}

test('somebody who reads without end is told to wait, in whichever session, and nobody else is (H-588)', async () => {
  const cookie = await cookieOf(t, people.officer);
  await useUp(cookie, '/api/rights/contests');
  const refused = await read(cookie, '/api/rights/contests');
  expect([refused.statusCode, refused.json().error.code]).toEqual([429, 'too-many']);
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  expect(Number(refused.headers['retry-after'])).toBeLessThanOrEqual(60);
  const again = await cookieOf(t, people.officer);
  expect((await read(again, '/api/rights/contests')).statusCode).toBe(429);
  // Alarms go on: the queue, and what is done about one.
  for (const one of [cookie, again]) {
    expect((await read(one, '/api/incidents')).statusCode).toBe(200);
    expect((await read(one, '/api/session')).statusCode).toBe(200);
    expect(await post(one, `/api/incidents/${people.officer}/acknowledge`)).toBe(200);
  }
  const own = await cookieOf(t, people.protectedPerson);
  expect((await read(own, '/api/me/places')).statusCode).toBe(200);
});

test('whoever took a phone and reads without end stops neither SOS nor warnings, nor another phone (H-588)', async () => {
  const taken = await cookieOf(t, people.protectedPerson);
  const own = await cookieOf(t, people.protectedPerson);
  await useUp(taken, '/api/me/places');
  expect((await read(taken, '/api/me/places')).statusCode).toBe(429);
  for (const url of ['/api/session', '/api/me/help', '/api/me/orders'])
    expect((await read(taken, url)).statusCode, url).toBe(200);
  expect(await post(taken, '/api/sos')).toBe(200);
  expect(await post(taken, '/api/me/positions')).toBe(200);
  expect((await read(own, '/api/me/places')).statusCode).toBe(200);
});

test('what warns, calls for help and tells of alarms is never counted, and no other read is left out (H-588)', () => {
  const routes = Object.entries(CAPABILITIES).filter(([route, who]) => route.startsWith('GET ') && Array.isArray(who));
  const free = routes.map(([route]) => route).filter((route) => !isCounted('GET', route.slice(4)));
  expect(free.sort()).toEqual([
    'GET /api/incidents',
    'GET /api/incidents/:id',
    'GET /api/live',
    'GET /api/me/help',
    'GET /api/me/lock',
    'GET /api/me/orders',
    'GET /api/me/push-key',
    'GET /api/me/questions',
    'GET /api/me/sharing',
    'GET /api/me/sign-in',
    'GET /api/me/warning-plan',
    'GET /api/session',
  ]);
  expect(isCounted('HEAD', '/api/me/places')).toBe(true);
  for (const method of ['POST', 'PUT', 'DELETE']) expect(isCounted(method, '/api/me/places')).toBe(false);
});

import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import fastifyWebsocket from '@fastify/websocket';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { ADMIN_TOKEN, cast, type TestApp, testApp } from '../../../test/support/app.ts';
import { CAPABILITIES, capabilityOf } from './capabilities.ts';

let t: TestApp;

beforeAll(async () => {
  t = await testApp({
    routes: [
      async (app: FastifyInstance): Promise<void> => {
        await app.register(fastifyWebsocket);
        app.get('/metrics', () => 'ok');
        app.get('/api/incidents', () => {
          throw new Error('37.123456 must not be logged');
        });
        app.get('/api/incidents/:id', () => 'ok');
        app.get('/api/retention', () => 'ok');
        app.post('/api/keys/rotate', () => 'ok');
        app.post('/api/quarantine/export', () => 'ok');
        app.post('/api/quarantine/replay', () => 'ok');
        app.post('/api/people/:id/consent', () => 'ok');
        app.get('/api/exchange/endpoints', () => 'ok');
        for (const path of ['endpoints', 'endpoints/:id/rotate', 'endpoints/:id/stop', 'addressees'])
          app.post(`/api/exchange/${path}`, () => 'ok');
        app.get('/api/live', { websocket: true }, (socket) => socket.send('hello'));
      },
    ],
  });
});
afterAll(() => t.close());

test('every route stands in the table, with who may call it', async () => {
  const described = (await t.browser<{ paths: Record<string, Record<string, unknown>> }>('GET', '/api/openapi.json'))
    .body;
  const operations = Object.entries(described.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`),
  );
  expect(operations.filter((operation) => CAPABILITIES[operation] === undefined)).toEqual([]);
  expect(
    Object.fromEntries(Object.entries(CAPABILITIES).map(([route, who]) => [route, String(who)])),
  ).toMatchSnapshot();
});

test('a route that is not in the table stops the start', async () => {
  const stray = testApp({ routes: [(app): void => void app.get('/api/secrets', () => 'all')] });
  await expect(stray).rejects.toThrow('GET /api/secrets is not in server/http/capabilities.ts');
});

test('each admin route refuses everybody without the token, and officer routes refuse the admin token', async () => {
  const people = await cast(t);
  const cookie = await signInCookie(people.officer);
  for (const [route, who] of Object.entries(CAPABILITIES)) {
    if (who !== 'admin') continue;
    const [method, path] = route.replace(':id', people.officer).split(' ') as ['GET' | 'POST', string];
    const body = method === 'POST' ? {} : undefined;
    const options = body === undefined ? {} : { body };
    expect((await t.browser(method, path, options)).status, route).toBe(401);
    expect((await t.browser(method, path, { ...options, cookie })).status, route).toBe(401);
    const wrong = { authorization: `Bearer ${ADMIN_TOKEN}x` };
    expect((await t.browser(method, path, { ...options, headers: wrong })).status, route).toBe(401);
  }
  expect((await t.admin('/api/incidents')).status).toBe(401);
  expect(capabilityOf('HEAD', '/api/session')).toBe(capabilityOf('GET', '/api/session'));
});

test('kinds of people reach their own routes only', async () => {
  const people = await cast(t);
  const officer = await signInCookie(people.officer);
  const household = await signInCookie(people.household);
  expect((await t.browser('GET', '/api/incidents/1', { cookie: officer })).status).toBe(200);
  expect((await t.browser('GET', '/api/incidents/1', { cookie: household })).status).toBe(403);
});

test('a change without the header, from another site, or under another name is refused (H-52)', async () => {
  const body = { name: 'Office' };
  const admin = { authorization: `Bearer ${ADMIN_TOKEN}` };
  const refused = async (headers: Record<string, string>) =>
    (await t.browser('POST', '/api/agencies', { body, headers: { ...admin, ...headers } })).status;
  expect(await refused({ 'x-magpie': '' })).toBe(403);
  expect(await refused({ origin: 'http://elsewhere.example' })).toBe(403);
  expect(await refused({ origin: 'null' })).toBe(403);
  expect(await refused({ host: 'elsewhere.example' })).toBe(421);
  expect(await refused({ host: 'localhost:8420', origin: 'http://localhost:8420' })).toBe(201);
  expect((await t.browser('GET', '/api/openapi.json', { headers: { host: 'elsewhere.example' } })).status).toBe(421);
});

test('errors have one form and say nothing of what was sent', async () => {
  const answers = [
    await t.browser('GET', '/api/nothing-here'),
    await t.admin('/api/agencies', { name: 'Office', secretMember: 1 }),
    await t.admin('/api/people', { kind: 'spy of Seoul', name: 'Hong Gildong', exercise: true }),
    await t.admin('/api/orders/not-an-id'),
    await t.browser('GET', '/api/%zzSeoul'),
    await t.browser('POST', '/api/session', { body: {}, headers: { 'content-type': 'text/plain' } }),
    await t.browser('POST', '/api/session', { headers: { 'content-type': 'application/json' } }),
  ];
  expect(answers.map((answer) => answer.status)).toEqual([404, 400, 400, 400, 400, 415, 400]);
  for (const { body } of answers) {
    expect(Object.keys(body)).toEqual(['error']);
    expect(body.error).toEqual({ code: expect.any(String), message: expect.any(String) });
    expect(JSON.stringify(body)).not.toMatch(/secretMember|Seoul|Gildong/);
  }
  const big = await t.admin('/api/agencies', { name: 'x'.repeat(600_000) });
  expect([big.status, big.body]).toEqual([413, { error: { code: 'too-large', message: expect.any(String) } }]);
});

test('the log holds route patterns: no ids, queries, bodies or words of errors (H-54)', async () => {
  const people = await cast(t);
  const cookie = await signInCookie(people.officer);
  await t.browser('GET', `/api/incidents/${people.officer}?lat=37.987654`, { cookie });
  await t.browser('GET', '/api/nowhere/37.987654');
  const failed = await t.browser<{ error: { message: string } }>('GET', '/api/incidents', { cookie });
  expect(failed.status).toBe(500);
  expect(failed.body.error.message).not.toMatch('37.123456');
  const logged = t.logged();
  expect(logged).toMatch('/api/incidents/:id');
  expect(logged).toMatch('a request failed');
  expect(logged).not.toMatch(/37\.987654|37\.123456|Name of the/);
  expect(logged).not.toMatch(people.officer);
  expect(logged).not.toMatch(ADMIN_TOKEN);
});

test('security headers stand on every answer', async () => {
  for (const path of ['/api/openapi.json', '/', '/api/nothing', '/enter']) {
    const { headers } = await t.app.inject({ method: 'GET', url: path });
    expect(headers['content-security-policy']).toMatch("default-src 'self'");
    expect(headers['content-security-policy']).toMatch("frame-ancestors 'none'");
    expect(headers['referrer-policy']).toBe('no-referrer');
    if (path.startsWith('/api/')) expect(headers['cache-control']).toBe('no-store');
  }
});

test('metrics are for this machine, or for the admin token', async () => {
  const from = async (remoteAddress: string, headers: Record<string, string> = {}) =>
    (await t.app.inject({ method: 'GET', url: '/metrics', remoteAddress, headers })).statusCode;
  expect(await from('127.0.0.1')).toBe(200);
  expect(await from('192.0.2.7')).toBe(403);
  expect(await from('192.0.2.7', { authorization: `Bearer ${ADMIN_TOKEN}` })).toBe(200);
});

test('without built pages the answer says what to do', async () => {
  const page = await t.browser<{ text: string }>('GET', '/enter');
  expect([page.status, page.body.text]).toEqual([503, expect.stringContaining('npm run build')]);
});

test('a stream opens for signed-in people from our own pages only', async () => {
  await t.app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = t.app.server.address() as AddressInfo;
  const cookie = await signInCookie((await cast(t)).officer);
  const open = async (headers: Record<string, string>): Promise<string | number> => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/api/live`, { headers });
    return new Promise((resolve) => {
      socket.once('unexpected-response', (request, response) => {
        request.destroy();
        resolve(response.statusCode ?? 0);
      });
      socket.once('message', (data) => {
        socket.close();
        resolve(String(data));
      });
    });
  };
  expect(await open({ cookie, origin: `http://127.0.0.1:${port}` })).toBe('hello');
  expect(await open({ origin: `http://127.0.0.1:${port}` })).toBe(401);
  expect(await open({ cookie, origin: 'http://elsewhere.example' })).toBe(403);
  expect(await open({ cookie, host: 'elsewhere.example' })).toBe(421);
  // H-67: a refused upgrade leaves no socket behind: the server could never stop.
  const connections = promisify(t.app.server.getConnections.bind(t.app.server));
  await expect.poll(() => connections(), { timeout: 5_000 }).toBe(0);
});

async function signInCookie(personId: string): Promise<string> {
  const made = await t.admin<{ path: string }>('/api/sign-in-codes', { personId });
  const code = made.body.path.split('#')[1];
  const session = await t.browser('POST', '/api/session', { body: { code } });
  expect(session.status).toBe(200);
  return session.cookie!;
}

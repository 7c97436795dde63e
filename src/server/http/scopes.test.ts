/** For whom a request asks the database: told by who is signed in and by nothing else. */
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cast, type TestApp, testApp } from '../../../test/support/app.ts';
import { asTask, currentScope } from '../scope.ts';

let t: TestApp;
let origin: string;

beforeAll(async () => {
  // The server is begun by something that sees all cases, as it is at a start.
  await asTask('administration', async () => {
    t = await testApp({}, () => [
      (app) => {
        app.get('/api/schemas/:name', async () => ({ scope: currentScope() }));
        app.put('/api/me/petition', async () => ({ scope: currentScope() }));
      },
    ]);
    await t.app.listen({ host: '127.0.0.1', port: 0 });
  });
  origin = `http://127.0.0.1:${(t.app.server.address() as AddressInfo).port}`;
});
afterAll(() => t?.close());

const scopeAt = async (path: string, init: RequestInit = {}) =>
  ((await (await fetch(`${origin}${path}`, init)).json()) as { scope: unknown }).scope;

// HAZARD H-472: a request goes on in the scope in which its server was started, or of the one before it on the connection
it('a request begins without one, on the same connection too, whatever began the server', async () => {
  const { agencyId, protectedPerson } = await cast(t);
  const code = (await t.admin<{ path: string }>('/api/sign-in-codes', { personId: protectedPerson })).body.path;
  const signedIn = await t.browser('POST', '/api/session', { body: { code: code.split('#')[1] } });
  const headers = { cookie: signedIn.cookie!, 'x-magpie': '1', 'content-type': 'application/json' };
  const hers = { kind: 'person', personId: protectedPerson, agencyId, isStaff: false };
  expect(await scopeAt('/api/schemas/x')).toBeNull();
  for (const size of [10, 500_000]) {
    const body = JSON.stringify({ text: 'x'.repeat(size) });
    expect(await scopeAt('/api/me/petition', { method: 'PUT', headers, body })).toEqual(hers);
    expect(await scopeAt('/api/schemas/x', { headers })).toBeNull();
  }
});

it('who is not signed in and has no task asks nothing', async () => {
  const asked = await testApp({}, ({ database }) => [
    (app) => void app.get('/api/schemas/:name', async () => (await database.query('select 1 as one')).rows),
  ]);
  const answer = await asked.browser('GET', '/api/schemas/x');
  expect([answer.status, asked.logged().includes('ScopeError')]).toEqual([500, true]);
  await asked.close();
});

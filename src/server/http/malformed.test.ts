import { expect, test } from 'vitest';
import { testApp } from '../../../test/support/app.ts';

test('requests that break their schema are counted by route and minute, and nothing of them is told', async () => {
  const told: string[] = [];
  const t = await testApp({ onMalformed: (route) => void told.push(route) });
  await t.browser('POST', '/api/session', { body: { code: 'Seoul 37.987654' } });
  await t.browser('POST', '/api/session', { body: { secretMember: 1 } });
  await t.browser('POST', '/api/session', { headers: { 'content-type': 'application/json' } });
  await t.browser('POST', '/api/session', { body: {}, headers: { 'content-type': 'text/plain' } });
  await t.admin('/api/agencies', { name: 'x'.repeat(600_000) });
  // What is answered by a handler, or by nobody, breaks no schema.
  await t.browser('POST', '/api/session', { body: { code: 'x'.repeat(43) } });
  await t.browser('GET', '/api/session');
  await t.browser('GET', '/api/nowhere/37.987654');
  expect(told).toEqual([...Array<string>(4).fill('POST /api/session'), 'POST /api/agencies']);
  await t.close();
  const lines = t
    .logged()
    .split('\n')
    .filter((line) => line.includes('broke their schema'))
    .map((line) => JSON.parse(line) as { route: string; count: number });
  expect(lines.map(({ route, count }) => [route, count])).toEqual([
    ['POST /api/session', 4],
    ['POST /api/agencies', 1],
  ]);
  expect(t.logged()).not.toMatch(/Seoul|37\.987654|secretMember|xxx/);
});

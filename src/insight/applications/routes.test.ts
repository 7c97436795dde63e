import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestApp, testApp } from '../../../test/support/app.ts';
import { INSIGHT_LIMITS } from '../limits.ts';

let t: TestApp;
beforeAll(async () => {
  t = await testApp();
}, 60_000);
afterAll(() => t.close());

it('whoever is not known has the figures counted so often a minute, and no oftener', async () => {
  const ask = async () => (await t.browser('GET', '/api/public/figures/applications?group=court')).status;
  for (let i = 0; i < INSIGHT_LIMITS.publicPerMinute; i += 1) expect(await ask()).toBe(200);
  expect(await ask()).toBe(429);
});

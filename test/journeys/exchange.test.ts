/** Notices at the centre, in a real browser: what is overdue is seen from everywhere, told by hand with the keyboard, and read in two languages. */
import { randomBytes } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { AgencyId, OrderId } from '../../src/core/ids.ts';
import { valueOrRefuse } from '../../src/core/refusal.ts';
import { MINUTE_MS } from '../../src/core/time.ts';
import { endpointRequestSchema } from '../../src/orders/exchange/contract.ts';
import { createEndpoint } from '../../src/orders/exchange/endpoints.ts';
import { sign } from '../../src/orders/exchange/signing.ts';
import { addNotice } from '../../src/orders/service.ts';
import { createAgency } from '../../src/people/service.ts';
import type { Magpie } from '../../src/server/assemble.ts';
import { broken, DESK, openBrowser, openPage, PHONE } from '../support/browser.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { type OtherSystem, openSystem, SYSTEM } from '../support/exchange.ts';
import { makeCase, newMagpie, signInCode, type TestCase } from '../support/magpie.ts';

let db: TestDatabase;
let magpie: Magpie;
let browser: Browser;
let one: TestCase;
let system: OtherSystem;
let origin: string;
let police: AgencyId;

const deps = () => {
  const { database, sealer } = magpie;
  const { clock } = magpie.options;
  return { database, sealer, clock, randomBytes, jurisdictions: new Set(['kr']), hasFolders: false };
};

async function tell(code: string, agencyId: AgencyId | null, agoMs: number): Promise<void> {
  const nowMs = magpie.options.clock.nowMs();
  const notice = {
    ...{ uniqueKey: `journey:${code}`, code, exercise: true, fromAgencyId: one.agencyId as AgencyId },
    to: { role: 'police', agencyId } as const,
    ...{ orderId: one.orderId as OrderId, ruleId: `kr-${code}`, article: 'EDA 31-6(4); Decree 23-14' },
    ...{ happenedAtMs: nowMs - agoMs, dueAtMs: nowMs - agoMs + MINUTE_MS },
  };
  await magpie.database.transaction((tx) => addNotice(tx, notice, nowMs));
}

beforeAll(async () => {
  db = await testDatabase();
  magpie = newMagpie({ appUrl: db.appUrl });
  browser = await openBrowser();
  one = await makeCase(magpie);
  const office = { name: 'Drill police, north station', role: 'police', jurisdiction: 'kr' } as const;
  police = valueOrRefuse(await createAgency(deps(), office, SYSTEM)).agencyId;
  system = await openSystem({ tls: false });
  const request = {
    agencyId: police,
    kind: 'webhook',
    url: system.url,
    network: 'loopback',
    tells: ['ban-risk'],
    exercise: true,
  };
  const { endpoint, told } = valueOrRefuse(
    await createEndpoint(deps(), endpointRequestSchema.parse({ ...request, accepts: ['receipt'] }), SYSTEM),
  );
  await magpie.start();
  origin = `http://127.0.0.1:${magpie.port}`;
  await tell('ban-risk', police, 0);
  await tell('not-reporting', null, 14 * MINUTE_MS);
  await tell('near-prohibited-place', police, 0);
  await system.until(1);
  const body = Buffer.from(JSON.stringify({ type: 'receipt', version: 1, exercise: true, data: {} }));
  const headers = {
    ...sign([told.in!], 'bad-1', magpie.options.clock.nowMs(), body),
    'content-type': 'application/json',
  };
  await fetch(`${origin}/api/exchange/${endpoint.endpointId}`, { method: 'POST', headers, body });
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await magpie?.stop();
  await system?.close();
  await db?.close();
});

const FITS = 'document.documentElement.scrollWidth <= window.innerWidth';

async function atCentre(size: typeof DESK, locale: string): Promise<Page> {
  const { page } = await openPage(browser, origin, size, locale);
  await page.goto(`${origin}/enter#${await signInCode(magpie, one.officerId)}`);
  await page.waitForURL(/\/centre\//);
  return page;
}

it('an overdue notice is counted in the bar, found with keys, and told by hand', async () => {
  const page = await atCentre(DESK, 'en-US');
  await page.getByText('1 overdue').waitFor();
  expect(await page.evaluate(FITS)).toBe(true);
  await page.keyboard.press('e');
  await page.getByRole('heading', { name: 'Notices to other agencies' }).waitFor();
  await page.getByRole('row', { name: /does not report/ }).waitFor();
  await page.keyboard.press('j');
  await page.getByRole('heading', { name: "The wearer's device does not report" }).waitFor();
  await page.getByText('which office is not known').first().waitFor();
  expect(await page.getByText('is missing').first().innerText()).toContain('/');
  expect(await broken(page)).toEqual([]);
  await page.keyboard.press('t');
  await page.keyboard.press('Enter');
  await page.getByText('Say whom you told').waitFor();
  await page.keyboard.type('Duty desk, north station');
  await page.keyboard.press('Enter');
  await page.getByText('told by telephone').first().waitFor();
  await expect.poll(() => page.getByText('1 overdue').count()).toBe(0);
  expect(await broken(page)).toEqual([]);
  await page.close();
}, 60_000);

it('reads in Korean on a phone: one at a time, and back', async () => {
  const page = await atCentre(PHONE, 'ko-KR');
  await page.getByRole('button', { name: /통지/ }).click();
  await page.getByText('출입금지 장소에 근접').click();
  await page.getByText('상대 기관 화면에 표시').waitFor();
  expect(await broken(page)).toEqual([]);
  await page.getByRole('button', { name: '목록으로' }).click();
  await page.getByText('타 기관 시스템').waitFor();
  expect(await page.evaluate(FITS)).toBe(true);
  await page.close();
}, 60_000);

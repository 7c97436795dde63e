/** Whoever holds the paper of an order scans its code, or types it: genuine or not, newest or not, in force or not - and nobody's name. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { valueOrRefuse } from '../../src/core/refusal.ts';
import { OrderCodes } from '../../src/orders/documents/issue/code.ts';
import { type IssuedOrder, issueOrder } from '../../src/orders/documents/issue/issue.ts';
import { orderSample } from '../../src/orders/documents/order-pdf/order.fixture.ts';
import type { Magpie } from '../../src/server/assemble.ts';
import { issueDeps } from '../../src/server/document-deps.ts';
import { asTask } from '../../src/server/scope.ts';
import { broken, DESK, openBrowser, openPage, PHONE } from '../support/browser.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { overflowing } from '../support/layout.ts';
import { cancelOrder, makeCase, newMagpie, type TestCase } from '../support/magpie.ts';

let db: TestDatabase;
let magpie: Magpie;
let one: TestCase;
let browser: Browser;
let origin: string;

beforeAll(async () => {
  db = await testDatabase();
  magpie = newMagpie({ appUrl: db.appUrl });
  one = await makeCase(magpie);
  await magpie.start();
  origin = `http://127.0.0.1:${magpie.port}`;
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await magpie?.stop();
  await db?.close();
});

async function issue(version: number): Promise<{ issued: IssuedOrder; code: string }> {
  const {
    number: _n,
    code: _c,
    verifyAddress: _v,
    issuedAtMs: _i,
    ...sayings
  } = orderSample('en', {
    ...{ version, places: [], duties: [], reasons: [], documents: [] },
  });
  const order = { orderId: one.orderId, jurisdiction: 'kr', subjectId: one.protectedId, proceedingId: null, sayings };
  const issuing = asTask('administration', () => issueOrder(issueDeps(magpie), order, { kind: 'judge', id: null }));
  const issued = valueOrRefuse(await issuing);
  return { issued, code: new OrderCodes(magpie.options.masterKey).codeOf(issued) };
}

it('by its QR code, by hand, after a newer version, after its end, and not for a wrong code', async () => {
  const first = await issue(1);
  const { page, errors, foreign } = await openPage(browser, origin, PHONE, 'en');
  await page.goto(`${issueDeps(magpie).verifyAddress()}#${first.issued.number}.${first.code}`);
  await page.getByRole('heading', { name: 'This paper is genuine' }).waitFor();
  expect(new URL(page.url()).hash).toBe('');
  const said = () => page.locator('dl').innerText();
  expect(await said()).toMatch(/is in force now[\s\S]*1, the newest[\s\S]*South Korea/);
  await page.getByRole('complementary', { name: /exercise/i }).waitFor();
  expect(await broken(page)).toEqual([]);
  expect(await overflowing(page)).toEqual([]);

  await issue(2);
  await cancelOrder(magpie, one.orderId);
  await page.getByRole('button', { name: 'Check' }).click();
  await page.getByRole('heading', { name: 'Genuine, but the order has ended' }).waitFor();
  expect(await said()).toContain('a newer one exists');

  // What is typed takes the answer of before away.
  await page.getByLabel('Verification code').fill('7k3m q9tr 0xvb 52hd');
  expect(await page.locator('dl').count()).toBe(0);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: /do not belong to a paper/ }).waitFor();
  expect(await page.getByRole('complementary').count()).toBe(0);

  await page.getByLabel('Order number').fill('');
  await page.keyboard.press('Enter');
  await page.getByText('Enter the order number.').waitFor();
  expect(await page.evaluate(`document.activeElement.id`)).toBe('number');
  await page.context().setOffline(true);
  await page.getByLabel('Order number').fill('KR-2026-000001');
  await page.keyboard.press('Enter');
  await page.getByText('Nothing was checked').waitFor();
  expect([errors, foreign]).toEqual([[], []]);
  await page.context().close();

  const korean = await openPage(browser, origin, DESK, 'ko');
  await korean.page.goto(`${origin}/verify#${first.issued.number}.${first.code}`);
  await korean.page.getByRole('heading', { name: '진본이지만, 명령의 효력이 끝났습니다' }).waitFor();
  expect(await broken(korean.page)).toEqual([]);
  await korean.page.context().close();
});

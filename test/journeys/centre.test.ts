/** The monitoring centre with nothing to do, in a real browser: calm while it knows, and not when it does not. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Magpie } from '../../src/server/assemble.ts';
import { broken, DESK, openBrowser, openPage } from '../support/browser.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { makeCase, newMagpie, signInCode } from '../support/magpie.ts';

let db: TestDatabase;
let magpie: Magpie;
let browser: Browser;

beforeAll(async () => {
  db = await testDatabase();
  magpie = newMagpie({ appUrl: db.appUrl });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await magpie?.stop();
  await db?.close();
});

it('an empty queue says that nothing needs anyone only while the centre is connected (H-98)', async () => {
  const { officerId } = await makeCase(magpie);
  await magpie.start();
  const origin = `http://127.0.0.1:${magpie.port}`;
  const { page } = await openPage(browser, origin, DESK, 'en-US');
  await page.goto(`${origin}/enter#${await signInCode(magpie, officerId)}`);
  await page.getByText('Nothing needs you now').waitFor();
  expect(await broken(page)).toEqual([]);
  await magpie.stop();
  await page.getByText('It is not known whether anything needs you').waitFor();
  await page
    .getByText(/No connection since/)
    .first()
    .waitFor();
  expect(await page.getByText('Nothing needs you now').count()).toBe(0);
});

/** How a warning feels, practised in a real browser with a made-up wearer, while the real stream goes on underneath. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Magpie } from '../../src/server/assemble.ts';
import { broken, openBrowser, openPage, PHONE, type Watched } from '../support/browser.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { at, makeCase, newMagpie, report, signInCode, type TestCase } from '../support/magpie.ts';

let db: TestDatabase;
let magpie: Magpie;
let one: TestCase;
let browser: Browser;
let phone: Watched;
let page: Page;

beforeAll(async () => {
  db = await testDatabase();
  magpie = newMagpie({ appUrl: db.appUrl });
  one = await makeCase(magpie);
  await magpie.start();
  // Far from each other, and known to be: there is nothing to warn of.
  await come(6_500, 6_000, 600, 300);
  browser = await openBrowser();
  const origin = `http://127.0.0.1:${magpie.port}`;
  phone = await openPage(browser, origin, PHONE, 'en-US');
  page = phone.page;
  await page.goto(`${origin}/enter#${await signInCode(magpie, one.protectedId)}`);
  await page.getByText('No warning').first().waitFor();
});
afterAll(async () => {
  await browser?.close();
  await magpie?.stop();
  await db?.close();
});

/** Both report every 5 s: the protected person stands still, the wearer comes from the east. */
async function come(fromM: number, toM: number, fromAgoS: number, toAgoS: number): Promise<void> {
  const nowMs = magpie.options.clock.nowMs();
  const steps = (fromAgoS - toAgoS) / 5;
  for (let i = 0; i <= steps; i += 1) {
    const fixedAtMs = nowMs - (fromAgoS - i * 5) * 1_000;
    await report(magpie.devicePort, one.protectedToken, at(0, 0), fixedAtMs);
    await report(magpie.devicePort, one.wearerToken, at(fromM + ((toM - fromM) * i) / steps, 0), fixedAtMs);
  }
}

const press = (name: string | RegExp) => page.getByRole('button', { name }).click();
const rowsOf = async (table: string): Promise<number> =>
  (await db.database.query<{ n: number }>(`select count(*)::int as n from ${table}`)).rows[0]!.n;

describe('practice', () => {
  it('shows each level as it would be, and sends nothing to anybody', async () => {
    await press('Menu');
    await press('How a warning feels');
    await press('Begin');
    const sheet = page.getByRole('alertdialog');
    for (const level of ['Warning', 'Danger', 'Not known']) {
      await press('Next');
      await sheet.getByRole('heading', { name: level }).waitFor();
      await sheet.getByText(/EXERCISE/).waitFor();
      await press('I have seen it');
    }
    await page.getByText('That was all').waitFor();
    expect(await rowsOf('notify.receipt')).toBe(0);
    expect(await rowsOf('incidents.incident')).toBe(0);
    expect([phone.errors, phone.foreign]).toEqual([[], []]);
    expect(await broken(page)).toEqual([]);
  });

  // HAZARD H-211: practice covers what is real
  it('a real warning ends practice', async () => {
    await press('Practise again');
    await press('Next');
    await page.getByRole('alertdialog').waitFor();
    await come(6_000, 70, 295, 0);
    await expect.poll(() => rowsOf('notify.receipt')).toBeGreaterThan(0);
    const sheet = page.getByRole('alertdialog');
    await sheet
      .getByText(/coming closer|from you/)
      .first()
      .waitFor();
    expect(await sheet.count()).toBe(1);
    await press('I have seen it');
    await page.getByText('A real warning has come').waitFor();
  });
});

/**
 * What else the protected person does with the page, in a real browser: signs in once and no more, calls for help, leaves at
 * once, changes the language, opens it without a network.
 */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/core/clock.ts';
import { MINUTE_MS } from '../../src/core/time.ts';
import type { Magpie } from '../../src/server/assemble.ts';
import { broken, openBrowser, openPage, PHONE } from '../support/browser.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { at, makeCase, newMagpie, report, signInCode, type TestCase } from '../support/magpie.ts';

let db: TestDatabase;
let magpie: Magpie;
let one: TestCase;
let browser: Browser;
let origin: string;

/** The order is bound ten minutes ago: a device that was just given gets its time before its silence counts. */
let behindMs = 10 * MINUTE_MS;

beforeAll(async () => {
  db = await testDatabase();
  magpie = newMagpie({ appUrl: db.appUrl, clock: { nowMs: () => systemClock.nowMs() - behindMs } });
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

async function openApp(): Promise<Page> {
  const { page } = await openPage(browser, origin, PHONE, 'en-US');
  await page.goto(`${origin}/enter#${await signInCode(magpie, one.protectedId)}`);
  // A warning that is already due lays a second one over the page's own.
  await page.getByRole('button', { name: /SOS/ }).first().waitFor();
  return page;
}

describe('the protected person', () => {
  it('a link works once; used again it says so and what to do', async () => {
    const code = await signInCode(magpie, one.protectedId);
    const first = await openPage(browser, origin, PHONE, 'en-US');
    await first.page.goto(`${origin}/enter#${code}`);
    await first.page.getByRole('button', { name: /SOS/ }).waitFor();
    const second = await openPage(browser, origin, PHONE, 'en-US');
    await second.page.goto(`${origin}/enter#${code}`);
    await second.page.getByText('This link does not work any more').waitFor();
    await second.page.getByText(/Ask the person or office/).waitFor();
    expect(await broken(second.page)).toEqual([]);
  });

  it('SOS: a short press sends nothing, a long one reaches the monitoring centre', async () => {
    const page = await openApp();
    const button = page.getByRole('button', { name: /SOS/ });
    const box = (await button.boundingBox())!;
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.down();
    await page.waitForTimeout(300);
    await page.mouse.up();
    expect(await sosIncidents()).toBe(0);
    await page.mouse.down();
    await page.getByText(/SOS received at/).waitFor();
    await page.mouse.up();
    // Received is committed to the journal; the incident is made of it a moment later.
    await expect.poll(sosIncidents).toBe(1);
  });

  it('quick exit leaves for a page that says nothing, and back does not return', async () => {
    const page = await openApp();
    await page.getByRole('button', { name: 'Quick exit' }).click();
    await page.waitForURL(/\/app\/exit-memo-en\.html$/);
    expect(await page.content()).not.toMatch(/magpie|protected|wearer|warning/i);
    expect(await broken(page)).toEqual([]);
    await page.goBack();
    expect(page.url()).not.toMatch(/\/app\/$/);
  });

  it('speaks another language when asked, and says that it was not reviewed', async () => {
    const page = await openApp();
    await page.getByRole('button', { name: 'Menu' }).click();
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByRole('combobox').or(page.locator('select')).first().selectOption('ko');
    await page.getByText('SOS').first().waitFor();
    await page
      .getByText(/원어민/)
      .first()
      .waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('ko');
  });

  it('opens without a network, and says that it cannot warn', async () => {
    const page = await openApp();
    await page.evaluate('navigator.serviceWorker.ready.then(() => true)');
    await page.reload();
    await page.getByRole('button', { name: /SOS/ }).waitFor();
    await page.context().setOffline(true);
    await page.reload();
    await page
      .getByText(/no internet connection|No connection/i)
      .first()
      .waitFor();
  });

  it('its own phone silent: it is told in words of its own', async () => {
    behindMs = 0;
    const page = await openApp();
    const nowMs = magpie.options.clock.nowMs();
    for (let i = 0; i <= 20; i += 1) {
      await report(magpie.devicePort, one.wearerToken, at(700, 0), nowMs - (20 - i) * 5_000);
      if (i < 3) await report(magpie.devicePort, one.protectedToken, at(0, 0), nowMs - 900_000 + i * 5_000);
    }
    await page
      .getByText(/where you are/)
      .first()
      .waitFor();
  });
});

async function sosIncidents(): Promise<number> {
  const { rows } = await db.database.query<{ n: number }>(
    `select count(*) as n from incidents.incident where kind = 'device:sos'`,
  );
  return rows[0]!.n;
}

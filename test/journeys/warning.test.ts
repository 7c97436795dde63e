/**
 * The journey that Magpie exists for, in a real browser: a device's fix arrives over its real input, the phone warns and says
 * that it did, the officer sees it, takes it in hand and closes it; and when the server is gone, both pages say so.
 */
import { randomBytes } from 'node:crypto';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCity } from '../../src/drills/city/city.ts';
import { cityGeoJson } from '../../src/drills/city/geojson.ts';
import type { Magpie } from '../../src/server/assemble.ts';
import { broken, DESK, openBrowser, openPage, PHONE, type Watched } from '../support/browser.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { at, makeCase, newMagpie, report, signInCode, type TestCase } from '../support/magpie.ts';

let db: TestDatabase;
let magpie: Magpie;
let one: TestCase;
let browser: Browser;
let phone: Watched;
let centre: Watched;

beforeAll(async () => {
  db = await testDatabase();
  magpie = newMagpie({
    appUrl: db.appUrl,
    masterKey: randomBytes(32),
    streets: JSON.stringify(cityGeoJson(createCity())),
  });
  one = await makeCase(magpie);
  await magpie.start();
  browser = await openBrowser();
  phone = await signIn(one.protectedId, PHONE, 'en-US');
  centre = await signIn(one.officerId, DESK, 'ko-KR');
});
afterAll(async () => {
  await browser?.close();
  await magpie?.stop();
  await db?.close();
});

async function signIn(personId: string, viewport: typeof PHONE, locale: string): Promise<Watched> {
  const origin = `http://127.0.0.1:${magpie.port}`;
  const opened = await openPage(browser, origin, viewport, locale);
  await opened.page.goto(`${origin}/enter#${await signInCode(magpie, personId)}`);
  return opened;
}

/** Both report every 5 s, as one late batch: the protected person stands still, the wearer comes from the east. */
async function come(way: { fromM: number; toM: number; fromAgoS: number; toAgoS: number }): Promise<void> {
  const nowMs = magpie.options.clock.nowMs();
  const steps = (way.fromAgoS - way.toAgoS) / 5;
  for (let i = 0; i <= steps; i += 1) {
    const fixedAtMs = nowMs - (way.fromAgoS - i * 5) * 1_000;
    const eastM = way.fromM + ((way.toM - way.fromM) * i) / steps;
    expect(await report(magpie.devicePort, one.protectedToken, at(0, 0), fixedAtMs)).toBe(200);
    expect(await report(magpie.devicePort, one.wearerToken, at(eastM, 0), fixedAtMs)).toBe(200);
  }
}

async function incidentRow(): Promise<{ state: string; close_reason: string | null } | undefined> {
  const { rows } = await db.database.query<{ state: string; close_reason: string | null }>(
    `select state, close_reason from incidents.incident where kind = 'approach'`,
  );
  return rows[0];
}

describe('from a fix to the warning, its acknowledgement and its end', () => {
  it('both are signed in by the link, the code is gone from the address bar, and EXERCISE stands on both', async () => {
    await phone.page
      .getByText(/EXERCISE/)
      .first()
      .waitFor();
    await centre.page.getByText(/훈련/).first().waitFor();
    expect(phone.page.url()).toBe(`http://127.0.0.1:${magpie.port}/app/`);
    expect(centre.page.url()).toBe(`http://127.0.0.1:${magpie.port}/centre/`);
  });

  it('far away: no warning, and no more than the age of the last report', async () => {
    await come({ fromM: 6_500, toM: 6_000, fromAgoS: 600, toAgoS: 400 });
    await phone.page.getByText('No warning').first().waitFor();
    await phone.page
      .getByText(/device reported/)
      .first()
      .waitFor();
    expect(await phone.page.getByText(/6\.?\d? km|6,?\d{3} m/).count()).toBe(0);
  });

  it('coming near: the phone warns over everything, and its receipt is recorded', async () => {
    await come({ fromM: 6_000, toM: 70, fromAgoS: 395, toAgoS: 0 });
    const sheet = phone.page.getByRole('alertdialog');
    await sheet.waitFor();
    await sheet.getByText(/^(Warning|Danger)$/).waitFor();
    await expect.poll(receipts).toBeGreaterThan(0);
    expect(await broken(phone.page)).toEqual([]);
    await sheet.getByRole('button', { name: 'I have seen it' }).click();
    await sheet.waitFor({ state: 'detached' });
    await phone.page.getByText(/away/).first().waitFor();
    expect(await broken(phone.page)).toEqual([]);
  });

  it('the officer sees it, takes it in hand with A, and closes it with a reason', async () => {
    const { page } = centre;
    await page.getByText(/M-001/).first().waitFor();
    expect(await broken(page)).toEqual([]);
    await page.keyboard.press('a');
    await expect.poll(async () => (await incidentRow())?.state).toBe('acknowledged');
    await page.keyboard.press('c');
    await page.getByRole('radio', { name: '경찰이 인계받음' }).check();
    expect(await page.getByRole('radio').first().isDisabled()).toBe(true);
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await incidentRow())?.state).toBe('closed');
    expect((await incidentRow())?.close_reason).toBe('police-took-over');
  });

  it('nothing was asked of any other host, and no page broke', () => {
    expect([phone.foreign, centre.foreign]).toEqual([[], []]);
    expect([phone.errors, centre.errors]).toEqual([[], []]);
  });

  it('when the server is gone both pages say since when (I-9)', async () => {
    await magpie.stop();
    await phone.page
      .getByText(/No connection since/)
      .first()
      .waitFor();
    await centre.page
      .getByText(/연결 없음|연결이 없|연결 끊김/)
      .first()
      .waitFor();
  });
});

async function receipts(): Promise<number> {
  const { rows } = await db.database.query<{ n: number }>(`select count(*) as n from notify.receipt`);
  return rows[0]!.n;
}

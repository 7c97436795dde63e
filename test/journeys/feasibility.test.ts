/** A judge simulates before an order, in a real browser: form, figures, print. */
import { randomBytes } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { valueOrRefuse } from '../../src/core/refusal.ts';
import { createAgency, createPerson } from '../../src/people/service.ts';
import type { Magpie } from '../../src/server/assemble.ts';
import { broken, DESK, openBrowser, openPage, PHONE } from '../support/browser.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { overflowing } from '../support/layout.ts';
import { newMagpie, signInCode } from '../support/magpie.ts';

let db: TestDatabase;
let magpie: Magpie;
let browser: Browser;
let judgeId: string;
let origin: string;

beforeAll(async () => {
  db = await testDatabase();
  magpie = newMagpie({ appUrl: db.appUrl });
  browser = await openBrowser();
  const { database, sealer } = magpie;
  const people = { database, sealer, clock: magpie.options.clock, randomBytes, jurisdictions: new Set(['kr']) };
  const by = { kind: 'system', id: null };
  const agency = { name: 'Drill court', jurisdiction: 'kr', exercise: true, role: 'court' } as const;
  const { agencyId } = valueOrRefuse(await createAgency(people, agency, by));
  const judge = {
    kind: 'judge',
    agencyId,
    name: 'j',
    phone: null,
    language: 'en',
    householdOf: null,
    exercise: true,
  } as const;
  judgeId = valueOrRefuse(await createPerson(people, judge, by)).personId;
  await magpie.start();
  origin = `http://127.0.0.1:${magpie.port}`;
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await magpie?.stop();
  await db?.close();
});

async function atForm(size: { width: number; height: number }): Promise<Page> {
  const { page } = await openPage(browser, origin, size, 'en-US');
  await page.goto(`${origin}/enter#${await signInCode(magpie, judgeId)}`);
  await page.waitForURL(`${origin}/court/**`);
  await page.goto(`${origin}/court/feasibility/`);
  await page.getByRole('button', { name: 'Fill in an example' }).waitFor();
  return page;
}

it('what is missing is named and led to; an example becomes figures that print, and no verdict (H-311)', async () => {
  const page = await atForm(DESK);
  await page.getByRole('button', { name: 'Simulate' }).click();
  const first = page.getByRole('alert').getByRole('link').first();
  await first.press('Enter');
  expect(await page.evaluate('document.activeElement.id')).toBe('f-wearer-places-0-latDeg');
  await page.getByRole('button', { name: 'Fill in an example' }).click();
  expect(await broken(page)).toEqual([]);
  // A short run of the same: one week and one draw of chance.
  await page.route('**/api/feasibility', (route) =>
    route.continue({ postData: { ...route.request().postDataJSON(), weeks: 1, seeds: 1, approachBy: ['car'] } }),
  );
  await page.getByRole('button', { name: 'Simulate' }).click();
  await page.getByText('This simulation cannot know what the wearer will do.').waitFor();
  await page.getByRole('heading', { name: 'What these figures rest on' }).waitFor();
  expect(await broken(page)).toEqual([]);
  await page.emulateMedia({ media: 'print' });
  expect(await page.getByRole('button', { name: 'Print' }).isVisible()).toBe(false);
  expect(await page.getByRole('complementary', { name: 'Exercise' }).isVisible()).toBe(true);
  expect((await page.pdf({ format: 'A4' })).length).toBeGreaterThan(20_000);
});

it('the form fits a phone', async () => {
  const page = await atForm(PHONE);
  await page.getByRole('button', { name: 'Fill in an example' }).click();
  expect(await overflowing(page)).toEqual([]);
  expect(await broken(page)).toEqual([]);
});

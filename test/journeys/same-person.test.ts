/** "Same person?" at the desk, in a real browser: a question opened and decided by keyboard, what follows from it, and its end. */

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Magpie } from '../../src/server/assemble.ts';
import { broken, DESK, openBrowser, openPage, PHONE } from '../support/browser.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { callServer, makeCase, newMagpie, signInCode, type TestCase } from '../support/magpie.ts';

let db: TestDatabase;
let magpie: Magpie;
let browser: Browser;
let one: TestCase;
let origin: string;

beforeAll(async () => {
  db = await testDatabase();
  magpie = newMagpie({ appUrl: db.appUrl });
  browser = await openBrowser();
  one = await makeCase(magpie);
  await magpie.start();
  origin = `http://127.0.0.1:${magpie.port}`;
  const entered = (await callServer(magpie, null, 'POST', '/api/people', {
    ...{ kind: 'wearer', agencyId: one.agencyId, exercise: true },
    ...{ name: '김민수', birthDate: '1985-01-31', identifier: 'CASE-118' },
  })) as unknown as { body: { personId: string } };
  const { agencyId, wearerId } = one;
  await callServer(magpie, null, 'POST', `/api/people/${wearerId}/findable`, { birthDate: '1985-01-31' });
  const order = { agencyId, wearerId: entered.body.personId, protectedIds: [one.protectedId], exercise: true };
  await callServer(magpie, null, 'POST', '/api/orders', order);
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await magpie?.stop();
  await db?.close();
});

async function atDesk(size = DESK): Promise<Page> {
  const { page } = await openPage(browser, origin, size, 'en-US');
  await page.goto(`${origin}/enter#${await signInCode(magpie, one.officerId)}`);
  await page.getByRole('button', { name: /Same person\? 1 open/ }).waitFor();
  return page;
}

it('two records are opened, found to be the same person, linked, and split again, by keys alone', async () => {
  const page = await atDesk();
  await page.keyboard.press('h');
  await page.getByRole('heading', { name: 'Same person?' }).first().waitFor();
  await page.keyboard.press('j');
  const detail = page.getByRole('article');
  await detail.getByText('The same birth date').waitFor();
  await detail.getByText('Names in different scripts').waitFor();
  expect(await detail.getByText('김민수').count()).toBe(0);
  // Nobody decides upon two whom they have not looked at.
  await page.keyboard.press('y');
  expect(await detail.getByRole('button', { name: 'The same person' }).getAttribute('aria-disabled')).toBe('true');
  await page.keyboard.press('o');
  await detail.getByText('김민수').waitFor();
  await detail.getByText('ends in E118').waitFor();
  expect(await broken(page)).toEqual([]);
  await page.keyboard.press('y');
  await page.keyboard.press('Enter');
  await detail.getByText('This is needed.').waitFor();
  expect(await broken(page)).toEqual([]);
  await page.keyboard.press('Space');
  await page.keyboard.press('Enter');
  await page.getByText('Nothing to decide').waitFor();
  await page.getByText('Decided by an officer').click();
  await detail.getByText('M-001, M-002').first().waitFor();
  await page.keyboard.press('x');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await page.getByText('Nothing chosen').waitFor();
  expect(await page.getByText('Decided by an officer').count()).toBe(0);
});

it('on a phone a record opens over the list, and nothing is wider than the screen', async () => {
  await callServer(magpie, null, 'POST', '/api/people', {
    ...{ kind: 'wearer', agencyId: one.agencyId, exercise: true, name: '김민서', birthDate: '1985-01-31' },
  });
  const { page } = await openPage(browser, origin, PHONE, 'ko-KR');
  await page.goto(`${origin}/enter#${await signInCode(magpie, one.officerId)}`);
  await page.getByRole('button', { name: /동일인 확인/ }).click();
  await page.getByRole('button', { name: /생년월일이 같음, 이름이 비슷함/ }).click();
  await page.getByRole('button', { name: /두 기록 열기/ }).click();
  await page.getByText('김민서').waitFor();
  expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
  expect(await broken(page)).toEqual([]);
  await page.getByRole('button', { name: '목록으로' }).click();
});

/** An overseer opens a question, sees why it is asked, answers it, and searches the log. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { judgeAllLooks } from '../../src/server/misuse-deps.ts';
import { broken, DESK, openBrowser, openPage, PHONE } from '../support/browser.ts';
import { overflowing } from '../support/layout.ts';
import { signedIn } from '../support/magpie.ts';
import { type TwoCases, twoCases } from '../support/two-cases.ts';

let w: TwoCases;
let browser: Browser;
beforeAll(async () => {
  w = await twoCases();
  browser = await openBrowser();
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await w?.close();
});

it('a question is opened, understood and answered; the log is searched', async () => {
  const office = await w.as(null, 'POST', '/api/agencies', {
    name: 'Overseers',
    jurisdiction: 'kr',
    role: 'oversight',
  });
  const person = { kind: 'overseer', agencyId: office.body.agencyId, name: 'Overseer', exercise: true };
  const cookie = await signedIn(w.magpie, (await w.as(null, 'POST', '/api/people', person)).body.personId as string);
  for (const id of [w.a.proceedingId, w.a.measureId, w.a.ids.wearer]) {
    await w.as(w.b.cookies.police!, 'GET', `/api/proceedings/${id}`);
  }
  await expect
    .poll(async () => {
      await judgeAllLooks(w.magpie);
      return ((await w.as(cookie, 'GET', '/api/oversight/questions')).body.questions as object[]).length;
    })
    .toBe(1);
  const origin = `http://127.0.0.1:${w.magpie.port}`;
  const { page, errors, foreign } = await openPage(browser, origin, DESK, 'en');
  const [name = '', value = ''] = cookie.split('=');
  await page.context().addCookies([{ name, value, url: origin }]);
  await page.goto(`${origin}/oversight/`);
  await page.getByRole('button', { name: 'Tried 3 times and was refused' }).click();
  await page.getByRole('table').getByText('access.refuse').first().waitFor();
  if (process.env.SHOTS !== undefined) await page.screenshot({ path: `${process.env.SHOTS}/desk.png` });
  expect([await broken(page), await overflowing(page)]).toEqual([[], []]);
  await page.getByLabel('Outcome').selectOption('explained');
  await page.getByLabel('In your words').fill('A number was mistyped.');
  await page.getByRole('button', { name: 'Put on record' }).click();
  await page.getByText('A number was mistyped.', { exact: true }).and(page.locator('p')).waitFor();
  await page.getByRole('button', { name: 'Search the log' }).click();
  await page.getByLabel('Action begins with').fill('oversight.answer');
  await page.locator('form').getByRole('button', { name: 'Search the log' }).click();
  await page.getByRole('table').getByText('oversight.answer').waitFor();
  await page.getByRole('button', { name: 'Relations', exact: true }).click();
  await page.getByLabel('Member of staff (id)').fill(w.b.ids.police!);
  await page.getByRole('form', { name: 'Note a relation' }).getByLabel('Related person').fill('Made-up Name');
  await page.getByRole('button', { name: 'Note a relation' }).click();
  await page.getByRole('table').getByText('Made-up Name').waitFor();
  expect([await broken(page), await overflowing(page)]).toEqual([[], []]);
  await page.getByRole('button', { name: 'Retention', exact: true }).click();
  await page.getByText('This server has no key store: nothing is destroyed for good.').waitFor();
  await page.setViewportSize(PHONE);
  if (process.env.SHOTS !== undefined) await page.screenshot({ path: `${process.env.SHOTS}/phone.png` });
  expect([await broken(page), await overflowing(page)]).toEqual([[], []]);
  // One that is not reached says so, and goes on.
  await page.route('**/api/session**', (route) => route.abort());
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('alert').getByText('You are still signed in').waitFor();
  await page.unroute('**/api/session**');
  expect([await broken(page), await overflowing(page)]).toEqual([[], []]);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.waitForURL('**/enter');
  expect((await w.as(cookie, 'GET', '/api/session')).status).toBe(401);
  expect([errors.filter((one) => !one.includes('ERR_FAILED')), foreign]).toEqual([[], []]);
});

it('staff declare whom they are related to, and sign out', async () => {
  const origin = `http://127.0.0.1:${w.magpie.port}`;
  const { page, errors, foreign } = await openPage(browser, origin, PHONE, 'en');
  const [name = '', value = ''] = w.a.cookies.clerk!.split('=');
  await page.context().addCookies([{ name, value, url: origin }]);
  await page.goto(`${origin}/enter#mine`);
  await page.getByText('You have declared nobody.').waitFor();
  await page.getByText('Names are compared with wearers only').waitFor();
  const declare = async (whom: string) => {
    await page.getByLabel('Name, or id of the record', { exact: true }).fill(whom);
    await page.getByRole('button', { name: 'Declare' }).click();
  };
  await declare('Made-up Relative');
  await page.getByRole('listitem').getByText('Made-up Relative').waitFor();
  // A protected person, whose name is compared with nothing; of a case that is theirs to see.
  await declare(w.a.ids.protected!);
  await page.getByRole('listitem').getByText(w.a.ids.protected!).waitFor();
  const { body } = await w.as(w.a.cookies.clerk!, 'GET', '/api/me/relations');
  expect((body as { declared: { personId: string | null }[] }).declared.map(({ personId }) => personId).sort()).toEqual(
    [w.a.ids.protected, null].sort(),
  );
  if (process.env.SHOTS !== undefined) await page.screenshot({ path: `${process.env.SHOTS}/mine.png`, fullPage: true });
  expect([await broken(page), await overflowing(page)]).toEqual([[], []]);
  expect(page.url()).not.toContain('Made');
  await page.goto(`${origin}/figures/`);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.waitForURL('**/enter');
  expect((await w.as(w.a.cookies.clerk!, 'GET', '/api/session')).status).toBe(401);
  expect([errors, foreign]).toEqual([[], []]);
});

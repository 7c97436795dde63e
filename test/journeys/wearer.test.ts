/** A wearer reads what holds, what is held and who looked, objects, is answered by the centre, and answers to a record; a lawyer does it for them. */
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { valueOrRefuse } from '../../src/core/refusal.ts';
import { nameLawyer } from '../../src/people/rights/service.ts';
import { createPerson } from '../../src/people/service.ts';
import type { Magpie } from '../../src/server/assemble.ts';
import { logSettingOf } from '../../src/server/log/setting.ts';
import { broken, DESK, openBrowser, openPage, PHONE } from '../support/browser.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { overflowing } from '../support/layout.ts';
import { at, makeCase, newMagpie, report, signInCode, type TestCase } from '../support/magpie.ts';

const SETTER = { kind: 'system', id: null };
let db: TestDatabase;
let folder: string;
let magpie: Magpie;
let one: TestCase;
let lawyerId: string;
let browser: Browser;
let origin: string;

beforeAll(async () => {
  db = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), 'magpie-wearer-'));
  magpie = newMagpie({ appUrl: db.appUrl, verifiableLog: logSettingOf(folder, '0123456789abcdef', {}) });
  one = await makeCase(magpie);
  await magpie.start();
  origin = `http://127.0.0.1:${magpie.port}`;
  const { database, sealer, options } = magpie;
  const people = { database, sealer, clock: options.clock, randomBytes, jurisdictions: options.packs.jurisdictions() };
  const request = {
    kind: 'lawyer',
    agencyId: one.agencyId,
    name: 'Made-up Lawyer',
    phone: null,
    language: 'en',
  } as const;
  const made = await createPerson(people, { ...request, householdOf: null, exercise: true }, SETTER);
  lawyerId = valueOrRefuse(made).personId;
  valueOrRefuse(await nameLawyer(people, one.wearerId, lawyerId, { personId: null, actor: SETTER }));
  await report(magpie.devicePort, one.wearerToken, at(0, 0), options.clock.nowMs() - 5_000);
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await magpie?.stop();
  await db?.close();
  await rm(folder, { recursive: true, force: true });
});

async function enter(personId: string, size: { width: number; height: number }, language: string) {
  const opened = await openPage(browser, origin, size, language);
  await opened.page.goto(`${origin}/enter#${await signInCode(magpie, personId)}`);
  return opened;
}

/** Of a named place, as the engine would have opened it. */
async function incident(): Promise<void> {
  const nowMs = magpie.options.clock.nowMs();
  await db.database.query(
    `insert into incidents.incident (incident_id, subject, kind, order_id, agency_id, wearer_id, exercise, state, level,
       highest_level, opened_at_ms, changed_at_ms)
     values ($1, $2, 'zone', $3, $4, $5, true, 'unacknowledged', 'danger', 'danger', $6, $6)`,
    [randomUUID(), `zone:${randomUUID()}`, one.orderId, one.agencyId, one.wearerId, nowMs],
  );
}

const SHOTS = process.env.MAGPIE_SHOTS;
async function shot(page: Page, name: string): Promise<void> {
  if (SHOTS !== undefined) await page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true });
}

it('by phone: duties, what is held, who looked, an objection; the centre answers and asks about a record; a lawyer reads along', async () => {
  await incident();
  const { page, errors, foreign } = await enter(one.wearerId, PHONE, 'en');
  await page.getByRole('heading', { name: 'Your orders and your rights' }).waitFor();
  await page.getByText(/Stay at least 100 m away/).waitFor();
  await page.getByRole('complementary', { name: /exercise/i }).waitFor();
  await shot(page, 'now');
  const go = (name: string) => page.getByRole('navigation').getByRole('button', { name, exact: true }).click();
  await go('Device');
  await page.getByText('Charge the device so that it does not run empty.').waitFor();
  await shot(page, 'device');
  await go('What is held');
  await page.getByText('Kinds of data that the law lets offices hold about you').waitFor();
  await page.getByRole('button', { name: 'Show' }).click();
  await page.getByText('36.00000, 124.50000').waitFor();
  expect(await broken(page)).toEqual([]);
  expect(await overflowing(page)).toEqual([]);
  await shot(page, 'held');
  await go('Who looked');
  await page.getByText('The law lets these be shown it').waitFor();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Take the proofs away' }).click(),
  ]);
  expect(await json(await download.createReadStream())).toMatchObject({ format: 'magpie-log-proofs/1' });
  expect(await broken(page)).toEqual([]);
  await shot(page, 'looks');
  await go('Objections');
  await page.getByLabel('In your words').fill('I was at work. Ask my foreman.');
  await page.getByRole('button', { name: 'Send' }).click();
  await page.getByRole('heading', { name: 'No. 1: Object' }).waitFor();
  expect(await broken(page)).toEqual([]);
  await shot(page, 'contests');

  const centre = await enter(one.officerId, DESK, 'en');
  await centre.page.getByRole('button', { name: /^Rights/ }).click();
  const contest = centre.page.getByRole('article').filter({ hasText: 'I was at work.' });
  await contest.getByLabel('Reasons').fill('The foreman confirms it.');
  await contest.getByRole('button', { name: 'Answer' }).click();
  await contest.getByText('The foreman confirms it.').and(centre.page.locator('p')).waitFor();
  await centre.page.getByRole('button', { name: 'Make the record' }).first().click();
  const record = centre.page.getByRole('article').filter({ hasText: 'Draft: the wearer does not know of it' });
  await record.getByRole('button', { name: 'Put to the wearer' }).click();
  await centre.page.getByRole('heading', { name: /Put to the wearer/ }).waitFor();
  // The wearer can still answer: no reasons of an officer are enough.
  const put = centre.page.getByRole('article').filter({ hasText: 'They may answer until' });
  await put.getByLabel('Reasons').fill('Seen there.');
  await put.getByRole('button', { name: 'Confirm' }).click();
  await put.getByText('The wearer can still answer.').waitFor();
  // Who acts for the wearer is ended and named again: both see it at once.
  const lawyers = centre.page.getByRole('region', { name: 'Lawyers of wearers' });
  await lawyers.getByRole('button', { name: 'End' }).click();
  await lawyers.getByRole('button', { name: 'Keep them' }).click();
  await lawyers.getByRole('button', { name: 'End' }).click();
  await lawyers.getByRole('button', { name: /^End it/ }).click();
  await lawyers.getByText('Nobody acts for a wearer.').waitFor();
  const chosen = [lawyers.getByLabel('Wearer, by the label of the order'), lawyers.getByLabel('Lawyer')];
  for (const one of chosen) expect(await one.inputValue()).toBe('');
  for (const one of chosen) await one.selectOption({ index: 1 });
  await lawyers.getByRole('button', { name: 'Name' }).click();
  await lawyers.getByText(/^Made-up Lawyer, since/).waitFor();
  expect(await broken(centre.page)).toEqual([]);
  await shot(centre.page, 'centre');
  // Without loading the centre anew, which would switch its sound off.
  await centre.page.getByRole('button', { name: /^Sound/ }).click();
  await centre.page.getByRole('button', { name: 'Kept of orders that are over' }).click();
  await centre.page.getByRole('heading', { name: 'Kept of orders that are over' }).waitFor();
  await centre.page.getByRole('button', { name: /^Sound on/ }).waitFor();

  await go('Records');
  await page.getByText('You are asked.').waitFor();
  await page.getByLabel('Your answer').fill('I live in that street.');
  await page.getByRole('button', { name: 'Send the answer' }).click();
  await page.getByText('You answered. A person decides.').waitFor();
  await shot(page, 'records');
  await go('Objections');
  await page.getByText('The foreman confirms it.').waitFor();

  const lawyer = await enter(lawyerId, DESK, 'ko');
  await lawyer.page.getByRole('heading', { name: '의뢰인: exercise wearer' }).waitFor();
  await lawyer.page.getByRole('button', { name: '기록', exact: true }).click();
  await lawyer.page.getByText('답했습니다. 사람이 결정합니다.').waitFor();
  await lawyer.page.getByRole('button', { name: '보관 중인 것' }).click();
  await lawyer.page.getByText('당신의 위치', { exact: true }).waitFor();
  expect(await lawyer.page.getByRole('heading', { name: '당신 자신의 위치' }).count()).toBe(0);
  expect(await broken(lawyer.page)).toEqual([]);
  await shot(lawyer.page, 'lawyer');

  // Whoever is protected never gets there, and the page says so.
  const other = await enter(one.protectedId, PHONE, 'en');
  await other.page.waitForURL(/\/app\//);
  await other.page.goto(`${origin}/wearer/`);
  await other.page.getByText('This page is for wearers and their lawyers.').waitFor();
  expect([errors, foreign, lawyer.errors, lawyer.foreign, centre.errors]).toEqual([[], [], [], [], []]);
  for (const { context } of [centre, lawyer, other]) await context.close();

  await go('Now');
  await page.getByRole('button', { name: 'End this' }).click();
  await page.getByRole('button', { name: /^End it/ }).click();
  await page.getByText('No lawyer is linked.').waitFor();

  await page.context().setOffline(true);
  await go('What is held');
  await page.getByText(/^No connection/).waitFor();
  await page.context().close();
});

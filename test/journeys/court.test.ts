/** The life of an order at the desks of those who make it, in a real browser: filed, granted with a place drawn by keyboard, fitted, extended, appealed. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemClock } from '../../src/core/clock.ts';
import { valueOrRefuse } from '../../src/core/refusal.ts';
import { DAY_MS } from '../../src/core/time.ts';
import { pngOf } from '../../src/orders/documents/samples.fixture.ts';
import { createAgency, createPerson, type PersonKind } from '../../src/people/service.ts';
import type { Magpie } from '../../src/server/assemble.ts';
import { logSettingOf } from '../../src/server/log/setting.ts';
import { broken, DESK, openBrowser, openPage, type Watched } from '../support/browser.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { makeCase, newMagpie, signInCode } from '../support/magpie.ts';

let db: TestDatabase;
let magpie: Magpie;
let folder: string;
let browser: Browser;
let origin: string;
const people: Record<string, string> = {};
const desks: Record<string, Watched> = {};

beforeAll(async () => {
  db = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), 'magpie-court-'));
  magpie = newMagpie({ appUrl: db.appUrl, verifiableLog: logSettingOf(folder, '0123456789abcdef', {}) });
  browser = await openBrowser();
  const one = await makeCase(magpie);
  const { database, sealer } = magpie;
  const deps = { database, sealer, clock: magpie.options.clock, randomBytes, jurisdictions: new Set(['kr']) };
  const by = { kind: 'system', id: null };
  const office = async (role: 'prosecution' | 'court', name: string) =>
    valueOrRefuse(await createAgency(deps, { name, jurisdiction: 'kr', role }, by)).agencyId;
  const person = async (kind: PersonKind, agencyId: string, name: string) => {
    const rest = { phone: null, language: 'en', householdOf: null, exercise: true } as const;
    people[name] = valueOrRefuse(await createPerson(deps, { kind, agencyId, name, ...rest }, by)).personId;
  };
  const prosecution = await office('prosecution', 'Exercise Prosecution Office');
  const court = await office('court', 'Exercise District Court');
  await person('prosecutor', prosecution, 'prosecutor');
  await person('judge', court, 'judge');
  await person('clerk', court, 'clerk');
  people.officer = one.officerId;
  await magpie.start();
  origin = `http://127.0.0.1:${magpie.port}`;
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await magpie?.stop();
  await db?.close();
  await rm(folder, { recursive: true, force: true });
});

/** At their own desk, signed in; the same page again when they come back. */
async function at(who: string, path = '/court/'): Promise<Page> {
  const known = desks[who];
  const watched = known ?? (await openPage(browser, origin, DESK, 'en-US'));
  desks[who] = watched;
  const { page } = watched;
  if (known === undefined) {
    await page.goto(`${origin}/enter#${await signInCode(magpie, people[who]!)}`);
    await page.waitForURL(/\/(court|centre)\//);
  }
  await page.goto(`${origin}${path}`);
  return page;
}

const send = (page: Page) => page.getByRole('button', { name: /Read it over|Record it|File it/ }).click();
const confirm = (page: Page) => page.getByRole('button', { name: 'Confirm and send' }).click();
const task = (page: Page, name: string | RegExp) =>
  page.getByRole('region', { name: 'What can be done now' }).getByRole('button', { name });
const attach = (page: Page, name: string, bytes: Uint8Array) =>
  page
    .getByLabel(/^Documents/)
    .setInputFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) });

/** What the link saves. */
async function saved(page: Page, name: string | RegExp): Promise<Buffer> {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name }).click()]);
  return buffer(await download.createReadStream());
}

let proceeding = '';

it('a prosecutor files; what is missing is told with links to its fields, and nothing is sent', async () => {
  const page = await at('prosecutor');
  await page.getByText('Nothing waits for your office.').first().waitFor();
  expect(await broken(page)).toEqual([]);
  await page.keyboard.press('n');
  await page.getByRole('heading', { name: 'New proceeding' }).waitFor();
  await send(page);
  const summary = page.getByRole('alert').filter({ hasText: 'There is a problem' });
  await summary.getByRole('link', { name: 'Say whom it is to protect.' }).click();
  expect(await page.evaluate('document.activeElement.name')).toBe('protected');
  expect(await broken(page)).toEqual([]);
  await page.getByLabel(/제2호/).check();
  await page.getByLabel(/제3호의2/).check();
  await page.getByLabel(/exercise protected/).check();
  await page.getByLabel('Against whom is it?').selectOption({ label: 'exercise wearer' });
  await page.getByLabel(/Facts and why/).fill('Waited at the door eleven times.');
  await send(page);
  await page.getByText(/Filed by the prosecution on .*not decided yet/).waitFor();
  expect(await broken(page)).toEqual([]);
  proceeding = new URL(page.url()).pathname;
});

it('a clerk sees it wait and may not decide', async () => {
  const page = await at('clerk');
  await page.getByText('1 matter waits for your office:').waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await task(page, 'Record the hearing').waitFor();
  expect(await task(page, 'Decide').count()).toBe(0);
});

it('a judge is told what is wrong at its field, draws a place by keyboard alone, reads it over and orders it (H-362)', async () => {
  const page = await at('judge', `${proceeding}/decide`);
  await send(page);
  await page.getByRole('link', { name: /keep 100 m away: Say whether this measure/ }).waitFor();
  for (const yes of await page.getByLabel('Grant').all()) await yes.check();
  await page
    .getByLabel(/Last day/)
    .first()
    .fill('2020-01-01');
  await page.getByRole('button', { name: 'Add an outline' }).click();
  await send(page);
  for (const said of [
    /keep 100 m away: The measure would end before it begins/,
    /electronic device: The decision names by when the wearer reports/,
    /Name the place/,
    /at least three corners/,
  ]) {
    await page.getByRole('link', { name: said }).waitFor();
  }
  expect(await broken(page)).toEqual([]);
  await page
    .getByLabel(/Last day/)
    .first()
    .fill('');
  const tomorrow = new Date(magpie.options.clock.nowMs() + 33 * 3_600_000).toISOString().slice(0, 16);
  await page.getByLabel(/reports for fitting by/).fill(tomorrow);
  await page.getByLabel('Name of the place').fill('home');
  const map = page.locator('canvas.maplibregl-canvas');
  expect((await map.boundingBox())!.height).toBeGreaterThan(300);
  await map.focus();
  for (const key of ['Enter', 'ArrowRight', 'Enter', 'ArrowDown', 'Enter', 'ArrowLeft', 'Enter'])
    await page.keyboard.press(key);
  await page.getByRole('button', { name: 'Remove point 4' }).waitFor();
  await page.getByRole('button', { name: 'Done with this place' }).click();
  await page.getByText(/Keep away from “home”.*outline of 4 corners.*always/).waitFor();
  await attach(page, 'minutes.pdf', Buffer.from('PK\x03\x04 no PDF at all', 'latin1'));
  await page.getByText(/The document was not taken.*Save it as PDF and send that/).waitFor();
  await attach(page, 'door.png', pngOf(4, 4));
  await page.getByRole('button', { name: 'Remove door.png' }).waitFor();
  expect(await broken(page)).toEqual([]);
  await send(page);
  await page.getByRole('heading', { name: /You are about to order this/ }).waitFor();
  await page.getByText('Granted', { exact: true }).waitFor();
  await page.getByText('door.png').waitFor();
  await page.getByText(/Keep away from “home”/).waitFor();
  expect(await broken(page)).toEqual([]);
  await confirm(page);
  await page.getByText(/keep 100 m away and .*electronic device: in force until .*, not extended/).waitFor();
  await page.getByText('Version 1', { exact: true }).waitFor();
  expect(await broken(page)).toEqual([]);
});

it('the judge puts the order on paper, and saves it with what was attached', async () => {
  const page = await at('judge', proceeding);
  const documents = page.getByRole('region', { name: 'Documents' });
  await documents.getByText(/with the decision · Version 1 · .*PNG, 1 kB/).waitFor();
  expect(await saved(page, /door\.png/)).toEqual(Buffer.from(pngOf(4, 4)));
  await documents.getByRole('button', { name: 'Order on paper: version 1' }).click();
  await documents.getByText(/Order KR-EX-\d{4}-\d+, version 1/).waitFor();
  expect((await saved(page, 'Save the PDF')).subarray(0, 5).toString()).toBe('%PDF-');
  await documents.getByRole('button', { name: 'Fetch the order on paper' }).waitFor();
  await documents.getByRole('link', { name: /KR-.*-1\.pdf/ }).waitFor();
  expect(await broken(page)).toEqual([]);
});

it('an officer comes by the centre’s link, records the fitting, and what is done is ticked', async () => {
  const page = await at('officer', '/centre/');
  await page.getByRole('link', { name: /Orders/ }).click();
  await page.getByText(/matters? waits? for your office/).waitFor();
  await page.getByRole('link', { name: /P-\d{4}-/ }).click();
  await page
    .getByRole('region', { name: 'Fitting and offers' })
    .getByRole('button', { name: 'Record the fitting' })
    .click();
  await send(page);
  await page
    .getByRole('region', { name: 'Fitting and offers' })
    .getByText(/Fitted on/)
    .waitFor();
  expect(await broken(page)).toEqual([]);
  await task(page, 'Offer a device or an app').click();
  await send(page);
  await page.getByText('Offered, no answer yet').first().waitFor();
});

it('an extension is asked for and granted; a day beyond the law is told before anything is sent', async () => {
  const asking = await at('prosecutor', proceeding);
  await task(asking, /Ask for an extension.*electronic/s).click();
  await send(asking);
  await asking
    .getByText(/An extension was asked for on/)
    .first()
    .waitFor();
  const page = await at('judge', proceeding);
  await task(page, 'Decide on the extension').click();
  await page.getByLabel('Granted').check();
  await page.getByLabel(/Last day/).fill('2099-01-01');
  await send(page);
  await page.getByRole('link', { name: 'The measure would last longer than the law allows.' }).click();
  await page.getByLabel(/Last day/).fill('');
  await send(page);
  await confirm(page);
  await page.getByText(/electronic device: in force until .*, extended once/).waitFor();
  await page.getByText('Version 2', { exact: true }).waitFor();
});

it('an appeal is lodged once, and the bench is to decide on it', async () => {
  const page = await at('prosecutor', proceeding);
  await task(page, 'Lodge an appeal').click();
  await send(page);
  await page.getByText('Appeal lodged').first().waitFor();
  expect(await task(page, 'Lodge an appeal').count()).toBe(0);
  const bench = await at('judge', proceeding);
  await task(bench, 'Decide on the appeal').waitFor();
});

it('a prosecutor keeps looks of the investigation from the wearer until a day; the bench takes proofs of the acts away', async () => {
  const page = await at('prosecutor', proceeding);
  const delays = page.getByRole('region', { name: 'Looks kept from the wearer for now' });
  await delays.getByText('Nothing is kept back.').waitFor();
  const day = (days: number) => new Date(systemClock.nowMs() + days * DAY_MS).toISOString().slice(0, 10);
  await delays.getByLabel('Until').fill(day(200));
  await delays.getByLabel('By which article').fill('CPA 198');
  await delays.getByRole('button', { name: 'Keep back' }).click();
  await delays.getByText('Give a day within the next 180, and the article.').waitFor();
  await delays.getByLabel('Until').fill(day(30));
  await delays.getByRole('button', { name: 'Keep back' }).click();
  await delays.getByText(/^Kept back until .* \(CPA 198\)$/).waitFor();
  expect(await broken(page)).toEqual([]);
  const bench = await at('judge', proceeding);
  expect(await bench.getByRole('region', { name: 'Looks kept from the wearer for now' }).count()).toBe(0);
  const proofs = JSON.parse((await saved(bench, 'Take the proofs away')).toString('utf8')) as object;
  expect(proofs).toMatchObject({ format: 'magpie-log-proofs/1' });
  for (const { foreign, errors } of Object.values(desks)) expect([foreign, errors]).toEqual([[], []]);
});

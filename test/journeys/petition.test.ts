/**
 * The guided petition on a real server, in the law of 2027: half written, left, gone on with in another browser, through a lost connection,
 * sent, read and refused by the prosecutor, and then the way to the court that the refusal opens. Every page by axe.
 */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/core/clock.ts';
import { pngOf } from '../../src/orders/documents/samples.fixture.ts';
import type { Magpie } from '../../src/server/assemble.ts';
import { broken, openBrowser, openPage, PHONE, type Watched } from '../support/browser.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { overflowing, smallTargets } from '../support/layout.ts';
import { callServer, makeCase, newMagpie, signedIn, signInCode, type TestCase } from '../support/magpie.ts';

/** The victim's own petition is law from 2027-04-22 on. */
const AHEAD_MS = Date.parse('2027-05-10T02:00:00Z') - systemClock.nowMs();
const WHAT = 'They stood across the street for two hours.';
let db: TestDatabase;
let magpie: Magpie;
let one: TestCase;
let prosecutorId: string;
let browser: Browser;
let origin: string;

beforeAll(async () => {
  db = await testDatabase();
  magpie = newMagpie({ appUrl: db.appUrl, clock: { nowMs: () => systemClock.nowMs() + AHEAD_MS } });
  one = await makeCase(magpie);
  await magpie.start();
  origin = `http://127.0.0.1:${magpie.port}`;
  const made = async (path: string, body: object) => (await callServer(magpie, null, 'POST', path, body)).body;
  const office = (name: string, role: string) => made('/api/agencies', { name, role, jurisdiction: 'kr' });
  const { agencyId } = await office('Prosecution (exercise)', 'prosecution');
  await office('Court (exercise)', 'court');
  const person = { kind: 'prosecutor', agencyId, name: 'Prosecutor (exercise)', exercise: true };
  prosecutorId = String((await made('/api/people', person)).personId);
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await magpie?.stop();
  await db?.close();
});

async function signIn(path: '/app/' | '/petition/'): Promise<Watched> {
  const watched = await openPage(browser, origin, PHONE, 'en-US', { serviceWorkers: 'block' });
  const { page } = watched;
  await page.addInitScript(`localStorage.setItem('pair-view', 'list')`);
  await page.goto(`${origin}/enter#${await signInCode(magpie, one.protectedId)}`);
  await page.getByRole('button', { name: /SOS/ }).waitFor();
  if (path === '/petition/') await page.goto(`${origin}${path}`);
  return watched;
}

const press = (page: Page, name: string | RegExp) =>
  page
    .locator('[data-petition]')
    .getByRole('button', { name, exact: typeof name === 'string' })
    .click();
const question = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 2, name }).waitFor();

/** The page breaks no rule, holds at 200 % and from right to left, and the focus is on its heading. */
async function look(page: Page, name: string | RegExp): Promise<void> {
  await question(page, name);
  expect(await page.evaluate(`document.activeElement?.textContent`), String(name)).toMatch(name);
  expect(await broken(page), String(name)).toEqual([]);
  expect(await smallTargets(page, 44), String(name)).toEqual([]);
  await page.evaluate(`document.documentElement.dir = 'rtl'; document.documentElement.style.fontSize = '200%'`);
  expect(await overflowing(page), String(name)).toEqual([]);
  await page.evaluate(`document.documentElement.dir = ''; document.documentElement.style.fontSize = ''`);
}

const attach = (page: Page, name: string, bytes: Uint8Array) =>
  page.getByLabel('Choose files').setInputFiles({ name, mimeType: 'image/png', buffer: Buffer.from(bytes) });

/** What the server keeps of the draft, by name. */
async function draftDocuments(): Promise<string[]> {
  const { body } = await callServer(magpie, await signedIn(magpie, one.protectedId), 'GET', '/api/me/petition');
  return (body.draft as { documents: { name: string }[] }).documents.map(({ name }) => name);
}

const kept = (page: Page): Promise<string> =>
  page.evaluate(`JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.title, location.href])`);

describe('a petition', () => {
  it('is begun by what the law offers, with wrong input mended, and left half written (H-375)', async () => {
    const { page, errors, foreign } = await signIn('/app/');
    await page.getByRole('button', { name: 'Menu' }).click();
    await page.getByRole('button', { name: 'Ask for protection' }).click();
    await page.getByText('Asking the court yourself: this opens only after').waitFor();
    await press(page, /^Begin: Ask the prosecutor/);
    await look(page, 'Are you in danger now?');
    await press(page, 'I am safe enough to go on');
    await look(page, 'What should happen?');
    await press(page, 'Continue');
    await page.getByRole('link', { name: /Choose at least one/ }).click();
    expect(await page.evaluate(`document.activeElement?.name`)).toBe('wants');
    await page.getByRole('checkbox', { name: /They must keep away/ }).check();
    await press(page, 'Continue');
    await look(page, 'Who is it?');
    await page.getByLabel('Year or day of birth').fill('19');
    await press(page, 'Continue');
    await page.getByRole('link', { name: /Write a year/ }).click();
    expect(await page.evaluate(`document.activeElement?.id`)).toBe('birth');
    expect(await broken(page)).toEqual([]);
    await page.getByLabel('Year or day of birth').fill('1988');
    await press(page, 'Continue');
    await look(page, 'What happened?');
    await press(page, 'Add something that happened');
    await look(page, 'Tell what happened');
    await page.getByLabel('What happened?').fill(WHAT);
    await page.getByLabel('On which day?').fill('2027-05-01');
    await press(page, 'Done');
    await question(page, 'What happened?');
    await press(page, 'Save and leave');
    await page.getByRole('heading', { level: 1, name: 'Menu' }).waitFor();
    expect(await kept(page)).not.toMatch(/street|1988|petition/i);
    expect([errors, foreign]).toEqual([[], []]);
    await page.context().close();
  });

  it('is gone on with in another browser, through a lost connection, and sent (H-374)', async () => {
    const { page, errors, context } = await signIn('/petition/');
    await press(page, 'Go on with what you wrote');
    expect(page.url()).toBe(`${origin}/app/`);
    await question(page, 'What happened?');
    await page.getByText(WHAT).waitFor();
    await press(page, 'Continue');
    await look(page, /Which places/);
    await page.getByText(/Is your address secret\? Then do not write it here/).waitFor();
    await press(page, 'Add a place');
    await look(page, 'Which place is it?');
    await page.getByLabel('Where is it?').fill('Flower market, north gate');
    await press(page, 'Done');
    await question(page, /Which places/);
    await context.setOffline(true);
    await page.getByLabel('Who lives with you?').fill('My son, 7');
    await press(page, 'Continue');
    await page.getByText(/Not saved: no connection/).waitFor();
    await look(page, 'How can you be reached safely?');
    await page.getByRole('checkbox', { name: 'In this app' }).check();
    await context.setOffline(false);
    await page.getByText(/^Saved \d\d:\d\d/).waitFor();
    await press(page, 'Continue');
    await look(page, /photos, screenshots or papers/);
    await page.getByText(/kept for one day \(24 hours\) only/).waitFor();
    await attach(page, 'moving.png', Buffer.from('GIF89a'));
    await page.getByText('moving.png was not taken. It may be damaged.').waitFor();
    await press(page, 'Remove: moving.png');
    for (const name of ['door.png', 'too-much.png']) {
      await attach(page, name, pngOf(name.length, 4));
      await page.getByRole('button', { name: `Remove: ${name}` }).waitFor();
      // It can be removed while it is on its way, and nobody goes on before it is there.
      await page.getByText(`Sending ${name}`).waitFor({ state: 'detached' });
    }
    await press(page, 'Remove: too-much.png');
    await press(page, 'Continue');
    await look(page, 'Check your answers');
    await page.getByText('My son, 7').waitFor();
    await page.getByText('- door.png').waitFor();
    await expect.poll(() => draftDocuments()).toEqual(['door.png']);
    await press(page, 'Send it');
    await look(page, 'It is sent');
    const draft = await callServer(magpie, await signedIn(magpie, one.protectedId), 'GET', '/api/me/petition');
    expect(draft.body).toEqual({ draft: null, changedAtMs: null });
    await press(page, 'See how it stands');
    await look(page, 'Asked for, not taken further yet');
    await press(page, 'Withdraw it');
    await page.getByText(/Nobody may force or press you/).waitFor();
    await press(page, 'No, go back');
    expect(errors).toEqual([]);
    await page.context().close();
  });

  it('reaches the prosecutor, whose refusal opens the way to the court, and quick exit leaves nothing behind (H-373)', async () => {
    const cookie = await signedIn(magpie, prosecutorId);
    const list = await callServer(magpie, cookie, 'GET', '/api/proceedings');
    const [found] = list.body.proceedings as { proceedingId: string; number: string }[];
    const read = await callServer(magpie, cookie, 'GET', `/api/proceedings/${found!.proceedingId}`);
    expect(read.body.documents).toMatchObject([{ what: 'petition-attachment', name: 'door.png', number: 1 }]);
    const text = (read.body.events as { text: string }[])[0]!.text;
    expect(text).toContain(WHAT);
    expect(text).toContain('Year or day of birth: 1988');
    const decline = { act: 'decline', reasons: ['insufficient-evidence'], text: 'The street is public.' };
    await callServer(magpie, cookie, 'POST', `/api/proceedings/${found!.proceedingId}/acts`, decline);

    const { page, errors } = await signIn('/petition/');
    await press(page, new RegExp(found!.number));
    await look(page, 'Not taken further');
    await page.getByText(/You can go to the court yourself until the end of August 9, 2027 \(91 days left\)/).waitFor();
    await expect(page.getByText('The street is public').count()).resolves.toBe(0);
    await press(page, 'Go to the court yourself');
    await press(page, 'I am safe enough to go on');
    await question(page, 'What should happen?');
    // A device is not to be had on this way.
    expect(await page.getByRole('checkbox').count()).toBe(3);
    await page.getByRole('button', { name: 'Quick exit' }).click();
    await page.getByRole('textbox', { name: 'Memo' }).waitFor();
    await page.goBack();
    await page.getByRole('textbox', { name: 'Memo' }).waitFor();
    expect(page.url()).toMatch(/exit-memo-en\.html$/);
    expect(errors).toEqual([]);
    await page.context().close();
  });

  it('quick exit leaves at once with words unsaved (H-371)', async () => {
    const { page } = await signIn('/petition/');
    await page.route('**/api/me/petition', (route) =>
      route.request().method() === 'PUT' ? route.abort() : route.continue(),
    );
    await press(page, 'Go on with what you wrote');
    await question(page, 'What should happen?');
    await page.getByRole('checkbox').first().check();
    await page.getByText(/Not saved: no connection/).waitFor();
    const asked: string[] = [];
    page.on('dialog', (dialog) => {
      asked.push(dialog.type());
      void dialog.dismiss();
    });
    // A browser that does not step back: the screen is still there when the page is left.
    await page.evaluate('history.go = () => undefined');
    await page.getByRole('button', { name: 'Quick exit' }).click();
    await page.getByRole('textbox', { name: 'Memo' }).waitFor();
    expect(asked).toEqual([]);
    await page.context().close();
  });

  it('says so where the server holds the app locked', async () => {
    const { page } = await signIn('/petition/');
    await page.route('**/api/law', (route) =>
      route.fulfill({ status: 403, json: { error: { code: 'locked', message: 'locked' } } }),
    );
    await page.reload();
    await page.goto(`${origin}/petition/`);
    await page.getByText(/The app is locked on this phone/).waitFor();
    await page.context().close();
  });
});

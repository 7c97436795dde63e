/**
 * The safety of the app itself, in a real browser: its look, its lock and what a locked phone still does, the second PIN, leaving, a
 * lost phone, and a supporter who sees set-up and nothing else.
 */
import { randomBytes } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { valueOrRefuse } from '../../src/core/refusal.ts';
import { createPerson } from '../../src/people/service.ts';
import type { Magpie } from '../../src/server/assemble.ts';
import { broken, openBrowser, openPage, PHONE, type Watched } from '../support/browser.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { at, makeCase, newMagpie, report, signInCode, type TestCase } from '../support/magpie.ts';

const PIN = '240816';
const DECOY = '775533';
let db: TestDatabase;
let magpie: Magpie;
let one: TestCase;
/** Whose app is opened by force. */
let other: TestCase;
let browser: Browser;
let origin: string;

beforeAll(async () => {
  db = await testDatabase();
  magpie = newMagpie({ appUrl: db.appUrl, masterKey: randomBytes(32) });
  one = await makeCase(magpie);
  other = await makeCase(magpie, { name: 'other' });
  await magpie.start();
  origin = `http://127.0.0.1:${magpie.port}`;
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await magpie?.stop();
  await db?.close();
});

async function openApp(personId = one.protectedId): Promise<Watched> {
  const opened = await openPage(browser, origin, PHONE, 'en-US');
  await opened.page.goto(`${origin}/enter#${await signInCode(magpie, personId)}`);
  return opened;
}

async function person(
  kind: 'protected' | 'supporter' | 'household',
  householdOf: string | null = null,
): Promise<string> {
  const { database, sealer, options } = magpie;
  const deps = { database, sealer, clock: options.clock, randomBytes, jurisdictions: options.packs.jurisdictions() };
  const name = kind === 'supporter' ? 'Advocate (exercise)' : `A ${kind} (exercise)`;
  const request = { kind, agencyId: one.agencyId, name, phone: null, language: 'en', householdOf } as const;
  return valueOrRefuse(await createPerson(deps, { ...request, exercise: true }, { kind: 'system', id: null })).personId;
}

async function screen(page: Page, title: string): Promise<void> {
  await page.getByRole('button', { name: 'Menu' }).click();
  await page.getByRole('button', { name: title, exact: true }).click();
  await page.getByRole('heading', { name: title, level: 1 }).waitFor();
}

async function enterPin(page: Page, pin: string): Promise<void> {
  for (const digit of pin) await page.getByRole('button', { name: digit, exact: true }).click();
}

/** One step in the browser's history; where that loads another page, the one that asked is gone before it could answer. */
async function step(page: Page, way: 'back' | 'forward'): Promise<void> {
  await page.evaluate(`history.${way}()`).catch(() => null);
  await page.waitForTimeout(500);
}

/** The page's own word of whether it is in sight. */
async function sight(page: Page, state: 'hidden' | 'visible'): Promise<void> {
  await page.evaluate(
    `Object.defineProperty(document, 'visibilityState', { value: '${state}', configurable: true });
     document.dispatchEvent(new Event('visibilitychange'));`,
  );
}

/** How many calls of the person whose app is opened by force the server has taken. */
async function calls(): Promise<number> {
  const { rows } = await magpie.database.query<{ n: number }>(
    'select count(*)::int as n from incidents.sos where person_id = $1',
    [other.protectedId],
  );
  return rows[0]!.n;
}

async function come(to: TestCase, fromM: number, toM: number, fromAgoS: number): Promise<void> {
  const nowMs = magpie.options.clock.nowMs();
  const steps = Math.floor(fromAgoS / 5);
  for (let i = 0; i <= steps; i += 1) {
    const fixedAtMs = nowMs - (fromAgoS - i * 5) * 1_000;
    await report(magpie.devicePort, to.protectedToken, at(0, 0), fixedAtMs);
    await report(magpie.devicePort, to.wearerToken, at(fromM + ((toM - fromM) * i) / steps, 0), fixedAtMs);
  }
}

describe('the look of the app', () => {
  it('another look changes title, installed form, icon and the page of quick exit, and stays', async () => {
    const { page, foreign, errors } = await openApp();
    await screen(page, 'Look of the app');
    await page.getByRole('radio', { name: 'Recipes' }).check();
    await expect.poll(() => page.title()).toBe('Recipes');
    const href = (selector: string) => page.locator(selector).getAttribute('href');
    expect(await href('link[rel="manifest"]')).toBe('/app/manifest-recipes-en.webmanifest');
    expect(await href('link[rel="apple-touch-icon"]')).toBe('/app/icon-recipes-192.png');
    expect(await broken(page)).toEqual([]);
    await page.reload();
    await expect.poll(() => page.title()).toBe('Recipes');
    await page.getByRole('button', { name: 'Quick exit' }).click();
    await page.waitForURL(/\/app\/exit-recipes-en\.html$/);
    await page.getByText('Vegetable soup').waitFor();
    expect(await broken(page)).toEqual([]);
    expect([foreign, errors]).toEqual([[], []]);
  });

  it('quick exit from a screen deep inside leaves nothing behind it, and nothing ahead (H-208)', async () => {
    const { page } = await openApp();
    await screen(page, 'Phones signed in');
    await page.goBack();
    await page.getByRole('heading', { name: 'Menu', level: 1 }).waitFor();
    for (let i = 0; i < 3; i += 1) await page.keyboard.press('Shift');
    await page.getByRole('textbox', { name: 'Memo' }).waitFor();
    await step(page, 'forward');
    expect(page.url()).toMatch(/exit-memo-en\.html$/);
    // One entry is the page's first, turned into the neutral page as well; before it lies what was there before the app.
    await step(page, 'back');
    expect(page.url()).toMatch(/exit-memo-en\.html$/);
    await page.getByRole('textbox', { name: 'Memo' }).waitFor();
    await step(page, 'back');
    expect(page.url()).toMatch(/exit-memo-en\.html$|about:blank$/);
  });

  it('out of sight the page is covered, a warning as well (H-209)', async () => {
    const { page } = await openApp();
    await page.getByRole('button', { name: /SOS/ }).waitFor();
    const topmost = () =>
      page.evaluate<string>(`document.elementFromPoint(200, 700)?.closest('[aria-hidden]')?.textContent ?? ''`);
    await sight(page, 'hidden');
    expect(await topmost()).toBe('Memo');
    await sight(page, 'visible');
    expect(await topmost()).not.toBe('Memo');
    await page.getByRole('button', { name: /SOS/ }).waitFor();
  });
});

describe('the lock', () => {
  let phone: Page;

  it('is set with two PINs, and closes when the page goes out of sight', async () => {
    ({ page: phone } = await openApp());
    await screen(phone, 'Lock');
    await phone.getByRole('radio', { name: 'no time: at once' }).check();
    await phone.getByLabel(/second PIN for when/).check();
    await phone.getByRole('button', { name: 'Set a PIN' }).click();
    for (const pin of [PIN, PIN, DECOY, DECOY]) await enterPin(phone, pin);
    await phone.getByText('The lock is on.', { exact: true }).waitFor();
    expect(await broken(phone)).toEqual([]);
    await sight(phone, 'hidden');
    await sight(phone, 'visible');
    await phone.getByText('Enter your PIN').waitFor();
    expect(await broken(phone)).toEqual([]);
    await enterPin(phone, '913724');
    await phone.getByText('This is not the PIN.').waitFor();
  });

  it('a locked phone is warned: how serious and what to do, no distance, place, direction or name (H-201)', async () => {
    await come(one, 3_000, 70, 300);
    const sheet = phone.getByRole('alertdialog');
    await sheet.waitFor();
    await sheet.getByText(/Go to where other people are|Go towards other people/).waitFor();
    const said = await phone.locator('body').innerText();
    expect(said).not.toMatch(/\d+\s?(m|km)\b|north|south|east|west|coming closer|moving away|within \d/i);
    expect(await phone.locator('canvas').count()).toBe(0);
    expect(await broken(phone)).toEqual([]);
    // Last, when that part would have come: whom they trust and places of their own would tell whoever holds the phone.
    expect(await sheet.getByText('What you can do now').count()).toBe(0);
  });

  it('SOS works without unlocking', async () => {
    await phone.getByRole('button', { name: 'I have seen it' }).click();
    const button = phone.getByRole('button', { name: /SOS/ });
    const box = (await button.boundingBox())!;
    await phone.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await phone.mouse.down();
    await phone
      .getByText(/SOS received at/)
      .first()
      .waitFor();
    await phone.mouse.up();
  });

  it('the right PIN opens it, and the picture comes back', async () => {
    await enterPin(phone, PIN);
    await phone
      .getByText(/About|Less than|away/)
      .first()
      .waitFor();
    expect(await phone.getByText(/You can no longer see this/).count()).toBe(0);
  });

  it('the second PIN opens an empty memo: a warning is not shown there, and not counted as shown (H-203)', async () => {
    const { page } = await openPage(browser, origin, PHONE, 'en-US');
    const received: string[] = [];
    const sent: string[] = [];
    page.on('websocket', (socket) => {
      socket.on('framereceived', ({ payload }) => received.push(String(payload)));
      socket.on('framesent', ({ payload }) => sent.push(String(payload)));
    });
    await page.goto(`${origin}/enter#${await signInCode(magpie, other.protectedId)}`);
    await screen(page, 'Lock');
    await page.getByLabel(/second PIN for when/).check();
    await page.getByRole('button', { name: 'Set a PIN' }).click();
    for (const pin of [PIN, PIN, DECOY, DECOY]) await enterPin(page, pin);
    await page.getByText('The lock is on.', { exact: true }).waitFor();
    expect(
      await page.evaluate(`fetch('/api/me/lock/now', { method: 'POST', body: '{}',
      headers: { 'x-magpie': '1', 'content-type': 'application/json' } }).then((r) => r.status)`),
    ).toBe(204);
    await page.reload();
    await page.getByText('Enter your PIN').waitFor();
    await enterPin(page, DECOY);
    await page.getByRole('textbox', { name: 'Memo' }).waitFor();
    await come(other, 3_000, 70, 300);
    await expect.poll(() => received.some((frame) => frame.includes('"type":"warning"'))).toBe(true);
    await page.waitForTimeout(1_000);
    expect(sent.filter((frame) => frame.includes('displayed'))).toEqual([]);
    expect(
      received.filter(
        (frame) =>
          frame.includes('"type":"picture"') &&
          received.indexOf(frame) > received.findLastIndex((one) => one.includes('"type":"hello"')),
      ),
    ).toEqual([]);
    expect(await page.locator('body').innerText()).not.toMatch(/SOS|warning|danger|exercise|call|magpie/i);
    expect(await page.getByRole('alertdialog').count()).toBe(0);
    expect(await broken(page)).toEqual([]);
    const name = page.getByRole('button', { name: 'Memo' });
    const box = (await name.boundingBox())!;
    await page.mouse.move(box.x + 10, box.y + 10);
    await page.mouse.down();
    // The page or its worker sends it, whichever comes first.
    await expect.poll(calls).toBe(1);
    await page.mouse.up();
    expect(await page.locator('body').innerText()).not.toMatch(/SOS/);
    await sight(page, 'hidden');
    await sight(page, 'visible');
    await page.getByText('Enter your PIN').waitFor();
  });
});

describe('phones, household, supporters', () => {
  it('another phone is noticed, and signed out in one press; its page says so at once (H-204)', async () => {
    const own = await person('protected');
    const first = await openApp(own);
    await first.page.getByRole('button', { name: 'Menu' }).waitFor();
    const second = await openApp(own);
    await second.page.getByRole('button', { name: 'Menu' }).waitFor();
    await sight(first.page, 'visible');
    await first.page.getByText(/Another phone was signed in at/).waitFor();
    expect(await broken(first.page)).toEqual([]);
    await first.page.getByRole('button', { name: /No: sign it out/ }).click();
    await second.page.getByRole('heading', { name: 'You are signed out' }).waitFor();
    await first.page.getByText(/Another phone was signed in at/).waitFor({ state: 'detached' });
  });

  it('a household member decides first, and sees nothing until then (H-205)', async () => {
    const { page } = await openApp(await person('household', one.protectedId));
    await page.getByText('Do you want to take part?').waitFor();
    expect(await broken(page)).toEqual([]);
    await page.getByRole('button', { name: 'I take part' }).click();
    await page.getByRole('button', { name: 'Menu' }).waitFor();
    await screen(page, 'Taking part');
    await page.getByRole('button', { name: 'Stop taking part' }).click();
    await page.getByText('You do not take part').waitFor();
  });

  it('the phone check gives advice, keeps no answer, and asks for help only when told to', async () => {
    const { page } = await openApp(await person('protected'));
    await page.getByRole('button', { name: 'Menu' }).waitFor();
    const sent: string[] = [];
    page.on('request', (request) => {
      if (request.method() !== 'GET') sent.push(`${request.method()} ${request.postData() ?? ''}`);
    });
    await screen(page, 'Is this phone watched?');
    await page.getByRole('button', { name: 'Begin' }).click();
    for (let i = 0; i < 6; i += 1) await page.getByRole('button', { name: 'No', exact: true }).click();
    await page.getByRole('button', { name: 'Yes', exact: true }).click();
    await page.getByRole('button', { name: 'Not sure' }).click();
    await page.getByText('Look for help on another phone').waitFor();
    await page.getByText('Do not remove anything by yourself yet').waitFor();
    expect(await broken(page)).toEqual([]);
    expect(sent).toEqual([]);
    await page.getByRole('button', { name: 'Ask for help' }).click();
    await page.getByText(/They know that you would like help/).waitFor();
    expect(sent).toEqual(['PUT {"step":"wants-help","done":true}']);
  });

  it('a supporter sees set-up only, and a new link needs the person (H-206, H-207)', async () => {
    const own = await person('protected');
    const { page } = await openApp(own);
    await screen(page, 'Setting up');
    await page.getByRole('button', { name: /^Mark as done: Your language/ }).click();
    await page.getByText('Done').first().waitFor();
    expect(await broken(page)).toEqual([]);
    await page.goBack();
    await page.goBack();
    await screen(page, 'People who help me');
    await page.getByRole('button', { name: 'Make a code' }).click();
    const code = await page.getByText(/^\d{4} \d{4}$/).innerText();
    expect(await broken(page)).toEqual([]);
    const helper = await openApp(await person('supporter'));
    await helper.page.waitForURL(`${origin}/help/`);
    await helper.page.getByLabel(/eight digits/).fill(code);
    await helper.page.getByRole('button', { name: 'Begin' }).click();
    await helper.page.getByText('Language: done').waitFor();
    await helper.page.getByText('Look and lock of the app: not done').waitFor();
    expect(await broken(helper.page)).toEqual([]);
    expect(await helper.page.locator('body').innerText()).not.toMatch(/\d+ ?(m|km)\b|coming closer|near the wearer/i);
    await helper.page.getByRole('button', { name: 'New sign-in link' }).click();
    const number = await helper.page.getByText(/^\d{4}$/).innerText();
    await page.goBack();
    await page.goBack();
    await sight(page, 'visible');
    await page.getByText(number).waitFor();
    await page.getByRole('button', { name: 'Confirm' }).click();
    await helper.page.getByRole('button', { name: 'Show the link' }).click();
    await helper.page.getByText(/\/enter#/).waitFor();
    expect([helper.foreign, helper.errors]).toEqual([[], []]);
  });
});

/**
 * The app for whoever reads, hears or presses in another way: every screen in English and Korean by axe, at 200 % type and from right to
 * left, by keyboard alone, with less motion, in easy reading, and with the sound and vibration off.
 */
import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Magpie } from '../../src/server/assemble.ts';
import { type AppKey, appMessages } from '../../web/ui/messages/app/catalogue.ts';
import { broken, openBrowser, openPage, PHONE, type Watched } from '../support/browser.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { moving, overflowing, smallTargets } from '../support/layout.ts';
import { at, makeCase, newMagpie, report, signInCode, type TestCase } from '../support/magpie.ts';

/** WCAG 2.5.5: what a shaking hand can press. */
const TARGET_PX = 44;
let db: TestDatabase;
let magpie: Magpie;
let one: TestCase;
let browser: Browser;
let origin: string;

/** Read as text: the table imports what only a page can. */
const table = readFileSync(new URL('../../web/protected-person/screens.ts', import.meta.url), 'utf8');
const LISTED = [...table.matchAll(/title: '([\w.-]+)',\n\s*group: (null|'[\w-]+'),\n(\s*whose: 'household')?/g)]
  .filter(([, , group, household]) => group !== 'null' && household === undefined)
  .map(([, title]) => ({ title: title as AppKey }));

beforeAll(async () => {
  db = await testDatabase();
  magpie = newMagpie({ appUrl: db.appUrl });
  one = await makeCase(magpie);
  await magpie.start();
  origin = `http://127.0.0.1:${magpie.port}`;
  browser = await openBrowser();
  await Promise.all([appMessages.load('en'), appMessages.load('ko')]);
});
afterAll(async () => {
  await browser?.close();
  await magpie?.stop();
  await db?.close();
});

let heard = false;
/** Both are heard of, far apart: no warning comes in between. */
async function comeInSight(): Promise<void> {
  const nowMs = magpie.options.clock.nowMs();
  for (let agoS = heard ? 0 : 100; agoS >= 0; agoS -= 5) {
    await report(magpie.devicePort, one.protectedToken, at(0, 0), nowMs - agoS * 1_000);
    await report(magpie.devicePort, one.wearerToken, at(15_000, 0), nowMs - agoS * 1_000);
  }
  heard = true;
}

async function openApp(locale: string, serviceWorkers: 'allow' | 'block' = 'allow'): Promise<Watched> {
  await comeInSight();
  const opened = await openPage(browser, origin, PHONE, locale, { serviceWorkers });
  await opened.page.addInitScript(`localStorage.setItem('pair-view', 'list')`);
  await opened.page.goto(`${origin}/enter#${await signInCode(magpie, one.protectedId)}`);
  await opened.page.getByRole('button', { name: /SOS/ }).waitFor();
  return opened;
}

/** Back until nothing lies over the home screen. */
async function goHome(page: Page, back: string): Promise<void> {
  const button = page.getByRole('button', { name: back, exact: true });
  while ((await button.count()) > 0) {
    const before = await page.evaluate<string>(`document.querySelector('#screen-title').textContent`);
    await button.click();
    await page.locator('#screen-title', { hasText: before }).waitFor({ state: 'detached' });
  }
}

it('the table of screens was read', () => {
  expect(LISTED.length).toBeGreaterThan(14);
});

describe.each(['en', 'ko'] as const)('every screen of the menu in %s', (language) => {
  it('breaks no rule, holds at 200 % and from right to left, takes the focus, and has targets for a shaking hand', async () => {
    const { page, errors, foreign } = await openApp(language);
    const t = appMessages.texts(language);
    const wrong: Record<string, unknown> = {};
    const note = (where: string, what: readonly string[]) => {
      if (what.length > 0) wrong[where] = what;
    };
    const look = async (where: string) => {
      note(`${where}: axe`, await broken(page));
      note(`${where}: targets`, await smallTargets(page, TARGET_PX));
      note(`${where}: motion`, await moving(page));
      note(`${where}: width`, await overflowing(page));
      await page.evaluate(`document.documentElement.dir = 'rtl'`);
      note(`${where}: right to left`, await overflowing(page));
      await page.evaluate(`document.documentElement.dir = ''; document.documentElement.style.fontSize = '200%'`);
      note(`${where}: 200 %`, await overflowing(page));
      await page.evaluate(`document.documentElement.style.fontSize = ''`);
    };
    await look('home');
    for (const { title } of LISTED) {
      await comeInSight();
      await page.getByRole('button', { name: t['menu.title'], exact: true }).click();
      await page.getByRole('heading', { level: 1, name: t['menu.title'] }).waitFor();
      if (title === LISTED[0]?.title) await look('menu');
      await page.getByRole('button', { name: t[title], exact: true }).click();
      const heading = page.getByRole('heading', { level: 1, name: t[title], exact: true });
      await heading.waitFor();
      await page.getByText(t['screen.loading'], { exact: true }).waitFor({ state: 'detached' });
      expect(await page.evaluate(`document.activeElement?.id`), title).toBe('screen-title');
      await look(title);
      await goHome(page, t['screen.back']);
    }
    expect(wrong).toEqual({});
    expect(errors).toEqual([]);
    expect(foreign).toEqual([]);
    await page.context().close();
  }, 240_000);
});

describe('in another way', () => {
  it('from right to left the arrow back points the other way', async () => {
    const { page } = await openApp('en');
    await page.getByRole('button', { name: 'Menu' }).click();
    await page.evaluate(`document.documentElement.dir = 'rtl'`);
    const turned = () => page.evaluate(`getComputedStyle(document.querySelector('[aria-label=Back] svg')).transform`);
    await expect.poll(turned).toBe('matrix(-1, 0, 0, 1, 0, 0)');
    await page.context().close();
  });

  it('by keyboard alone: SOS, the call, quick exit and the menu are reached, and a screen is opened and left', async () => {
    const { page } = await openApp('en');
    const reached = new Set<string>();
    const focused = () =>
      page.evaluate<string>(
        `(document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '').trim()`,
      );
    for (let i = 0; i < 40; i += 1) {
      await page.keyboard.press('Tab');
      reached.add(await focused());
    }
    for (const name of [/^SOS/, /^Call/, /^Quick exit/, /^Menu/])
      expect(
        [...reached].some((one) => name.test(one)),
        String(name),
      ).toBe(true);
    while (!/^Menu/.test(await focused())) await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Menu' }).waitFor();
    while (!/^Settings/.test(await focused())) await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();
    while (!/^Back/.test(await focused())) await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor({ state: 'detached' });
    await page.context().close();
  });

  it('H-213: easy reading: shorter sentences, larger type, what they rest on behind a button; kept on the phone', async () => {
    const { page } = await openApp('en');
    await page
      .getByText(/device reported/)
      .first()
      .waitFor();
    const size = () => page.evaluate<number>(`parseFloat(getComputedStyle(document.documentElement).fontSize)`);
    expect(await size()).toBe(16);
    await page.getByRole('button', { name: 'Menu' }).click();
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByText('Short sentences and larger type').click();
    await page.reload();
    await page
      .getByText(/The device of the wearer sent news/)
      .first()
      .waitFor();
    expect(await size()).toBeCloseTo(18.4, 1);
    expect(await broken(page)).toEqual([]);
    expect(await overflowing(page)).toEqual([]);
    await page.context().close();
  });

  it('H-212: sound, vibration or the screen alone is one choice, said as what it is, and kept', async () => {
    const { page } = await openApp('en');
    await page.getByRole('button', { name: 'Menu' }).click();
    await page.getByRole('button', { name: 'Settings' }).click();
    const choice = (name: string) => page.getByRole('radio', { name });
    await page.getByText('Only on the screen').click();
    await page.getByText(/You see it only while you look at the screen/).waitFor();
    expect(await page.evaluate(`localStorage.getItem('vibration')`)).toBe('off');
    await page.getByText('Sound and vibration').click();
    await page.getByText('Sound is on').waitFor();
    expect(await choice('Sound and vibration').isChecked()).toBe(true);
    await page.getByText('Vibration only').click();
    await page.reload();
    await page.getByRole('button', { name: 'Menu' }).click();
    await page.getByRole('button', { name: 'Settings' }).click();
    await choice('Vibration only').waitFor();
    expect(await choice('Vibration only').isChecked()).toBe(true);
    await page.context().close();
  });

  it('a language that cannot be loaded leaves the page as it is, and says so', async () => {
    // A worker would have kept it.
    const { page } = await openApp('en', 'block');
    await page.getByRole('button', { name: 'Menu' }).click();
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByRole('combobox').waitFor();
    await page.context().setOffline(true);
    await page.getByRole('combobox').selectOption('ja');
    await page.getByText(/日本語 could not be loaded/).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    await page.getByRole('button', { name: /SOS/ }).waitFor();
    await page.context().close();
  });
});

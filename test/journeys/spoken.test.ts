/**
 * What a screen reader is given of the home screen, the warning and the SOS: names, roles and live regions of the accessibility tree, step by
 * step as in docs/operate/screen-reader-walkthrough.md.
 */
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CHECKOUT } from '../../src/server/folders.ts';
import { band, HELLO, nothing, picture, warning } from '../../tools/screens/frames.ts';
import type { Answers, FrameBody } from '../../tools/screens/screen.ts';
import { type ScriptedServer, startScriptedServer } from '../../tools/screens/scripted-server.ts';
import { openBrowser } from '../support/browser.ts';
import { live, openScripted } from '../support/scripted-page.ts';

let browser: Browser;
let server: ScriptedServer;

beforeAll(async () => {
  browser = await openBrowser();
  server = await startScriptedServer(join(CHECKOUT, 'web/dist'));
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

async function open(frames: readonly FrameBody[], answers: Answers = {}): Promise<Page> {
  const { page } = await openScripted(browser, server, { frames, answers });
  await live(page);
  return page;
}

/** Texts that are said by themselves, with how: "assertive: …". */
const spoken = (page: Page): Promise<string[]> =>
  page.evaluate(`[...document.querySelectorAll('[aria-live], [role=alert], [role=status], [role=timer]')]
    .filter((one) => one.closest('[hidden], [inert], [aria-hidden=true]') === null && one.textContent.trim() !== '')
    .map((one) => (one.getAttribute('aria-live') ?? one.getAttribute('role')) + ': ' + one.textContent.trim().replace(/\\s+/g, ' '))`);

it('steps 1 to 4: home: one heading with the sentence, said once by itself; SOS, call and quick exit by name; ages say nothing', async () => {
  const page = await open([HELLO, picture('clear', nothing())]);
  await page.getByText('No warning').first().waitFor();
  const tree = await page.locator('main').ariaSnapshot();
  expect(tree).toMatch(/heading "No warning" \[level=1\]/);
  expect(tree).toMatch(/button "SOS [^"]*[Hh]old[^"]*"/);
  expect(tree).toMatch(/link "Call \d+"/);
  expect(tree).toMatch(/button "Quick exit"/);
  expect(tree).toMatch(/button "Menu"/);
  for (const name of ['Map', 'Radar', 'In words']) expect(tree).toContain(`button "${name}"`);
  expect(tree).toMatch(/button "In words" \[pressed\]/);
  // No button or link without a name.
  expect(tree).not.toMatch(/- (button|link)(?! ")/);
  const said = (await spoken(page)).filter((line) => /No warning/.test(line));
  expect(said).toHaveLength(1);
  expect(said[0]).toMatch(/^polite: No warning The wearer's device reported/);
  await page.clock.runFor(8_000);
  expect((await spoken(page)).filter((line) => /No warning/.test(line))).toEqual(said);
  await page.context().close();
});

const focusInside = `document.querySelector('[role=alertdialog]').contains(document.activeElement)`;

// HAZARD H-215: a warning loses the focus, and a screen reader stands on a page that is out of reach.
it('steps 6 to 10, H-215: a warning: an alert dialog over all, its sentence assertive, what to do as its description, nothing beneath it', async () => {
  const page = await open([HELLO, picture('warning', band(600, 1_000)), warning('warning')]);
  const sheet = page.getByRole('alertdialog', { name: 'Warning' });
  await sheet.waitFor();
  const described = `document.querySelector('[role=alertdialog]').getAttribute('aria-describedby').split(' ')
    .map((id) => document.getElementById(id).textContent).join(' ')`;
  expect(await page.evaluate(described)).toMatch(/Go towards other people/);
  expect(await spoken(page)).toContainEqual(
    expect.stringMatching(/^assertive: Warning\. +The wearer is coming closer from the north.east/),
  );
  // The dialog's own focus is taken anew half a second later.
  await page.clock.runFor(1_000);
  await page.waitForTimeout(300);
  expect(await page.evaluate(focusInside)).toBe(true);
  const tree = await sheet.ariaSnapshot();
  for (const name of [/button "I have seen it"/, /button "SOS [^"]*"/, /link "Call \d+"/, /button "Quick exit"/])
    expect(tree).toMatch(name);
  expect(tree).not.toMatch(/- (button|link)(?! ")/);
  // The page beneath is not to be reached.
  expect(await page.evaluate(`document.querySelector('#root').inert`)).toBe(true);
  server.send(picture('clear', nothing()));
  await page.getByRole('heading', { name: 'Lower now' }).waitFor();
  expect((await spoken(page)).filter((line) => /^assertive/.test(line))).toEqual([]);
  await page.context().close();
});

it('steps 11 and 13: an SOS says by itself what becomes of it; a lost connection says so, politely and once', async () => {
  const page = await open([HELLO, picture('clear', nothing())], { 'POST /api/me/sos': 'none' });
  const button = page.getByRole('button', { name: /^SOS/ });
  // A screen reader's press has no length and no pointer.
  const press = () => button.dispatchEvent('click', { detail: 0 });
  await press();
  await page.getByText('Press again to send SOS').waitFor();
  expect(await spoken(page)).toContain('polite: Press again to send SOS');
  await press();
  await page.clock.runFor(6_000);
  await page
    .getByRole('alert')
    .or(page.getByRole('status'))
    .filter({ hasText: /SOS|[Ss]end/ })
    .first()
    .waitFor();
  server.setReachable(false);
  await page.clock.runFor(20_000);
  await page
    .getByText(/No connection since/)
    .first()
    .waitFor();
  expect(await spoken(page)).toContainEqual(
    expect.stringMatching(/^polite: No connection since .*cannot warn you now/),
  );
  await page.context().close();
});

// HAZARD H-216: texts or parts that come later fail to load, and take the page or the warning along.
it('H-216: a warning stands whatever becomes of the parts and texts that come later', async () => {
  const refused: string[] = [];
  const { page, context } = await openScripted(browser, server, {
    frames: [HELLO, picture('warning', band(600, 1_000)), warning('warning')],
    prepare: (page) =>
      page.route(/assets\/(texts-later|Drawn|HomeNotices|SafetyNotices)/, (route) => {
        refused.push(route.request().url());
        return route.abort();
      }),
  });
  const sheet = page.getByRole('alertdialog');
  await sheet.locator('#warning-sentence').waitFor();
  while (!refused.some((url) => url.includes('texts-later'))) await page.waitForTimeout(100);
  await page.waitForTimeout(1_000);
  await sheet.getByText(/Go towards other people/).waitFor();
  await sheet.getByRole('button', { name: 'I have seen it' }).click();
  await sheet.waitFor({ state: 'detached' });
  await page.getByRole('heading', { level: 1, name: /coming closer/ }).waitFor();
  // In words, where the map did not come.
  await page.getByText('Movement').waitFor();
  await page.getByRole('button', { name: /^SOS/ }).waitFor();
  await context.close();
});

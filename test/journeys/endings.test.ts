/**
 * An order ends while people look, in a real browser and by the real clock: a phone and a centre with the wearer on their maps, a second
 * phone without a network. From the instant on no map holds the wearer, no frame holds a place, and the sentence says that the order ended.
 */
import { randomBytes } from 'node:crypto';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/core/clock.ts';
import { SECOND_MS } from '../../src/core/time.ts';
import type { ServerFrame } from '../../src/disclosure/contract.ts';
import type { Magpie } from '../../src/server/assemble.ts';
import { broken, DESK, openBrowser, openPage, PHONE, type Watched } from '../support/browser.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import {
  at,
  callServer,
  cancelOrder,
  makeCase,
  newMagpie,
  report,
  signInCode,
  type TestCase,
} from '../support/magpie.ts';

/** The least that the order lasts which runs out, and how often as long as these pages took to show the wearer of the one before. */
const LASTS_MS_MIN = 10 * SECOND_MS;
const LASTS_SHOWINGS = 3;

let db: TestDatabase;
let magpie: Magpie;
let one: TestCase;
let browser: Browser;
let phone: Screen;
let centre: Screen;
let away: Screen;
/** How long the pages took to show the wearer: a busy machine needs longer. */
let showingMs = 0;

interface Screen extends Watched {
  /** What came over the stream, in its order; each has the server's time. */
  readonly frames: ServerFrame[];
}

beforeAll(async () => {
  db = await testDatabase();
  magpie = newMagpie({ appUrl: db.appUrl, masterKey: randomBytes(32) });
  one = await makeCase(magpie);
  await magpie.start();
  // The order of the case itself is over; each test has one of its own.
  await cancelOrder(magpie, one.orderId);
  browser = await openBrowser();
  [phone, centre, away] = await Promise.all([
    open(one.protectedId, PHONE),
    open(one.officerId, DESK),
    open(one.protectedId, PHONE),
  ]);
});
afterAll(async () => {
  await browser?.close();
  await magpie?.stop();
  await db?.close();
});

async function open(personId: string, viewport: typeof PHONE): Promise<Screen> {
  const origin = `http://127.0.0.1:${magpie.port}`;
  const watched = await openPage(browser, origin, viewport, 'en-US');
  const frames: ServerFrame[] = [];
  watched.page.on('websocket', (socket) => {
    socket.on('framereceived', ({ payload }) => frames.push(JSON.parse(String(payload)) as ServerFrame));
  });
  await watched.page.goto(`${origin}/enter#${await signInCode(magpie, personId)}`);
  return { ...watched, frames };
}

/** Until it is ended, or for so long. */
async function newOrder(lastsMs?: number): Promise<{ orderId: string; untilMs: number }> {
  const { agencyId, wearerId, protectedId } = one;
  const request = { agencyId, wearerId, protectedIds: [protectedId], exercise: true };
  const until = lastsMs === undefined ? {} : { until: new Date(systemClock.nowMs() + lastsMs).toISOString() };
  const { status, body } = await callServer(magpie, null, 'POST', '/api/orders', { ...request, ...until });
  expect(status).toBe(201);
  return { orderId: String(body.orderId), untilMs: Date.parse(String(body.until)) };
}

/** The wearer comes within 300 m: a point by the pack's rules, on both sides. */
async function near(): Promise<void> {
  for (let agoS = 30; agoS >= 0; agoS -= 5) {
    const atMs = systemClock.nowMs() - agoS * SECOND_MS;
    await report(magpie.devicePort, one.protectedToken, at(0, 0), atMs);
    await report(magpie.devicePort, one.wearerToken, at(300 + 5 * agoS, 0), atMs);
  }
}

/** What the map says in words of each that it draws; of nobody whom it does not. */
const drawn = ({ page }: Screen): Locator =>
  page.locator('ul.visually-hidden > li').filter({ hasText: /m away|metres|wearer/i });

/** The canvas over the streets, on which persons are drawn and nothing else: pixels that are not empty. */
function inkOf(page: Page): Promise<number> {
  return page.evaluate(`[...document.querySelectorAll('canvas')]
    .map((canvas) => canvas.getContext('2d'))
    .filter((context) => context !== null)
    .reduce((sum, context) => {
      const { data } = context.getImageData(0, 0, context.canvas.width, context.canvas.height);
      return sum + data.filter((value, i) => i % 4 === 3 && value > 0).length;
    }, 0)`);
}

/** Within the second of the end, by the server's clock. */
const isCut = (frame: ServerFrame, endMs: number): boolean =>
  frame.type === 'withdrawn' && frame.serverTimeMs >= endMs && frame.serverTimeMs < endMs + SECOND_MS;

const placesAfter = (screen: Screen, fromMs: number): ServerFrame[] =>
  screen.frames.filter((frame) => frame.type === 'picture' && frame.serverTimeMs >= fromMs);

async function showsWearer(): Promise<void> {
  const fromMs = systemClock.nowMs();
  await near();
  await Promise.all(
    [phone, away].map(async ({ page }) => {
      const seen = page.getByRole('button', { name: 'I have seen it' });
      await seen.click();
    }),
  );
  await Promise.all([phone, centre, away].map((screen) => drawn(screen).first().waitFor({ state: 'attached' })));
  await expect.poll(() => inkOf(centre.page)).toBeGreaterThan(0);
  showingMs = systemClock.nowMs() - fromMs;
}

describe('the prosecutor decides not to indict while they look', () => {
  it('the same, at once; and what was recorded is to be destroyed at once (H-331)', async () => {
    const { orderId } = await newOrder();
    await showsWearer();
    const { status, body } = await callServer(magpie, null, 'POST', `/api/orders/${orderId}/non-indictment`, {});
    expect(status).toBe(200);
    const endedMs = Date.parse((body.ending as { effectiveAt: string }).effectiveAt);
    await phone.page.getByRole('heading', { name: 'The order has ended' }).waitFor();
    await expect.poll(() => inkOf(centre.page)).toBe(0);
    await near();
    for (const screen of [phone, centre, away]) {
      expect(screen.frames.some((frame) => isCut(frame, endedMs))).toBe(true);
      expect(await drawn(screen).count()).toBe(0);
      // What was sent in the instant itself was sent before it.
      expect(placesAfter(screen, endedMs + 1)).toEqual([]);
      expect([screen.foreign, screen.errors]).toEqual([[], []]);
    }
    expect(body.retention).toMatchObject([
      { what: 'location', destroyAt: new Date(endedMs).toISOString() },
      { what: 'papers' },
    ]);
  });

  it('the officer reads in the story how and when it ended, and what to do; no row tells a distance or a time any more (H-339)', async () => {
    const { page, context } = centre;
    await page.getByText('The order is no longer in force. Nothing more of this pair is shown.').first().waitFor();
    await page
      .getByText(/The order ended .*: the prosecutor decided not to indict\..*Take the device back/)
      .first()
      .waitFor();
    expect(await broken(page)).toEqual([]);
    const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
    const { body } = await callServer(magpie, cookie, 'GET', '/api/incidents');
    const open = body.open as { kind: string; distanceM: null; etaS: null; earliestContactS: null }[];
    expect(open.map(({ kind }) => kind).sort()).toEqual(['approach', 'ring:police']);
    for (const { distanceM, etaS, earliestContactS } of open)
      expect([distanceM, etaS, earliestContactS]).toEqual([null, null, null]);
  });

  it('the desk says which device is to be taken back, and until when is kept what was recorded', async () => {
    const { page } = centre;
    await page.keyboard.press('d');
    await page.getByRole('button', { name: 'Take the device back' }).first().waitFor();
    await page.getByText(/M-002 ended .*: no indictment/).waitFor();
    await page.getByText(/Positions under this order: to be destroyed at once/).waitFor();
    await page.getByText(/Positions under this order: to be destroyed on/).waitFor();
    expect(await broken(page)).toEqual([]);
    await page.keyboard.press('d');
  });
});

describe('the order runs out while they look', () => {
  let untilMs: number;

  it('before: the wearer is on all three maps, and one phone loses its network', async () => {
    ({ untilMs } = await newOrder(Math.max(LASTS_MS_MIN, LASTS_SHOWINGS * showingMs)));
    await showsWearer();
    await away.page.evaluate('navigator.serviceWorker.ready.then(() => true)');
    await away.context.setOffline(true);
    expect(systemClock.nowMs()).toBeLessThan(untilMs);
    expect(await drawn(phone).count()).toBeGreaterThan(0);
  });

  it('from the instant on: no map holds the wearer, no frame a place, and the sentence says that it ended (H-331)', async () => {
    const timeout = untilMs - systemClock.nowMs() + 30 * SECOND_MS;
    await phone.page.getByRole('heading', { name: 'The order has ended' }).waitFor({ timeout });
    await expect.poll(() => inkOf(centre.page)).toBe(0);
    expect(systemClock.nowMs()).toBeGreaterThanOrEqual(untilMs);
    // Devices go on reporting until they are taken back.
    await near();
    for (const screen of [phone, centre]) {
      expect(await drawn(screen).count()).toBe(0);
      expect(screen.frames.some((frame) => isCut(frame, untilMs))).toBe(true);
      expect(placesAfter(screen, untilMs)).toEqual([]);
      expect(screen.errors).toEqual([]);
    }
    await phone.page
      .getByText(/Since .* Magpie shows nothing and does not watch/)
      .first()
      .waitFor();
    expect(await phone.page.getByText(/\d+ m\b|away/).count()).toBe(0);
    expect(await broken(phone.page)).toEqual([]);
  });

  it('the phone without a network drew nothing from the instant on; its shell opens anew, dated, and then says the ending', async () => {
    const { page, context } = away;
    await expect.poll(() => drawn(away).count()).toBe(0);
    expect(placesAfter(away, untilMs)).toEqual([]);
    expect((await page.reload())?.fromServiceWorker()).toBe(true);
    await page.getByRole('button', { name: /SOS/ }).waitFor();
    expect(await drawn(away).count()).toBe(0);
    expect(await page.getByText('Live', { exact: true }).count()).toBe(0);
    await context.setOffline(false);
    await page.getByRole('heading', { name: 'The order has ended' }).waitFor();
    expect(await drawn(away).count()).toBe(0);
    expect(placesAfter(away, untilMs)).toEqual([]);
  });

  it('their order says until when is kept what was recorded', async () => {
    const { page } = phone;
    await page.getByRole('button', { name: 'Menu' }).click();
    await page.getByRole('button', { name: 'Your order and rights', exact: true }).click();
    await page
      .getByText(/may be kept until the end of .*; then the law wants it destroyed/)
      .first()
      .waitFor();
    expect(await broken(page)).toEqual([]);
    await page.getByRole('button', { name: 'Back' }).click();
    await page.getByRole('button', { name: 'Back' }).click();
  });
});

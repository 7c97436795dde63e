/**
 * The key of a phone in a real browser: one whose key was cleared away is still warned, without a place; a link that opens nothing leaves the
 * key; a proof that is lost on the way signs nobody out; that a copy of the cookie listened is told on the phone itself.
 */
import type { Browser, Page, WebSocketRoute } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { systemClock } from '../../src/core/clock.ts';
import { LIMITS } from '../../src/disclosure/limits.ts';
import type { Magpie } from '../../src/server/assemble.ts';
import { broken, openBrowser, openPage, PHONE, type Watched } from '../support/browser.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { overflowing } from '../support/layout.ts';
import { LiveClient } from '../support/live-client.ts';
import { at, makeCase, newMagpie, report, signInCode, type TestCase } from '../support/magpie.ts';

let db: TestDatabase;
let magpie: Magpie;
let one: TestCase;
let browser: Browser;
let origin: string;
let aheadMs = 0;

beforeAll(async () => {
  browser = await openBrowser();
});
beforeEach(async () => {
  db = await testDatabase();
  aheadMs = 0;
  magpie = newMagpie({ appUrl: db.appUrl, clock: { nowMs: () => systemClock.nowMs() + aheadMs } });
  one = await makeCase(magpie);
  await magpie.start();
  origin = `http://127.0.0.1:${magpie.port}`;
  return async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
    await magpie.stop();
    await db.close();
  };
});
afterAll(() => browser?.close());

async function enrolled(locale = 'en-US'): Promise<Watched> {
  const watched = await openPage(browser, origin, PHONE, locale, { serviceWorkers: 'block' });
  await enrol(watched.page);
  return watched;
}

async function enrol(page: Page): Promise<void> {
  await page.goto(`${origin}/enter#${await signInCode(magpie, one.protectedId)}`);
  await page.waitForURL(/\/app\//);
  await page.getByRole('button', { name: /SOS/ }).first().waitFor();
}

interface Deleting {
  onsuccess: unknown;
  onerror: unknown;
  onblocked: unknown;
}
interface BrowserDatabases {
  deleteDatabase(name: string): Deleting;
}

/** As ten minutes later: the proof is over. */
const proofIsOver = ({ context }: Watched) => context.clearCookies({ name: 'magpie_proof' });

/** As browsers do that are short of room, or were not used for a week: cookies stay. */
async function keyIsCleared(watched: Watched): Promise<void> {
  await watched.page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const request = (globalThis as unknown as { indexedDB: BrowserDatabases }).indexedDB.deleteDatabase('notes');
        request.onsuccess = resolve;
        request.onerror = request.onblocked = reject;
      }),
  );
  await proofIsOver(watched);
}

async function approach(): Promise<void> {
  const nowMs = magpie.options.clock.nowMs();
  for (let i = 0; i <= 30; i += 1) {
    const fixedAtMs = nowMs - (30 - i) * 5_000;
    await report(magpie.devicePort, one.protectedToken, at(0, 0), fixedAtMs);
    await report(magpie.devicePort, one.wearerToken, at(1_500 - i * 48, 0), fixedAtMs);
  }
}

/** As whoever copied the session's cookie hears it, for longer than a phone takes to prove its key. */
async function copyWatches(cookie: string): Promise<LiveClient> {
  let copy = new LiveClient(magpie.port, cookie);
  // Refused while the phone's own stream stands, which has just been left.
  const isHeard = () =>
    copy
      .next((frame) => frame.type === 'heartbeat')
      .then(
        () => true,
        () => {
          copy = new LiveClient(magpie.port, cookie);
          return false;
        },
      );
  await expect.poll(isHeard).toBe(true);
  aheadMs += LIMITS.unprovenMsMax;
  const noted = () => db.database.query('select from server.session where unproven_at_ms is not null');
  await expect.poll(async () => (await noted()).rows.length).toBe(1);
  copy.close();
  const again = new LiveClient(magpie.port, cookie);
  await again.next((frame) => frame.type === 'hello');
  return again;
}

const receipts = async () => (await db.database.query('select from notify.receipt')).rows.length;
const status = async ({ page }: Watched) => (await page.request.get(`${origin}/api/session`)).status();

async function shot(page: Page, name: string): Promise<void> {
  const folder = process.env.MAGPIE_SHOTS;
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png` });
}

it('a phone whose key was cleared says so and is warned without a place; enrolled anew it shows one (H-551)', async () => {
  const phone = await enrolled();
  await keyIsCleared(phone);
  const { page } = phone;
  await page.reload();
  await page.getByText('This phone must be set up again').first().waitFor();
  await page.getByRole('button', { name: /SOS/ }).first().waitFor();
  expect([await broken(page), await overflowing(page)]).toEqual([[], []]);
  await shot(page, 'key-gone');
  await approach();
  const sheet = page.getByRole('alertdialog');
  await sheet.getByText('This phone must be set up again to show more.').waitFor();
  expect(await sheet.innerText()).not.toMatch(/\d\s?(m|km)\b|north|south|east|west/i);
  expect([await broken(page), await overflowing(page)]).toEqual([[], []]);
  await shot(page, 'key-gone-warning');
  expect(await sheet.getByText('What you can do now').count()).toBe(0);
  // It was on the screen, and that is no word of hers: SMS and calls go on.
  expect(await receipts()).toBe(0);

  await enrol(page);
  await sheet
    .getByText(/\d\s?(m|km)\b/)
    .first()
    .waitFor();
  await expect.poll(receipts).toBeGreaterThan(0);
  expect(phone.errors).toEqual([]);
});

it('says it in Korean as well', async () => {
  const phone = await enrolled('ko-KR');
  await keyIsCleared(phone);
  await phone.page.reload();
  await phone.page.getByText('이 휴대전화를 다시 등록해야 합니다').first().waitFor();
  expect(await overflowing(phone.page)).toEqual([]);
  await shot(phone.page, 'key-gone-ko');
  await approach();
  await phone.page.getByRole('alertdialog').getByText('더 보려면').waitFor();
  await shot(phone.page, 'key-gone-warning-ko');
});

it('a link that opens nothing leaves the phone its key (H-484)', async () => {
  const phone = await enrolled();
  await phone.page.goto('about:blank');
  await phone.page.goto(`${origin}/enter#${'A'.repeat(43)}`);
  await phone.page
    .getByText(/not valid|does not work|new link/i)
    .first()
    .waitFor();
  await proofIsOver(phone);
  expect(await status(phone)).toBe(401);
  await phone.page.goto(`${origin}/app/`);
  await expect.poll(() => status(phone)).toBe(200);
});

it('a proof that is lost on the way signs nobody out: what was warned of stands, and the phone goes on with its next one (H-485)', async () => {
  const phone = await enrolled();
  const { page } = phone;
  const streams: WebSocketRoute[] = [];
  await page.routeWebSocket(/api\/live/, (stream) => {
    streams.push(stream);
    stream.connectToServer();
  });
  await page.reload();
  await approach();
  const sheet = page.getByRole('alertdialog');
  await sheet.waitFor();
  let lost = 0;
  await page.route('**/api/session/proof', (route) => {
    lost += 1;
    return route.abort();
  });
  await proofIsOver(phone);
  await streams.at(-1)!.close();
  await expect.poll(() => lost).toBeGreaterThan(0);
  await expect.poll(() => streams.length).toBeGreaterThan(1);
  expect(await sheet.isVisible()).toBe(true);
  expect(await page.getByText('You are signed out').count()).toBe(0);
  await page.unroute('**/api/session/proof');
  await expect.poll(() => status(phone), { timeout: 20_000 }).toBe(200);
  await sheet
    .getByText(/\d\s?(m|km)\b/)
    .first()
    .waitFor();
});

it('a copy of the cookie listened: the phone itself says so, and signs both out in one press (H-561)', async () => {
  const phone = await enrolled();
  const { page } = phone;
  await page.goto('about:blank');
  const cookie = (await phone.context.cookies()).find(({ name }) => name === 'magpie_session')!;
  const session = `${cookie.name}=${cookie.value}`;
  const copy = await copyWatches(session);
  await page.goto(`${origin}/app/`);
  await page.getByText(/Your phone was used without its key at/).waitFor();
  // While the app is open on the phone itself no copy hears anything.
  await expect.poll(() => copy.closedCode).not.toBe(null);
  expect([await broken(page), await overflowing(page)]).toEqual([[], []]);
  await shot(page, 'used-without-key');
  await page.getByRole('button', { name: 'Sign it out and tell the centre' }).click();
  await page.getByRole('heading', { name: 'You are signed out' }).waitFor();
  const late = new LiveClient(magpie.port, session);
  await expect(late.next((frame) => frame.type === 'hello')).rejects.toThrow();
});

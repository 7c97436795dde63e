/**
 * Her own position and her order, in a real browser: from consent to the engine having her place, permission refused, a phone set up by
 * its code, a pause, and an order that ends while the page is open.
 */
import jsQR from 'jsqr';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/core/clock.ts';
import type { PairId } from '../../src/core/ids.ts';
import { seededRng } from '../../src/core/rng.ts';
import { DAY_MS, MINUTE_MS, SECOND_MS } from '../../src/core/time.ts';
import { frameOf } from '../../src/drills/devices/frames.ts';
import { openUplink } from '../../src/drills/devices/uplink.ts';
import type { Magpie } from '../../src/server/assemble.ts';
import { broken, openBrowser, openPage, PHONE } from '../support/browser.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { at, cancelOrder, makeCase, newMagpie, report, signInCode, type TestCase } from '../support/magpie.ts';

let db: TestDatabase;
let magpie: Magpie;
let one: TestCase;
let browser: Browser;
let origin: string;
let page: Page;
let context: BrowserContext;
let foreign: string[];

beforeAll(async () => {
  db = await testDatabase();
  magpie = newMagpie({ appUrl: db.appUrl });
  await magpie.start();
  origin = `http://127.0.0.1:${magpie.port}`;
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await magpie?.stop();
  await db?.close();
});
beforeEach(async () => {
  one = await makeCase(magpie, { undertaken: false, untilMs: systemClock.nowMs() + 60 * DAY_MS, intervalS: 5 });
  await magpie.reload();
  await magpie.reconciler.run();
  ({ page, context, foreign } = await openPage(browser, origin, PHONE, 'en-US'));
});
afterEach(async () => {
  clearInterval(telling);
  expect(foreign).toEqual([]);
  await context.close();
});

/** The browser's pretended place tells itself once: a real phone's goes on telling, and so does this. */
let telling: NodeJS.Timeout | undefined;
async function stand(eastM: number, accuracy: number): Promise<void> {
  clearInterval(telling);
  const { latDeg: latitude, lonDeg: longitude } = at(eastM, 0);
  await context.setGeolocation({ latitude, longitude, accuracy });
  // A tenth of a millimetre to and fro: the same place again is none to the browser.
  let turn = 0;
  telling = setInterval(() => {
    turn += 1;
    context.setGeolocation({ latitude: latitude + (turn % 2) * 1e-9, longitude, accuracy }).catch(() => undefined);
  }, 400);
}

async function withdrawn(): Promise<void> {
  const admin = { authorization: `Bearer ${magpie.options.adminToken}`, 'content-type': 'application/json' };
  const response = await fetch(`${origin}/api/people/${one.protectedId}/consent`, {
    ...{ method: 'POST', headers: { 'x-magpie': '1', ...admin }, body: JSON.stringify({ act: 'withdrawn' }) },
  });
  expect(response.status).toBe(200);
}

async function openApp(): Promise<void> {
  await page.goto(`${origin}/enter#${await signInCode(magpie, one.protectedId)}`);
  await page.getByRole('button', { name: /SOS/ }).first().waitFor();
}

/** The two most urgent hints stand on the home screen; the others open at a touch. */
async function hint(text: string): Promise<Locator> {
  const line = page.getByRole('listitem').filter({ hasText: text });
  const more = page.getByRole('button', { name: /^\d+ more$/ });
  await line.or(more).first().waitFor();
  if ((await line.count()) === 0) await more.click();
  await line.waitFor();
  return line;
}
async function openHint(text: string): Promise<void> {
  await (await hint(text)).getByRole('button').click();
}

async function openScreen(name: string): Promise<void> {
  await page.getByRole('button', { name: 'Menu' }).click();
  await page.getByRole('button', { name, exact: true }).click();
}

const here = () => magpie.shard.view(one.pairId as PairId, systemClock.nowMs())?.protected ?? null;

async function until(what: string, holds: () => boolean, withinMs = 15_000): Promise<void> {
  const endMs = systemClock.nowMs() + withinMs;
  while (!holds()) {
    if (systemClock.nowMs() > endMs) throw new Error(`never: ${what}`);
    await page.waitForTimeout(50);
  }
}

describe('her own position by the page', () => {
  it('from consent to the engine: read, agreed, allowed, reported, paused with what follows said first, shared again', async () => {
    await withdrawn();
    await context.grantPermissions(['geolocation'], { origin });
    await stand(5, 11);
    await openApp();
    await hint('You do not share where you are. Nearness');
    await openScreen('Where you are');
    expect(here()?.kind).toBe('never');
    await page.getByText('The wearer never does.').waitFor();
    expect(await broken(page)).toEqual([]);
    await page.getByRole('button', { name: 'Share where I am' }).click();
    await page.getByText('While it is open, this page reports').waitFor();
    await until('the engine has her place', () => here()?.kind === 'fresh');
    expect(here()?.point?.radiusM).toBe(11);
    await page.getByText(/Last position .* within 15.m, from this page/).waitFor();
    await page.getByText('How near the wearer comes to you is watched.').waitFor();
    expect(await broken(page)).toEqual([]);

    await page.getByRole('button', { name: 'For an hour' }).click();
    const sheet = page.getByRole('alertdialog');
    await sheet.getByText(/cannot see whether the wearer comes near you/).waitFor();
    expect(await broken(page)).toEqual([]);
    await sheet.getByRole('button', { name: 'Pause' }).click();
    await page.getByRole('heading', { name: /Paused until/ }).waitFor();
    const before = magpie.journal.deliveredPosition;
    await stand(900, 11);
    // Longer than two reports would take.
    await page.waitForTimeout(1_500);
    expect(await placesAfter(before)).toBe(0);
    await page.getByRole('button', { name: 'Share again now' }).click();
    await until('she is known again', () => magpie.journal.deliveredPosition > before && here()?.kind === 'fresh');
    await page.getByText('While it is open, this page reports').waitFor();
  });

  it('permission refused: it says what to do on either kind of phone, and what still protects her', async () => {
    await openApp();
    await openHint('This page may not see where you are yet');
    // A browser without the permission granted refuses at once here, as a person who presses "block".
    await page.getByRole('button', { name: 'Let this page see where I am' }).click();
    await page.getByText('This browser may not see where you are.').waitFor();
    await page.getByText(/Android: tap the sign/).waitFor();
    await page.getByText(/iPhone: Settings/).waitFor();
    await page.getByText('SOS needs no position.').waitFor();
    expect(await broken(page)).toEqual([]);
  });

  it('HAZARD H-203: locked, the page goes on reporting where she is', async () => {
    await context.grantPermissions(['geolocation'], { origin });
    await stand(0, 8);
    await openApp();
    await until('her place', () => here()?.kind === 'fresh');
    await page.evaluate(async () => {
      const headers = { 'x-magpie': '1', 'content-type': 'application/json' };
      const send = (path: string, body: object) =>
        fetch(path, { method: 'POST', headers, body: JSON.stringify(body) }).then(({ ok }) => ok);
      if (!(await send('/api/me/lock', { pin: '481516', afterMs: 60_000 }))) throw new Error('no lock');
      await send('/api/me/lock/now', {});
    });
    // The page asks again how it stands.
    await page.evaluate("dispatchEvent(new Event('online')) && undefined");
    await page.getByRole('region', { name: 'Locked' }).waitFor();
    const before = magpie.journal.deliveredPosition;
    await stand(40, 9);
    await expect.poll(() => placesAfter(before)).toBeGreaterThanOrEqual(2);
    expect(await page.getByRole('button', { name: 'Menu' }).count()).toBe(0);
  });

  it('HAZARD H-193: while a warning stands a pause is asked about once more', async () => {
    await context.grantPermissions(['geolocation'], { origin });
    await stand(0, 8);
    await openApp();
    await until('her place', () => here()?.kind === 'fresh');
    for (let i = 4; i >= 0; i -= 1)
      await report(magpie.devicePort, one.wearerToken, at(70, 0), systemClock.nowMs() - i * SECOND_MS);
    await page.getByRole('button', { name: 'I have seen it' }).click();
    await openScreen('Where you are');
    await page.getByRole('button', { name: 'Until I turn it on' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Pause' }).click();
    await page.getByRole('heading', { name: 'A warning stands now' }).waitFor();
    await page.getByRole('button', { name: 'Keep sharing' }).click();
    await page.getByRole('heading', { name: 'You share where you are' }).waitFor();
  });
});

describe('her phone in the background', () => {
  it.each([
    ['OwnTracks', 'owntracks'],
    ['Traccar Client', 'osmand'],
  ] as const)('%s: set up by its code and reporting, in well under two minutes', async (name, protocol) => {
    await openApp();
    const beganMs = systemClock.nowMs();
    await openScreen('Where you are');
    await page.getByRole('button', { name: 'Set up another phone' }).click();
    await page.getByRole('radio', { name }).click({ force: true });
    await page.getByRole('button', { name: 'Show the code' }).click();
    const link = await scan();
    expect(link).toBe(await page.getByRole('link', { name: `On this phone: open ${name}` }).getAttribute('href'));
    await page.getByText('Waiting for the first report of your phone').waitFor();
    expect(await broken(page)).toEqual([]);
    await simulatedPhone(link, protocol);
    await page.getByText(/Your phone reported/).waitFor();
    await page.getByText('It works. You can close this page.').waitFor();
    await until('the engine has her place', () => here()?.kind === 'fresh');
    // All but what a person's fingers, a store and a permission take.
    expect(systemClock.nowMs() - beganMs).toBeLessThan(30 * SECOND_MS);
    expect(await report(magpie.devicePort, one.protectedToken, at(0, 0), systemClock.nowMs())).toBe(200);
  });
});

describe('her order', () => {
  it('tells its dates and rights, takes the undertaking, and says so when it ends while the page is open', async () => {
    await openApp();
    await hint('Their place is not shown until you read what holds for it.');
    await openScreen('Your order and rights');
    await page.getByRole('heading', { name: /In force until/ }).waitFor();
    await page.getByText(/up to 3 years in prison or a fine of up to ₩30,000,000 \(EDA 36\(4\)\)/).waitFor();
    expect(await broken(page)).toEqual([]);
    await page.getByRole('button', { name: 'I have read it and keep to it' }).click();
    await page.getByText(/You read this on/).waitFor();
    await cancelOrder(magpie, one.orderId);
    await page.getByRole('heading', { name: /Cancelled on/ }).waitFor();
    await page.getByRole('button', { name: 'Back' }).click();
    await page.getByRole('button', { name: 'Back' }).click();
    await page.getByRole('heading', { name: 'The order has ended' }).waitFor();
  });

  it('says in time that it ends, with what to do', async () => {
    const soon = await makeCase(magpie, { untilMs: systemClock.nowMs() + MINUTE_MS, name: 'soon' });
    await magpie.reload();
    await magpie.reconciler.run();
    one = soon;
    await openApp();
    await openHint('Today is the last day of your order.');
    await page.getByRole('heading', { name: 'Next steps' }).waitFor();
    expect(await broken(page)).toEqual([]);
  });
});

async function placesAfter(position: number): Promise<number> {
  const { rows } = await db.database.query<{ n: number }>(
    `select count(*) as n from ingest.journal where person_id = $1 and kind = 'fix' and position > $2`,
    [one.protectedId, position],
  );
  return rows[0]!.n;
}

/** Some pixels for each square of the code. */
const SCAN_PX = 630;

/** As another phone's camera does: the picture on the screen, read as a QR code. */
async function scan(): Promise<string> {
  const code = page.getByRole('img', { name: /Code for/ });
  await code.waitFor();
  const markup = await code.evaluate((svg) => svg.outerHTML);
  // One colour is enough: it is black on white.
  const dots = (await page.evaluate(`(async () => {
    const image = new Image();
    image.src = 'data:image/svg+xml,' + encodeURIComponent(${JSON.stringify(markup)}.replace('<svg', '<svg xmlns="http://www.w3.org/2000/svg"'));
    image.width = image.height = ${SCAN_PX};
    await image.decode();
    const draw = new OffscreenCanvas(${SCAN_PX}, ${SCAN_PX}).getContext('2d');
    draw.drawImage(image, 0, 0, ${SCAN_PX}, ${SCAN_PX});
    return [...draw.getImageData(0, 0, ${SCAN_PX}, ${SCAN_PX}).data].filter((_, i) => i % 4 === 0).map((red) => (red < 128 ? 1 : 0)).join('');
  })()`)) as string;
  const pixels = Uint8ClampedArray.from([...dots].flatMap((dot) => [...Array(3).fill(dot === '1' ? 0 : 255), 255]));
  const read = (jsQR as unknown as typeof jsQR.default)(pixels, SCAN_PX, SCAN_PX);
  if (read === null) throw new Error('the code cannot be read');
  return read.data;
}

/** The drill's phone, configured by nothing but the code, sends one report in its real protocol. */
async function simulatedPhone(link: string, protocol: 'owntracks' | 'osmand'): Promise<void> {
  const { searchParams } = new URL(link);
  const inline = searchParams.get('inline');
  const config =
    inline === null ? null : (JSON.parse(Buffer.from(inline, 'base64').toString()) as Record<string, string>);
  const deviceUrl = config?.url ?? searchParams.get('url')!;
  const token = config?.password ?? searchParams.get('id')!;
  const device = {
    ...{ key: 'phone', agency: 'a', person: 'me', protocol, encrypted: false, overMqtt: false },
    externalId: config === null ? null : `${config.username}/${config.deviceId}`,
  };
  const place = { ...at(12, 3), fixedAtMs: systemClock.nowMs(), accuracyM: 12 };
  const frame = frameOf(device, { castKey: 'phone', token, deviceUrl }, place, seededRng(1));
  const stop = new AbortController();
  const answered = Promise.withResolvers<number>();
  const uplink = openUplink(new URL(deviceUrl), {
    sleep: () => Promise.resolve(),
    onAttempt: (attempt) => answered.resolve(attempt.kind === 'answered' ? attempt.status : 0),
  });
  uplink.push(frame);
  const running = uplink.run(stop.signal);
  expect(await answered.promise).toBe(200);
  stop.abort();
  await running;
  uplink.close();
}

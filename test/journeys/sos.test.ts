/**
 * Calling for help, in a real browser: by a long press, by five taps, stopped in time, without a network and through a reload; taken back by
 * code or only seeming to be; sharing where one is, and stopping; and what the officer sees of each.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/core/clock.ts';
import { replacePlaces } from '../../src/disclosure/places/places.ts';
import type { Magpie } from '../../src/server/assemble.ts';
import { broken, DESK, openBrowser, openPage, PHONE, type Watched } from '../support/browser.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { at, makeCase, newMagpie, report, signInCode, type TestCase } from '../support/magpie.ts';

/** The same hand still tapping stops nothing for this long. */
const STRAY_PRESS_MS = 700;
let db: TestDatabase;
let magpie: Magpie;
let one: TestCase;
let browser: Browser;
let origin: string;
let phone: Watched;
let centre: Watched;

beforeAll(async () => {
  db = await testDatabase();
  magpie = newMagpie({ appUrl: db.appUrl });
  one = await makeCase(magpie);
  const feature = (name: string, eastM: number, northM: number) => ({
    type: 'Feature' as const,
    geometry: { type: 'Point' as const, coordinates: [at(eastM, northM).lonDeg, at(eastM, northM).latDeg] },
    properties: { kind: 'police' as const, name: { local: name }, hours: '24/7' },
  });
  const features = [feature('East box', 300, 0), feature('West box', -700, 0), feature('North box', 0, 900)];
  const admin = { kind: 'system', id: null };
  const deps = { database: db.database, clock: magpie.options.clock };
  await replacePlaces(deps, one.agencyId, { type: 'FeatureCollection', features }, admin);
  await magpie.start();
  origin = `http://127.0.0.1:${magpie.port}`;
  await come(20_000, 20_000);
  browser = await openBrowser();
  phone = await signIn(one.protectedId, PHONE);
  centre = await signIn(one.officerId, DESK);
});
afterAll(async () => {
  await browser?.close();
  await magpie?.stop();
  await db?.close();
});

async function signIn(personId: string, viewport: typeof PHONE): Promise<Watched> {
  const opened = await openPage(browser, origin, viewport, 'en-US');
  await opened.page.goto(`${origin}/enter#${await signInCode(magpie, personId)}`);
  return opened;
}

/** Both report every 5 s, as one late batch: the protected person stands still, the wearer comes from the east. */
async function come(fromM: number, toM: number): Promise<void> {
  const nowMs = magpie.options.clock.nowMs();
  for (let i = 0; i <= 30; i += 1) {
    const fixedAtMs = nowMs - (30 - i) * 5_000;
    await report(magpie.devicePort, one.protectedToken, at(0, 0), fixedAtMs);
    await report(magpie.devicePort, one.wearerToken, at(fromM + ((toM - fromM) * i) / 30, 0), fixedAtMs);
  }
}

const sosButton = (page: Page) => page.getByRole('button', { name: /^SOS/ }).last();
const press = (page: Page) => sosButton(page).click({ delay: 1_700 });
/** Raw taps: the button is busy as soon as it has been tapped five times, and a hand does not wait for that. */
async function tap(page: Page, times: number): Promise<void> {
  const box = (await sosButton(page).boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  // One after the other without waiting for answers: on a busy machine they would be seconds apart.
  await Promise.all(Array.from({ length: times }, () => [page.mouse.down(), page.mouse.up()]).flat());
}
const firstRow = () => centre.page.locator('[data-incident]').first();
async function rows(): Promise<{ state: string; duress: boolean; returned: boolean }[]> {
  const { rows: found } = await db.database.query<{ state: string; duress: boolean; returned: boolean }>(
    `select state, duress_at_ms is not null as duress, returned_at_ms is not null as returned
     from incidents.incident where kind = 'device:sos' order by opened_at_ms`,
  );
  return found;
}
async function calls(): Promise<number> {
  const { rows: found } = await db.database.query<{ n: number }>(
    `select count(*)::int as n from incidents.sos where journaled_at_ms is not null`,
  );
  return found[0]!.n;
}
async function closeAll(): Promise<void> {
  await db.database.query(
    `update incidents.incident set state = 'closed', closed_at_ms = 1, closed_by = $1, close_reason = 'exercise-over'
     where state <> 'closed'`,
    [one.officerId],
  );
  await magpie.sharing.review();
}
/** The whole pixels of it once they no longer change: on its edge the page beneath shines through, whose ages go on. */
async function steady(part: Locator): Promise<Buffer> {
  const { x, y, width, height } = (await part.boundingBox())!;
  const clip = { x, y: Math.ceil(y), width, height: Math.floor(y + height) - Math.ceil(y) };
  for (let last: Buffer | null = null; ; ) {
    const next = await part.page().screenshot({ animations: 'disabled', clip });
    if (last !== null && next.equals(last)) return next;
    last = next;
  }
}
async function done(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Close' }).last().click();
}

describe('calling for help', () => {
  it('five taps begin a countdown; stopped in time nothing is sent, and the same hand tapping on stops nothing', async () => {
    const { page } = phone;
    await page.evaluate(() => localStorage.setItem('sos-countdown', '10'));
    await sosButton(page).waitFor();
    await tap(page, 7);
    const count = page.getByRole('timer');
    await count.waitFor();
    // Read anew every second nothing of it would be heard: it is said once, as it began.
    expect(
      await page
        .getByRole('alert')
        .getByText(/SOS goes out in 10 s/)
        .count(),
    ).toBe(1);
    await delay(STRAY_PRESS_MS);
    await page.getByRole('button', { name: 'Cancel', exact: true }).click();
    await count.waitFor({ state: 'detached' });
    await delay(300);
    expect(await calls()).toBe(0);
  });

  it('a long press reaches the top of the queue, with the place that is shared until it is stopped', async () => {
    await centre.page.locator('[data-section], main').first().waitFor();
    const { page } = phone;
    await press(page);
    await page.getByRole('button', { name: 'Send now' }).click();
    await page.getByText(/SOS received at/).waitFor();
    await firstRow().getByText(/SOS/).first().waitFor();
    await page.getByText('You share your place with the centre').waitFor();
    expect(await broken(page)).toEqual([]);
    await firstRow().click();
    // A hand on the queue would hold its rows.
    await centre.page.mouse.move(900, 20);
    await centre.page.getByText(/shares their place with you/).waitFor();
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.getByText('You share your place with the centre').waitFor({ state: 'detached' });
    await centre.page.getByText(/shares their place with you/).waitFor({ state: 'detached' });
    await page.reload();
    await page.getByText(/SOS received at/).waitFor();
    await closeAll();
  });

  // HAZARD H-182: the screen tells that the SOS stands
  it('cancelled, and cancelled under duress, are the same on the phone to the pixel; the officer sees which', async () => {
    const { page } = phone;
    await page.getByRole('button', { name: 'Menu' }).click();
    await page.getByRole('button', { name: 'SOS and codes' }).click();
    await page.getByText('5 seconds', { exact: true }).waitFor();
    await page.getByText('None: it goes at once').click();
    await page.getByLabel(/Code when you are all right/).fill('1234');
    await page.getByLabel(/Code when somebody forces you/).fill('4321');
    await page.getByRole('button', { name: 'Save the codes' }).click();
    await page.getByText('The codes are saved.').waitFor();
    expect(await broken(page)).toEqual([]);
    await page.getByRole('button', { name: 'Back' }).click();
    await page.getByRole('button', { name: 'Back' }).click();
    const seen: Buffer[] = [];
    for (const code of ['1234', '4321']) {
      await press(page);
      await page.getByText(/SOS received at/).waitFor();
      await page.getByText('You share your place').waitFor();
      await page.getByRole('button', { name: 'Cancel the SOS' }).click();
      await page.getByLabel('Your code').fill(code);
      await page.getByRole('button', { name: 'Cancel the SOS' }).click();
      await page.getByText('SOS cancelled').waitFor();
      await page.getByText('You share your place').waitFor({ state: 'detached' });
      await page.mouse.move(5, 300);
      seen.push(await steady(page.locator('[class*="dock"]').last()));
      const said = code === '1234' ? "Cancelled with the person's code" : 'Cancelled under duress: treat as SOS';
      await firstRow().getByText(said).waitFor();
      const [last] = (await rows()).slice(-1);
      expect(last).toMatchObject({ duress: code === '4321', returned: code === '1234' });
      await done(page);
      if (code === '1234') await closeAll();
    }
    expect(seen[0]!.equals(seen[1]!)).toBe(true);
    await closeAll();
  });

  // HAZARD H-186: a call is lost with the page or the network
  it('without a network it is kept, and sent once when there is one, by the page or by its worker', async () => {
    const { page, context } = phone;
    const before = await calls();
    await page.evaluate('navigator.serviceWorker.ready.then(() => true)');
    await page.reload();
    await sosButton(page).waitFor();
    await context.setOffline(true);
    await press(page);
    await page.getByText('SOS waits for a network').waitFor();
    await page.getByRole('button', { name: 'Text 112' }).waitFor();
    expect(await broken(page)).toEqual([]);
    await context.setOffline(false);
    await page.getByText(/SOS received at/).waitFor();
    expect(await calls()).toBe(before + 1);
    await closeAll();
  });

  // HAZARD H-186: a call is lost with the page or the network
  it('through a reload it waits on, and is sent once', async () => {
    const { page } = phone;
    const before = await calls();
    // A server that takes nothing: what it answers with is an error.
    const { append } = magpie.journal;
    magpie.journal.append = (input, deviceId, sealFor) =>
      input.kind === 'event'
        ? Promise.resolve({ ok: false, error: 'not-committed' })
        : append.call(magpie.journal, input, deviceId, sealFor);
    await press(page);
    await page.getByText('SOS waits for a network').waitFor();
    await page.reload();
    await page.getByText('SOS waits for a network').waitFor();
    expect(await calls()).toBe(before);
    magpie.journal.append = append;
    await page.getByText(/SOS received at/).waitFor();
    expect(await calls()).toBe(before + 1);
    await closeAll();
  });

  // HAZARD H-186: a call is lost with the page or the network
  // HAZARD H-208: what was on the screen is still there, one step back
  it('quick exit during the countdown sends it at once, and leaves no entry from before a reload', async () => {
    const { page } = phone;
    const before = await calls();
    await page.evaluate(() => localStorage.setItem('sos-countdown', '10'));
    await page.getByRole('button', { name: 'Menu' }).click();
    await page.getByRole('button', { name: 'SOS and codes' }).click();
    await page.getByText('10 seconds', { exact: true }).waitFor();
    await page.reload();
    await sosButton(page).waitFor();
    await press(page);
    const pressedAtMs = systemClock.nowMs();
    await page.getByRole('timer').waitFor();
    await page.getByRole('button', { name: 'Quick exit' }).last().click();
    await page.waitForURL(/exit-memo-en/);
    await expect.poll(calls).toBe(before + 1);
    // Before the countdown would have ended.
    const { rows: found } = await db.database.query<{ at: number }>(
      'select max(journaled_at_ms) as at from incidents.sos',
    );
    expect(found[0]!.at).toBeLessThan(pressedAtMs + 9_500);
    await page.goBack();
    expect(page.url()).toMatch(/exit-memo-en/);
    await page.evaluate(() => localStorage.setItem('sos-countdown', '0'));
    await page.goto(`${origin}/app/`);
    await page.getByText(/SOS received at/).waitFor();
    await closeAll();
  });
});

describe('in a warning', () => {
  it('what to do: places away from the wearer first, whom to call, and sharing by a switch', async () => {
    const { page } = phone;
    await come(2_000, 350);
    const sheet = page.getByRole('alertdialog');
    await sheet.waitFor();
    const boxes = sheet.getByText(/ box$/);
    await boxes.first().waitFor();
    expect(await boxes.allTextContents()).toEqual(['West box', 'North box', 'East box']);
    await sheet.getByText('First those that lie away from the wearer.').waitFor();
    expect(await sheet.getByText(/safe place/i).count()).toBe(0);
    await sheet.getByRole('link', { name: 'Call 112' }).first().waitFor();
    const toggle = sheet.getByRole('switch');
    await toggle.waitFor();
    await sheet.getByText(/Share my place with the police/).click();
    await sheet.getByText('You share your place with the centre').waitFor();
    expect(await broken(page)).toEqual([]);
    await sheet.getByRole('button', { name: 'Stop' }).click();
    await sheet.getByText('You share your place with the centre').waitFor({ state: 'detached' });
    await sheet.getByRole('button', { name: 'I have seen it' }).click();
  });

  it('places and people one trusts have screens of their own', async () => {
    const { page } = phone;
    await page.getByRole('button', { name: 'Menu' }).click();
    await page.getByRole('button', { name: 'Places with people' }).click();
    await page.getByText('West box').waitFor();
    await page.getByLabel('Name of the place').fill('Aunt');
    await page.getByRole('button', { name: 'Add the place where I am now' }).click();
    await page.getByText('Saved.').waitFor();
    expect(await broken(page)).toEqual([]);
    await page.getByRole('button', { name: 'Back' }).click();
    await page.getByRole('button', { name: 'People you trust' }).click();
    await page.getByLabel('Name').fill('Star');
    await page.getByLabel('Telephone number').fill('not a number');
    await page.getByRole('button', { name: 'Add' }).click();
    await page.getByText(/Use digits/).waitFor();
    await page.getByLabel('Telephone number').fill('+82 10 0000 0001');
    await page.getByRole('button', { name: 'Add' }).click();
    await page.getByText('Saved.').waitFor();
    expect(await page.getByRole('link', { name: '+82 10 0000 0001' }).getAttribute('href')).toBe('tel:+821000000001');
    expect(await broken(page)).toEqual([]);
  });

  it('nothing was asked of any other host, no page broke, and the phone keeps no place', async () => {
    expect([phone.foreign, centre.foreign]).toEqual([[], []]);
    expect([phone.errors, centre.errors]).toEqual([[], []]);
    const kept = await phone.page.evaluate(() => JSON.stringify({ ...localStorage }));
    expect(kept).not.toMatch(/36\.\d|124\.\d/);
  });
});

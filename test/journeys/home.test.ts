/**
 * The home screen and the warning over it in a real browser: against a real server from a fix to the level's fall, on a phone whose clock
 * is an hour wrong; and against a scripted one for what the network, the law and a second wearer do.
 */
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/core/clock.ts';
import { HOUR_MS, MINUTE_MS } from '../../src/core/time.ts';
import type { Magpie } from '../../src/server/assemble.ts';
import { CHECKOUT } from '../../src/server/folders.ts';
import { plan } from '../../tools/screens/answers.ts';
import { band, HELLO, nothing, pairId, picture, warning } from '../../tools/screens/frames.ts';
import type { Answers, FrameBody } from '../../tools/screens/screen.ts';
import { type ScriptedServer, startScriptedServer } from '../../tools/screens/scripted-server.ts';
import { timeText } from '../../web/ui/words/age.ts';
import { broken, openBrowser, openPage, PHONE } from '../support/browser.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { at, makeCase, newMagpie, report, signedIn, signInCode, type TestCase } from '../support/magpie.ts';
import { live, openScripted, shaken } from '../support/scripted-page.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
});

describe('from a fix to its end, on a phone whose clock is an hour fast', () => {
  let db: TestDatabase;
  let magpie: Magpie;
  let one: TestCase;
  let page: Page;
  /** Made smaller, time goes on: what the devices did meanwhile is reported as one late batch. */
  let behindMs = 12 * MINUTE_MS;

  beforeAll(async () => {
    db = await testDatabase();
    magpie = newMagpie({ appUrl: db.appUrl, clock: { nowMs: () => systemClock.nowMs() - behindMs } });
    one = await makeCase(magpie);
    await magpie.start();
    const origin = `http://127.0.0.1:${magpie.port}`;
    ({ page } = await openPage(browser, origin, PHONE, 'en-US'));
    await page.addInitScript(`{
      const now = Date.now.bind(Date);
      Date.now = () => now() + ${HOUR_MS};
      localStorage.setItem('pair-view', 'list');
    }`);
    await page.goto(`${origin}/enter#${await signInCode(magpie, one.protectedId)}`);
  });
  afterAll(async () => {
    await magpie?.stop();
    await db?.close();
  });

  /** Both report every 5 s; the wearer goes along a straight line. */
  async function go(fromM: number, toM: number, overS: number): Promise<void> {
    const nowMs = magpie.options.clock.nowMs();
    for (let agoS = overS; agoS >= 0; agoS -= 5) {
      const eastM = toM + ((fromM - toM) * agoS) / overS;
      await report(magpie.devicePort, one.protectedToken, at(0, 0), nowMs - agoS * 1_000);
      await report(magpie.devicePort, one.wearerToken, at(eastM, 0), nowMs - agoS * 1_000);
    }
  }

  it('ages count from the server’s time, not from the phone’s', async () => {
    await go(8_000, 7_500, 100);
    await page.getByText('No warning').first().waitFor();
    const age = page.getByText(/device reported (just now|\d+ seconds? ago)/).first();
    await age.waitFor();
  });

  it('rises: the sheet covers all, says the server’s time, and a level that holds lays no second one over it', async () => {
    behindMs -= 5 * MINUTE_MS;
    await go(7_500, 900, 290);
    const sheet = page.getByRole('alertdialog');
    await sheet
      .getByText(/coming closer from the west|coming closer from the east/)
      .first()
      .waitFor();
    const nowMs = magpie.options.clock.nowMs();
    const times = [-1, 0, 1].map((minutes) => timeText('en', nowMs + minutes * MINUTE_MS, nowMs));
    expect(times).toContain((await sheet.locator('header').innerText()).match(/\d\d:\d\d/)?.[0]);
    for (const name of [/SOS/, 'Quick exit']) await sheet.getByRole('button', { name }).waitFor();
    await sheet.getByRole('link', { name: 'Call 112', exact: true }).waitFor();
    expect(await broken(page)).toEqual([]);
    await go(900, 860, 20);
    expect(await page.getByRole('alertdialog').count()).toBe(1);
  });

  it('the officer has it in hand: the phone says so, with the time and without a name', async () => {
    const cookie = await signedIn(magpie, one.officerId);
    const origin = `http://127.0.0.1:${magpie.port}`;
    const headers = { cookie, 'content-type': 'application/json', 'x-magpie': '1', origin };
    const queue = (await (await fetch(`${origin}/api/incidents`, { headers })).json()) as {
      open: { incidentId: string; kind: string }[];
    };
    const { incidentId } = queue.open.find(({ kind }) => kind === 'approach')!;
    await fetch(`${origin}/api/incidents/${incidentId}/acknowledge`, { method: 'POST', headers, body: '{}' });
    await page
      .getByText(/The monitoring centre has seen this at \d\d:\d\d/)
      .first()
      .waitFor();
    expect(await page.content()).not.toContain('exercise officer');
  });

  it('falls: an open sheet says so and may be put away', async () => {
    behindMs -= 5 * MINUTE_MS;
    await go(860, 1_700, 290);
    const sheet = page.getByRole('alertdialog');
    await sheet.getByRole('heading', { name: 'Lower now' }).waitFor();
    await sheet.getByRole('button', { name: 'Put away' }).click();
    await sheet.waitFor({ state: 'detached' });
    expect(await broken(page)).toEqual([]);
  });
});

describe('against a scripted server', () => {
  let server: ScriptedServer;
  beforeAll(async () => {
    server = await startScriptedServer(join(CHECKOUT, 'web/dist'));
  });
  afterAll(async () => {
    await server?.close();
  });

  const open = async (frames: readonly FrameBody[], answers: Answers = {}): Promise<Page> =>
    (await openScripted(browser, server, { frames, answers })).page;

  it('loss and return: "no connection since" within 15 s, what was before said as before, and back by itself', async () => {
    const page = await open([HELLO, picture('warning', band(600, 1_000))]);
    await page
      .getByText(/coming closer/)
      .first()
      .waitFor();
    server.setReachable(false);
    await page.clock.fastForward(14_000);
    await page
      .getByRole('heading', { name: /No connection since/ })
      .or(page.getByText(/No connection since/))
      .first()
      .waitFor();
    await page
      .getByText(/Before that: The wearer is coming closer/)
      .first()
      .waitFor();
    server.setReachable(true);
    await page.clock.fastForward(15_000);
    await page.getByText('Live', { exact: true }).waitFor();
    expect(await page.getByText(/No connection since/).count()).toBe(0);
    await page.context().close();
  });

  it('falls and moves away: the open sheet and home say that the wearer has turned away', async () => {
    const page = await open([HELLO, picture('warning', band(600, 1_000))]);
    await live(page);
    server.send(warning('warning'));
    const sheet = page.getByRole('alertdialog');
    await sheet.getByRole('heading', { name: 'Warning', exact: true }).waitFor();
    server.send(picture('notice', band(1_000, 2_000, { trend: 'receding', etaS: null })));
    await sheet.getByRole('heading', { name: 'Lower now' }).waitFor();
    await sheet
      .getByText(/has turned away/)
      .first()
      .waitFor();
    await sheet.getByRole('button', { name: 'Put away' }).click();
    await sheet.waitFor({ state: 'detached' });
    await page
      .getByText(/has turned away/)
      .first()
      .waitFor();
    expect(await broken(page)).toEqual([]);
    await page.context().close();
  });

  it('the order ends while a warning is open: sheet, distance and direction are gone at once', async () => {
    const page = await open([HELLO, picture('warning', band(600, 1_000)), warning('warning')]);
    await page.getByRole('alertdialog').waitFor();
    server.send({ type: 'withdrawn', pairId: pairId(), statement: 'no-order' });
    await page.getByRole('alertdialog').waitFor({ state: 'detached' });
    await page.getByText('No order is in force').first().waitFor();
    expect(await page.locator('#root').innerText()).not.toMatch(/600|north/);
    await page.context().close();
  });

  it('two wearers: the nearer one has the sentence, the other a line of its own; when that one rises, they change places', async () => {
    const second = { pairId: pairId(2) };
    const page = await open([HELLO, picture('warning', band(600, 1_000)), picture('clear', nothing(), second)]);
    await page.getByText(/Wearer 2/).waitFor();
    server.send(picture('danger', band(0, 600, { octant: 'W' }), second));
    await page
      .getByText(/from the west/)
      .first()
      .waitFor();
    await page.getByText(/Wearer 1/).waitFor();
    await page.context().close();
  });

  it('H-174: unseen, a warning is felt for a minute, then seldom, then not; a higher one is felt again', async () => {
    const page = await open([HELLO, picture('warning', band(600, 1_000))]);
    await page
      .getByText(/coming closer/)
      .first()
      .click();
    server.send(warning('warning'));
    await page.getByRole('alertdialog').waitFor();
    await page.clock.runFor(6 * MINUTE_MS);
    const first = await shaken(page);
    expect(first.length).toBe(15);
    await page.clock.runFor(5 * MINUTE_MS);
    expect((await shaken(page)).length).toBe(15);
    await page
      .getByText(/This stays until you have seen it|Sound is off/)
      .first()
      .waitFor();
    await page.getByText('Live', { exact: true }).waitFor({ state: 'attached' });
    server.send(warning('danger', 2));
    await page.getByRole('alertdialog').getByRole('heading', { name: 'Danger' }).waitFor();
    await page.clock.runFor(1_000);
    expect((await shaken(page)).length).toBeGreaterThan(15);
    await page.context().close();
  });

  it('H-175: a calm plan makes what is not known silent and leaves danger as loud as ever', async () => {
    const calm = { 'GET /api/me/warning-plan': { json: plan(1, { calm: true }) } };
    const page = await open([HELLO, picture('unknown', nothing())], calm);
    await page.getByRole('main').click();
    await expect.poll(() => page.evaluate(`localStorage.getItem('quiet-plan')`)).not.toBeNull();
    server.send(warning('unknown'));
    await page.getByText('It only shows, without sound or vibration.').waitFor();
    await page.clock.runFor(2_000);
    expect(await shaken(page)).toEqual([]);
    server.send(warning('danger', 2));
    await page.getByRole('alertdialog').getByText('Danger').first().waitFor();
    await page.clock.runFor(1_000);
    expect((await shaken(page)).length).toBeGreaterThan(0);
    await page.context().close();
  });

  it('H-176: the radar turns with a true heading and stays north-up without one', async () => {
    const page = await open([HELLO, picture('warning', band(600, 1_000))]);
    await page.getByRole('button', { name: 'Radar', exact: true }).click();
    await page.getByText(/North is up/).waitFor();
    const turn = (absolute: boolean) =>
      page.evaluate(
        `window.dispatchEvent(new DeviceOrientationEvent('deviceorientationabsolute', { absolute: ${absolute}, alpha: 270, beta: 0, gamma: 0 }))`,
      );
    await turn(false);
    expect(await page.locator('svg [transform="rotate(-90)"]').count()).toBe(0);
    await turn(true);
    await page.locator('svg [transform="rotate(-90)"]').first().waitFor({ state: 'attached' });
    await page.getByText(/magnetic north/).waitFor();
    expect(await broken(page)).toEqual([]);
    await page.context().close();
  });
});

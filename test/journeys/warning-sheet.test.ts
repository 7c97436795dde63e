/**
 * The warning's sheet under what a hostile day does to it, in a real browser against a scripted server: two wearers, a connection that comes and
 * goes, a member whose consent cannot be read, parts that are gone, and type at twice its size.
 */
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHECKOUT } from '../../src/server/folders.ts';
import { plan, sharing } from '../../tools/screens/answers.ts';
import { band, HELLO, hello, nothing, pairId, picture, point, warning } from '../../tools/screens/frames.ts';
import { type Answers, type FrameBody, SHOT_MS } from '../../tools/screens/screen.ts';
import { type ScriptedServer, startScriptedServer } from '../../tools/screens/scripted-server.ts';
import { broken, openBrowser, PHONE } from '../support/browser.ts';
import { live, openScripted, type Script, shaken } from '../support/scripted-page.ts';

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

const SECOND = { pairId: pairId(2) };

interface Opened {
  readonly page: Page;
  readonly sent: string[];
}

async function open(frames: readonly FrameBody[], answers: Answers = {}, prepare?: Script['prepare']): Promise<Opened> {
  const sent: string[] = [];
  const { page } = await openScripted(browser, server, {
    ...{ frames, answers },
    prepare: async (page) => {
      page.on('websocket', (socket) => socket.on('framesent', ({ payload }) => sent.push(String(payload))));
      await prepare?.(page);
    },
  });
  return { page, sent };
}
const twiceTheType = (page: Page) => page.evaluate(`document.documentElement.style.fontSize = '200%'`);
const head = (page: Page, name: string) => page.getByRole('alertdialog').getByRole('heading', { name, exact: true });

describe('two wearers', () => {
  it('a danger that fell does not cover the other’s warning, and does not silence it', async () => {
    const { page, sent } = await open([
      ...[HELLO, picture('danger', band(0, 200)), picture('warning', band(600, 1_000), SECOND)],
    ]);
    await page.getByRole('main').click();
    server.send(warning('danger'), { ...warning('warning', 2), ...SECOND } as FrameBody);
    await head(page, 'Danger').waitFor();
    server.send(picture('clear', nothing()));
    await head(page, 'Warning').waitFor();
    await page.getByText(/^Also: Danger/).waitFor();
    const before = (await shaken(page)).length;
    await page.clock.runFor(10_000);
    expect((await shaken(page)).length).toBeGreaterThan(before);
    await expect.poll(() => sent.filter((frame) => frame.includes('displayed')).length).toBeGreaterThan(1);
    expect(await broken(page)).toEqual([]);
    await page.context().close();
  });

  it('one that is scrolled out of sight is not told as displayed', async () => {
    const { page, sent } = await open([HELLO, picture('warning', band(600, 1_000))], {}, async (page) => {
      await page.setViewportSize({ width: 390, height: 640 });
    });
    await live(page);
    await twiceTheType(page);
    server.send(warning('danger', 1), warning('warning', 2));
    await head(page, 'Danger').waitFor();
    const told = (number: number) =>
      sent.some((frame) => frame.includes('displayed') && frame.includes(`9000-${String(number).padStart(12, '0')}`));
    await page.clock.runFor(1_000);
    expect(told(2)).toBe(false);
    await page.getByText(/^Also:/).scrollIntoViewIfNeeded();
    await page.clock.runFor(1_000);
    await expect.poll(() => told(2)).toBe(true);
    await page.context().close();
  });
});

it('H-174: what fell stays quiet though the connection comes and goes; and the sheet does not go on saying "lower now"', async () => {
  const { page } = await open([HELLO, picture('warning', band(600, 1_000))]);
  await page.getByRole('main').click();
  server.send(warning('danger'));
  await head(page, 'Danger').waitFor();
  server.send(picture('clear', nothing()));
  await head(page, 'Lower now').waitFor();
  const before = (await shaken(page)).length;
  server.play({ frames: [HELLO], answers: {} }, SHOT_MS + 1_000);
  server.setReachable(false);
  await page.clock.fastForward(14_000);
  await page
    .getByRole('alertdialog')
    .getByText(/No connection since/)
    .first()
    .waitFor();
  await head(page, 'Not known').waitFor();
  await page.clock.runFor(10_000);
  expect((await shaken(page)).length).toBe(before);
  await page.context().close();
});

it('H-174: a plan that changes meanwhile begins nothing anew', async () => {
  const { page } = await open([HELLO, picture('warning', band(600, 1_000))]);
  await page.getByRole('main').click();
  await live(page);
  server.send(warning('warning'));
  await head(page, 'Warning').waitFor();
  await expect.poll(() => shaken(page)).toHaveLength(1);
  await page.route('**/api/me/warning-plan', (route) => route.fulfill({ json: plan(1, { calm: true }) }));
  await page.evaluate(`document.dispatchEvent(new Event('visibilitychange'))`);
  await page.getByText('Vibration only.').waitFor();
  expect(await shaken(page)).toHaveLength(1);
  await page.context().close();
});

it('while a warning is felt, another wearer who turned away is shown and not told by sound or shake', async () => {
  const turned = picture('notice', band(1_000, 2_000, { trend: 'receding', etaS: null }), SECOND);
  const coming = picture('warning', band(600, 1_000), SECOND);
  for (const isWarned of [false, true]) {
    const { page } = await open([HELLO, picture('danger', band(0, 200)), coming]);
    await page.getByRole('main').click();
    await live(page);
    if (isWarned) {
      server.send(warning('danger'));
      await head(page, 'Danger').waitFor();
    }
    server.send(turned);
    await page
      .getByText(/turned away/)
      .first()
      .waitFor({ state: 'attached' });
    await page.waitForTimeout(500);
    expect((await shaken(page)).includes('80')).toBe(!isWarned);
    await page.context().close();
  }
});

it('a screen reader hears the sheet anew when it means something new, not at each figure', async () => {
  const at = (eastM: number) => picture('danger', point({ eastM, northM: 0 }));
  const { page } = await open([HELLO, at(450)]);
  await live(page);
  server.send(warning('danger'));
  const spoken = page.getByRole('alertdialog').locator('[aria-live="assertive"]').filter({ hasText: 'Danger.' });
  await spoken.waitFor({ state: 'attached' });
  const before = await spoken.innerText();
  server.send(at(350));
  await page
    .getByRole('alertdialog')
    .getByText(/350\sm/)
    .waitFor();
  expect(await spoken.innerText()).toBe(before);
  server.send(at(150));
  await expect.poll(() => spoken.innerText()).not.toBe(before);
  await page.context().close();
});

describe('a member of the household', () => {
  const asked = (status: number, state = 'consented') => ({
    'GET /api/session': { json: { kind: 'household', personId: pairId(9), exercise: true } },
    'GET /api/me/participation': {
      status,
      json: status === 200 ? { state, since: null, minor: false } : { code: 'x', message: 'x' },
    },
  });

  it('is warned though the answer about taking part does not come, without a picture; and it is asked again', async () => {
    const frames = [hello('household'), picture('danger', band(0, 200))];
    const { page } = await open(frames, asked(503));
    await page
      .getByText('That did not work')
      .or(page.getByText(/did not/))
      .first()
      .waitFor();
    server.send(warning('danger'));
    await head(page, 'Danger').waitFor();
    expect(await page.locator('body').innerText()).not.toMatch(/200|north|coming closer/i);
    await page.getByRole('button', { name: 'I have seen it' }).click();
    server.play({ frames, answers: asked(200) }, SHOT_MS + 2_000);
    await page.clock.runFor(12_000);
    await page.getByRole('button', { name: 'Menu' }).waitFor();
    await page.context().close();
  });
});

it('parts of the page that are gone take neither the status nor SOS along', async () => {
  const { page } = await open([HELLO, picture('warning', band(600, 1_000))], {}, (page) =>
    page.route(/assets\/(HomeNotices|SafetyNotices|WhatToDoBody)[^/]*\.js/, (route) => route.abort()),
  );
  // Once: then what is gone is known to be gone.
  await page.waitForEvent('load');
  await live(page);
  await page.getByRole('button', { name: /SOS/ }).waitFor();
  server.send(warning('warning'));
  await head(page, 'Warning').waitFor();
  await page.clock.runFor(2_000);
  await page
    .getByRole('alertdialog')
    .getByText(/Go towards other people/)
    .waitFor();
  await page.getByRole('alertdialog').getByRole('button', { name: /SOS/ }).waitFor();
  await page.context().close();
});

it('that one shares one’s place stands in sight, with how to stop, and not below the fold', async () => {
  const { page } = await open([HELLO, picture('warning', band(600, 1_000))], {
    'GET /api/me/sharing': { json: sharing(true) },
  });
  await live(page);
  server.send(warning('warning'));
  await head(page, 'Warning').waitFor();
  const sheet = page.getByRole('alertdialog');
  const stop = (await sheet.getByRole('button', { name: 'Stop', exact: true }).boundingBox())!;
  const seen = (await sheet.getByRole('button', { name: 'I have seen it' }).boundingBox())!;
  expect(stop.y + stop.height).toBeLessThanOrEqual(seen.y);
  await page.context().close();
});

it('at twice the type the call and the exit stay in view, also under an SOS, and the countdown can be stopped', async () => {
  const { page } = await open([HELLO, picture('danger', band(0, 200))]);
  await live(page);
  await twiceTheType(page);
  server.send(warning('danger'));
  const sheet = page.getByRole('alertdialog');
  await sheet.waitFor();
  const inView = async () => {
    for (const one of [
      sheet.getByRole('link', { name: 'Call 112' }).last(),
      sheet.getByRole('button', { name: 'Quick exit' }),
    ]) {
      const box = (await one.boundingBox())!;
      expect([box.y >= 0, box.y + box.height <= PHONE.height]).toEqual([true, true]);
    }
  };
  await inView();
  for (let i = 0; i < 5; i += 1) await sheet.getByRole('button', { name: /SOS/ }).click();
  const stop = sheet.getByRole('button', { name: /Stop|Cancel/ }).first();
  await stop.waitFor();
  await inView();
  const box = (await stop.boundingBox())!;
  expect(box.y + box.height).toBeLessThanOrEqual(PHONE.height);
  await page.context().close();
});

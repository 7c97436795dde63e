/** A device's life at the desk, in a real browser: two officers, a fitting with its duties, a removal, and alarms shown apart. */

import { randomBytes } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { valueOrRefuse } from '../../src/core/refusal.ts';
import { createDevice } from '../../src/devices/service.ts';
import { TrackerLink } from '../../src/drills/devices/tracker-link.ts';
import { gt06Device } from '../../src/ingest/protocols/gt06/encode.ts';
import { createPerson } from '../../src/people/service.ts';
import type { Magpie } from '../../src/server/assemble.ts';
import { broken, DESK, openBrowser, openPage, PHONE } from '../support/browser.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { at, makeCase, newMagpie, report, signInCode, type TestCase, trackerOf } from '../support/magpie.ts';

let db: TestDatabase;
let magpie: Magpie;
let browser: Browser;
let one: TestCase;
let secondId: string;
let origin: string;

beforeAll(async () => {
  db = await testDatabase();
  magpie = newMagpie({ appUrl: db.appUrl, trackerPorts: { gt06: 0 } });
  browser = await openBrowser();
  one = await makeCase(magpie);
  const { database, sealer } = magpie;
  const deps = { database, sealer, clock: magpie.options.clock, randomBytes, onDeviceChange: () => undefined };
  const by = { kind: 'system', id: null };
  const spare = { agencyId: one.agencyId, protocol: 'gt06', externalId: '356823031235028' } as const;
  valueOrRefuse(await createDevice(deps, { ...spare, payloadKey: null, personId: null }, by));
  const officer = { kind: 'officer', agencyId: one.agencyId, name: 'b', phone: null, language: 'en' } as const;
  const people = { ...deps, jurisdictions: new Set(['kr']) };
  secondId = valueOrRefuse(await createPerson(people, { ...officer, householdOf: null, exercise: true }, by)).personId;
  await magpie.start();
  origin = `http://127.0.0.1:${magpie.port}`;
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await magpie?.stop();
  await db?.close();
});

async function atDevices(officerId: string, size = DESK): Promise<Page> {
  const { page } = await openPage(browser, origin, size, 'en-US');
  await page.goto(`${origin}/enter#${await signInCode(magpie, officerId)}`);
  await page.getByRole('button', { name: 'Devices' }).click();
  await page.getByRole('heading', { name: 'Devices' }).waitFor();
  return page;
}

it('a wearer has duties read to them, is fitted, and gets a spare device in a swap', async () => {
  const page = await atDevices(one.officerId);
  await page
    .getByRole('row', { name: /Carried/ })
    .filter({ hasText: 'M-' })
    .first()
    .click();
  expect(await broken(page)).toEqual([]);
  const fit = page.getByRole('button', { name: 'Fit the device' });
  expect(await fit.getAttribute('aria-disabled')).toBe('true');
  for (const duty of ['Keep it charged', 'Wear or carry', 'Report faults', 'Follow the instructions']) {
    await page.getByRole('button', { name: new RegExp(`Read and acknowledged: ${duty}`) }).click();
    await page
      .getByRole('listitem')
      .filter({ hasText: duty })
      .getByText(/acknowledged .*\d/)
      .first()
      .waitFor();
  }
  // A duty is shown as acknowledged before all else was read again; until then nothing more can be done.
  await page.getByRole('button', { name: 'Fit the device', disabled: false }).waitFor();
  await page.keyboard.press('f');
  await page.getByRole('button', { name: /Confirm/ }).click();
  const detail = page.getByRole('article');
  await detail.getByText('Fitted').first().waitFor();
  await page.getByRole('button', { name: 'Swap for another' }).click();
  await page.getByRole('button', { name: /Confirm/ }).click();
  // What is missing is said at its field, and nothing is sent.
  await page.getByText('This is needed.').first().waitFor();
  expect(await broken(page)).toEqual([]);
  await page.getByLabel('New device').selectOption({ index: 1 });
  await page.getByLabel('Reason').selectOption('battery');
  await page.getByRole('button', { name: /Confirm/ }).click();
  await detail.getByText('Returned').first().waitFor();
  const fitted = page.getByRole('row').filter({ hasText: '356823031235028' });
  await fitted.getByText('Fitted').waitFor();
});

it('a removal is asked for by one and approved by another, and its alarms stand apart while it lasts', async () => {
  const page = await atDevices(one.officerId);
  await page.getByRole('row').filter({ hasText: '356823031235028' }).click();
  await page.getByRole('button', { name: 'Ask for a temporary removal' }).waitFor();
  await page.keyboard.press('m');
  await page.getByLabel('Reason').selectOption('treatment');
  const now = magpie.options.clock.nowMs();
  const local = (atMs: number): Promise<string> =>
    page.evaluate((ms) => {
      const at = new Date(ms);
      return new Date(ms - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
    }, atMs);
  await page.getByLabel('From').fill(await local(now));
  await page.getByLabel('Until').fill(await local(now + 2 * 3_600_000));
  await page.getByRole('button', { name: /Confirm/ }).click();
  await page.getByText('You asked for it: another officer decides.').waitFor();
  const second = await atDevices(secondId);
  await second.getByRole('row').filter({ hasText: '356823031235028' }).click();
  await second.getByRole('button', { name: 'Approve the removal' }).waitFor();
  await second.keyboard.press('p');
  await second.getByRole('button', { name: /Confirm/ }).click();
  await second.getByRole('article').getByText('Removed for a time').first().waitFor();
  const tamper = { kind: 'event', personId: one.wearerId, event: 'tamper', eventAtMs: now } as never;
  const basis = {
    subject: one.wearerId,
    scope: new Date(now).toISOString().slice(0, 10),
    bases: [`order:${one.orderId}`],
  };
  await magpie.journal.append(tamper, null, basis);
  await second.keyboard.press('d');
  const apart = second.getByRole('region', { name: 'Queue' });
  await apart.getByText('Suppressed by design').waitFor();
  await apart.getByText('Tampering suspected').waitFor();
  await apart.getByText(/Removal approved, until/).waitFor();
  await apart.getByText('Tampering suspected').click();
  const story = second.getByRole('region', { name: 'Case' });
  await story.getByText(/Suppressed by design, not an alarm/).waitFor();
  await story.getByText('The device reported tampering.').first().waitFor();
  await second.getByText('Nothing needs you now').waitFor();
  expect(await broken(second)).toEqual([]);
  await second.keyboard.press('d');
  await second.keyboard.press('g');
  await second.getByRole('heading', { name: 'Register of temporary removals' }).waitFor();
  await second.getByText('Medical treatment').waitFor();
  expect(await broken(second)).toEqual([]);
});

it('custody is recorded with a reason, in words where it is another, and ended', async () => {
  const page = await atDevices(secondId);
  await page.getByRole('row').filter({ hasText: '356823031235028' }).click();
  await page.getByRole('button', { name: 'Record custody' }).click();
  await page.getByLabel('Reason').selectOption('other');
  await page.getByRole('button', { name: /Confirm/ }).click();
  await page.getByText('This is needed.').waitFor();
  await page.getByLabel('In words').fill('held for a hearing');
  await page.getByRole('button', { name: /Confirm/ }).click();
  await page.getByRole('article').getByText('In custody', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Custody has ended' }).click();
  await page.getByRole('button', { name: /Confirm/ }).click();
  // The record is read before the list; the button can be pressed once both were.
  await page.getByRole('button', { name: 'Record custody', disabled: false }).waitFor();
  expect(await page.getByText('In custody', { exact: true }).count()).toBe(0);
});

it('on a phone a device opens over the list, and its age tells how it does', async () => {
  await report(magpie.devicePort, one.protectedToken, at(0, 0), magpie.options.clock.nowMs());
  const page = await atDevices(one.officerId, PHONE);
  await page
    .getByText(/^\d+ s$/)
    .first()
    .waitFor();
  expect(await broken(page)).toEqual([]);
  await page
    .getByRole('row', { name: /Fitted|Carried/ })
    .first()
    .click();
  await page.getByRole('button', { name: 'Back to the list' }).click();
  expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
});

it('an officer asks a tracker for a position, is told what that risks, and sees what came of it', async () => {
  await trackerOf(magpie, one, 'gt06', '001010000000002');
  const stop = new AbortController();
  const now = () => magpie.options.clock.nowMs();
  const link = new TrackerLink({
    ...{ host: '127.0.0.1', port: magpie.input.doors.portOf('gt06')!, side: gt06Device, name: '001010000000002' },
    sleep: async () => undefined,
    onAttempt: () => undefined,
    onCommand: ({ kind }) => {
      if (kind === 'report-now') link.push({ kind: 'report', report: { fixedAtMs: now(), ...at(0, 0), speedMps: 0 } });
    },
  });
  const running = link.run(stop.signal);
  const page = await atDevices(one.officerId);
  await page.getByRole('row').filter({ hasText: '001010000000002' }).click();
  await page.getByRole('button', { name: 'Ask for a position now' }).waitFor();
  await page.keyboard.press('q');
  await page.getByText('A wearer who is asked may guess why.').waitFor();
  expect(await broken(page)).toEqual([]);
  await page.getByLabel('Reason').selectOption('no-report');
  await page.getByRole('button', { name: /Confirm/ }).click();
  const asked = page.getByRole('region', { name: 'What it was asked' });
  await asked.getByText('Position now: done').waitFor();
  await asked.getByText('by an officer · No report').waitFor();
  await asked.getByText(/A report every \d+ s: it says that it heard/).waitFor();
  expect(await broken(page)).toEqual([]);
  stop.abort();
  await running;
});

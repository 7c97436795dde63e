/** Somebody without an account reads how the public log stands, before and after it is published, and is told when it cannot be asked. */
import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemClock } from '../../src/core/clock.ts';
import { MINUTE_MS } from '../../src/core/time.ts';
import { COSIGNATURE_V1, formatVerifierKey, publicKeyOf, verifierKey } from '../../src/safeguards/log/note.ts';
import type { Magpie } from '../../src/server/assemble.ts';
import { logSettingOf } from '../../src/server/log/setting.ts';
import { broken, DESK, openBrowser, openPage, PHONE } from '../support/browser.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { overflowing } from '../support/layout.ts';
import { newMagpie } from '../support/magpie.ts';

let db: TestDatabase;
let magpie: Magpie;
let browser: Browser;
let folder: string;
// It stands still: what was taken up at this minute is not shown before the test says so.
let nowMs = Math.ceil(systemClock.nowMs() / MINUTE_MS) * MINUTE_MS;
const clock = { nowMs: () => nowMs };

beforeAll(async () => {
  db = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), 'magpie-log-'));
  magpie = newMagpie({ appUrl: db.appUrl, clock, verifiableLog: logSettingOf(folder, '0123456789abcdef', {}) });
  const { privateKey } = generateKeyPairSync('ed25519');
  const witness = verifierKey('witness.example/w', COSIGNATURE_V1, publicKeyOf(privateKey));
  await writeFile(join(folder, 'log-witnesses'), `${formatVerifierKey(witness)}\n`);
  await magpie.start();
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await magpie?.stop();
  await db?.close();
  await rm(folder, { recursive: true });
});

it('the page of the log: nothing yet, published, in four languages, and without a connection', async () => {
  const origin = `http://127.0.0.1:${magpie.port}`;
  await magpie.logKeeper!.look();
  const { page, errors, foreign } = await openPage(browser, origin, PHONE, 'en');
  await page.goto(`${origin}/log`);
  await page.getByRole('heading', { name: 'The public log', exact: true }).waitFor();
  await page.getByRole('heading', { name: 'Nothing has been published yet' }).waitFor();
  nowMs += MINUTE_MS + MINUTE_MS / 2;
  await magpie.logKeeper!.look();
  await page.reload();
  await page.getByRole('heading', { name: 'The newest checkpoint' }).waitFor();
  const said = await page.locator('dl').innerText();
  const { size, root } = magpie.logKeeper!.published!;
  expect(size).toBeGreaterThan(0);
  expect(said).toContain(`${size}, with those that are empty`);
  expect(said).toContain(root);
  expect(await page.getByText('has not signed the newest checkpoint yet').count()).toBe(1);
  expect(await broken(page)).toEqual([]);
  expect(await overflowing(page)).toEqual([]);
  await page.route('**/api/log', (route) => route.abort());
  await page.reload();
  await page.getByText('No connection. Nothing shown here is current.').waitFor();
  expect([errors.filter((line) => !line.includes('ERR_FAILED')), foreign]).toEqual([[], []]);
  for (const [language, name] of [
    ['ko', '공개 기록'],
    ['ja', '公開記録'],
    ['ms', 'Log awam'],
  ] as const) {
    const other = await openPage(browser, origin, DESK, language);
    await other.page.goto(`${origin}/log/`);
    await other.page.getByRole('heading', { name, exact: true }).waitFor();
    await other.page.locator('dl').waitFor();
    expect(await broken(other.page)).toEqual([]);
    expect(await overflowing(other.page)).toEqual([]);
  }
});

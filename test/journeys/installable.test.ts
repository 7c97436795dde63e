/** What a phone asks of a page before it is installed and opened without a network: manifests, worker, head of the page, in each look. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Magpie } from '../../src/server/assemble.ts';
import { DISGUISES, manifestPath } from '../../web/protected-person/disguise/disguises.ts';
import { LANGUAGES } from '../../web/ui/messages/catalogue.ts';
import { openBrowser, openPage, PHONE } from '../support/browser.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { makeCase, newMagpie, signInCode } from '../support/magpie.ts';

let db: TestDatabase;
let magpie: Magpie;
let protectedId: string;
let browser: Browser;
let origin: string;

beforeAll(async () => {
  db = await testDatabase();
  magpie = newMagpie({ appUrl: db.appUrl });
  ({ protectedId } = await makeCase(magpie));
  await magpie.start();
  origin = `http://127.0.0.1:${magpie.port}`;
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await magpie?.stop();
  await db?.close();
});

/** Width and height as the PNG itself says. */
async function pngSize(path: string): Promise<string> {
  const response = await fetch(`${origin}${path}`);
  expect(response.status, path).toBe(200);
  expect(response.headers.get('content-type'), path).toBe('image/png');
  const bytes = Buffer.from(await response.arrayBuffer());
  return `${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`;
}

interface Manifest {
  readonly icons: readonly {
    readonly src: string;
    readonly sizes: string;
    readonly type: string;
    readonly purpose?: string;
  }[];
}

describe.each(DISGUISES)('the look %s', (disguise) => {
  it.each(LANGUAGES)('in %s has what a phone needs to install it', async (language) => {
    const response = await fetch(`${origin}${manifestPath(disguise, language)}`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch(/application\/(manifest\+)?json/);
    const manifest = (await response.json()) as Manifest;
    expect(manifest).toMatchObject({
      ...{ name: expect.stringMatching(/./), short_name: expect.stringMatching(/./), lang: language },
      ...{ id: '/app/', start_url: '/app/', scope: '/app/', display: 'standalone' },
      ...{ background_color: expect.stringMatching(/^#/), theme_color: expect.stringMatching(/^#/) },
    });
    const png = manifest.icons.filter(({ type }) => type === 'image/png');
    expect(png.map(({ sizes }) => sizes).sort()).toEqual(['192x192', '512x512']);
    for (const { src, sizes, purpose } of png) {
      expect(purpose?.split(' ').sort()).toEqual(['any', 'maskable']);
      expect(await pngSize(src)).toBe(sizes);
    }
  });
});

it('the page has its head, a worker that controls it, and opens from the kept shell in another language too', async () => {
  const { page, context, foreign } = await openPage(browser, origin, PHONE, 'en-US');
  await page.goto(`${origin}/enter#${await signInCode(magpie, protectedId)}`);
  await page.getByRole('button', { name: /SOS/ }).waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('en');
  expect(await page.title()).not.toBe('');
  expect(await page.locator('meta[name=viewport]').getAttribute('content')).toMatch(
    /width=device-width, initial-scale=1/,
  );
  // Nobody is kept from making it larger.
  expect(await page.locator('meta[name=viewport]').getAttribute('content')).not.toMatch(/user-scalable|maximum-scale/);
  expect(await page.locator('meta[name=theme-color]').count()).toBe(2);
  expect(await page.locator('link[rel=manifest]').getAttribute('href')).toBe('/app/manifest.webmanifest');
  expect(await page.locator('link[rel=apple-touch-icon]').count()).toBe(1);
  const cdp = await context.newCDPSession(page);
  const { errors } = await cdp.send('Page.getAppManifest');
  expect(errors).toEqual([]);
  const { installabilityErrors } = await cdp.send('Page.getInstallabilityErrors');
  expect(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== 'in-incognito')).toEqual([]);
  await page.evaluate('navigator.serviceWorker.ready.then(() => true)');
  await page.reload();
  await page.getByRole('button', { name: /SOS/ }).waitFor();
  expect(await page.evaluate('navigator.serviceWorker.controller !== null')).toBe(true);
  // A language and a screen that were never opened with a network.
  await page.evaluate(`localStorage.setItem('language', 'ja')`);
  await context.setOffline(true);
  const answer = await page.reload();
  expect(answer?.status()).toBe(200);
  expect(answer?.fromServiceWorker()).toBe(true);
  await page.getByRole('button', { name: /SOS/ }).waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('ja');
  await page.getByRole('link', { name: /電話/ }).waitFor();
  await page.getByRole('button', { name: 'メニュー' }).click();
  await page.getByRole('button', { name: 'ヘルプ' }).click();
  await page.getByRole('heading', { level: 1, name: 'ヘルプ' }).waitFor();
  await page.getByText('読み込み中').waitFor({ state: 'detached' });
  expect(await page.getByText('この画面でエラーが起きました').count()).toBe(0);
  expect(foreign).toEqual([]);
  await context.close();
});

it('H-214: on a network that hangs the kept shell opens after a second', async () => {
  const { page, context } = await openPage(browser, origin, PHONE, 'en-US');
  await page.goto(`${origin}/enter#${await signInCode(magpie, protectedId)}`);
  await page.getByRole('button', { name: /SOS/ }).waitFor();
  await page.evaluate('navigator.serviceWorker.ready.then(() => true)');
  await page.reload();
  // The worker's own requests too: nothing answers.
  await context.route(/\/app\/$/, () => new Promise(() => undefined));
  const answer = await page.reload({ waitUntil: 'commit' });
  expect(answer?.fromServiceWorker()).toBe(true);
  await page.getByRole('button', { name: /SOS/ }).waitFor();
  await context.close();
});

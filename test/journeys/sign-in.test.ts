/**
 * Signing in as people do it: an officer by a passkey of the browser's virtual authenticator, a weighty act with a fresh proof, a phone bound to
 * its key that a copied cookie does not open elsewhere, and its unlocking beside the PIN.
 */
import { randomBytes } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { valueOrRefuse } from '../../src/core/refusal.ts';
import { createPerson } from '../../src/people/service.ts';
import type { Magpie } from '../../src/server/assemble.ts';
import { broken, DESK, openBrowser, openPage, PHONE } from '../support/browser.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { overflowing } from '../support/layout.ts';
import { callServer, makeCase, newMagpie, signedIn, signInCode, type TestCase } from '../support/magpie.ts';

const PIN = '240816';
let db: TestDatabase;
let magpie: Magpie;
let one: TestCase;
let browser: Browser;
let origin: string;

beforeAll(async () => {
  db = await testDatabase();
  magpie = newMagpie({ appUrl: db.appUrl });
  one = await makeCase(magpie);
  await magpie.start();
  // By a name: browsers make no passkey for an address.
  origin = `http://localhost:${magpie.port}`;
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await magpie?.stop();
  await db?.close();
});

/** A device that knows its owner, as phones and security keys do. */
async function withAuthenticator(page: Page): Promise<void> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      ...{ protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true },
      isUserVerified: true,
    },
  });
}

async function anotherOfficer(): Promise<string> {
  const { database, sealer } = magpie;
  const { clock, packs } = magpie.options;
  const deps = { database, sealer, clock, randomBytes, jurisdictions: packs.jurisdictions() };
  const request = {
    kind: 'officer',
    agencyId: one.agencyId,
    name: 'exercise second',
    language: 'en',
    phone: null,
  } as const;
  const more = { householdOf: null, exercise: true } as const;
  return valueOrRefuse(await createPerson(deps, { ...request, ...more }, { kind: 'system', id: null })).personId;
}

async function shot(page: Page, name: string): Promise<void> {
  const folder = process.env.MAGPIE_SHOTS;
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png` });
}

it('an officer enrols a passkey, signs in with it, and a lost phone is signed out by a fresh proof', async () => {
  const { page } = await openPage(browser, origin, DESK, 'en-US');
  await withAuthenticator(page);
  await page.goto(`${origin}/enter#${await signInCode(magpie, one.officerId)}`);
  await page.getByRole('link', { name: 'My sign-in' }).click();
  await page.getByText('Exercise: without a passkey').waitFor();
  await shot(page, 'mine-empty');
  await page.getByLabel('Name of the new passkey').fill('key at my desk');
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await page.getByText('key at my desk').waitFor();
  await page.getByText('Weighty acts').waitFor();
  expect([await broken(page), await overflowing(page)]).toEqual([[], []]);
  await shot(page, 'mine');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  expect(await broken(page)).toEqual([]);
  await shot(page, 'choose');
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await page.getByText('Nothing needs you now').waitFor();
  const phone = await signedIn(magpie, one.protectedId);
  expect((await callServer(magpie, phone, 'POST', '/api/sos', {})).status).toBe(202);
  await page.getByRole('button', { name: 'Show phones' }).click();
  await page.getByText(/not bound/).waitFor();
  await page.getByRole('button', { name: 'Phone lost: sign out now' }).click();
  await page.getByText('All their phones are signed out at once').waitFor();
  await page.getByRole('button', { name: 'Phone lost: sign out now' }).click();
  await page.getByText('No phone is signed in.').waitFor();
  expect((await callServer(magpie, phone, 'GET', '/api/session')).status).toBe(401);
  await page.getByText('a second officer of this agency has to make the code').waitFor();
  await shot(page, 'phones');

  const second = await openPage(browser, origin, DESK, 'en-US');
  await second.page.goto(`${origin}/enter#${await signInCode(magpie, await anotherOfficer())}`);
  await second.page.getByRole('button', { name: 'Show phones' }).click();
  await second.page.getByRole('button', { name: 'Make the code' }).click();
  await second.page.getByRole('button', { name: 'Make the code' }).click();
  await second.page.getByRole('img', { name: 'Phones of the protected person' }).waitFor();
  expect(await broken(second.page)).toEqual([]);
  await shot(second.page, 'code');
});

it('an officer sees where they are signed in, and after a passkey changed signs all others out (H-586)', async () => {
  const officer = await anotherOfficer();
  const left = await signedIn(magpie, officer);
  const { page, errors } = await openPage(browser, origin, DESK, 'en-US');
  await withAuthenticator(page);
  await page.goto(`${origin}/enter#${await signInCode(magpie, officer)}`);
  await page.getByRole('link', { name: 'My sign-in' }).click();
  await page.getByRole('heading', { name: 'Where I am signed in' }).waitFor();
  await page.getByLabel('Name of the new passkey').fill('key at my desk');
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await page.getByText('A passkey changed.').waitFor();
  expect([await broken(page), await overflowing(page)]).toEqual([[], []]);
  await shot(page, 'sessions');
  for (const lang of ['ko', 'ja', 'ms']) {
    await page.locator('select').selectOption(lang);
    await page.setViewportSize({ width: 390, height: 844 });
    expect([await broken(page), await overflowing(page)], lang).toEqual([[], []]);
    await shot(page, `sessions-${lang}`);
  }
  await page.locator('select').selectOption('en');
  expect((await callServer(magpie, left, 'GET', '/api/session')).status).toBe(200);
  await page.getByRole('button', { name: 'Sign out everywhere else' }).click();
  await page.getByText('Nowhere else.').waitFor();
  expect((await callServer(magpie, left, 'GET', '/api/session')).status).toBe(401);
  await page.getByText('This page').waitFor();
  expect(errors.filter((line) => !/403/.test(line))).toEqual([]);
});

it('a copied cookie opens nothing on another device, while the phone that was enrolled goes on (H-485)', async () => {
  const phone = await openPage(browser, origin, PHONE, 'en-US');
  await phone.page.goto(`${origin}/enter#${await signInCode(magpie, one.protectedId)}`);
  await phone.page.getByRole('button', { name: /SOS/ }).first().waitFor();
  const cookies = await phone.context.cookies();
  const session = cookies.find(({ name }) => name === 'magpie_session')!;
  expect(cookies.some(({ name }) => name === 'magpie_proof')).toBe(true);
  const thief = await openPage(browser, origin, PHONE, 'en-US');
  await thief.context.addCookies([session]);
  const asked = await thief.page.request.get(`${origin}/api/session`);
  expect(asked.status()).toBe(401);
  // As ten minutes later: the proof is over, and the phone makes another by itself.
  await phone.context.clearCookies({ name: 'magpie_proof' });
  await phone.page.reload();
  await phone.page.getByRole('button', { name: /SOS/ }).first().waitFor();
  const status = async () => (await phone.page.request.get(`${origin}/api/session`)).status();
  await expect.poll(status).toBe(200);
  expect([...phone.errors, ...thief.errors]).toEqual([]);
});

it('the phone unlocks beside the PIN, which it takes to set that up', async () => {
  const { page } = await openPage(browser, origin, PHONE, 'en-US');
  await withAuthenticator(page);
  await page.goto(`${origin}/enter#${await signInCode(magpie, one.protectedId)}`);
  await page.getByRole('button', { name: /SOS/ }).first().waitFor();
  expect(await post(page, '/api/me/lock', { pin: PIN, afterMs: 900_000 })).toBe(200);
  await page.reload();
  await page.getByRole('button', { name: 'Menu' }).click();
  await page.getByRole('button', { name: 'Lock', exact: true }).click();
  await page.getByRole('button', { name: 'Turn on', exact: true }).click();
  for (const digit of PIN) await page.getByRole('button', { name: digit, exact: true }).click();
  await page.getByRole('button', { name: 'Only the PIN' }).waitFor();
  await shot(page, 'by-phone');
  expect(await post(page, '/api/me/lock/now', {})).toBe(204);
  await page.reload();
  await page.getByText('Enter your PIN').waitFor();
  await shot(page, 'lock');
  await page.getByRole('button', { name: /fingerprint or face/ }).click();
  await page.getByText('Enter your PIN').waitFor({ state: 'detached' });
  expect((await page.request.get(`${origin}/api/me/phones`)).status()).toBe(200);
});

function post(page: Page, path: string, body: object): Promise<number> {
  const headers = { 'x-magpie': '1', 'content-type': 'application/json' };
  const init = JSON.stringify({ method: 'POST', headers, body: JSON.stringify(body) });
  return page.evaluate(`fetch(${JSON.stringify(path)}, ${init}).then((answer) => answer.status)`);
}

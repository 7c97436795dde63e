/** Police ask, a judge grants, police see; then an emergency that the judge refuses is gone from the open page at once. */
import { randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { valueOrRefuse } from '../../src/core/refusal.ts';
import { DAY_MS, HOUR_MS } from '../../src/core/time.ts';
import { nameAddressee } from '../../src/orders/exchange/service.ts';
import { createAgency, createPerson, type PersonKind } from '../../src/people/service.ts';
import type { Magpie } from '../../src/server/assemble.ts';
import { broken, DESK, openBrowser, openPage, PHONE, type Watched } from '../support/browser.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { makeCase, newMagpie, signedIn, type TestCase } from '../support/magpie.ts';
import { addFixes } from '../support/warrants.ts';

let db: TestDatabase;
let magpie: Magpie;
let browser: Browser;
let origin: string;
let one: TestCase;
let nowMs = 0;
const COUNT = 90;
const people: Record<string, string> = {};
const desks: Record<string, Watched> = {};

beforeAll(async () => {
  db = await testDatabase();
  // A day on: what the case's wearer reported since its beginning is old enough to be asked for.
  const base = Date.parse('2026-11-21T03:00:00Z');
  let atMs = base;
  magpie = newMagpie({ appUrl: db.appUrl, clock: { nowMs: () => atMs } });
  one = await makeCase(magpie);
  atMs = base + DAY_MS;
  nowMs = atMs;
  const { database, sealer } = magpie;
  const deps = { database, sealer, clock: magpie.options.clock, randomBytes, jurisdictions: new Set(['kr']) };
  const by = { kind: 'system', id: null };
  const person = async (kind: PersonKind, role: 'police' | 'court' | 'oversight', name: string) => {
    const { agencyId } = valueOrRefuse(await createAgency(deps, { name, jurisdiction: 'kr', role }, by));
    const rest = { phone: null, language: 'en', householdOf: null, exercise: true } as const;
    people[kind] = valueOrRefuse(await createPerson(deps, { kind, agencyId, name, ...rest }, by)).personId;
    return agencyId;
  };
  const police = await person('police', 'police', 'Exercise Police Station');
  const colleague = { kind: 'police', agencyId: police, name: 'Exercise Colleague', phone: null } as const;
  const rest = { language: 'en', householdOf: null, exercise: true } as const;
  people.colleague = valueOrRefuse(await createPerson(deps, { ...colleague, ...rest }, by)).personId;
  await person('judge', 'court', 'Exercise District Court');
  await person('overseer', 'oversight', 'Exercise Oversight Office');
  valueOrRefuse(await nameAddressee(deps, one.orderId, police, by));
  await magpie.start();
  const app = { deps: { database, sealer, clock: magpie.options.clock } };
  await addFixes(app as never, { id: one.wearerId, latDeg: 36 }, [`order:${one.orderId}`], base + HOUR_MS, COUNT);
  origin = `http://127.0.0.1:${magpie.port}`;
  browser = await openBrowser();
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await magpie?.stop();
  await db?.close();
});

/** At their own desk, signed in; the same page again when they come back. */
async function at(who: string, path: string): Promise<Page> {
  const known = desks[who];
  const watched = known ?? (await openPage(browser, origin, DESK, 'en-US'));
  desks[who] = watched;
  const { page } = watched;
  if (known === undefined) {
    const [name = '', value = ''] = (await signedIn(magpie, people[who]!)).split('=');
    await page.context().addCookies([{ name, value, url: origin }]);
  }
  await page.goto(`${origin}${path}`);
  return page;
}

/** Whether the page itself scrolls sideways; a table may, in its own frame. */
function isWide(page: Page): Promise<boolean> {
  return page.evaluate('document.documentElement.scrollWidth > innerWidth');
}

async function ask(page: Page, kind: RegExp): Promise<string> {
  await page.goto(`${origin}/court/warrants/new`);
  await page.getByLabel(kind).check();
  if (/Emergency/.test(kind.source))
    await page.getByLabel(/could not wait/).fill('A threat was made on the telephone.');
  await page.getByLabel('For which use').selectOption('breach-tampering');
  await page.getByLabel('From').fill('2026-11-21T13:00');
  await page.getByLabel('Until').fill('2026-11-21T15:00');
  await page.getByRole('button', { name: /Ask the court|Record the emergency/ }).click();
  // What is missing is told with a link to its field.
  await page.getByRole('alert').getByRole('link', { name: 'Reason: fill this in.' }).waitFor();
  await page.getByLabel('Reason', { exact: true }).fill('A breach is looked into.');
  await page.getByRole('button', { name: /Ask the court|Record the emergency/ }).click();
  await page.waitForURL(/\/court\/warrants\/[0-9a-f-]{36}$/);
  return new URL(page.url()).pathname;
}

async function decide(judge: Page, result: string): Promise<void> {
  await judge.getByLabel(result, { exact: false }).first().check();
  await judge.getByLabel('Reason', { exact: true }).fill('After reading the request.');
  await judge.getByRole('button', { name: 'Read it over' }).click();
  await judge.getByRole('button', { name: 'Confirm the decision' }).click();
}

it('police ask, the judge grants, police see and take away', async () => {
  const police = await at('police', '/court/warrants');
  await police.getByText('No request yet.').waitFor();
  const asked = await ask(police, /Permission first/);
  await police.getByText('The court has not decided.').waitFor();
  expect(await police.getByRole('button', { name: 'Open the positions' }).count()).toBe(0);
  const judge = await at('judge', asked);
  await judge.getByText('A breach is looked into.').waitFor();
  expect(await broken(judge)).toEqual([]);
  await decide(judge, 'Grant');
  // The open page hears of it by itself.
  await police.getByRole('button', { name: 'Open the positions' }).click();
  const map = police.getByRole('img', { name: 'Map of the positions in the table' });
  await map.waitFor();
  await police.getByText(`${COUNT} positions, as measured.`).first().waitFor();
  expect(await police.locator('tbody tr').count()).toBe(COUNT);
  // It takes two: a colleague sees for themselves what is to leave, and takes it.
  await police.getByRole('button', { name: 'Take away as a file' }).click();
  await police.getByRole('button', { name: 'Take it away' }).click();
  await police.getByText('A colleague of your office').waitFor();
  const colleague = await at('colleague', asked);
  await colleague.getByRole('button', { name: 'Open the positions' }).click();
  await colleague.getByRole('button', { name: 'Take away as a file' }).click();
  const [download] = await Promise.all([
    colleague.waitForEvent('download'),
    colleague.getByRole('button', { name: 'Take it away' }).click(),
  ]);
  const file = JSON.parse((await buffer(await download.createReadStream())).toString()) as {
    features: object[];
    magpie: object;
  };
  expect([file.features.length, file.magpie]).toMatchObject([
    COUNT,
    { use: 'breach-tampering', version: 1, exercise: true },
  ]);
});

it('(H-512) a refused emergency is gone from the open page at once', async () => {
  const police = await at('police', '/court/warrants');
  await police.setViewportSize(PHONE);
  const path = await ask(police, /Emergency/);
  await police.getByRole('alert').filter({ hasText: 'A permission is due' }).waitFor();
  await police.getByRole('button', { name: 'Open the positions' }).click();
  const map = police.getByRole('img', { name: 'Map of the positions in the table' });
  await map.waitFor();
  expect(await isWide(police)).toBe(false);
  await police.getByLabel('Reason', { exact: true }).fill('It was urgent.');
  await police.getByRole('button', { name: 'Ask for the permission' }).click();
  await police.getByText('emergency: waits for the court').waitFor();
  await map.waitFor();
  await decide(await at('judge', path), 'Refuse');
  await police.getByText('The court refused it. The copy was destroyed.').waitFor();
  expect([await map.count(), await police.locator('table').count()]).toEqual([0, 0]);
  await police.getByRole('heading', { name: 'Confirm the destruction in writing' }).waitFor();
  await police.getByLabel('Nothing was printed, noted or taken away').check();
  await police.getByLabel('In words').fill('Nothing was kept.');
  await police.getByRole('button', { name: 'Confirm', exact: true }).click();
  await police.getByText('Destruction confirmed in writing').waitFor();
  expect(await broken(police)).toEqual([]);
  expect(await isWide(police)).toBe(false);

  const overseer = await at('overseer', '/registers/');
  await overseer.getByRole('heading', { name: /Requests and views of location by investigators/ }).waitFor();
  await overseer.getByLabel('To day').fill(new Date(nowMs + DAY_MS).toISOString().slice(0, 10));
  await overseer.getByRole('cell', { name: 'Destruction confirmed in writing' }).waitFor();
  expect(await overseer.getByRole('cell', { name: 'Viewed', exact: true }).count()).toBe(3);
  expect(await broken(overseer)).toEqual([]);
  for (const { errors, foreign } of Object.values(desks)) expect([errors, foreign]).toEqual([[], []]);
});

/** A device that knows its owner; their passkey, added on the page. */
async function withPasskey(page: Page): Promise<void> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      ...{ protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true },
      isUserVerified: true,
    },
  });
  await page.goto(`${origin}/enter#mine`);
  await page.getByLabel('Name of the new passkey').fill('key at my desk');
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await page.getByText('A passkey changed.').waitFor();
}

async function shot(page: Page, name: string): Promise<void> {
  const folder = process.env.MAGPIE_SHOTS;
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}

// Which weighty acts were proven, in order.
async function proofs(): Promise<string> {
  const { rows } = await magpie.database.query<{ about: { act: string; proof: string } }>(
    `select convert_from(canonical, 'UTF8')::jsonb -> 'about' as about from safeguards.audit
     where convert_from(canonical, 'UTF8')::jsonb ->> 'action' = 'step-up.use' order by number`,
  );
  return rows.map(({ about }) => `${about.act} ${about.proof}`).join('; ');
}

it('(H-568) a judge confirms a decision, and police an emergency, with a fresh proof on the page', async () => {
  // By a name: browsers make no passkey for an address.
  origin = `http://localhost:${magpie.port}`;
  for (const who of ['police', 'judge']) {
    await desks[who]?.page.context().close();
    delete desks[who];
  }
  const police = await at('police', '/court/warrants');
  await withPasskey(police);
  const before = (await proofs()).length;
  const path = await ask(police, /Emergency/);
  await shot(police, 'emergency');
  await police.getByRole('button', { name: 'Open the positions' }).click();
  await police.getByRole('img', { name: 'Map of the positions in the table' }).waitFor();
  await police.getByLabel('Reason', { exact: true }).fill('It was urgent.');
  await police.getByRole('button', { name: 'Ask for the permission' }).click();
  await police.getByText('emergency: waits for the court').waitFor();
  const judge = await at('judge', path);
  await withPasskey(judge);
  await judge.goto(`${origin}${path}`);
  // The device says no: it is told why, and nothing is decided.
  const gone = await judge.context().newCDPSession(judge);
  await gone.send('WebAuthn.disable');
  await judge.evaluate('navigator.credentials.get = () => Promise.reject(new DOMException("no", "NotAllowedError"))');
  await decide(judge, 'Grant');
  await judge.getByText('This needs a fresh proof by your passkey.').first().waitFor();
  expect(await broken(judge)).toEqual([]);
  await shot(judge, 'not-proven');
  await judge.setViewportSize(PHONE);
  expect(await isWide(judge)).toBe(false);
  await shot(judge, 'not-proven-phone');
  await police.getByText('emergency: waits for the court').waitFor();
  expect((await proofs()).slice(before).replace(/^; /, '')).toBe(
    [
      ...['warrant.emergency missing', 'warrant.emergency passkey', 'warrant.emergency-view missing'],
      ...['warrant.emergency-view passkey', 'warrant.decide missing'],
    ].join('; '),
  );
});

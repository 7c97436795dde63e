/**
 * A warning reaches a phone whose page is closed, in a real browser: from the wearer's fix to the encrypted message at a push service, from
 * there (by the browser's debug interface, since a test's browser has no push service of its own) to the real service worker, which shows
 * it and tells; what nobody saw goes on to SMS and call; and the officers see each step.
 */
import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DeliveryJson } from '../../src/notify/contract.ts';
import type { Magpie } from '../../src/server/assemble.ts';
import { broken, DESK, openBrowser, openPage, PHONE } from '../support/browser.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { at, makeCase, newMagpie, report, signedIn, signInCode, type TestCase } from '../support/magpie.ts';
import { openPushService, type PushService, type Browser as Subscribed } from '../support/push-service.ts';

/** Shown within this by somebody, or louder: shorter than in life, so that nothing has to be waited for. */
const LOUDER_MS = 2_500;

let db: TestDatabase;
let magpie: Magpie;
let one: TestCase;
let service: PushService;
let subscribed: Subscribed;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let cdp: CDPSession;
let origin: string;
let registrationId: string;

beforeAll(async () => {
  db = await testDatabase();
  service = await openPushService();
  magpie = newMagpie({
    appUrl: db.appUrl,
    notify: { pushServices: [service.origin], limits: { louderAfterMs: LOUDER_MS } },
  });
  one = await makeCase(magpie, { phone: '+82 10-0000-0001' });
  await magpie.start();
  origin = `http://127.0.0.1:${magpie.port}`;
  browser = await openBrowser();
  ({ context, page } = await openPage(browser, origin, PHONE, 'en-US'));
  await context.grantPermissions(['notifications'], { origin });
  subscribed = service.subscribe();
});
afterAll(async () => {
  await browser?.close();
  await magpie?.stop();
  await service?.close();
  await db?.close();
});

async function come(fromM: number, toM: number): Promise<void> {
  const nowMs = magpie.options.clock.nowMs();
  for (let i = 0; i <= 12; i += 1) {
    const fixedAtMs = nowMs - (12 - i) * 5_000;
    await report(magpie.devicePort, one.protectedToken, at(0, 0), fixedAtMs);
    await report(magpie.devicePort, one.wearerToken, at(fromM + ((toM - fromM) * i) / 12, 0), fixedAtMs);
  }
}

async function deliveries(): Promise<DeliveryJson[]> {
  const cookie = await signedIn(magpie, one.officerId);
  const get = async (path: string) =>
    (await fetch(`${origin}${path}`, { headers: { cookie } })).json() as Promise<never>;
  const { open } = (await get('/api/incidents')) as { open: { incidentId: string; kind: string }[] };
  const incident = open.find(({ kind }) => kind === 'approach');
  if (incident === undefined) return [];
  return ((await get(`/api/incidents/${incident.incidentId}/deliveries`)) as { deliveries: DeliveryJson[] }).deliveries;
}

/** The debug session of another page: it ends with its page. */
async function cdpOf(other: Page): Promise<void> {
  cdp = await context.newCDPSession(other);
  await cdp.send('ServiceWorker.enable');
}

async function until<T>(look: () => Promise<T | false>): Promise<T> {
  for (let i = 0; i < 300; i += 1) {
    const found = await look();
    if (found !== false) return found;
    await page.waitForTimeout(50);
  }
  throw new Error('it did not come to hold');
}

describe('a closed phone', () => {
  it('is set up: the home screen says what is missing, the screen behind it says what to do, and it is kept', async () => {
    await page.goto(`${origin}/enter#${await signInCode(magpie, one.protectedId)}`);
    await page.getByText('Nothing reaches this phone while the page is closed.').waitFor();
    await page.getByRole('button', { name: 'Turn on', exact: true }).click();
    await page.getByRole('heading', { name: 'How warnings reach you' }).waitFor();
    await page.getByText('Exercise: it ends in a list at the office').first().waitFor();
    expect(await broken(page)).toEqual([]);
    await page.getByLabel('Heading').fill('Shopping');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved').waitFor();
    await page.evaluate('navigator.serviceWorker.ready.then(() => true)');
    const status = await page.evaluate(
      async (body) =>
        (
          await fetch('/api/me/push-subscriptions', {
            method: 'POST',
            headers: { 'x-magpie': '1', 'content-type': 'application/json' },
            body,
          })
        ).status,
      JSON.stringify({ endpoint: subscribed.endpoint, keys: subscribed.keys }),
    );
    expect(status).toBe(201);
    // This browser itself is not subscribed (it reaches no push service), so its hint stays; the server knows of the phone.
    const plan = await page.evaluate(async () => (await fetch('/api/me/warning-plan')).json());
    expect(plan).toMatchObject({ reach: { phones: 1 } });
    await page.reload();
    await page.getByRole('button', { name: /SOS/ }).first().waitFor();
  });

  it('a trial arrives, and each step of it is shown', async () => {
    await page.getByRole('button', { name: 'Menu' }).click();
    await page.getByRole('button', { name: 'How warnings reach you' }).click();
    await page.getByRole('button', { name: 'Send a test' }).click();
    await service.received(1);
    expect(subscribed.open(service.pushed[0]!)).toMatchObject({
      title: 'EXERCISE · Shopping',
      body: 'Test · 1 new note',
    });
    await page.getByText('Taken by the provider; not known to have arrived').waitFor();
    await page.getByText('Exercise: kept in the list, sent to no phone').first().waitFor();
    expect(await broken(page)).toEqual([]);
  });

  it('with the page closed, the worker shows what was pushed in neutral words, and tells that it did', async () => {
    cdp = await context.newCDPSession(page);
    const registered = new Promise<string>((resolve) => {
      cdp.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
        const own = registrations.find(({ scopeURL }) => scopeURL.endsWith('/app/'));
        if (own !== undefined) resolve(own.registrationId);
      });
    });
    await cdp.send('ServiceWorker.enable');
    registrationId = await registered;
    await page.goto(`${origin}/exit.html`);
    const before = service.pushed.length;
    await come(500, 30);
    await until(async () =>
      (await deliveries()).some(({ level, attempts }) => level === 'danger' && attempts.length > 0),
    );
    await until(async () =>
      (await deliveries()).every(({ attempts }) => attempts.every(({ state }) => state !== 'sent')),
    );
    const payloads = service.pushed.slice(before).map((pushed) => subscribed.open(pushed));
    const payload = payloads.at(-1)!;
    for (const one of payloads) {
      await cdp.send('ServiceWorker.deliverPushMessage', { origin, registrationId, data: JSON.stringify(one) });
    }
    const worker = context.serviceWorkers()[0]!;
    const shown = await until(async () => {
      const found = (await worker.evaluate(
        `registration.getNotifications().then((all) => all.map(({ title, body, silent, tag }) => ({ title, body, silent, tag })))`,
      )) as { title: string }[];
      return found.length > 0 && found;
    });
    expect(shown).toEqual([{ title: 'EXERCISE · Shopping', body: '1 new note', silent: false, tag: payload.tag }]);
    const delivery = await until(
      async () =>
        (await deliveries()).find((line) => line.attempts.some(({ state }) => state === 'displayed')) ?? false,
    );
    expect(delivery.reached).toBe(true);
  });

  it('a danger that nobody opened goes on to SMS and call, in neutral words', async () => {
    const messages = await until(async () => {
      const found = magpie.notify.providers.sink.messages().filter(({ text }) => !text.includes('Test.'));
      return new Set(found.map(({ channel }) => channel)).size === 2 && found;
    });
    for (const { text } of messages) {
      expect(text).toMatch(/^EXERCISE\. /);
      expect(text).not.toMatch(/warning|danger|wearer|protected|court|police|magpie/i);
    }
  });

  it('opening the notification ends it: somebody saw it', async () => {
    const worker = context.serviceWorkers()[0]!;
    await worker.evaluate(
      `registration.getNotifications().then(([notification]) => dispatchEvent(new NotificationEvent('notificationclick', { notification })))`,
    );
    const seen = await until(async () => (await deliveries()).find(({ outcome }) => outcome === 'seen') ?? false);
    expect(seen.outcomeReason).toBe('push');
  });

  it('with the page open the same message shows silently, and one that cannot be read still shows', async () => {
    await page.goto(`${origin}/app/`);
    await page.getByRole('button', { name: /SOS/ }).first().waitFor();
    // Until its stream is live the page answers the worker that it warns nobody.
    await page.getByText('Live', { exact: true }).first().waitFor({ state: 'attached' });
    const worker = context.serviceWorkers()[0]!;
    const seen = `registration.getNotifications().then((all) => all.map(({ title, silent }) => ({ title, silent })))`;
    await cdp.send('ServiceWorker.deliverPushMessage', { origin, registrationId, data: 'not for us' });
    await until(
      async () =>
        ((await worker.evaluate(seen)) as { title: string; silent: boolean }[]).some(
          ({ title, silent }) => title === 'Memo' && silent,
        ) || false,
    );
  });

  it('on the page that quick exit opens it is loud, as with no page open: that page warns nobody', async () => {
    const worker = context.serviceWorkers()[0]!;
    await worker.evaluate('registration.getNotifications().then((all) => all.forEach((one) => one.close()))');
    await page.goto(`${origin}/app/exit-memo-en.html`);
    await cdp.send('ServiceWorker.deliverPushMessage', { origin, registrationId, data: 'not for us' });
    const silent = await until(async () => {
      const found = await worker.evaluate(
        'registration.getNotifications().then((all) => all.map((one) => one.silent === true))',
      );
      return (found as boolean[]).length > 0 && (found as boolean[]);
    });
    expect(silent).toEqual([false]);
  });

  it('nor does a page whose stream is dead keep it silent', async () => {
    const worker = context.serviceWorkers()[0]!;
    await worker.evaluate('registration.getNotifications().then((all) => all.forEach((one) => one.close()))');
    const dead = await context.newPage();
    await dead.routeWebSocket(/api\/live/, () => undefined);
    await page.close();
    await dead.goto(`${origin}/app/`);
    await dead.getByRole('button', { name: /SOS/ }).first().waitFor();
    await cdpOf(dead);
    await cdp.send('ServiceWorker.deliverPushMessage', { origin, registrationId, data: 'not for us' });
    for (let i = 0; i < 100; i += 1) {
      const found = (await worker.evaluate(
        'registration.getNotifications().then((all) => all.map((one) => one.silent === true))',
      )) as boolean[];
      if (found.length > 0) {
        expect(found).toEqual([false]);
        return;
      }
      await dead.waitForTimeout(100);
    }
    throw new Error('no notification came');
  });

  it('the officers see every step, and that it reached somebody', async () => {
    const centre = await openPage(browser, origin, DESK, 'en-US');
    await centre.page.goto(`${origin}/enter#${await signInCode(magpie, one.officerId)}`);
    await centre.page.getByText('Warnings to the protected side').waitFor();
    await centre.page.getByText('Note, phone 1').first().waitFor();
    await centre.page.getByText('Note opened').first().waitFor();
    expect(await centre.page.content()).not.toContain('+82');
    expect(await broken(centre.page)).toEqual([]);
    expect(centre.errors).toEqual([]);
  });
});

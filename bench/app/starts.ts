/**
 * Opening the app on a poor phone: a quarter of the machine's speed, 400 kbit/s each way, 400 ms to the server (the browser's own
 * throttling). First start: nothing kept. Second: the service worker has the shell. The worker's own requests are not throttled by the
 * browser; in a second start it makes none.
 */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Magpie } from '../../src/server/assemble.ts';
import { PHONE } from '../../test/support/browser.ts';
import { signedIn, type TestCase } from '../../test/support/magpie.ts';

const SLOWER = 4;
const BYTES_PER_S = 400_000 / 8;
const LATENCY_MS = 400;
const WAIT_MS_MAX = 60_000;

interface Start {
  readonly sosMs: (number | null)[];
  readonly sentenceMs: (number | null)[];
}

/** What the page shows, and when since the navigation began. The sentence counts when it is about the wearer: "Connecting" does not. */
const WATCH = `{
  window.seen = { sos: null, sentence: null };
  let done;
  window.allSeen = new Promise((resolve) => { done = () => resolve(window.seen); setTimeout(done, ${WAIT_MS_MAX}); });
  const shown = (what) => requestAnimationFrame(() => requestAnimationFrame(() => {
    window.seen[what] ??= Math.round(performance.now());
    if (window.seen.sos !== null && window.seen.sentence !== null) done();
  }));
  const look = () => {
    const button = [...document.querySelectorAll('button')].find((one) => one.textContent.includes('SOS'));
    const said = document.querySelector('main h1')?.textContent ?? '';
    if (window.seen.sos === null && button !== undefined && !button.disabled && button.offsetHeight > 0)
      shown('sos');
    if (window.seen.sentence === null && said !== '' && !/Connecting|No connection|signed out|Nothing to show/.test(said))
      shown('sentence');
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
}`;

/** Times in milliseconds; null: not within a minute. */
export async function measureStarts(
  browser: Browser,
  magpie: Magpie,
  one: TestCase,
  count: number,
  say: (line: string) => void,
): Promise<{ readonly cold: Start; readonly warm: Start }> {
  const cold: Start = { sosMs: [], sentenceMs: [] };
  const warm: Start = { sosMs: [], sentenceMs: [] };
  const origin = `http://127.0.0.1:${magpie.port}`;
  for (let i = 0; i < count; i += 1) {
    const context = await browser.newContext({ viewport: PHONE, locale: 'en-US', reducedMotion: 'reduce' });
    const [name = '', value = ''] = (await signedIn(magpie, one.protectedId)).split('=');
    await context.addCookies([{ name, value, url: origin }]);
    await start(context, origin, cold, `first start ${i}`, say);
    // The worker fills its cache at full speed: what it does meanwhile is not what is measured.
    const page = await context.newPage();
    await page.goto(`${origin}/app/`);
    await page.evaluate('navigator.serviceWorker.ready.then(() => true)');
    await page.close();
    await start(context, origin, warm, `second start ${i}`, say);
    await context.close();
  }
  return { cold, warm };
}

async function start(
  context: BrowserContext,
  origin: string,
  into: Start,
  what: string,
  say: (line: string) => void,
): Promise<void> {
  const page = await context.newPage();
  await throttle(page);
  await page.addInitScript(WATCH);
  await page.goto(`${origin}/app/`, { waitUntil: 'commit', timeout: WAIT_MS_MAX });
  const seen = await page.evaluate<{ sos: number | null; sentence: number | null }>('window.allSeen');
  if (seen.sos === null || seen.sentence === null) say(`${what}: not within ${WAIT_MS_MAX} ms, left out`);
  into.sosMs.push(seen.sos);
  into.sentenceMs.push(seen.sentence);
  await page.close();
}

async function throttle(page: Page): Promise<void> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Network.enable');
  await cdp.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: LATENCY_MS,
    downloadThroughput: BYTES_PER_S,
    uploadThroughput: BYTES_PER_S,
  });
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
}

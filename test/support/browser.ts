/** A real browser for the journeys: every request that leaves for another host, and every error of a page, is kept. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { ensureBrowser } from '../../tools/browser.ts';
import { fleetingParent, MEMORY } from './fleeting.ts';

/** `npm test` has tried the one that it names. */
async function executablePath(): Promise<string> {
  const named = process.env.CHROME_PATH ?? '';
  if (named !== '') return named;
  const { executable, problem } = await ensureBrowser(() => undefined);
  if (executable === null) throw new Error(problem);
  return executable;
}

export async function openBrowser(): Promise<Browser> {
  const parent = await fleetingParent();
  return chromium.launch({
    executablePath: await executablePath(),
    // Its profile, and the memory that its processes share: on a disk that is a tenth of a journey's time.
    env: { ...process.env, TMPDIR: parent },
    args: [
      '--no-sandbox',
      ...(parent === MEMORY ? [] : ['--disable-dev-shm-usage']),
      '--disable-gpu',
      '--enable-unsafe-swiftshader',
      '--disable-background-networking',
      '--no-first-run',
    ],
  });
}

export const PHONE = { width: 390, height: 844 };
export const DESK = { width: 1440, height: 900 };

export interface Watched {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Addresses outside the server that the page asked for: there must be none. */
  readonly foreign: string[];
  readonly errors: string[];
}

export async function openPage(
  browser: Browser,
  origin: string,
  viewport: { width: number; height: number },
  locale: string,
  more: Pick<BrowserContextOptions, 'serviceWorkers'> = {},
): Promise<Watched> {
  const context = await browser.newContext({ viewport, locale, reducedMotion: 'reduce', ...more });
  // How long a page takes says how busy the machine is, and nothing else.
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  const foreign: string[] = [];
  const errors: string[] = [];
  page.on('request', (request) => {
    const url = new URL(request.url());
    const own = url.origin === origin || url.protocol === 'data:' || url.protocol === 'blob:';
    if (!own) foreign.push(url.origin);
  });
  page.on('pageerror', (error) => errors.push(error.message));
  // What the page's policy forbids is refused in silence.
  page.on('console', (message) => {
    if (/Content Security Policy|Permissions policy violation/.test(message.text())) errors.push(message.text());
  });
  return { page, context, foreign, errors };
}

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** Rules of WCAG 2.2 A and AA that the page breaks, by name. */
export async function broken(page: Page): Promise<string[]> {
  await page.evaluate(await readFile(axePath, 'utf8'));
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run(options: object): Promise<{ violations: { id: string; nodes: { target: unknown[] }[] }[] }> };
    };
    const { violations } = await axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`);
  });
}

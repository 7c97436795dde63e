/**
 * A Chromium for the browser tests: one that is installed, else as root Debian's by apt, else Playwright's own. What is found
 * is tried, since a name on the PATH may be a stub that only tells how to install it.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';

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

function run(
  file: string,
  args: readonly string[],
  limitMs: number,
  env: NodeJS.ProcessEnv = {},
): Promise<string | null> {
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(file, args, {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: limitMs,
      killSignal: 'SIGKILL',
    });
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8');
    });
    child.once('error', () => resolve(null));
    child.once('close', (code) => resolve(code === 0 ? output : null));
  });
}

/** Whether it starts and renders a page. */
async function works(executable: string): Promise<boolean> {
  const page = 'data:text/html,<p>magpie</p>';
  const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--dump-dom', page];
  return (await run(executable, flags, TRY_MS))?.includes('magpie') === true;
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
  if ((await run('/usr/bin/apt-get', install, APT_MS, env)) !== null) return;
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
    async () => {
      await byApt(say);
      return installed(env);
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

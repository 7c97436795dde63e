#!/usr/bin/env node
/**
 * The first thing that runs on a clean clone, on whatever Node (20 or later) is there: installs the dependencies when they
 * are missing or out of date, then goes on under a Node that runs TypeScript by itself. Plain JavaScript, no dependencies.
 *
 *   node tools/setup.mjs start [args]        npm start
 *   node tools/setup.mjs test [args]         npm test
 *   node tools/setup.mjs run <file> [args]   any entry point of the checkout
 *   node tools/setup.mjs install             only the first half
 *
 * Progress and errors go to standard error.
 */
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { install, isInstalled } from './setup/install.mjs';
import { findNode, NODE_MAJOR_MIN } from './setup/node.mjs';
import { Problem } from './setup/problem.mjs';
import { runToEnd } from './setup/run.mjs';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const USAGE = 'usage: node tools/setup.mjs start | test | install | run <file> [arguments]';

/** The entry point and its arguments; null for `install`; undefined for wrong usage. */
function entryOf([command, ...rest]) {
  if (command === 'start') return [join(ROOT, 'src/cli/main.ts'), 'start', ...rest];
  if (command === 'test') return [join(ROOT, 'tools/test.ts'), ...rest];
  if (command === 'run' && rest.length > 0) return [resolve(ROOT, rest[0]), ...rest.slice(1)];
  return command === 'install' ? null : undefined;
}

async function main() {
  const entry = entryOf(process.argv.slice(2));
  if (entry === undefined) {
    console.error(USAGE);
    return 2;
  }
  const say = (line) => console.error(`magpie: ${line}`);
  if (!isInstalled(ROOT)) await install(ROOT, say);
  let node = findNode(ROOT);
  if (node === null) {
    // Installed without optional packages, or on another kind of machine: once more, in full.
    await install(ROOT, say, true);
    node = findNode(ROOT);
  }
  if (node === null) {
    throw new Problem(
      `Magpie needs Node ${NODE_MAJOR_MIN}, and npm has no build of it for this machine (${process.platform}-${process.arch}).`,
      `Install Node ${NODE_MAJOR_MIN} or later, and run this again with it.`,
    );
  }
  return entry === null ? 0 : await runToEnd(node, entry, ROOT);
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Problem ? `magpie: ${error.message}` : error);
  process.exitCode = 1;
}

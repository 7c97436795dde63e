/** Finding a Node that runs TypeScript directly: this one, or the one that npm brought into node_modules. */
import { spawnSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { delimiter, join, sep } from 'node:path';

export const NODE_MAJOR_MIN = 24;
const PROBE_MS = 10_000;

/** `v24.21.0` -> 24; NaN for anything else. */
export function majorOf(version) {
  return Number(/^v(\d+)\./.exec(version.trim())?.[1] ?? Number.NaN);
}

function runs(file) {
  const { status, stdout } = spawnSync(file, ['--version'], { encoding: 'utf8', timeout: PROBE_MS });
  return status === 0 && majorOf(stdout) >= NODE_MAJOR_MIN;
}

/** Path of a new enough Node, or null. */
export function findNode(root) {
  // An installation that just went on may have replaced the very file that runs.
  if (majorOf(process.version) >= NODE_MAJOR_MIN && existsSync(process.execPath)) return process.execPath;
  const brought = join(root, 'node_modules/.bin/node');
  return existsSync(brought) && runs(brought) ? realpathSync(brought) : null;
}

/** A Node outside node_modules, for npm, which deletes that folder while it works; this one when there is no other. */
export function nodeOutside(root) {
  const inside = join(root, 'node_modules') + sep;
  if (!realpathSync(process.execPath).startsWith(inside)) return process.execPath;
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const candidate = join(folder, 'node');
    if (folder === '' || !existsSync(candidate) || realpathSync(candidate).startsWith(inside)) continue;
    return candidate;
  }
  return process.execPath;
}

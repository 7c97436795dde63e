/**
 * One installation at a time. The lock is a folder whose time its holder renews, so that one left by a killed holder is seen
 * to be stale, and no process number is mistaken for another's.
 */
import { mkdirSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { nowMs } from './clock.mjs';
import { Problem } from './problem.mjs';

const RENEW_MS = 2_000;
const STALE_MS = 20_000;
const POLL_MS = 250;
const WAIT_MS = 15 * 60_000;

function ageMs(folder) {
  try {
    return nowMs() - statSync(folder).mtimeMs;
  } catch {
    // Given back meanwhile.
    return 0;
  }
}

function take(folder) {
  try {
    mkdirSync(folder);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw new Problem(
      `The checkout cannot be written (${error.code}).`,
      'Run this as the user who owns it, or clone it anew as this one.',
    );
  }
}

/** Takes a stale lock away. Of several that try one does; who finds that they took a fresh one puts it back. */
function clear(folder) {
  const aside = `${folder}.${process.pid}`;
  try {
    renameSync(folder, aside);
    if (ageMs(aside) > STALE_MS) rmSync(aside, { recursive: true, force: true });
    else renameSync(aside, folder);
  } catch {
    // Another was first.
  }
}

/** Runs `work` alone. `onWait` is called once when another holds the lock. */
export async function withLock(folder, onWait, work) {
  const deadline = nowMs() + WAIT_MS;
  let told = false;
  while (!take(folder)) {
    if (ageMs(folder) > STALE_MS) {
      clear(folder);
      continue;
    }
    if (!told) onWait();
    told = true;
    if (nowMs() > deadline) {
      throw new Problem('Another installation has not finished for 15 minutes.', `Stop it, or remove ${folder}.`);
    }
    await delay(POLL_MS);
  }
  const renew = setInterval(() => {
    try {
      const now = nowMs() / 1000;
      utimesSync(folder, now, now);
    } catch {
      // Removed by hand: the work goes on, only unguarded.
      clearInterval(renew);
    }
  }, RENEW_MS);
  try {
    return await work();
  } finally {
    clearInterval(renew);
    rmSync(folder, { recursive: true, force: true });
  }
}

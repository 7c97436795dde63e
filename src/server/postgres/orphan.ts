/**
 * A PostgreSQL that outlived its server (kill -9) is stopped before the next one starts. It is known by two signs together:
 * `postmaster.pid` names it, and that process really runs PostgreSQL on this folder. Process numbers are used again, so
 * a number alone is nobody: a foreign process is never signalled.
 */
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '../../core/clock.ts';
import { OperatorError } from '../operator-error.ts';
import { readPidFile } from './cluster.ts';
import { POSTGRES_LIMITS } from './limits.ts';
import { runProgram } from './process.ts';

/** The words of a process's command line; null when there is none such, [] when it is a zombie. */
async function commandLine(pid: number): Promise<string[] | null> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return null;
  }
  if (process.platform === 'linux') {
    const text = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => null);
    return text === null ? null : text.split('\0').filter((word) => word !== '');
  }
  const { code, output } = await runProgram(
    '/bin/ps',
    ['-ww', '-o', 'command=', '-p', `${pid}`],
    null,
    POSTGRES_LIMITS.probeMs,
  );
  return code === 0 ? output.split(' ') : null;
}

/** Whether process `pid` is a postmaster on `folder`. */
async function isPostmasterOf(pid: number, folder: string): Promise<boolean> {
  const words = (await commandLine(pid)) ?? [];
  if (process.platform !== 'linux') return words.join(' ').includes(`postgres -D ${folder} `);
  return (words[0] ?? '').endsWith('/postgres') && words[words.indexOf('-D') + 1] === folder && words.includes('-D');
}

/**
 * Whether the postmaster that was process `pid` has ended. Between losing its command line and being a zombie a process
 * still holds its files and sockets.
 */
async function hasEnded(pid: number, folder: string): Promise<boolean> {
  const words = await commandLine(pid);
  if (words === null) return true;
  if (words.length > 0 || process.platform !== 'linux') return !(await isPostmasterOf(pid, folder));
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return stat === '' || /\) [ZX] /.test(stat);
}

/** Stops what a killed server left behind in `folder`; whether there was one. */
export async function stopOrphan(folder: string, clock: Clock): Promise<boolean> {
  const file = await readPidFile(folder);
  if (file === null || file.pid === process.pid) return await forget(folder, file !== null);
  const isOurs = (): Promise<boolean> => isPostmasterOf(file.pid, folder);
  if (file.folder !== folder || !(await isOurs())) {
    // Dead: PostgreSQL clears its file away by itself. Alive, and someone else: PostgreSQL would take it for its own.
    return await forget(folder, (await commandLine(file.pid)) !== null);
  }
  const steps = [
    { signal: 'SIGINT', limitMs: POSTGRES_LIMITS.stopFastMs },
    { signal: 'SIGQUIT', limitMs: POSTGRES_LIMITS.stopImmediateMs },
    { signal: 'SIGKILL', limitMs: POSTGRES_LIMITS.stopKillMs },
  ] as const;
  for (const { signal, limitMs } of steps) {
    if (await hasEnded(file.pid, folder)) return true;
    try {
      process.kill(file.pid, signal);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ESRCH') return true;
      throw new OperatorError(
        `A PostgreSQL of an earlier start (process ${file.pid}) cannot be stopped (${code}).`,
        'Start Magpie as the user it runs under, or stop it by hand.',
      );
    }
    const deadlineMs = clock.nowMs() + limitMs;
    while (clock.nowMs() < deadlineMs) {
      if (await hasEnded(file.pid, folder)) return true;
      await delay(POSTGRES_LIMITS.pollMs);
    }
  }
  throw new OperatorError(
    `A PostgreSQL of an earlier start (process ${file.pid}) does not stop.`,
    'Stop it by hand and start again.',
  );
}

/**
 * Removes a `postmaster.pid` whose number now belongs to someone else. Backends of the old postmaster that still live are
 * not overlooked by that: PostgreSQL finds their shared memory by the folder's own number.
 */
async function forget(folder: string, isForeign: boolean): Promise<false> {
  if (isForeign) await rm(join(folder, 'postmaster.pid'), { force: true });
  return false;
}

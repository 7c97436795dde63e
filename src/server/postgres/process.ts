/** Running PostgreSQL's programs: as the right account, with a small environment, with a time limit. */
import { spawn } from 'node:child_process';
import type { Account } from './account.ts';
import { POSTGRES_LIMITS } from './limits.ts';

/** The environment of PostgreSQL's programs: nothing of ours (PGDATA, PGPORT and LD_* would change what they do). */
export function programEnvironment(): NodeJS.ProcessEnv {
  return { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };
}

/** Spawn options that make the child run as `account` (null: as this process). */
export function as(account: Account | null): { uid?: number; gid?: number } {
  return account === null ? {} : { uid: account.uid, gid: account.gid };
}

export interface Finished {
  /** The exit code; null when it was killed or could not be started. */
  readonly code: number | null;
  /** Standard output and error, in the order they came, the tail of it. */
  readonly output: string;
}

/** Runs to the end, or kills at the limit. Never rejects: a program that cannot start has code null and the reason as output. */
export function runProgram(
  file: string,
  args: readonly string[],
  account: Account | null,
  limitMs: number,
): Promise<Finished> {
  return new Promise((resolve) => {
    let output = '';
    const take = (chunk: Buffer): void => {
      output = (output + chunk.toString('utf8')).slice(-10 * POSTGRES_LIMITS.tailChars);
    };
    const child = spawn(file, args, {
      cwd: '/',
      env: programEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: limitMs,
      killSignal: 'SIGKILL',
      ...as(account),
    });
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.once('error', (error) => resolve({ code: null, output: error.message }));
    child.once('close', (code) => resolve({ code, output: output.trim() }));
  });
}

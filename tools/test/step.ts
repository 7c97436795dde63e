/** One program of `npm test`: its output goes straight to the terminal, it ends within its limit, and signals reach it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { CHECKOUT } from '../../src/server/folders.ts';

/** From asking a program to end to ending it. */
const GRACE_MS = 10_000;
let current: ChildProcess | null = null;

/** Whether it ended by itself with exit code 0. */
export function runStep(
  file: string,
  args: readonly string[],
  limitMs: number,
  env: NodeJS.ProcessEnv = {},
): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(file, args, {
      cwd: CHECKOUT,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    current = child;
    const stop = (): void => {
      process.stdout.write(`stopped after ${limitMs / 1000} s\n`);
      child.kill('SIGTERM');
    };
    const timers = [setTimeout(stop, limitMs), setTimeout(() => child.kill('SIGKILL'), limitMs + GRACE_MS)];
    const done = (ok: boolean): void => {
      for (const timer of timers) clearTimeout(timer);
      current = null;
      resolve(ok);
    };
    child.once('error', (error) => {
      process.stdout.write(`${error.message}\n`);
      done(false);
    });
    child.once('exit', (code) => done(code === 0));
  });
}

/** From now on a signal ends the step under way and is remembered; a repeated one is the same Ctrl-C. */
export function stopOnSignal(): () => boolean {
  let stopped = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      stopped = true;
      current?.kill('SIGTERM');
    });
  }
  return () => stopped;
}

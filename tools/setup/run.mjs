/** Running the entry point as if this process were it: same terminal, signals passed on, its end is ours. */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';

const PASSED_ON = ['SIGINT', 'SIGTERM', 'SIGHUP'];
/** One Ctrl-C arrives up to twice: from the terminal, and passed on by npm. */
const SAME_MS = 1_000;
const PARENT_POLL_MS = 1_000;

/**
 * Resolves with the exit code (128 + the signal's number when a signal ended it), never before the child has ended. Entry
 * points treat a repeated signal as one, since a terminal's Ctrl-C reaches them by itself as well.
 */
export function runToEnd(node, args, root) {
  return new Promise((resolve, reject) => {
    const child = spawn(node, args, { stdio: 'inherit', env: environment(root) });
    let lastAt = Number.NEGATIVE_INFINITY;
    const passOn = (signal) => {
      const now = performance.now();
      if (now - lastAt > SAME_MS) child.kill(signal);
      lastAt = now;
    };
    for (const signal of PASSED_ON) process.on(signal, passOn);
    // npm starts us through a shell, which a signal to npm may end without telling us.
    const parent = process.ppid;
    const watch =
      process.env.npm_lifecycle_event === undefined
        ? undefined
        : setInterval(() => {
            if (process.ppid !== parent) passOn('SIGTERM');
          }, PARENT_POLL_MS);
    const done = () => {
      clearInterval(watch);
      for (const signal of PASSED_ON) process.removeListener(signal, passOn);
    };
    child.once('error', (error) => {
      done();
      reject(error);
    });
    child.once('exit', (code, signal) => {
      done();
      resolve(code ?? 128 + (constants.signals[signal] ?? 0));
    });
  });
}

/** Programs of node_modules (vite, vitest, biome) are found by whatever the entry point starts. */
function environment(root) {
  return { ...process.env, PATH: `${root}/node_modules/.bin:${process.env.PATH ?? ''}` };
}

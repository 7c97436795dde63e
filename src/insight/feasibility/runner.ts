/**
 * Runs simulations away from the server's own thread, one at a time with a few waiting, each with a time limit. Nothing of a request outlives its
 * run. Fails toward a clear refusal: full, too long, stopped; a simulation that broke gives no figure at all.
 */
import { Worker } from 'node:worker_threads';
import { err, type Outcome, ok } from '../../core/outcome.ts';
import type { FeasibilityRequest } from './contract.ts';
import { FEASIBILITY_LIMITS as LIMITS } from './limits.ts';
import type { PackPart } from './setting.ts';

export interface Job {
  readonly request: FeasibilityRequest;
  readonly pack: PackPart;
}

/** `full`: too many wait; `too-long`: stopped at its time limit; `cancelled`: who asked went away, or the server stops; `broken`: the thread ended without an answer. */
export type RunFailure = 'full' | 'too-long' | 'cancelled' | 'broken';

export interface RunnerOptions {
  readonly runMs: number;
  readonly waiting: number;
  /** What the thread runs. */
  readonly script: URL;
}

const DEFAULTS: RunnerOptions = {
  runMs: LIMITS.runMs,
  waiting: LIMITS.waiting,
  script: new URL('./worker.ts', import.meta.url),
};

interface Waiting {
  start(): void;
}

export class FeasibilityRunner {
  readonly #options: RunnerOptions;
  readonly #waiting: Waiting[] = [];
  readonly #closing = new AbortController();
  #isRunning = false;

  constructor(options: Partial<RunnerOptions> = {}) {
    this.#options = { ...DEFAULTS, ...options };
  }

  /** The result as JSON text. `signal` aborted: it is stopped, or taken from the queue. */
  async run(job: Job, signal: AbortSignal): Promise<Outcome<string, RunFailure>> {
    const either = AbortSignal.any([signal, this.#closing.signal]);
    if (either.aborted) return err('cancelled');
    if (this.#isRunning) {
      if (this.#waiting.length >= this.#options.waiting) return err('full');
      if (!(await this.#turn(either))) return err('cancelled');
    }
    this.#isRunning = true;
    try {
      return await this.#runNow(job, either);
    } finally {
      this.#isRunning = false;
      this.#waiting.shift()?.start();
    }
  }

  /** What runs is stopped, what waits is refused. */
  close(): void {
    this.#closing.abort();
  }

  /** False: aborted before it was its turn. The turn is handed over with `#isRunning` still false and in the same step taken. */
  #turn(signal: AbortSignal): Promise<boolean> {
    return new Promise((resolve) => {
      const waiting: Waiting = {
        start: () => {
          signal.removeEventListener('abort', leave);
          // Taken here: whoever asks before the promise is heard must wait.
          this.#isRunning = true;
          resolve(true);
        },
      };
      const leave = () => {
        this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
        resolve(false);
      };
      this.#waiting.push(waiting);
      signal.addEventListener('abort', leave, { once: true });
    });
  }

  #runNow(job: Job, signal: AbortSignal): Promise<Outcome<string, RunFailure>> {
    const { script, runMs } = this.#options;
    const worker = new Worker(script, { workerData: job, stdout: true, stderr: true });
    return new Promise((resolve) => {
      const end = (outcome: Outcome<string, RunFailure>) => {
        // Its exit follows from ending it, and says nothing more.
        worker.removeListener('exit', broke);
        clearTimeout(timer);
        signal.removeEventListener('abort', cancel);
        // Resolved when the thread is gone: the next one starts alone.
        worker.terminate().then(
          () => resolve(outcome),
          () => resolve(outcome),
        );
      };
      const broke = () => end(err('broken'));
      const cancel = () => end(err('cancelled'));
      const timer = setTimeout(() => end(err('too-long')), runMs);
      signal.addEventListener('abort', cancel, { once: true });
      worker.once('message', (text: string) => end(ok(text)));
      // HAZARD H-313: its message could quote a place, and is not kept.
      worker.once('error', broke);
      worker.once('exit', broke);
    });
  }
}

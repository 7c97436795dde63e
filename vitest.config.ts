import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** For tests that wait for a database or a socket a third of the time. */
const WAITING_WORKERS = Math.ceil(availableParallelism() * 1.5);
/** For those that wait for a page more than half of it. */
const WATCHING_WORKERS = availableParallelism() * 2;

/**
 * Tests of a file leave nothing behind in the process, so that the server is loaded once and not for each file, which took a third of
 * the time. Requests, rows and answers die young: with the default space for them half a core was busy copying and marking.
 */
const LOADED_ONCE = {
  isolate: false,
  restoreMocks: true,
  unstubGlobals: true,
  execArgv: ['--max-semi-space-size=64'],
};

/** Their loops are compiled for what they are given: in a process that has run others they take twice as long. */
const ENGINE = 'src/proximity/**/*.test.ts';

/** Projects are the suites of `npm test`; `tools/test.ts` runs them in order and adds up the counts. */
export default defineConfig({
  test: {
    globalSetup: ['test/support/global-setup.ts'],
    projects: [
      {
        test: {
          name: 'unit',
          include: [
            'src/**/*.test.ts',
            'tools/**/*.test.ts',
            'bench/**/*.test.ts',
            'web/**/*.test.ts',
            'web/**/*.test.tsx',
            'test/fuzz/**/*.test.ts',
          ],
          exclude: ['**/node_modules/**', ENGINE],
          setupFiles: ['test/support/fast-check.ts', 'test/support/leave-nothing.ts'],
          ...LOADED_ONCE,
          // The first to ask for a database waits for it to be made, on a busy machine too.
          testTimeout: 60_000,
          hookTimeout: 120_000,
          maxWorkers: WAITING_WORKERS,
        },
      },
      {
        test: {
          name: 'engine',
          include: [ENGINE],
          setupFiles: ['test/support/fast-check.ts'],
          testTimeout: 60_000,
          maxWorkers: '100%',
        },
      },
      {
        test: {
          name: 'simulation',
          include: ['test/simulation/**/*.test.ts'],
          testTimeout: 240_000,
          hookTimeout: 60_000,
          maxWorkers: '100%',
        },
      },
      {
        test: {
          name: 'faults',
          include: ['test/faults/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 120_000,
          maxWorkers: WAITING_WORKERS,
        },
      },
      {
        test: {
          name: 'journeys',
          include: ['test/journeys/**/*.test.ts'],
          // What a page comes to show takes as long as the machine is busy.
          expect: { poll: { timeout: 60_000 } },
          ...LOADED_ONCE,
          testTimeout: 240_000,
          hookTimeout: 120_000,
          maxWorkers: WATCHING_WORKERS,
        },
      },
    ],
  },
});

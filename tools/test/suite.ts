/**
 * Runs one vitest project in a process of its own and writes its tally: `node tools/test/suite.ts <project> <file>`.
 * With `--count`, nothing runs: every test is counted as failed (for browser tests without a browser).
 */
import { writeFile } from 'node:fs/promises';
import { createVitest, startVitest, type TestCase, type TestModule, type Vitest } from 'vitest/node';
import { demandTests, type Skipped, type Tally } from './tally.ts';

/** What the test gave to `skip`; a test of a `skipIf` says it in its name or its group's. */
function reasonOf(test: TestCase): string {
  const result = test.result();
  const note = result.state === 'skipped' ? result.note : undefined;
  return note ?? 'its condition, see its name';
}

function tallyOf(modules: readonly TestModule[], otherErrors: number): Tally {
  let passed = 0;
  let failed = otherErrors;
  const skipped: Skipped[] = [];
  for (const module of modules) {
    let own = 0;
    for (const test of module.children.allTests()) {
      const { state } = test.result();
      if (state === 'passed') passed++;
      else if (state === 'skipped') skipped.push({ name: test.fullName, reason: reasonOf(test) });
      else own++;
    }
    // A file that does not load, or whose hooks fail, holds no failed test of its own.
    failed += own === 0 && module.state() === 'failed' ? 1 : own;
  }
  return demandTests({ passed, failed, skipped });
}

async function count(project: string): Promise<Tally> {
  const vitest = await createVitest('test', { project: [project], watch: false });
  const { testModules } = await vitest.collect();
  const total = testModules.reduce((sum, module) => sum + [...module.children.allTests()].length, 0);
  await vitest.close();
  return { passed: 0, failed: Math.max(total, 1), skipped: [] };
}

async function run(project: string): Promise<Tally> {
  const vitest: Vitest = await startVitest('test', [], {
    project: [project],
    watch: false,
    reporters: ['default'],
    passWithNoTests: true,
  });
  const tally = tallyOf(vitest.state.getTestModules(), vitest.state.getUnhandledErrors().length);
  await vitest.close();
  return tally;
}

const [project, file, flag] = process.argv.slice(2);
if (project === undefined || file === undefined) {
  process.stderr.write('usage: node tools/test/suite.ts <project> <tally file> [--count]\n');
  process.exit(2);
}
// Ctrl-C arrives here and at the parent, which waits for this process: vitest stops its workers and its database once.
let stopping = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (stopping) return;
    stopping = true;
    process.exit(130);
  });
}
await writeFile(file, JSON.stringify(flag === '--count' ? await count(project) : await run(project)));
// Handles that a test forgot do not keep the run from ending.
process.exit(0);

/** The engine's simulation with all checks, for as long as one likes. Prints each failing seed with what failed; returns how many. */
import { checkScenario } from './simulation/check.ts';
import { makeScenario } from './simulation/scenario.ts';

const PROGRESS_EVERY = 250;
/** Complaints printed of one rule on one seed. */
const PRINTED_MAX = 2;

export function soakEngine(seeds: number, first: number): number {
  let failed = 0;
  const byRule = new Map<string, number>();
  const startedMs = performance.now();
  for (let seed = first; seed < first + seeds; seed++) {
    const problems = checkScenario(makeScenario(seed), { isWhole: true });
    if (problems.length > 0) {
      failed++;
      count(byRule, problems.map(ruleOf));
      const lines = firstOfEach(problems).map((problem) => `  ${problem}\n`);
      process.stdout.write(`failing seed ${seed}\n${lines.join('')}`);
    }
    const done = seed - first + 1;
    if (done % PROGRESS_EVERY === 0 || done === seeds) {
      const tookS = Math.round((performance.now() - startedMs) / 1000);
      process.stdout.write(`${done} of ${seeds} seeds in ${tookS} s, ${failed} failed\n`);
    }
  }
  for (const [rule, number] of [...byRule].sort()) process.stdout.write(`${rule}: ${number} seeds\n`);
  process.stdout.write(`soak: ${seeds} seeds, ${failed} failed\n`);
  return failed;
}

function firstOfEach(problems: readonly string[]): string[] {
  const printed = new Map<string, number>();
  return problems.filter((problem) => {
    const rule = ruleOf(problem);
    printed.set(rule, (printed.get(rule) ?? 0) + 1);
    return printed.get(rule)! <= PRINTED_MAX;
  });
}

function ruleOf(problem: string): string {
  return problem.split(':')[0] ?? '';
}

/** One more for each of them, once a seed. */
function count(counts: Map<string, number>, names: readonly string[]): void {
  for (const name of new Set(names)) counts.set(name, (counts.get(name) ?? 0) + 1);
}

/** `npm run soak -- <seeds> [first]`: the engine's simulation for as long as one likes. Prints each failing seed; exit 1 if any. */
import { checkScenario } from './checkers.ts';
import { makeScenario } from './scenario.ts';

const seeds = Number(process.argv[2] ?? 10_000);
const first = Number(process.argv[3] ?? 1);
if (!Number.isInteger(seeds) || !Number.isInteger(first) || seeds < 1) {
  process.stderr.write('usage: npm run soak -- <number of seeds> [first seed]\n');
  process.exit(2);
}
let failed = 0;
for (let seed = first; seed < first + seeds; seed++) {
  const problems = checkScenario(makeScenario(seed));
  if (problems.length > 0) {
    failed++;
    process.stdout.write(
      `failing seed ${seed}\n${problems
        .slice(0, 5)
        .map((problem) => `  ${problem}\n`)
        .join('')}`,
    );
  }
  if ((seed - first + 1) % 1000 === 0) process.stdout.write(`${seed - first + 1} seeds, ${failed} failed\n`);
}
process.stdout.write(`soak: ${seeds} seeds, ${failed} failed\n`);
process.exit(failed > 0 ? 1 : 0);

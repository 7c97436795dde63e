/**
 * `npm run soak`: what runs for longer than continuous integration can wait. Exit 1 when anything failed.
 *
 *   npm run soak                                 10,000 seeds of the engine's simulation, then 2,000,000 damaged frames
 *   npm run soak -- engine <seeds> [first seed]
 *   npm run soak -- decoders <executions> [seed]
 */
import { soakDecoders } from './soak-decoders.ts';
import { soakEngine } from './soak-engine.ts';

const USAGE = 'usage: npm run soak [-- engine <seeds> [first seed] | decoders <executions> [seed]]\n';
const SEEDS = 10_000;
const EXECUTIONS = 2_000_000;

function wholeNumber(text: string | undefined, otherwise: number): number {
  const value = text === undefined ? otherwise : Number(text);
  if (Number.isInteger(value) && value >= 1) return value;
  process.stderr.write(USAGE);
  process.exit(2);
}

const [what, count, first] = process.argv.slice(2);
if (what !== undefined && what !== 'engine' && what !== 'decoders') {
  process.stderr.write(USAGE);
  process.exit(2);
}
let failed = 0;
if (what !== 'decoders') failed += soakEngine(wholeNumber(count, SEEDS), wholeNumber(first, 1));
if (what !== 'engine') failed += soakDecoders(wholeNumber(count, EXECUTIONS), wholeNumber(first, 1));
process.exit(failed > 0 ? 1 : 0);

/**
 * The engine under simulation: 1,000 seeds in every run of the suite, in two files that run side by side; `npm run soak -- engine 10000` for more,
 * with every check on each.
 */
import { describe, expect, it } from 'vitest';
import { checkScenario } from './check.ts';
import { makeScenario } from './scenario.ts';

/** In one test. */
const SEEDS = 100;

/** Every scenario of these seeds, the last one too. */
export function keepsItsRules(firstSeed: number, lastSeed: number): void {
  describe('the engine keeps its rules (docs/engine.md) and invariants (I-1 to I-5, I-10)', () => {
    for (let first = firstSeed; first <= lastSeed; first += SEEDS) {
      const last = Math.min(first + SEEDS - 1, lastSeed);
      it(`seeds ${first} to ${last}`, () => {
        for (let seed = first; seed <= last; seed++)
          expect(checkScenario(makeScenario(seed)), `failing seed ${seed}`).toEqual([]);
      });
    }
  });
}

/** A checker that cannot fail is a defect: each is made to, by an engine that lies about what it is to watch. */
import { describe, expect, it } from 'vitest';
import { checkScenario, OFTEN, RULES, SELDOM } from './check.ts';
import { LIES_OF_LEVELS } from './lies/of-levels.ts';
import { LIES_OF_WORDS } from './lies/of-words.ts';
import { makeScenario } from './scenario.ts';

const LIES = [...LIES_OF_LEVELS, ...LIES_OF_WORDS];
/** By then each lie has met a scenario in which it shows. */
const SEEDS_MAX = 80;

describe('an engine that', () => {
  it.each(LIES)('$what is found out by $rule', ({ rule, make }) => {
    let found: string | undefined;
    for (let seed = 1; seed <= SEEDS_MAX && found === undefined; seed++) {
      const problems = checkScenario(makeScenario(seed), { isWhole: true }, make);
      found = problems.find((problem) => problem.startsWith(rule));
    }
    expect(found, `no complaint of ${rule}`).toBeDefined();
  });
});

it('there is a lie for every checker', () => {
  const watched = [...RULES, ...OFTEN, ...SELDOM].map(({ name }) => name);
  for (const name of watched)
    expect(
      LIES.some(({ rule }) => rule === name || rule.startsWith(`${name}:`)),
      name,
    ).toBe(true);
});

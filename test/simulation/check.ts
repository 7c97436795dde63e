/** All checks on one seed. Each complaint begins with the rule or invariant that it is about. */
import { seededRng } from '../../src/core/rng.ts';
import type { Rule } from './checkers/checker.ts';
import { coarse } from './checkers/coarse.ts';
import { contacts } from './checkers/contact.ts';
import { direction } from './checkers/direction.ts';
import { distances } from './checkers/distances.ts';
import { ended, evaluated, lateFixes } from './checkers/evaluation.ts';
import { explanations } from './checkers/explanations.ts';
import { failure } from './checkers/failure.ts';
import { patterns } from './checkers/patterns.ts';
import { privacy } from './checkers/privacy.ts';
import { duplicates, recomputed, replay, restarted } from './checkers/replay.ts';
import { reporting } from './checkers/reporting.ts';
import type { Rerun } from './checkers/rerun.ts';
import { share } from './checkers/share.ts';
import { silence } from './checkers/silence.ts';
import { steadiness } from './checkers/steadiness.ts';
import { teleports } from './checkers/teleports.ts';
import { lateFixAgain, outlier } from './checkers/worse-fixes.ts';
import { type MakeEngine, productionEngine, run } from './engine-under-test.ts';
import type { Scenario } from './scenario.ts';
import { World } from './world.ts';

/** Seen while the journal runs once. */
export const RULES: readonly Rule[] = [
  evaluated,
  lateFixes,
  contacts,
  ended,
  silence,
  patterns,
  steadiness,
  share,
  explanations,
  privacy,
  direction,
  distances,
  reporting,
];

/** Each runs the journal again, some with something put in. `OFTEN` on every other seed, one of `SELDOM` on the others. */
export const OFTEN: readonly Rerun[] = [replay];
export const SELDOM: readonly Rerun[] = [
  duplicates,
  recomputed,
  restarted,
  lateFixAgain,
  coarse,
  outlier,
  teleports,
  failure,
];

export interface Extent {
  /** All reruns on this seed, as the soak does; else those that are this seed's turn. */
  readonly isWhole: boolean;
}

/** What is wrong, in words; empty when all holds. */
export function checkScenario(
  scenario: Scenario,
  { isWhole }: Extent = { isWhole: false },
  make: MakeEngine = productionEngine,
): string[] {
  const problems: string[] = [];
  const complainOf = (name: string) => (what: string) => {
    problems.push(`${scenario.isAtPole ? 'at a pole, ' : ''}${name}: ${what}`);
  };
  const checkers = RULES.map((rule) => rule.watch(scenario, complainOf(rule.name)));
  const world = new World();
  const findings = run(scenario.journal, make, (engine, entry, found) => {
    world.take(engine, entry);
    for (const checker of checkers) checker.after({ engine, entry, found, world });
  });
  for (const checker of checkers) checker.end?.();
  for (const rerun of isWhole ? [...OFTEN, ...SELDOM] : turnOf(scenario.seed))
    rerun.check(scenario, findings, make, seededRng(scenario.seed), complainOf(rerun.name));
  return problems;
}

function turnOf(seed: number): readonly Rerun[] {
  return seed % 2 === 0 ? OFTEN : SELDOM.slice(((seed - 1) / 2) % SELDOM.length).slice(0, 1);
}

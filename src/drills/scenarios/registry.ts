/** Every scenario, in the order that `magpie drill --list` shows. A new one is a file beside this and a line here. */
import { approachByCarScenario } from './approach-by-car.ts';
import { approachOnFootScenario } from './approach-on-foot.ts';
import { batteryEmptyScenario } from './battery-empty.ts';
import { clockErrorScenario } from './clock-error.ts';
import { householdMemberScenario } from './household-member.ts';
import { jammingScenario } from './jamming.ts';
import { parallelPassingScenario } from './parallel-passing.ts';
import { protectedWalksInScenario } from './protected-walks-in.ts';
import type { Scenario } from './scenario.ts';
import { silenceUndergroundScenario } from './silence-underground.ts';
import { storeAndForwardScenario } from './store-and-forward.ts';
import { strapCutScenario } from './strap-cut.ts';

export const SCENARIOS: readonly Scenario[] = [
  approachOnFootScenario,
  approachByCarScenario,
  parallelPassingScenario,
  silenceUndergroundScenario,
  protectedWalksInScenario,
  householdMemberScenario,
  strapCutScenario,
  jammingScenario,
  batteryEmptyScenario,
  clockErrorScenario,
  storeAndForwardScenario,
];

/**
 * What `npm start` plays: the whole cast lives in the city; within half a minute one wearer sets out for the first protected
 * person, and every few minutes another scenario follows, until the round begins again.
 */
import { assert } from '../../core/assert.ts';
import { MINUTE_MS } from '../../core/time.ts';
import type { CastKey } from '../cast.ts';
import { buildItinerary, type Itinerary, looped } from '../people/itinerary.ts';
import { approachByCarScenario } from './approach-by-car.ts';
import { commuterLife, dailyLife } from './daily-life.ts';
import { householdMemberScenario } from './household-member.ts';
import { parallelPassingScenario } from './parallel-passing.ts';
import { type DrillPlan, marksOf, plannedExpectations, plannedSteps } from './plan.ts';
import { protectedWalksInScenario } from './protected-walks-in.ts';
import type { Part, Scenario } from './scenario.ts';
import { silenceUndergroundScenario } from './silence-underground.ts';
import type { Stage } from './stage.ts';

interface Act {
  readonly scenario: Scenario;
  readonly atMs: number;
}

const ACTS: readonly Act[] = [
  { scenario: approachByCarScenario, atMs: 0 },
  { scenario: silenceUndergroundScenario, atMs: 6 * MINUTE_MS },
  { scenario: parallelPassingScenario, atMs: 14 * MINUTE_MS },
  { scenario: protectedWalksInScenario, atMs: 24 * MINUTE_MS },
  { scenario: householdMemberScenario, atMs: 40 * MINUTE_MS },
];
/** The round: every act is over, everybody is back where they began. */
const CYCLE_MS = 78 * MINUTE_MS;
/** Time to come from wherever one is to where an act begins. */
const LEAD_MS = 14 * MINUTE_MS;

export const DEMO_NAME = 'demo';
const CALM: readonly CastKey[] = ['p5', 'w5', 'p6', 'p7', 'w6', 'w7'];
const COMMUTERS: readonly CastKey[] = ['p8'];

/** One person's round: from act to act, and back to the beginning. */
function round(stage: Stage, person: CastKey, parts: readonly { readonly act: Act; readonly part: Part }[]): Itinerary {
  const [first] = parts;
  assert(first, 'a person of the demonstration has a part');
  const here = first.part.settled || first.act.atMs === 0;
  const start = here ? first.part.start(stage) : stage.home(person);
  const life = buildItinerary(stage.city, stage.rng(person, DEMO_NAME), start);
  for (const { act, part } of parts) {
    const place = part.start(stage);
    life
      .until(act.atMs - LEAD_MS)
      .go('drive', place)
      .until(act.atMs);
    assert(life.elapsedMs === act.atMs, 'the acts of a person lie far enough apart');
    life.prefix(`${act.scenario.name}/`);
    part.script(life, stage, act.atMs);
  }
  life
    .until(CYCLE_MS - LEAD_MS)
    .go('drive', start)
    .until(CYCLE_MS);
  assert(life.elapsedMs === CYCLE_MS, 'a round is long enough for its acts');
  return life.build();
}

export function planDemo(stage: Stage): DrillPlan {
  const rounds = new Map<CastKey, Itinerary>();
  const people = new Set(ACTS.flatMap((act) => act.scenario.parts.map((part) => part.person)));
  for (const person of people) {
    const parts = ACTS.flatMap((act) =>
      act.scenario.parts.filter((part) => part.person === person).map((part) => ({ act, part })),
    );
    rounds.set(person, round(stage, person, parts));
  }
  const actors = new Map<CastKey, Itinerary>([...rounds].map(([person, once]) => [person, looped(once)]));
  for (const person of CALM) actors.set(person, dailyLife(stage, person));
  for (const person of COMMUTERS) actors.set(person, commuterLife(stage, person));
  const perAct = ACTS.map((act, i) => {
    const marks = marksOf(rounds, `${act.scenario.name}/`);
    const endMs = ACTS[i + 1]?.atMs ?? CYCLE_MS;
    return {
      steps: plannedSteps(act.scenario.steps, marks, endMs, act.atMs),
      expectations: plannedExpectations(act.scenario.expectations, marks, CYCLE_MS, act.atMs),
    };
  });
  return {
    name: DEMO_NAME,
    title: { en: 'Demonstration', ko: '시연' },
    seed: stage.seed,
    actors,
    steps: perAct.flatMap((act) => act.steps).sort((a, b) => a.atMs - b.atMs),
    expectations: perAct.flatMap((act) => act.expectations),
    happenings: [],
    durationMs: Infinity,
    cycleMs: CYCLE_MS,
  };
}

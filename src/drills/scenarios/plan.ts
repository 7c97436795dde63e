/** A scenario set in the city for one seed: what everybody does, with moments worked out to milliseconds from its start. */
import { assert } from '../../core/assert.ts';
import { SECOND_MS } from '../../core/time.ts';
import type { CastKey } from '../cast.ts';
import type { CityName } from '../city/contract.ts';
import type { PlannedHappening } from '../devices/happening.ts';
import { buildItinerary, type Itinerary } from '../people/itinerary.ts';
import type { Expectation, Moment, Scenario, ScenarioHappening, Step } from './scenario.ts';
import { mix, type Stage } from './stage.ts';

export interface PlannedStep {
  readonly atMs: number;
  readonly says: CityName;
}

export interface PlannedExpectation extends Pick<Expectation, 'what' | 'wearer' | 'protected' | 'levels' | 'says'> {
  readonly fromMs: number;
  readonly toMs: number;
}

export interface DrillPlan {
  readonly name: string;
  readonly title: CityName;
  readonly seed: number;
  readonly actors: ReadonlyMap<CastKey, Itinerary>;
  readonly steps: readonly PlannedStep[];
  readonly expectations: readonly PlannedExpectation[];
  /** In order of time. */
  readonly happenings: readonly PlannedHappening[];
  /** Infinity: goes on until it is stopped. */
  readonly durationMs: number;
  /** Steps come again every so often; null when they do not. */
  readonly cycleMs: number | null;
}

/** After the last movement the warning must have time to end. */
const AFTERMATH_MS = 8 * 60 * SECOND_MS;

export function planScenario(stage: Stage, scenario: Scenario): DrillPlan {
  const actors = new Map<CastKey, Itinerary>();
  for (const part of scenario.parts) {
    const life = buildItinerary(stage.city, stage.rng(part.person, scenario.name), part.start(stage));
    part.script(life, stage, 0);
    actors.set(part.person, life.build());
  }
  const marks = marksOf(actors);
  const lastMs = Math.max(
    ...[...marks.values(), ...scenario.steps.map((step) => momentMs(marks, step.at, Infinity))].filter(Number.isFinite),
  );
  const durationMs = lastMs + AFTERMATH_MS;
  return {
    name: scenario.name,
    title: scenario.title,
    seed: stage.seed,
    actors,
    steps: plannedSteps(scenario.steps, marks, durationMs),
    expectations: plannedExpectations(scenario.expectations, marks, durationMs),
    happenings: plannedHappenings(scenario.happenings ?? [], marks, durationMs),
    durationMs,
    cycleMs: null,
  };
}

/** All actors' marks together: mark names are unique within a scenario. */
export function marksOf(actors: ReadonlyMap<CastKey, Itinerary>, prefix = ''): ReadonlyMap<string, number> {
  const marks = new Map<string, number>();
  for (const itinerary of actors.values()) {
    for (const [name, atMs] of itinerary.marks) {
      if (name.startsWith(prefix)) marks.set(name.slice(prefix.length), atMs);
    }
  }
  return marks;
}

function momentMs(marks: ReadonlyMap<string, number>, moment: Moment, endMs: number, startMs = 0): number {
  const baseMs = moment.mark === 'start' ? startMs : moment.mark === 'end' ? endMs : marks.get(moment.mark);
  assert(baseMs !== undefined, 'every moment of a scenario is marked by its script');
  return baseMs + moment.plusS * SECOND_MS;
}

export function plannedSteps(
  steps: readonly Step[],
  marks: ReadonlyMap<string, number>,
  endMs: number,
  startMs = 0,
): PlannedStep[] {
  return steps
    .map((step) => ({ atMs: momentMs(marks, step.at, endMs, startMs), says: step.says }))
    .sort((a, b) => a.atMs - b.atMs);
}

function plannedHappenings(
  happenings: readonly ScenarioHappening[],
  marks: ReadonlyMap<string, number>,
  endMs: number,
): PlannedHappening[] {
  return happenings
    .map(({ person, at, happening }) => ({ device: `${person}-device`, atMs: momentMs(marks, at, endMs), happening }))
    .sort((a, b) => a.atMs - b.atMs);
}

export function plannedExpectations(
  expectations: readonly Expectation[],
  marks: ReadonlyMap<string, number>,
  endMs: number,
  startMs = 0,
): PlannedExpectation[] {
  return expectations.map(({ from, to, ...rest }) => ({
    ...rest,
    fromMs: momentMs(marks, from, endMs, startMs),
    toMs: momentMs(marks, to, endMs, startMs),
  }));
}

/** The seed of one device's chance: simulated and over real sockets the same, so both play alike. */
export function deviceSeed(plan: DrillPlan, deviceKey: CastKey): number {
  return mix(plan.seed, `${plan.name}/${deviceKey}`);
}

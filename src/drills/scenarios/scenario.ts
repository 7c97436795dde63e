/**
 * What a scenario is: pure data, and for each of its people a script that says what they do from the moment it begins.
 * Trainers read its texts; tests judge the real engine by its expectations.
 */
import type { Level } from '../../proximity/types.ts';
import type { CastKey } from '../cast.ts';
import type { CityName } from '../city/contract.ts';
import type { Happening } from '../devices/happening.ts';
import type { ItineraryBuilder, Where } from '../people/itinerary.ts';
import type { Stage } from './stage.ts';

/** A moment: so many seconds after a mark of the script; `start` and `end` are marks of every scenario. */
export interface Moment {
  readonly mark: string;
  readonly plusS: number;
}

/**
 * reaches: one of `levels` is the pair's level at some time from `from` to `to`; never: none of them is, at any time in it.
 * Times allow for what reporting every 5 s and a fair receiver need.
 */
export interface Expectation {
  readonly what: 'reaches' | 'never';
  readonly wearer: CastKey;
  readonly protected: CastKey;
  readonly levels: readonly Level[];
  readonly from: Moment;
  readonly to: Moment;
  readonly says: CityName;
}

/** What a trainer is told at a moment. */
export interface Step {
  readonly at: Moment;
  readonly says: CityName;
}

export interface Part {
  readonly person: CastKey;
  /** Is at `start` before and after the scenario, too. */
  readonly settled?: true;
  start(stage: Stage): Where;
  /** Appends to `life`; `fromMs` is when the scenario begins in it. */
  script(life: ItineraryBuilder, stage: Stage, fromMs: number): void;
}

/** What happens to somebody's tracker at a moment. */
export interface ScenarioHappening {
  readonly person: CastKey;
  readonly at: Moment;
  readonly happening: Happening;
}

export interface Scenario {
  readonly name: string;
  readonly title: CityName;
  readonly briefing: CityName;
  readonly parts: readonly Part[];
  readonly happenings?: readonly ScenarioHappening[];
  readonly steps: readonly Step[];
  readonly expectations: readonly Expectation[];
}

export const START: Moment = { mark: 'start', plusS: 0 };
export const END: Moment = { mark: 'end', plusS: 0 };

export function after(mark: string, plusS: number): Moment {
  return { mark, plusS };
}

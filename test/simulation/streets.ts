/** Seeded people on made-up streets: a grid without a place on any map, walked, driven, and passed under by trains. */
import { bearingDeg, distanceM, type LatLon, moved } from '../../src/core/geo.ts';
import { between, type Rng } from '../../src/core/rng.ts';

/** One moment of a true way. */
export interface Moment {
  readonly latDeg: number;
  readonly lonDeg: number;
  readonly speedMps: number;
  readonly courseDeg: number;
  readonly isUnderground: boolean;
  /** At a place, wandering by some metres as people do in a house. */
  readonly isStaying: boolean;
}

/** The true way: one moment a step of `STEP_S`. */
export type Track = readonly Moment[];
export const STEP_S = 5;

/** Metres east and north of a town's made-up origin. */
export interface Place {
  readonly eastM: number;
  readonly northM: number;
}

export interface Step extends Place {
  readonly isUnderground: boolean;
  readonly isStaying: boolean;
}

const BLOCK_M = 120;
const MODES = [
  { speedMps: 1.4, isUnderground: false },
  { speedMps: 4.5, isUnderground: false },
  { speedMps: 11, isUnderground: false },
  { speedMps: 15, isUnderground: true },
] as const;
export type Mode = (typeof MODES)[number];
export const ON_FOOT: Mode = MODES[0];
export const BY_BICYCLE: Mode = MODES[1];

/** Trips between places, with stays at them, for `lengthS` seconds. */
export function trips(rng: Rng, places: readonly Place[], lengthS: number): Step[] {
  const steps: Step[] = [];
  let at = pick(rng, places);
  while (steps.length * STEP_S < lengthS) {
    stay(rng, steps, at, between(rng, 60, 1500));
    const to = pick(rng, places);
    travel(rng, steps, at, to, pick(rng, MODES));
    at = to;
  }
  return steps;
}

/** Stays at a place; the place drifts by some metres, as indoors. */
export function stay(rng: Rng, steps: Step[], at: Place, lengthS: number): void {
  let driftEast = 0;
  let driftNorth = 0;
  for (let s = 0; s < lengthS; s += STEP_S) {
    driftEast = 0.95 * driftEast + between(rng, -2, 2);
    driftNorth = 0.95 * driftNorth + between(rng, -2, 2);
    steps.push({
      eastM: at.eastM + driftEast,
      northM: at.northM + driftNorth,
      isUnderground: false,
      isStaying: true,
    });
  }
}

/** Along the streets, round one corner, with stops at lights. */
export function travel(rng: Rng, steps: Step[], from: Place, to: Place, mode: Mode): void {
  go(rng, steps, from, [{ eastM: snap(to.eastM), northM: snap(from.northM) }, to], mode);
}

/** Straight from goal to goal. */
export function go(rng: Rng, steps: Step[], from: Place, goals: readonly Place[], mode: Mode): void {
  let { eastM, northM } = from;
  for (const goal of goals) {
    for (;;) {
      const east = goal.eastM - eastM;
      const north = goal.northM - northM;
      const left = Math.hypot(east, north);
      if (left < 1) break;
      const isWaiting = !mode.isUnderground && rng.next() < 0.03;
      const speedMps = isWaiting ? 0 : mode.speedMps * between(rng, 0.7, 1.2);
      const share = Math.min(1, (speedMps * STEP_S) / left);
      eastM += east * share;
      northM += north * share;
      steps.push({
        eastM,
        northM,
        isUnderground: mode.isUnderground,
        isStaying: false,
      });
    }
  }
}

/** Puts steps on the globe around a town's origin. Speed and course are those of the way on the globe. */
export function lay(steps: readonly Step[], origin: LatLon, lengthS: number): Track {
  const count = Math.ceil(lengthS / STEP_S);
  const points = steps.slice(0, count + 1).map((step) => moved(origin, step.eastM, step.northM));
  return steps.slice(0, count).map((step, index) => {
    const here = points[index]!;
    const next = points[index + 1] ?? here;
    const wayM = step.isStaying ? 0 : distanceM(here, next);
    return {
      ...here,
      speedMps: wayM / STEP_S,
      courseDeg: wayM > 0 ? bearingDeg(here, next) : 0,
      isUnderground: step.isUnderground,
      isStaying: step.isStaying,
    };
  });
}

function snap(metres: number): number {
  return Math.round(metres / BLOCK_M) * BLOCK_M;
}

export function pick<T>(rng: Rng, items: readonly T[]): T {
  const item = items[Math.floor(rng.next() * items.length)];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
}

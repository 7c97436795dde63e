/** Where things lie on a map, and how one would go there. */
import { between, type Rng } from '../../../src/core/rng.ts';
import type { Place } from '../case.ts';
import { nearestJunction, type StreetMap } from '../maps/street-map.ts';
import type { Mode } from '../movers/travel.ts';
import { anyAngleRad, awayM, type Point, pick, towards, weighted } from '../plane.ts';

export type Range = readonly [number, number];

/** Distances for which one takes it. */
const RANGE_M: Readonly<Record<Mode, Range>> = {
  walk: [0, 3600],
  bicycle: [400, 6500],
  bus: [700, 20_000],
  car: [700, 40_000],
  train: [2500, 40_000],
  underground: [1500, 40_000],
};
/** Up to here most people walk. */
const STROLL_M = 2000;
const STROLL_FACTOR = 2.5;

export type Modes = Readonly<Partial<Record<Mode, number>>>;
export const TOWN_MODES: Modes = { walk: 1.6, bicycle: 0.2, bus: 0.2, car: 0.36, train: 0.1, underground: 0.06 };

/** A means of travel by preference; what is out of proportion to the way is not taken. */
export function modeFor(rng: Rng, wayM: number, modes: Modes = TOWN_MODES): Mode {
  const fitting = (Object.entries(modes) as [Mode, number][])
    .filter(([mode]) => wayM >= RANGE_M[mode][0] && wayM <= RANGE_M[mode][1])
    .map(([mode, weight]) => [mode, mode === 'walk' && wayM < STROLL_M ? STROLL_FACTOR * weight : weight] as const);
  return fitting.length === 0 ? 'walk' : weighted<Mode>(rng, Object.fromEntries(fitting));
}

/** A junction in the inner part of the town. */
export function somewhere(rng: Rng, map: StreetMap): Point {
  for (;;) {
    const point = pick(rng, map.junctions);
    if (Math.max(Math.abs(point.xM), Math.abs(point.yM)) < map.halfM * 0.7) return point;
  }
}

/** A junction at such a distance from `from`, in any direction; the nearest to it where the map has none. */
export function junctionWithin(rng: Rng, map: StreetMap, from: Point, [minM, maxM]: Range): Point {
  let best: Point | null = null;
  let bestOffM = Number.POSITIVE_INFINITY;
  for (let tries = 0; tries < 40; tries++) {
    const wanted = towards(from, anyAngleRad(rng), between(rng, minM, maxM));
    const point = map.junctions[nearestJunction(map, wanted)]!;
    const m = awayM(point, from);
    const offM = Math.max(0, minM - m, m - maxM);
    if (offM === 0) return point;
    if (offM >= bestOffM) continue;
    best = point;
    bestOffM = offM;
  }
  return best!;
}

export function anyPlace(rng: Rng): Place {
  return weighted<Place>(rng, { indoors: 0.65, street: 0.2, open: 0.15 });
}

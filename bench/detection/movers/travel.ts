/** From one place to another by a means of travel: legs that follow on each other. */
import { between, type Rng } from '../../../src/core/rng.ts';
import { findWay } from '../maps/route.ts';
import { nearestJunction, type RailLine, type StreetMap } from '../maps/street-map.ts';
import { anyAngleRad, awayM, type Point, towards } from '../plane.ts';
import { drive, type Leg, type Profile } from './drive.ts';

export type Mode = 'walk' | 'bicycle' | 'bus' | 'car' | 'train' | 'underground';

const WALK: Profile = {
  cruiseMps: [1.05, 1.65],
  isLimited: false,
  accelMps2: 0.8,
  brakeMps2: 0.8,
  cornerMps: 3,
  haltShare: 0.13,
  haltS: [4, 45],
  stops: null,
  place: 'street',
};
const PROFILES: Readonly<Record<Mode, Profile>> = {
  walk: WALK,
  bicycle: { ...WALK, cruiseMps: [2.8, 5.5], haltShare: 0.1, haltS: [5, 40], place: 'open' },
  bus: {
    cruiseMps: [0.75, 1],
    isLimited: true,
    accelMps2: 1,
    brakeMps2: 1.2,
    cornerMps: 4,
    haltShare: 0.12,
    haltS: [8, 50],
    stops: { everyM: 420, dwellS: [10, 35] },
    place: 'vehicle',
  },
  car: {
    cruiseMps: [0.7, 1.3],
    isLimited: true,
    accelMps2: 1.8,
    brakeMps2: 2.2,
    cornerMps: 5,
    haltShare: 0.22,
    haltS: [5, 60],
    stops: null,
    place: 'vehicle',
  },
  train: {
    cruiseMps: [17, 30],
    isLimited: false,
    accelMps2: 0.7,
    brakeMps2: 0.8,
    cornerMps: 60,
    haltShare: 1,
    haltS: [25, 60],
    stops: null,
    place: 'vehicle',
  },
  underground: {
    cruiseMps: [13, 20],
    isLimited: false,
    accelMps2: 0.9,
    brakeMps2: 1,
    cornerMps: 60,
    haltShare: 1,
    haltS: [20, 45],
    stops: null,
    place: 'underground',
  },
};

/** How far from the door one gets off or parks. */
const ON_FOOT_M = { bus: [100, 1200], car: [50, 700] } as const;

/**
 * On rails only where a line serves both ends better than walking; by bus or car otherwise. Who is only on the way through
 * `to` does not get off there.
 */
export function travel(rng: Rng, map: StreetMap, from: Point, to: Point, mode: Mode, isThrough = false): Leg[] {
  if (mode === 'train' || mode === 'underground') {
    const ride = findRide(map, from, to, mode === 'underground');
    if (ride !== null) return byRail(rng, map, from, to, ride, mode);
    return travel(rng, map, from, to, mode === 'train' ? 'car' : 'bus', isThrough);
  }
  if (mode === 'walk' || mode === 'bicycle' || isThrough) return [alongStreets(rng, map, from, to, mode)];
  const [minM, maxM] = ON_FOOT_M[mode];
  const setDown = map.junctions[nearestJunction(map, towards(to, anyAngleRad(rng), between(rng, minM, maxM)))]!;
  if (awayM(setDown, from) < awayM(from, to) * 0.3) return travel(rng, map, from, to, 'walk');
  return [alongStreets(rng, map, from, setDown, mode), alongStreets(rng, map, setDown, to, 'walk')];
}

function alongStreets(rng: Rng, map: StreetMap, from: Point, to: Point, mode: Mode): Leg {
  const way = findWay(map, from, to, mode === 'car' || mode === 'bus');
  return drive(rng, way.points, way.limitMps, PROFILES[mode]);
}

function byRail(rng: Rng, map: StreetMap, from: Point, to: Point, stations: readonly Point[], mode: Mode): Leg[] {
  const first = stations[0]!;
  const place = mode === 'underground' ? 'underground' : 'open';
  const waitS = Math.round(between(rng, 40, 300));
  return [
    ...travel(rng, map, from, first, 'walk'),
    { points: Array.from({ length: waitS }, () => first), place },
    drive(rng, stations, [], PROFILES[mode]),
    ...travel(rng, map, stations.at(-1)!, to, 'walk'),
  ];
}

/** Stations to ride by, or null when no line helps. */
function findRide(map: StreetMap, from: Point, to: Point, isUnderground: boolean): readonly Point[] | null {
  let best: readonly Point[] | null = null;
  let bestM = awayM(from, to) * 0.6;
  for (const line of map.rail) {
    if (line.isUnderground !== isUnderground) continue;
    const a = nearestStation(line, from);
    const b = nearestStation(line, to);
    const walkM = awayM(line.stations[a]!, from) + awayM(line.stations[b]!, to);
    if (a === b || walkM >= bestM) continue;
    best = a < b ? line.stations.slice(a, b + 1) : line.stations.slice(b, a + 1).reverse();
    bestM = walkM;
  }
  return best;
}

function nearestStation(line: RailLine, point: Point): number {
  let best = 0;
  for (let i = 1; i < line.stations.length; i++) {
    if (awayM(line.stations[i]!, point) < awayM(line.stations[best]!, point)) best = i;
  }
  return best;
}

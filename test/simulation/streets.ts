/** Seeded people on made-up streets: a grid without a place on any map, walked, driven, and passed under by trains. */
import { between, type Rng } from '../../src/core/rng.ts';

/** One moment of a true way; metres east and north of the made-up origin. */
export interface Moment {
  readonly eastM: number;
  readonly northM: number;
  readonly speedMps: number;
  readonly courseDeg: number;
  readonly isUnderground: boolean;
}

/** The true way: one moment a step of `STEP_S`. */
export type Track = readonly Moment[];
export const STEP_S = 5;

interface Place {
  readonly eastM: number;
  readonly northM: number;
}

const BLOCK_M = 120;
const MODES = [
  { speedMps: 1.4, isUnderground: false },
  { speedMps: 4.5, isUnderground: false },
  { speedMps: 11, isUnderground: false },
  { speedMps: 15, isUnderground: true },
] as const;

/** Trips between places, with stays at them, for `lengthS` seconds. Drifts: a stay wanders by some metres. */
export function makeTrack(rng: Rng, places: readonly Place[], lengthS: number): Track {
  const track: Moment[] = [];
  const count = Math.ceil(lengthS / STEP_S);
  let at = pick(rng, places);
  while (track.length < count) {
    stay(rng, track, at, between(rng, 60, 1500));
    const to = pick(rng, places);
    travel(rng, track, at, to);
    at = to;
  }
  return track.slice(0, count);
}

function stay(rng: Rng, track: Moment[], at: Place, lengthS: number): void {
  let driftEast = 0;
  let driftNorth = 0;
  for (let s = 0; s < lengthS; s += STEP_S) {
    driftEast = 0.95 * driftEast + between(rng, -2, 2);
    driftNorth = 0.95 * driftNorth + between(rng, -2, 2);
    track.push({
      eastM: at.eastM + driftEast,
      northM: at.northM + driftNorth,
      speedMps: 0,
      courseDeg: 0,
      isUnderground: false,
    });
  }
}

function travel(rng: Rng, track: Moment[], from: Place, to: Place): void {
  const mode = pick(rng, MODES);
  const corner = { eastM: snap(to.eastM), northM: snap(from.northM) };
  let { eastM, northM } = from;
  for (const goal of [corner, to]) {
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
      const courseDeg = ((Math.atan2(east, north) * 180) / Math.PI + 360) % 360;
      track.push({ eastM, northM, speedMps, courseDeg, isUnderground: mode.isUnderground });
    }
  }
}

function snap(metres: number): number {
  return Math.round(metres / BLOCK_M) * BLOCK_M;
}

export function pick<T>(rng: Rng, items: readonly T[]): T {
  const item = items[Math.floor(rng.next() * items.length)];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
}

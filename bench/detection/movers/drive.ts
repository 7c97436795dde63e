/** Moves along a line, second by second: speeding up, braking for corners, lights and stops. */
import { between, normal, type Rng } from '../../../src/core/rng.ts';
import type { Place } from '../case.ts';
import { awayM, chance, type Point } from '../plane.ts';

/** One way of getting about. Ranges are drawn once a trip. */
export interface Profile {
  readonly cruiseMps: readonly [number, number];
  /** Drivers keep to the street's limit times their cruise share; others to their own pace. */
  readonly isLimited: boolean;
  readonly accelMps2: number;
  readonly brakeMps2: number;
  /** How fast a right-angled corner is taken. */
  readonly cornerMps: number;
  /** Share of junctions that stop one, and for how long. */
  readonly haltShare: number;
  readonly haltS: readonly [number, number];
  /** Bus and tram stops: every so many metres, for so long. Null: none. */
  readonly stops: { readonly everyM: number; readonly dwellS: readonly [number, number] } | null;
  readonly place: Place;
}

/** A piece of true path, one sample a second. */
export interface Leg {
  readonly points: readonly Point[];
  readonly place: Place;
}

interface Hold {
  readonly atM: number;
  readonly maxMps: number;
  readonly dwellS: number;
}

/** `limitMps` for each piece between two points; profiles that are not limited ignore it. */
export function drive(rng: Rng, line: readonly Point[], limitMps: readonly number[], profile: Profile): Leg {
  const cruise = between(rng, ...profile.cruiseMps);
  const starts = [0];
  for (let i = 1; i < line.length; i++) starts.push(starts[i - 1]! + awayM(line[i - 1]!, line[i]!));
  const totalM = starts.at(-1)!;
  const holds = holdsOf(rng, line, starts, profile);
  const points: Point[] = [];
  let atM = 0;
  let mps = 0;
  let piece = 0;
  let hold = 0;
  let waitS = 0;
  let mood = 1;
  while (atM < totalM - 0.5) {
    while (piece < line.length - 2 && starts[piece + 1]! <= atM) piece++;
    points.push(onLine(line, starts, piece, atM));
    if (waitS > 0) {
      waitS--;
      mps = 0;
      continue;
    }
    // Nobody keeps an even pace.
    mood += (1 - mood) * 0.05 + normal(rng) * 0.02;
    let allowed = (profile.isLimited ? cruise * limitMps[piece]! : cruise) * mood;
    for (let i = hold; i < holds.length && holds[i]!.atM - atM < 150; i++) {
      const { atM: holdM, maxMps } = holds[i]!;
      allowed = Math.min(allowed, Math.sqrt(maxMps ** 2 + 2 * profile.brakeMps2 * Math.max(0, holdM - atM)));
    }
    mps = Math.max(0.4, Math.min(mps + profile.accelMps2, allowed));
    atM += mps;
    while (hold < holds.length && holds[hold]!.atM <= atM + 1) waitS += Math.round(holds[hold++]!.dwellS);
  }
  points.push(line.at(-1)!);
  return { points, place: profile.place };
}

/** Where one must slow down or stand, in order. */
function holdsOf(rng: Rng, line: readonly Point[], starts: readonly number[], profile: Profile): Hold[] {
  const holds: Hold[] = [];
  for (let i = 1; i < line.length - 1; i++) {
    const corner = cornerOf(line[i - 1]!, line[i]!, line[i + 1]!);
    const maxMps = profile.cornerMps / Math.max(0.1, corner);
    if (chance(rng, profile.haltShare))
      holds.push({ atM: starts[i]!, maxMps: 0, dwellS: between(rng, ...profile.haltS) });
    else if (corner > 0.3) holds.push({ atM: starts[i]!, maxMps, dwellS: 0 });
  }
  const { stops } = profile;
  if (stops !== null) {
    const firstM = between(rng, 0.5, 1) * stops.everyM;
    for (let atM = firstM; atM < starts.at(-1)!; atM += stops.everyM * between(rng, 0.8, 1.2)) {
      holds.push({ atM, maxMps: 0, dwellS: between(rng, ...stops.dwellS) });
    }
  }
  return holds.sort((a, b) => a.atM - b.atM);
}

/** 0 straight on, 1 a right angle, up to 2 for turning back. */
function cornerOf(a: Point, b: Point, c: Point): number {
  const inM = awayM(a, b);
  const outM = awayM(b, c);
  if (inM < 1 || outM < 1) return 0;
  return 1 - ((b.xM - a.xM) * (c.xM - b.xM) + (b.yM - a.yM) * (c.yM - b.yM)) / (inM * outM);
}

function onLine(line: readonly Point[], starts: readonly number[], piece: number, atM: number): Point {
  const a = line[piece]!;
  const b = line[piece + 1] ?? a;
  const lengthM = starts[piece + 1]! - starts[piece]!;
  const share = lengthM > 0 ? Math.min(1, (atM - starts[piece]!) / lengthM) : 0;
  return { xM: a.xM + (b.xM - a.xM) * share, yM: a.yM + (b.yM - a.yM) * share };
}

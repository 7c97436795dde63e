/** How people get along streets and lines: speeds, corners, lights, bus stops, station halts. */
import { between, type Rng } from '../../core/rng.ts';
import type { TransitLine } from '../city/city.ts';
import { distanceM, type PlanePoint } from '../city/plane.ts';
import { pieceOf, type Route, type StreetClass } from '../city/streets.ts';
import { type Agility, type Motion, makeMotion, type Stretch, turnDeg } from './motion.ts';

export type StreetMode = 'walk' | 'cycle' | 'drive' | 'bus';

interface Manner {
  readonly agility: Agility;
  readonly topMps: Readonly<Record<StreetClass, number>>;
  /** Most that a turn of 90 degrees allows. */
  readonly cornerMps: number;
  /** Share of traffic lights that are red, and how long they stay so. */
  readonly redShare: number;
  readonly redMsMax: number;
}

/** Town speeds: a brisk walk, an easy ride, 50 km/h on avenues with what traffic leaves of it. */
export const MANNERS: Readonly<Record<StreetMode, Manner>> = {
  walk: {
    agility: { accelerationMps2: 0.9, brakingMps2: 1.1 },
    topMps: { avenue: 1.4, street: 1.4, alley: 1.3 },
    cornerMps: 1.4,
    redShare: 0.35,
    redMsMax: 40_000,
  },
  cycle: {
    agility: { accelerationMps2: 0.8, brakingMps2: 1.5 },
    topMps: { avenue: 5.2, street: 4.8, alley: 3.8 },
    cornerMps: 2.6,
    redShare: 0.35,
    redMsMax: 30_000,
  },
  drive: {
    agility: { accelerationMps2: 1.8, brakingMps2: 2.4 },
    topMps: { avenue: 13.6, street: 9.2, alley: 5 },
    cornerMps: 4.5,
    redShare: 0.4,
    redMsMax: 35_000,
  },
  bus: {
    agility: { accelerationMps2: 1.1, brakingMps2: 1.3 },
    topMps: { avenue: 12, street: 8.5, alley: 4.5 },
    cornerMps: 3.8,
    redShare: 0.4,
    redMsMax: 35_000,
  },
};

export interface TravelOptions {
  /** Multiplies top speeds: people differ. */
  readonly pace: number;
  /** Drills that must be on time meet green lights only. */
  readonly greenLights: boolean;
  readonly door: { readonly from: PlanePoint; readonly to: PlanePoint };
}

const BUS_STOP_EVERY_M = 420;

function cornerSpeed(manner: Manner, turn: number): number {
  return turn < 12 ? Infinity : manner.cornerMps * Math.sqrt(90 / Math.max(30, turn));
}

/** Each vertex ends a stretch where the way turns sharply; lights and bus stops end one at rest. */
function stretchesOf(route: Route, mode: StreetMode, options: TravelOptions, rng: Rng): Stretch[] {
  const manner = MANNERS[mode];
  const steps: { a: PlanePoint; b: PlanePoint; topMps: number; halt: number }[] = [];
  let sinceBusM = 0;
  for (const part of route.parts) {
    for (let i = 1; i < part.points.length; i++) {
      const a = part.points[i - 1]!;
      const b = part.points[i]!;
      if (distanceM(a, b) < 0.05) continue;
      sinceBusM += distanceM(a, b);
      const last = i === part.points.length - 1;
      const red = last && part.endsAtLights && !options.greenLights && rng.next() < manner.redShare;
      let halt = red ? between(rng, 4_000, manner.redMsMax) : 0;
      if (mode === 'bus' && sinceBusM > BUS_STOP_EVERY_M && halt === 0) {
        halt = between(rng, 9_000, 22_000);
        sinceBusM = 0;
      }
      steps.push({ a, b, topMps: manner.topMps[part.class] * options.pace, halt });
    }
  }
  const doorMps = Math.min(manner.topMps.alley * options.pace, 2);
  const first = route.parts[0]?.points[0] ?? options.door.to;
  const last = route.parts[route.parts.length - 1]?.points.at(-1) ?? options.door.from;
  const all = [
    { a: options.door.from, b: first, topMps: doorMps, halt: 0 },
    ...steps,
    { a: last, b: options.door.to, topMps: doorMps, halt: 0 },
  ].filter((step) => distanceM(step.a, step.b) > 0.05);
  return all.map((step, i): Stretch => {
    const next = all[i + 1];
    const turn = next ? turnDeg(step.a, step.b, next.b) : 0;
    const endSpeedMps = step.halt > 0 || !next ? 0 : cornerSpeed(manner, turn);
    return { points: [step.a, step.b], topMps: step.topMps, endSpeedMps, waitMs: step.halt };
  });
}

/** Null when there is no way to go: the two ends are one place. */
export function streetMotion(route: Route, mode: StreetMode, options: TravelOptions, rng: Rng): Motion | null {
  const stretches = stretchesOf(route, mode, options, rng);
  return stretches.length === 0 ? null : makeMotion(stretches, MANNERS[mode].agility);
}

export interface Halt {
  /** Metres from the line's beginning. */
  readonly offsetM: number;
  readonly waitMs: number;
}

/** From stop to stop, calling at those in between; `held` adds a stop on the open line or in the tunnel. */
export function transitMotion(line: TransitLine, fromM: number, toM: number, held: Halt | null, rng: Rng): Motion {
  const low = Math.min(fromM, toM);
  const high = Math.max(fromM, toM);
  const halts: Halt[] = line.stops
    .filter((stop) => stop.offsetM > low + 1 && stop.offsetM < high - 1)
    .map((stop) => ({ offsetM: stop.offsetM, waitMs: between(rng, 18_000, 30_000) }));
  if (held) halts.push(held);
  halts.push({ offsetM: toM, waitMs: 0 });
  halts.sort((a, b) => (fromM < toM ? a.offsetM - b.offsetM : b.offsetM - a.offsetM));
  let atM = fromM;
  const stretches = halts.map((halt): Stretch => {
    const points = pieceOf(line.points, atM, halt.offsetM);
    atM = halt.offsetM;
    return { points, topMps: line.network === 'rail' ? 19 : 16.5, endSpeedMps: 0, waitMs: halt.waitMs };
  });
  return makeMotion(stretches, { accelerationMps2: 0.9, brakingMps2: 0.9 });
}

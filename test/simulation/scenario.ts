/** One seed: a town somewhere on the globe, its people, their orders and devices, and the journal that the engine is given. */
import type { LatLon } from '../../src/core/geo.ts';
import type { PersonId } from '../../src/core/ids.ts';
import { between, type Rng, seededRng } from '../../src/core/rng.ts';
import type { Input, PairSpec, ZoneSpec } from '../../src/proximity/types.ts';
import { makeOrders, PROTECTED, WEARERS } from './orders.ts';
import { type Arrival, makeReports, type Quality } from './reports.ts';
import { lay, pick, type Step, type Track, trips } from './streets.ts';
import { makeTown, makeWay, still, type Town, WAYS } from './ways.ts';

/** The engine's input with the journal writer's time. `quality` is the checkers' knowledge; null for what is no fix. */
export interface Entry {
  readonly nowMs: number;
  readonly input: Input;
  readonly quality: Quality | null;
}

export interface Scenario {
  readonly seed: number;
  readonly startMs: number;
  /** Within some 50 km of a pole, where east and north turn from one house to the next. */
  readonly isAtPole: boolean;
  readonly journal: readonly Entry[];
  /** The same, but for the protected people's ways: everything that a wearer sends is the same to the byte. */
  readonly otherProtectedJournal: readonly Entry[];
  readonly tracks: ReadonlyMap<PersonId, Track>;
  /** As first bound. */
  readonly pairs: readonly PairSpec[];
  readonly zones: readonly ZoneSpec[];
}

const LENGTH_S = 2400;
const LONG_S = 5400;
const TICK_MS = 5000;
/** Ordinary days, and nights in which somebody's clocks change, a year ends, a leap day begins. */
const STARTS_MS = [
  Date.UTC(2026, 0, 5),
  Date.UTC(2026, 2, 8, 5, 10),
  Date.UTC(2026, 9, 25, 0, 40),
  Date.UTC(2026, 11, 31, 23, 40),
  Date.UTC(2028, 1, 28, 23, 50),
];

export function makeScenario(seed: number): Scenario {
  const rng = seededRng(seed);
  const lengthS = rng.next() < 0.1 ? LONG_S : LENGTH_S;
  const startMs = pick(rng, STARTS_MS);
  const origin = makeOrigin(rng);
  const town = makeTown(rng);
  const tracks = new Map<PersonId, Track>();
  const ownReports: Arrival[] = [];
  for (const id of WEARERS) {
    const isElsewhere = rng.next() < 0.15;
    const track = lay(
      makeWay(rng, pick(rng, WAYS), town, lengthS),
      isElsewhere ? farFrom(rng, origin) : origin,
      lengthS,
    );
    tracks.set(id, track);
    ownReports.push(...makeReports(rng, id, track, startMs));
  }
  const orders = makeOrders(rng, town, origin, startMs, lengthS);
  const pause = makePause(rng, startMs, lengthS);
  // A generator of its own: what it draws changes nothing above.
  const others = (salt: number, keep: boolean): Arrival[] => {
    const own = seededRng(seed * 31 + salt);
    const ways = makeHousehold(own, town, lengthS);
    return PROTECTED.flatMap((id, index) => {
      const track = lay(ways[index]!, origin, lengthS);
      if (keep) tracks.set(id, track);
      return makeReports(own, id, track, startMs);
    });
  };
  const number = (protectedReports: Arrival[]) =>
    write([...orders.arrivals, ...ownReports, ...protectedReports], startMs, lengthS, pause);
  return {
    seed,
    startMs,
    isAtPole: Math.abs(origin.latDeg) > 89.5,
    journal: number(others(1, true)),
    otherProtectedJournal: number(others(2, false)),
    tracks,
    pairs: orders.pairs,
    zones: orders.zones,
  };
}

/** Anywhere on the globe, often on the antimeridian, at times near or at a pole: the streets have no place on any map. */
function makeOrigin(rng: Rng): LatLon {
  const isPolar = rng.next() < 0.1;
  const side = rng.next() < 0.5 ? 1 : -1;
  const latDeg = isPolar ? side * pick(rng, [79.99, 80.02, 85, 89.9, 89.99, 90]) : between(rng, -70, 70);
  return { latDeg, lonDeg: pick(rng, [179.99, -179.99, 0, 45]) };
}

/** Another town, 60 km to 250 km away. */
function farFrom(rng: Rng, origin: LatLon): LatLon {
  const latDeg = origin.latDeg > 0 ? origin.latDeg - between(rng, 0.6, 2.2) : origin.latDeg + between(rng, 0.6, 2.2);
  return { latDeg, lonDeg: origin.lonDeg };
}

/** p1 is at home or out, p2 of the same household at home or with p1, p3 anywhere. */
function makeHousehold(rng: Rng, town: Town, lengthS: number): Step[][] {
  const first = rng.next() < 0.5 ? still(rng, town.home, lengthS) : trips(rng, town.places, lengthS);
  const isTogether = rng.next() < 0.5;
  const second = isTogether
    ? first.map((step) => ({ ...step, eastM: step.eastM + 2 }))
    : still(rng, town.home, lengthS);
  return [first, second, trips(rng, town.places, lengthS)];
}

/** The server was stopped: what came meanwhile arrives at its end, and no tick is journaled within. */
function makePause(rng: Rng, startMs: number, lengthS: number): { readonly fromMs: number; readonly toMs: number } {
  if (rng.next() < 0.9) return { fromMs: 0, toMs: 0 };
  const fromS = between(rng, 0.2, 0.7) * lengthS;
  return {
    fromMs: startMs + fromS * 1000,
    toMs: startMs + Math.round(fromS + between(rng, 20, 900)) * 1000,
  };
}

/** Orders what arrives, adds the ticks, numbers all: what the journal's writer does. */
function write(
  arrivals: readonly Arrival[],
  startMs: number,
  lengthS: number,
  pause: { readonly fromMs: number; readonly toMs: number },
): Entry[] {
  const isPaused = (ms: number) => ms > pause.fromMs && ms < pause.toMs;
  const all: Arrival[] = arrivals.map((one) => {
    if (!isPaused(one.atMs)) return one;
    return {
      ...one,
      atMs: pause.toMs,
      quality: one.quality === 'honest' ? 'late' : one.quality,
    };
  });
  for (let ms = startMs; ms <= startMs + lengthS * 1000; ms += TICK_MS)
    if (!isPaused(ms)) all.push({ atMs: ms, input: { kind: 'tick' }, quality: null });
  all.sort((a, b) => a.atMs - b.atMs);
  return all.map(({ atMs, input, quality }, index) => ({
    nowMs: atMs,
    input: { position: index + 1, ...input } as Input,
    quality,
  }));
}

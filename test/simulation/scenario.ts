/** One seed: people, orders that begin and end, and the journal that the engine is given. */
import { type LatLon, moved } from '../../src/core/geo.ts';
import type { OrderId, PairId, PersonId, ZoneId } from '../../src/core/ids.ts';
import { between, type Rng, seededRng } from '../../src/core/rng.ts';
import type { Input, PairSpec, ZoneSpec } from '../../src/proximity/types.ts';
import { type Arrival, makeReports } from './reports.ts';
import { makeTrack, pick, STEP_S, type Track } from './streets.ts';

/** The engine's input with the journal writer's time. */
export interface Entry {
  readonly nowMs: number;
  readonly input: Input;
}

export interface Scenario {
  readonly seed: number;
  readonly startMs: number;
  readonly journal: readonly Entry[];
  /** The same, but for the protected people's ways: everything that a wearer sends is the same to the byte. */
  readonly otherProtectedJournal: readonly Entry[];
  readonly tracks: ReadonlyMap<PersonId, Track>;
  readonly pairs: readonly PairSpec[];
}

const LENGTH_S = 2400;
const TICK_MS = 5000;
const START_MS = Date.UTC(2026, 0, 5);

export function makeScenario(seed: number): Scenario {
  const rng = seededRng(seed);
  // Any latitude but the poles, and often on the antimeridian: the grid has no place on any map.
  const origin: LatLon = { latDeg: between(rng, -70, 70), lonDeg: pick(rng, [179.99, -179.99, 0, 45]) };
  const spreadM = between(rng, 500, 3000);
  const places = Array.from({ length: 6 }, () => ({
    eastM: between(rng, -spreadM, spreadM),
    northM: between(rng, -spreadM, spreadM),
  }));
  const wearers = ['w1', 'w2'] as PersonId[];
  const protectedPeople = ['p1', 'p2'] as PersonId[];
  const tracks = new Map<PersonId, Track>();
  const ownReports: Arrival[] = [];
  for (const id of wearers) {
    const track = makeTrack(rng, places, LENGTH_S);
    tracks.set(id, track);
    ownReports.push(...makeReports(rng, id, track, START_MS, origin));
  }
  const orders = makeOrders(rng, wearers, protectedPeople, origin, places);
  // A generator of its own: what it draws changes nothing above.
  const others = (salt: number, keep: boolean): Arrival[] => {
    const own = seededRng(seed * 31 + salt);
    return protectedPeople.flatMap((id) => {
      const track = makeTrack(own, places, LENGTH_S);
      if (keep) tracks.set(id, track);
      return makeReports(own, id, track, START_MS, origin);
    });
  };
  return {
    seed,
    startMs: START_MS,
    journal: number([...orders.arrivals, ...ownReports, ...others(1, true)]),
    otherProtectedJournal: number([...orders.arrivals, ...ownReports, ...others(2, false)]),
    tracks,
    pairs: orders.pairs,
  };
}

interface Orders {
  readonly arrivals: Arrival[];
  readonly pairs: PairSpec[];
}

function makeOrders(
  rng: Rng,
  wearers: readonly PersonId[],
  protectedPeople: readonly PersonId[],
  origin: LatLon,
  places: readonly { eastM: number; northM: number }[],
): Orders {
  const arrivals: Arrival[] = [];
  const pairs: PairSpec[] = [];
  const [w1, w2] = [wearers[0]!, wearers[1]!];
  const [p1, p2] = [protectedPeople[0]!, protectedPeople[1]!];
  // One wearer under two orders, one protected person with two wearers.
  for (const [index, [wearerId, protectedId]] of [[w1, p1] as const, [w1, p2] as const, [w2, p1] as const].entries()) {
    const pair: PairSpec = {
      pairId: `${wearerId}:${protectedId}` as PairId,
      orderId: `order-${index}` as OrderId,
      wearerId,
      protectedId,
      restraintM: 100,
      warnM: 600,
      noticeM: 2000,
      rings: { police: 1000 },
      wearerIntervalS: 60,
      protectedIntervalS: 60,
    };
    pairs.push(pair);
    const fromS = rng.next() < 0.7 ? 0 : between(rng, 0, LENGTH_S);
    arrivals.push({ atMs: at(fromS), input: { kind: 'bind-pair', pair } });
    if (rng.next() < 0.3) {
      const changed = { ...pair, warnM: between(rng, 300, 900) };
      arrivals.push({ atMs: at(between(rng, fromS, LENGTH_S)), input: { kind: 'bind-pair', pair: changed } });
    }
    if (rng.next() < 0.4) {
      // After everything else that was bound for it: an unbound pair stays unbound.
      const endS = between(rng, fromS, LENGTH_S);
      arrivals.push({
        atMs: at(LENGTH_S - (LENGTH_S - endS) / 4),
        input: { kind: 'unbind-pair', pairId: pair.pairId },
      });
    }
  }
  for (const [index, wearerId] of wearers.entries()) {
    const place = pick(rng, places);
    const zone: ZoneSpec = {
      zoneId: `zone-${index}` as ZoneId,
      orderId: 'order-0' as OrderId,
      wearerId,
      kind: pick(rng, ['exclusion', 'inclusion'] as const),
      shape: { kind: 'circle', ...moved(origin, place.eastM, place.northM), radiusM: between(rng, 50, 400) },
      warnM: 200,
      noticeM: 600,
      wearerIntervalS: 60,
    };
    arrivals.push({ atMs: at(0), input: { kind: 'bind-zone', zone } });
  }
  return { arrivals, pairs };
}

function at(seconds: number): number {
  return Math.round(START_MS + seconds * 1000);
}

/** Orders what arrives, adds the ticks, numbers all: what the journal's writer does. */
function number(arrivals: readonly Arrival[]): Entry[] {
  const all: Arrival[] = [...arrivals];
  for (let ms = START_MS; ms <= START_MS + LENGTH_S * 1000; ms += TICK_MS)
    all.push({ atMs: ms, input: { kind: 'tick' } });
  all.sort((a, b) => a.atMs - b.atMs);
  return all.map(({ atMs, input }, index) => ({ nowMs: atMs, input: { position: index + 1, ...input } as Input }));
}

/** True distance of a pair at an instant, metres; null before or after the tracks. */
export function trueDistanceM(scenario: Scenario, pair: PairSpec, nowMs: number): number | null {
  const step = Math.floor((nowMs - scenario.startMs) / 1000 / STEP_S);
  const wearer = scenario.tracks.get(pair.wearerId)?.[step];
  const other = scenario.tracks.get(pair.protectedId)?.[step];
  if (wearer === undefined || other === undefined) return null;
  return Math.hypot(wearer.eastM - other.eastM, wearer.northM - other.northM);
}

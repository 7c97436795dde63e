/**
 * A day of meetings: each lives their own life some kilometres off, or a few streets away for an hour, and every few hours
 * their ways meet. One comes to where the other is, or both are on the way; they stay together for a while, or only pass.
 */
import { between, normal, type Rng } from '../../../src/core/rng.ts';
import type { Paths } from '../assemble.ts';
import type { Place } from '../case.ts';
import { nearestJunction, type StreetMap } from '../maps/street-map.ts';
import { makeMap, STYLES } from '../maps/styles.ts';
import { live, type Visit } from '../movers/diary.ts';
import type { Mode } from '../movers/travel.ts';
import { anyAngleRad, awayM, chance, type Point, pick, towards, weighted } from '../plane.ts';

/** Distances for which one takes it. */
const RANGE_M: Readonly<Record<Mode, readonly [number, number]>> = {
  walk: [0, 3600],
  bicycle: [400, 6500],
  bus: [700, 20_000],
  car: [700, 40_000],
  train: [2500, 40_000],
  underground: [1500, 40_000],
};

/** Up to here most people walk. */
const STROLL_M = 2000;

export type Band = 'near' | 'middle' | 'far';

export interface MeetingHabits {
  readonly lengthS: readonly [number, number];
  /** From one meeting to the next. */
  readonly cycleS: readonly [number, number];
  /** Preferences; what is out of proportion to the way is not taken. */
  readonly modes: Readonly<Partial<Record<Mode, number>>>;
  /** How far apart they live between meetings: shares of bands. */
  readonly apart: Readonly<Record<Band, number>>;
  readonly bandsM: Readonly<Record<Band, readonly [number, number]>>;
  /** Share of meetings to which only one comes, because the other is there. */
  readonly comingShare: number;
  /** Share of meetings at which nobody stops. */
  readonly passingShare: number;
  /** How long they stay together otherwise. */
  readonly togetherS: readonly [number, number];
}

interface Person {
  readonly home: Point;
  readonly visits: Visit[];
  at: Point;
}

export function meetings(rng: Rng, habits: MeetingHabits): Paths {
  const map = makeMap(rng, pick(rng, STYLES));
  const lengthS = Math.round(between(rng, ...habits.lengthS));
  const homeP = somewhere(rng, map);
  const protectedPerson: Person = { home: homeP, at: homeP, visits: [] };
  const homeW = apartFrom(rng, map, homeP, habits);
  const wearer: Person = { home: homeW, at: homeW, visits: [] };
  for (let meetS = between(rng, 0.3, 0.7) * between(rng, ...habits.cycleS); meetS < lengthS; ) {
    meet(rng, map, habits, wearer, protectedPerson, meetS);
    meetS += between(rng, ...habits.cycleS);
  }
  return {
    wearer: live(rng, map, lengthS, homeW, anyPlace(rng), wearer.visits),
    protectedPerson: live(rng, map, lengthS, homeP, anyPlace(rng), protectedPerson.visits),
  };
}

function meet(rng: Rng, map: StreetMap, habits: MeetingHabits, w: Person, p: Person, meetS: number): void {
  const [coming, other] = chance(rng, 0.5) ? [w, p] : [p, w];
  const isPassing = chance(rng, habits.passingShare);
  const stayS = isPassing ? 0 : between(rng, ...habits.togetherS);
  const place: Place = isPassing ? 'street' : anyPlace(rng);
  const go = (person: Person, at: Point, byS: number, thenS: number, there: Place) =>
    visit(rng, habits, person, { at, byS, stayS: thenS, place: there });
  const isComing = chance(rng, habits.comingShare);
  const at = isComing ? other.at : somewhere(rng, map);
  go(coming, at, meetS, stayS, place);
  if (!isComing) go(other, at, meetS + normal(rng) * (isPassing ? 5 : 90), stayS, place);
  // And away again: one of them, or both.
  const leaveS = meetS + stayS;
  if (!isComing || chance(rng, 0.5)) go(other, somewhere(rng, map), leaveS, 60, anyPlace(rng));
  go(coming, apartFrom(rng, map, other.at, habits), leaveS, 60, anyPlace(rng));
}

function visit(rng: Rng, { modes }: MeetingHabits, person: Person, next: Omit<Visit, 'mode'>): void {
  const m = awayM(person.at, next.at);
  const fitting = Object.entries(modes)
    .filter(([mode]) => m >= RANGE_M[mode as Mode][0] && m <= RANGE_M[mode as Mode][1])
    .map(([mode, weight]) => [mode, mode === 'walk' && m < STROLL_M ? 2.5 * weight : weight] as const);
  const mode = fitting.length === 0 ? 'walk' : weighted<Mode>(rng, Object.fromEntries(fitting));
  person.visits.push({ ...next, mode });
  person.at = next.at;
}

export function anyPlace(rng: Rng): Place {
  return weighted<Place>(rng, { indoors: 0.65, street: 0.2, open: 0.15 });
}

/** A junction in the inner part of the town. */
export function somewhere(rng: Rng, map: StreetMap): Point {
  for (;;) {
    const point = pick(rng, map.junctions);
    if (Math.max(Math.abs(point.xM), Math.abs(point.yM)) < map.halfM * 0.7) return point;
  }
}

function apartFrom(rng: Rng, map: StreetMap, from: Point, habits: MeetingHabits): Point {
  const [minM, maxM] = habits.bandsM[weighted(rng, habits.apart)];
  for (;;) {
    const wanted = towards(from, anyAngleRad(rng), between(rng, minM, maxM));
    const point = map.junctions[nearestJunction(map, wanted)]!;
    const m = awayM(point, from);
    if (m >= minM && m <= maxM) return point;
  }
}

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
import { awayM, chance, type Point, pick, weighted } from '../plane.ts';
import { anyPlace, junctionWithin, type Modes, modeFor, type Range, somewhere } from './places.ts';

type Band = 'near' | 'middle' | 'far';

export interface MeetingHabits {
  readonly lengthS: readonly [number, number];
  /** From one meeting to the next. */
  readonly cycleS: readonly [number, number];
  /** Preferences; what is out of proportion to the way is not taken. */
  readonly modes: Modes;
  /** How far apart they live between meetings: shares of bands. */
  readonly apart: Readonly<Record<Band, number>>;
  readonly bandsM: Readonly<Record<Band, Range>>;
  /** Share of meetings to which only one comes, because the other is there. */
  readonly comingShare: number;
  /** Share of meetings at which nobody stops. */
  readonly passingShare: number;
  /** How long they stay together otherwise. */
  readonly togetherS: readonly [number, number];
}

/** Who passes on a large street is less often on foot. */
const ON_THE_ROAD_WALK = 0.3;

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
  const isComing = chance(rng, habits.comingShare);
  const isOnTheRoad = isPassing && !isComing;
  const modes = isOnTheRoad ? { ...habits.modes, walk: (habits.modes.walk ?? 0) * ON_THE_ROAD_WALK } : habits.modes;
  const go = (person: Person, at: Point, byS: number, thenS: number, there: Place, by: Modes = habits.modes) =>
    visit(rng, by, person, { at, byS, stayS: thenS, place: there });
  const at = isComing ? other.at : isPassing ? onThoroughfare(rng, map) : somewhere(rng, map);
  go(coming, at, meetS, stayS, place, modes);
  if (!isComing) go(other, at, meetS + normal(rng) * (isPassing ? 5 : 90), stayS, place, modes);
  // And away again: one of them, or both.
  const leaveS = meetS + stayS;
  if (!isComing || chance(rng, 0.5)) go(other, somewhere(rng, map), leaveS, 60, anyPlace(rng));
  go(coming, apartFrom(rng, map, other.at, habits), leaveS, 60, anyPlace(rng));
}

function visit(rng: Rng, modes: Modes, person: Person, next: Omit<Visit, 'mode'>): void {
  const mode = modeFor(rng, awayM(person.at, next.at), modes);
  person.visits.push({ ...next, mode });
  person.at = next.at;
}

/** Who passes somebody does so mostly on the larger streets. */
function onThoroughfare(rng: Rng, map: StreetMap): Point {
  for (let tries = 0; tries < 40; tries++) {
    const point = somewhere(rng, map);
    const streets = map.streets[nearestJunction(map, point)]!;
    if (streets.some(({ kind }) => kind === 'expressway' || (tries > 20 && kind === 'arterial'))) return point;
  }
  return somewhere(rng, map);
}

function apartFrom(rng: Rng, map: StreetMap, from: Point, habits: MeetingHabits): Point {
  return junctionWithin(rng, map, from, habits.bandsM[weighted(rng, habits.apart)]);
}

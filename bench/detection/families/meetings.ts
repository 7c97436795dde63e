/**
 * A day of meetings: each lives their own life a few kilometres off, or a street or two away for an hour, and every few hours
 * their ways cross. One may wait there, or both only pass.
 */
import { between, normal, type Rng } from '../../../src/core/rng.ts';
import type { Paths } from '../assemble.ts';
import type { Place } from '../case.ts';
import type { StreetMap } from '../maps/street-map.ts';
import { makeMap, STYLES } from '../maps/styles.ts';
import { live, type Visit } from '../movers/diary.ts';
import type { Mode } from '../movers/travel.ts';
import { anyAngleRad, awayM, chance, type Point, pick, towards, weighted } from '../plane.ts';

export interface MeetingHabits {
  readonly lengthS: readonly [number, number];
  /** Between one meeting and the next. */
  readonly cycleS: readonly [number, number];
  readonly modes: Readonly<Partial<Record<Mode, number>>>;
  /** Where they are between meetings, apart from one another: shares of distance bands. */
  readonly apart: Readonly<Record<'near' | 'middle' | 'far', number>>;
  /** Share of meetings to which only one comes, while the other is there already. */
  readonly waitingShare: number;
  /** Share of meetings at which they pass without stopping. */
  readonly passingShare: number;
}

const APART_M: Readonly<Record<'near' | 'middle' | 'far', readonly [number, number]>> = {
  near: [600, 1000],
  middle: [1050, 1950],
  far: [2100, 5500],
};

export function meetings(rng: Rng, habits: MeetingHabits): Paths {
  const map = makeMap(rng, pick(rng, STYLES));
  const lengthS = Math.round(between(rng, ...habits.lengthS));
  const wearer: Visit[] = [];
  const protectedPerson: Visit[] = [];
  const homeP = somewhere(rng, map);
  const homeW = apartFrom(rng, map, homeP, habits);
  let meetS = between(rng, 0.4, 0.9) * between(rng, ...habits.cycleS);
  while (meetS < lengthS) {
    const nextS = meetS + between(rng, ...habits.cycleS);
    meet(rng, map, habits, wearer, protectedPerson, meetS, nextS);
    meetS = nextS;
  }
  return {
    wearer: live(rng, map, lengthS, homeW, anyPlace(rng), wearer),
    protectedPerson: live(rng, map, lengthS, homeP, anyPlace(rng), protectedPerson),
  };
}

function meet(
  rng: Rng,
  map: StreetMap,
  habits: MeetingHabits,
  wearer: Visit[],
  protectedPerson: Visit[],
  meetS: number,
  nextS: number,
): void {
  const at = somewhere(rng, map);
  const [early, late] = chance(rng, 0.5) ? [wearer, protectedPerson] : [protectedPerson, wearer];
  const isPassing = chance(rng, habits.passingShare);
  const stayS = isPassing ? 0 : between(rng, 120, 0.25 * (nextS - meetS));
  const isWaited = chance(rng, habits.waitingShare);
  const aheadS = isWaited ? between(rng, 300, 3000) : Math.abs(normal(rng)) * 20;
  const place: Place = isPassing ? 'street' : anyPlace(rng);
  early.push({ at, byS: meetS - aheadS, stayS: stayS + (isWaited ? aheadS : 0), mode: modeOf(rng, habits), place });
  late.push({ at, byS: meetS, stayS, mode: modeOf(rng, habits), place });
  // And away again, each their own way, at once or a little later.
  const awayP = somewhere(rng, map);
  const awayW = apartFrom(rng, map, awayP, habits);
  const leaveS = meetS + stayS;
  wearer.push({ at: awayW, byS: leaveS, stayS: 0, mode: modeOf(rng, habits), place: anyPlace(rng) });
  protectedPerson.push({ at: awayP, byS: leaveS, stayS: 0, mode: modeOf(rng, habits), place: anyPlace(rng) });
}

function modeOf(rng: Rng, habits: MeetingHabits): Mode {
  return weighted(rng, habits.modes);
}

function anyPlace(rng: Rng): Place {
  return weighted<Place>(rng, { indoors: 0.65, street: 0.2, open: 0.15 });
}

export function somewhere(rng: Rng, map: StreetMap): Point {
  for (;;) {
    const point = pick(rng, map.junctions);
    if (Math.max(Math.abs(point.xM), Math.abs(point.yM)) < map.halfM * 0.7) return point;
  }
}

function apartFrom(rng: Rng, map: StreetMap, from: Point, habits: MeetingHabits): Point {
  const band = APART_M[weighted(rng, habits.apart)];
  const wanted = towards(from, anyAngleRad(rng), between(rng, ...band));
  let best = map.junctions[0]!;
  for (const junction of map.junctions) if (awayM(junction, wanted) < awayM(best, wanted)) best = junction;
  return best;
}

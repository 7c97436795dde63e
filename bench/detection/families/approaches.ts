/** One encounter, or one that nearly was: the cases that orders are made for. An hour or three each. */
import { between, normal, type Rng } from '../../../src/core/rng.ts';
import type { Paths } from '../assemble.ts';
import type { Track } from '../case.ts';
import type { StreetMap } from '../maps/street-map.ts';
import { live, Path, type Visit } from '../movers/diary.ts';
import { travel } from '../movers/travel.ts';
import { anyAngleRad, awayM, chance, type Point, pick, towards } from '../plane.ts';
import { anyMap } from './days.ts';
import { anyPlace, junctionWithin, modeFor, somewhere } from './places.ts';

/** Share of approaches that turn away before the restraint distance. */
const TURNS_AWAY_SHARE = 0.25;

interface Stage {
  readonly map: StreetMap;
  readonly lengthS: number;
  /** Where she is, or comes to. */
  readonly at: Point;
  readonly whenS: number;
}

function stageOf(rng: Rng): Stage {
  const map = anyMap(rng);
  const lengthS = Math.round(between(rng, 1.5, 3.5) * 3600);
  return { map, lengthS, at: somewhere(rng, map), whenS: lengthS * between(rng, 0.5, 0.8) };
}

/** She is about in a small area; he comes on foot, in zigzag, stopping, towards where she is now. */
export function chase(rng: Rng): Paths {
  const { map, lengthS, at, whenS } = stageOf(rng);
  const strolls: Visit[] = [];
  for (let s = 600; s < lengthS; s += between(rng, 900, 3000)) {
    const to = junctionWithin(rng, map, at, [0, 500]);
    strolls.push({ at: to, byS: s, stayS: between(rng, 60, 900), mode: 'walk', place: anyPlace(rng) });
  }
  const protectedPerson = live(rng, map, lengthS, at, anyPlace(rng), strolls);
  return { wearer: hunt(rng, map, protectedPerson, at, whenS * between(rng, 0.3, 0.6)), protectedPerson };
}

/** From a few streets away, one street at a time, towards her or aside, until he is there or gives up. */
function hunt(rng: Rng, map: StreetMap, prey: Track, about: Point, fromS: number): Track {
  const lengthS = prey.xM.length;
  const path = new Path(rng, lengthS, junctionWithin(rng, map, about, [900, 2500]));
  path.rest(fromS, anyPlace(rng));
  const giveUpM = chance(rng, TURNS_AWAY_SHARE) ? between(rng, 200, 800) : 0;
  while (!path.isFull) {
    const her = { xM: prey.xM[path.atS]!, yM: prey.yM[path.atS]! };
    const m = awayM(path.at, her);
    if (m < Math.max(40, giveUpM)) break;
    const goal = chance(rng, 0.15) ? towards(path.at, anyAngleRad(rng), 250) : towards(her, anyAngleRad(rng), m * 0.3);
    const [leg] = travel(rng, map, path.at, goal, 'walk');
    path.follow({ points: leg!.points.slice(0, Math.round(between(rng, 60, 300))), place: 'street' });
    if (chance(rng, 0.25)) path.rest(path.atS + between(rng, 20, 400), 'street');
  }
  path.rest(path.atS + between(rng, 60, 900), 'street');
  for (const leg of travel(rng, map, path.at, somewhere(rng, map), modeFor(rng, 3000))) path.follow(leg);
  path.rest(lengthS, anyPlace(rng));
  return path.track;
}

/** He is there first, beside the way she takes, and waits. */
export function ambush(rng: Rng): Paths {
  const { map, lengthS, at, whenS } = stageOf(rng);
  const beside = towards(at, anyAngleRad(rng), between(rng, 5, 60));
  const aheadS = between(rng, 600, 3600);
  const stayS = aheadS + between(rng, 100, 1200);
  return {
    wearer: comeAndGo(rng, map, lengthS, beside, whenS - aheadS, stayS),
    protectedPerson: comeAndGo(rng, map, lengthS, at, whenS, between(rng, 60, 2400)),
  };
}

/** He has been at home all the time; she walks, rides or drives into his street. */
export function walksIn(rng: Rng): Paths {
  const { map, lengthS, at, whenS } = stageOf(rng);
  const home = chance(rng, TURNS_AWAY_SHARE) ? junctionWithin(rng, map, at, [550, 900]) : at;
  return {
    wearer: live(rng, map, lengthS, home, 'indoors', []),
    protectedPerson: comeAndGo(rng, map, lengthS, at, whenS, between(rng, 0, 1800)),
  };
}

/** She rests at home; he comes by any means and leaves again, or turns away a few streets before. */
export function comesToHer(rng: Rng): Paths {
  const { map, lengthS, at, whenS } = stageOf(rng);
  const to = chance(rng, TURNS_AWAY_SHARE) ? junctionWithin(rng, map, at, [550, 950]) : at;
  return {
    wearer: comeAndGo(rng, map, lengthS, to, whenS, between(rng, 0, 2400)),
    protectedPerson: live(rng, map, lengthS, at, anyPlace(rng), []),
  };
}

function comeAndGo(rng: Rng, map: StreetMap, lengthS: number, to: Point, byS: number, stayS: number): Track {
  const from = junctionWithin(rng, map, to, pick(rng, [[700, 1900] as const, [2200, 6000] as const]));
  const onward = junctionWithin(rng, map, to, [2000, 6000]);
  return live(rng, map, lengthS, from, anyPlace(rng), [
    { at: to, byS: byS + normal(rng) * 30, stayS, mode: modeFor(rng, awayM(from, to)), place: anyPlace(rng) },
    { at: onward, byS: 0, stayS: 60, mode: modeFor(rng, awayM(to, onward)), place: anyPlace(rng) },
  ]);
}

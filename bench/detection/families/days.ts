/** Ordinary days: home, work or school, errands, home. Two such days beside each other mostly come to nothing. */
import { between, type Rng } from '../../../src/core/rng.ts';
import type { Paths } from '../assemble.ts';
import type { StreetMap } from '../maps/street-map.ts';
import { makeMap, STYLES, type Style } from '../maps/styles.ts';
import { live, type Visit } from '../movers/diary.ts';
import type { Mode } from '../movers/travel.ts';
import { awayM, chance, type Point, pick } from '../plane.ts';
import { junctionWithin, modeFor, somewhere } from './places.ts';

const HOUR_S = 3600;
const DAY_S = 24 * HOUR_S;

/** Where somebody's day takes place. */
interface Life {
  readonly home: Point;
  readonly work: Point;
  /** Shops, friends, a park: each visited some days. */
  readonly haunts: readonly Point[];
  readonly commute: Mode | null;
  /** Leaves for work so that they are there by then. */
  readonly workFromS: number;
  readonly workS: number;
  /** Brought to school on the way to work, and fetched at `schoolOutS`; null: no children. */
  readonly school: { readonly at: Point; readonly inS: number; readonly outS: number } | null;
}

function anyLife(rng: Rng, map: StreetMap, over: Partial<Life> = {}): Life {
  const home = over.home ?? somewhere(rng, map);
  return {
    home,
    work: somewhere(rng, map),
    haunts: Array.from({ length: 4 }, () => junctionWithin(rng, map, home, [200, 3000])),
    commute: chance(rng, 0.3) ? pick<Mode>(rng, ['train', 'underground']) : null,
    workFromS: between(rng, 7.5, 10) * HOUR_S,
    workS: between(rng, 6, 9) * HOUR_S,
    school: null,
    ...over,
  };
}

/** From midnight to midnight. */
function dayOf(rng: Rng, map: StreetMap, life: Life): ReturnType<typeof live> {
  const visits: Visit[] = [];
  let at = life.home;
  const go = (to: Point, byS: number, stayS: number, mode: Mode | null, isIndoors = true) => {
    visits.push({
      at: to,
      byS,
      stayS,
      mode: mode ?? modeFor(rng, awayM(at, to)),
      place: isIndoors ? 'indoors' : 'open',
    });
    at = to;
  };
  const { school, workFromS, workS } = life;
  if (school !== null) go(school.at, school.inS, between(rng, 120, 600), null, false);
  go(life.work, workFromS, 3 * HOUR_S, life.commute);
  const lunch = junctionWithin(rng, map, life.work, [100, 700]);
  if (chance(rng, 0.6)) {
    go(lunch, between(rng, 12, 13) * HOUR_S, between(rng, 900, 2700), 'walk');
    go(life.work, 0, 600, 'walk');
  }
  if (school !== null) go(school.at, school.outS, between(rng, 120, 900), null, false);
  else if (chance(rng, 0.4)) go(pick(rng, life.haunts), workFromS + workS, between(rng, 600, 4000), null);
  go(life.home, Math.max(workFromS + workS, 15.5 * HOUR_S), between(rng, 0.3, 2) * HOUR_S, life.commute);
  for (let trips = Math.floor(between(rng, 0, 3)); trips > 0; trips--) {
    go(pick(rng, life.haunts), 0, between(rng, 600, 5400), null, chance(rng, 0.7));
    go(life.home, 0, between(rng, 600, 5000), null);
  }
  return live(rng, map, DAY_S, life.home, 'indoors', visits);
}

export function anyMap(rng: Rng, styles: readonly Style[] = STYLES): StreetMap {
  return makeMap(rng, pick(rng, styles));
}

/** Homes a few streets apart; sometimes the same shop. */
export function neighbours(rng: Rng): Paths {
  const map = anyMap(rng);
  const home = somewhere(rng, map);
  const first = anyLife(rng, map, { home });
  const second = anyLife(rng, map, { home: junctionWithin(rng, map, home, [560, 900]) });
  const shared = chance(rng, 0.5) ? { ...second, haunts: [first.haunts[0]!, ...second.haunts] } : second;
  return both(rng, map, first, shared);
}

/** Schools or one school, at the same time of day, twice. */
export function schoolRun(rng: Rng): Paths {
  const map = anyMap(rng, ['grid', 'organic', 'suburb', 'river']);
  const at = somewhere(rng, map);
  const other = chance(rng, 0.25) ? at : junctionWithin(rng, map, at, [560, 1300]);
  const inS = between(rng, 7.8, 8.6) * HOUR_S;
  const outS = between(rng, 14.5, 16) * HOUR_S;
  const lateS = between(rng, -600, 600);
  const near: readonly [number, number] = [700, 3500];
  return both(
    rng,
    map,
    anyLife(rng, map, { home: junctionWithin(rng, map, at, near), school: { at, inS, outS } }),
    anyLife(rng, map, {
      home: junctionWithin(rng, map, at, near),
      school: { at: other, inS: inS + lateS, outS: outS + lateS },
    }),
  );
}

/** The same office tower, or two that stand a few hundred metres apart. */
export function tower(rng: Rng): Paths {
  const map = anyMap(rng);
  const work = somewhere(rng, map);
  const otherWork = chance(rng, 0.5) ? work : junctionWithin(rng, map, work, [250, 900]);
  return both(rng, map, anyLife(rng, map, { work }), anyLife(rng, map, { work: otherWork }));
}

/** Nothing in common but the town, and perhaps the line they ride. */
export function strangers(rng: Rng, commute: Mode | null = null): Paths {
  const map = anyMap(rng);
  const over = commute === null ? {} : { commute };
  return both(rng, map, anyLife(rng, map, over), anyLife(rng, map, over));
}

function both(rng: Rng, map: StreetMap, wearer: Life, protectedPerson: Life): Paths {
  const [w, p] = chance(rng, 0.5) ? [wearer, protectedPerson] : [protectedPerson, wearer];
  return { wearer: dayOf(rng, map, w), protectedPerson: dayOf(rng, map, p) };
}

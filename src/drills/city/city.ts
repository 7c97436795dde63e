/**
 * The made-up city: layout, street network, railway and underground with their stations, and the places that people of
 * the drills live at and go to. `createCity` takes about a second; the same seed gives the same city.
 */
import { between, type Rng } from '../../core/rng.ts';
import type { CityName } from './contract.ts';
import { type Layout, makeLayout } from './layout.ts';
import { CITY_NAME, named, streetName } from './names.ts';
import { distanceM, footOf, lengthM, type PlanePoint } from './plane.ts';
import { contains } from './polygon.ts';
import { makeGraph, nearestSpot, pointAt, type Spot, type StreetGraph } from './streets.ts';

export interface Place {
  readonly name: CityName;
  /** Its door, off the street. */
  readonly point: PlanePoint;
  /** Where its door meets the street. */
  readonly spot: Spot;
}

export interface Stop extends Place {
  readonly network: 'rail' | 'underground';
  /** Metres from the line's beginning. */
  readonly offsetM: number;
}

export interface TransitLine {
  readonly network: 'rail' | 'underground';
  readonly name: CityName;
  readonly points: readonly PlanePoint[];
  readonly stops: readonly Stop[];
}

export interface City {
  readonly seed: number;
  readonly name: CityName;
  readonly layout: Layout;
  readonly graph: StreetGraph;
  readonly rail: TransitLine;
  readonly underground: TransitLine;
  readonly homes: readonly Place[];
  readonly schools: readonly Place[];
  readonly police: readonly Place[];
  readonly hospital: Place;
  readonly market: Place;
  readonly library: Place;
  readonly square: Place;
}

export const CITY_SEED = 20_260_624;
const HOMES = 48;
const SCHOOLS = 7;
const POLICE = 5;
const DOOR_M = 16;

/** Even shares of the line, so that stations lie apart; the ends are kept inside the city. */
function stopsOf(
  layout: Layout,
  graph: StreetGraph,
  network: 'rail' | 'underground',
  points: readonly PlanePoint[],
  offsetsM: readonly number[],
): Stop[] {
  return offsetsM.map((offsetM) => {
    const point = pointAt(points, offsetM);
    return { network, offsetM, point, spot: nearestSpot(graph, point), name: named(layout.names.next(), 'Stn.', '역') };
  });
}

function offsetNear(points: readonly PlanePoint[], p: PlanePoint): number {
  let best = { awayM: Infinity, offsetM: 0 };
  let atM = 0;
  for (let i = 1; i < points.length; i++) {
    const foot = footOf(p, points[i - 1]!, points[i]!);
    if (foot.awayM < best.awayM) best = { awayM: foot.awayM, offsetM: atM + distanceM(points[i - 1]!, foot.foot) };
    atM += distanceM(points[i - 1]!, points[i]!);
  }
  return best.offsetM;
}

/** A door beside the street: on dry ground, apart from what is there already. */
function placeBeside(
  graph: StreetGraph,
  layout: Layout,
  rng: Rng,
  near: PlanePoint,
  spreadM: number,
): { readonly point: PlanePoint; readonly spot: Spot } {
  for (;;) {
    const want = { xM: near.xM + between(rng, -spreadM, spreadM), yM: near.yM + between(rng, -spreadM, spreadM) };
    const spot = nearestSpot(graph, want);
    const edge = graph.edges[spot.edge]!;
    if (edge.class === 'avenue' || edge.lengthM < 30) continue;
    const ahead = pointAt(edge.points, Math.min(edge.lengthM, spot.offsetM + 4));
    const behind = pointAt(edge.points, Math.max(0, spot.offsetM - 4));
    const stepM = distanceM(ahead, behind);
    if (stepM < 1) continue;
    const point = {
      xM: spot.point.xM - ((ahead.yM - behind.yM) / stepM) * DOOR_M,
      yM: spot.point.yM + ((ahead.xM - behind.xM) / stepM) * DOOR_M,
    };
    const green = layout.parks.some((park) => contains(park.outline, point));
    if (!green && !contains(layout.river, point) && contains(layout.coast, point)) return { point, spot };
  }
}

/** `count` places spread over the city: of several tries each time the one farthest from the others is taken. */
function spread(graph: StreetGraph, layout: Layout, count: number, nameOf: (i: number) => CityName): Place[] {
  const places: Place[] = [];
  for (let i = 0; i < count; i++) {
    const tries = [0, 1, 2, 3, 4].map(() => placeBeside(graph, layout, layout.rng, { xM: 0, yM: 0 }, 2300));
    const room = (p: PlanePoint) => Math.min(Infinity, ...places.map((place) => distanceM(place.point, p)));
    const best = tries.reduce((a, b) => (room(b.point) > room(a.point) ? b : a));
    places.push({ ...best, name: nameOf(i) });
  }
  return places;
}

export function createCity(seed: number = CITY_SEED): City {
  const layout = makeLayout(seed);
  const { names, rng } = layout;
  const graph = makeGraph(layout.streets);
  const railM = lengthM(layout.rail);
  const tubeM = lengthM(layout.underground);
  const central = offsetNear(layout.rail, layout.square);
  const rail = stopsOf(layout, graph, 'rail', layout.rail, [260, central, central + 1500, railM - 1100, railM - 240]);
  const exchange = offsetNear(layout.underground, layout.square);
  const onward = [0.24, 0.48, 0.72, 0.96].map((share) => exchange + (tubeM - exchange) * share);
  const before = [0.05, 0.36, 0.68].map((share) => exchange * share);
  const tube = stopsOf(layout, graph, 'underground', layout.underground, [...before, exchange, ...onward]);
  const near = (p: PlanePoint, spreadM: number, name: CityName): Place => ({
    ...placeBeside(graph, layout, rng, p, spreadM),
    name,
  });
  const square: Place = {
    name: { en: 'Station Square', ko: '역전광장' },
    point: layout.square,
    spot: nearestSpot(graph, layout.square),
  };
  const centralName: CityName = { en: 'Kkachi Central', ko: '까치역' };
  return {
    seed,
    name: CITY_NAME,
    layout,
    graph,
    rail: {
      network: 'rail',
      name: { en: 'Kkachi Line', ko: '까치선' },
      points: layout.rail,
      stops: rail.map((stop, i) => (i === 1 ? { ...stop, name: centralName } : stop)),
    },
    underground: {
      network: 'underground',
      name: { en: 'Underground', ko: '지하철' },
      points: layout.underground,
      stops: tube.map((stop, i) => (i === before.length ? { ...stop, name: centralName } : stop)),
    },
    square,
    market: near({ xM: -620, yM: 480 }, 200, named(names.next(), 'Market', '시장')),
    hospital: near({ xM: 330, yM: -1380 }, 200, named(names.next(), 'Hospital', '병원')),
    library: near({ xM: 1200, yM: 1250 }, 250, named(names.next(), 'Library', '도서관')),
    police: spread(graph, layout, POLICE, () => named(names.next(), 'Police', '지구대')),
    schools: spread(graph, layout, SCHOOLS, () => named(names.next(), 'School', '초등학교')),
    homes: spread(graph, layout, HOMES, (i) => homeName(i, streetName(names.next()))),
  };
}

function homeName(i: number, street: CityName): CityName {
  return { en: `${street.en} ${i + 3}`, ko: `${street.ko} ${i + 3}` };
}

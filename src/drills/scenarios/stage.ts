/** Where drills play: the city, the cast's homes, chance for each person, and how to find a fitting place. */
import { assert } from '../../core/assert.ts';
import { between, type Rng, seededRng } from '../../core/rng.ts';
import { type CastKey, castHomes } from '../cast.ts';
import type { City, Place } from '../city/city.ts';
import { densify, distanceM, type PlanePoint } from '../city/plane.ts';
import { contains } from '../city/polygon.ts';
import { findRoute } from '../city/route.ts';
import { nearestSpot, type Travel } from '../city/streets.ts';
import type { Where } from '../people/itinerary.ts';

export interface Stage {
  readonly city: City;
  readonly seed: number;
  home(person: CastKey): Place;
  /** A stream of chance of its own for each person and purpose. */
  rng(person: CastKey, purpose: string): Rng;
}

export function makeStage(city: City, seed: number): Stage {
  const homes = castHomes(city);
  return {
    city,
    seed,
    home: (person) => homes.get(person)!,
    rng: (person, purpose) => seededRng(mix(seed, `${person}/${purpose}`)),
  };
}

/** FNV-1a over the words, with the seed: streams that have nothing to do with each other. */
export function mix(seed: number, words: string): number {
  let hash = (seed ^ 0x811c9dc5) >>> 0;
  for (let i = 0; i < words.length; i++) hash = Math.imul(hash ^ words.charCodeAt(i), 0x01000193) >>> 0;
  return hash;
}

/** The street spot nearest a point of the plane. */
export function spotNear(city: City, point: PlanePoint): Where {
  const spot = nearestSpot(city.graph, point);
  return { point: spot.point, spot };
}

export interface Ask {
  readonly of: PlanePoint;
  readonly minM: number;
  readonly maxM: number;
  /** Bearing to look in, degrees from north, and how far to either side. */
  readonly towardsDeg?: number;
  readonly withinDeg?: number;
  /** The way from there is preferably at most this many times the straight distance. */
  readonly detourMax?: number;
  readonly travel?: Travel;
}

/** A street spot at a distance from a point, on this side of the river where the way is short. */
export function spotAway(city: City, rng: Rng, ask: Ask): Where {
  const target = spotNear(city, ask.of);
  let best: { readonly where: Where; readonly detour: number } | null = null;
  for (let tries = 0; tries < 60; tries++) {
    const angle = ((ask.towardsDeg ?? 0) + between(rng, -1, 1) * (ask.withinDeg ?? 180)) * (Math.PI / 180);
    const wantM = between(rng, ask.minM, ask.maxM);
    const want = { xM: ask.of.xM + wantM * Math.sin(angle), yM: ask.of.yM + wantM * Math.cos(angle) };
    if (!contains(city.layout.coast, want)) continue;
    const where = spotNear(city, want);
    const awayM = distanceM(where.point, ask.of);
    if (awayM < ask.minM || awayM > ask.maxM) continue;
    const detour = findRoute(city.graph, where.spot, target.spot, ask.travel ?? 'walk').lengthM / awayM;
    if (!best || detour < best.detour) best = { where, detour };
    if (detour <= (ask.detourMax ?? 1.3)) break;
  }
  if (best) return best.where;
  assert((ask.withinDeg ?? 180) < 180, 'the city has a street at this distance');
  return spotAway(city, rng, { ...ask, withinDeg: 180 });
}

/** On the way from one place to another, the first street spot that is within `awayM` of the goal; the goal when none is. */
export function spotOnWay(city: City, from: Where, to: Where, travel: Travel, awayM: number): Where {
  const points = findRoute(city.graph, from.spot, to.spot, travel).parts.flatMap((part) => densify(part.points, 8));
  const first = points.find((point) => distanceM(point, to.point) <= awayM);
  return first ? spotNear(city, first) : to;
}

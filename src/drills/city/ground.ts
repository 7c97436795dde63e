/** What fills the space between streets: water, parks, blocks and buildings. Still on the unbent plane. */
import { between, type Rng } from '../../core/rng.ts';
import type { CityName } from './contract.ts';
import { type NameSource, named } from './names.ts';
import { distanceM, type PlanePoint } from './plane.ts';
import { areaM2, centroid, cut, inset, orientedBox, type Polygon } from './polygon.ts';
import { BANK_M, type River, riverLine, type Skeleton } from './skeleton.ts';

export interface Park {
  readonly name: CityName | null;
  readonly outline: Polygon;
}

/** Narrower than this is no building. */
const HOUSE_MIN_M = 7;
const CENTRE: PlanePoint = { xM: -100, yM: 500 };

export function riverPolygon(river: River): Polygon {
  const low = riverLine(river, (xM) => -river.halfWidthM(xM), -3400, 3400);
  const high = riverLine(river, (xM) => river.halfWidthM(xM), -3400, 3400);
  return [...low, ...high.reverse()];
}

/** Greens along both banks, from road to water. */
export function bankParks(skeleton: Skeleton, names: NameSource): Park[] {
  const { river } = skeleton;
  return [
    { from: -2350, to: -1250, side: 1 as const },
    { from: -850, to: 650, side: 1 as const },
    { from: -900, to: 700, side: -1 as const },
    { from: 900, to: 2200, side: -1 as const },
  ].map(({ from, to, side }) => {
    const inner = riverLine(river, (x) => side * river.halfWidthM(x), from, to);
    const outer = riverLine(river, (x) => side * (river.halfWidthM(x) + BANK_M - 8), from, to);
    const ring = [...inner, ...outer.reverse()];
    return { name: named(names.next(), 'Riverside', '강변공원'), outline: side === 1 ? ring.reverse() : ring };
  });
}

export function isRiverFace(face: Polygon, river: River): boolean {
  const c = centroid(face);
  return Math.abs(c.yM - river.middleM(c.xM)) < river.halfWidthM(c.xM) + BANK_M - 5;
}

/** How close-grained the town is at `p`: 0 in the middle, 1 at the edge. */
export function outness(p: PlanePoint): number {
  return Math.min(1, distanceM(p, CENTRE) / 2400);
}

/** Footprints of one block: cut into lots, each lot drawn in from its edges; some lots stay empty. */
export function buildingsOf(block: Polygon, rng: Rng): Polygon[] {
  const out: Polygon[] = [];
  const lotM2 = between(rng, 480, 900) * (0.8 + 3.4 * outness(centroid(block)) ** 2);
  const emptyShare = 0.04 + 0.3 * outness(centroid(block)) ** 2;
  const work: Polygon[] = [block];
  while (work.length > 0) {
    const lot = work.pop()!;
    const box = orientedBox(lot);
    const made =
      areaM2(lot) > lotM2 * 1.5
        ? cut(
            lot,
            {
              xM: box.centre.xM + box.axis.xM * box.longM * between(rng, -0.1, 0.1),
              yM: box.centre.yM + box.axis.yM * box.longM * between(rng, -0.1, 0.1),
            },
            { xM: -box.axis.yM, yM: box.axis.xM },
            0.5,
          )
        : null;
    if (made) {
      work.push(...made.parts);
      continue;
    }
    if (rng.next() < emptyShare) continue;
    const house = inset(lot, between(rng, 1.5, 4.5));
    if (house && orientedBox(house).shortM > HOUSE_MIN_M) out.push(house);
  }
  return out;
}

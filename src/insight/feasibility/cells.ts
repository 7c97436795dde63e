/** Squares of 250 m, and land within a distance of places: what "area" means in the figures. Pure. */
import { type LatLon, measure, moved, newOffset } from '../../core/geo.ts';

export const CELL_M = 250;
export const CELL_KM2 = (CELL_M * CELL_M) / 1e6;

/** Squares around an origin, named by a number; good for a few hundred kilometres. */
export class Grid {
  readonly #origin: LatLon;
  readonly #offset = newOffset();

  constructor(origin: LatLon) {
    this.#origin = origin;
  }

  keyOf(latDeg: number, lonDeg: number): number {
    measure(this.#origin.latDeg, this.#origin.lonDeg, latDeg, lonDeg, this.#offset);
    return Math.floor(this.#offset.eastM / CELL_M + HALF) * SIDE + Math.floor(this.#offset.northM / CELL_M + HALF);
  }

  middleOf(key: number): LatLon {
    const east = Math.floor(key / SIDE) - HALF + 0.5;
    const north = (key % SIDE) - HALF + 0.5;
    return moved(this.#origin, east * CELL_M, north * CELL_M);
  }
}

const SIDE = 100_000;
const HALF = SIDE / 2;

/** Land within `radiusM` of any of the places, km2: counted in squares of a fortieth of the radius, to about 1 %. */
export function coveredKm2(places: readonly LatLon[], radiusM: number): number {
  const origin = places[0]!;
  const offset = newOffset();
  const stepM = radiusM / 20;
  const covered = new Set<string>();
  for (const place of places) {
    measure(origin.latDeg, origin.lonDeg, place.latDeg, place.lonDeg, offset);
    const { eastM, northM } = offset;
    const reach = Math.ceil(radiusM / stepM) + 1;
    const column = Math.floor(eastM / stepM);
    const row = Math.floor(northM / stepM);
    for (let i = column - reach; i <= column + reach; i += 1) {
      for (let j = row - reach; j <= row + reach; j += 1) {
        if (Math.hypot((i + 0.5) * stepM - eastM, (j + 0.5) * stepM - northM) <= radiusM) covered.add(`${i} ${j}`);
      }
    }
  }
  return (covered.size * stepM * stepM) / 1e6;
}

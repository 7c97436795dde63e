/** Points on a plane in metres, x east and y north of a case's origin. */
import { moved } from '../../src/core/geo.ts';
import { between, type Rng } from '../../src/core/rng.ts';
import type { GeoPoint } from '../../src/proximity/types.ts';

export interface Point {
  readonly xM: number;
  readonly yM: number;
}

/** Open sea, far from any coast: no real street can be meant (ADR 0013). Several latitudes, as degrees differ in width. */
export const ORIGINS: readonly GeoPoint[] = [
  { latDeg: 36, lonDeg: 124.5 },
  { latDeg: 2.5, lonDeg: -25 },
  { latDeg: -34, lonDeg: 75 },
  { latDeg: 52, lonDeg: -30 },
];

/** Within some 15 km of the origin distances on the plane are true to about 1 part in 500. */
export function toGeo(origin: GeoPoint, point: Point): GeoPoint {
  return moved(origin, point.xM, point.yM);
}

export function awayM(a: Point, b: Point): number {
  // Not Math.hypot, which is ten times slower: a case asks this a million times.
  return Math.sqrt((b.xM - a.xM) ** 2 + (b.yM - a.yM) ** 2);
}

/** The point `m` metres from `from`, in a direction given in radians from east. */
export function towards(from: Point, angleRad: number, m: number): Point {
  return { xM: from.xM + m * Math.cos(angleRad), yM: from.yM + m * Math.sin(angleRad) };
}

export function anyAngleRad(rng: Rng): number {
  return between(rng, 0, 2 * Math.PI);
}

export function pick<T>(rng: Rng, list: readonly T[]): T {
  return list[Math.floor(rng.next() * list.length)]!;
}

export function chance(rng: Rng, share: number): boolean {
  return rng.next() < share;
}

/** One of the keys, by weight. */
export function weighted<K extends string>(rng: Rng, weights: Readonly<Partial<Record<K, number>>>): K {
  const entries = Object.entries(weights) as [K, number][];
  let left = rng.next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [key, weight] of entries) {
    left -= weight;
    if (left < 0) return key;
  }
  return entries.at(-1)![0];
}

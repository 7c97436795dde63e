/**
 * The city is laid out on a plane in metres (x east, y north) around an origin in open sea, and leaves it only at the
 * border. Over the 6 x 5 km of the city the flat frame with WGS 84 local radii is true to about 1 m.
 */
import type { GeoPoint } from '../../proximity/types.ts';

export interface PlanePoint {
  readonly xM: number;
  readonly yM: number;
}

/** Yellow Sea, far from any land: no real street can be meant. */
export const CITY_ORIGIN: GeoPoint = { latDeg: 36, lonDeg: 124.5 };

const RAD = Math.PI / 180;
const EQUATOR_M = 6_378_137;
const E2 = 0.006_694_379_990_14;
const sinLat = Math.sin(CITY_ORIGIN.latDeg * RAD);
const w = Math.sqrt(1 - E2 * sinLat * sinLat);
const M_PER_LAT_DEG = ((EQUATOR_M * (1 - E2)) / (w * w * w)) * RAD;
const M_PER_LON_DEG = (EQUATOR_M / w) * Math.cos(CITY_ORIGIN.latDeg * RAD) * RAD;

export function toGeo(p: PlanePoint): GeoPoint {
  return { latDeg: CITY_ORIGIN.latDeg + p.yM / M_PER_LAT_DEG, lonDeg: CITY_ORIGIN.lonDeg + p.xM / M_PER_LON_DEG };
}

export function toPlane(g: GeoPoint): PlanePoint {
  return { xM: (g.lonDeg - CITY_ORIGIN.lonDeg) * M_PER_LON_DEG, yM: (g.latDeg - CITY_ORIGIN.latDeg) * M_PER_LAT_DEG };
}

export function distanceM(a: PlanePoint, b: PlanePoint): number {
  return Math.hypot(b.xM - a.xM, b.yM - a.yM);
}

/** The point `share` (0..1) of the way from `a` to `b`. */
export function along(a: PlanePoint, b: PlanePoint, share: number): PlanePoint {
  return { xM: a.xM + (b.xM - a.xM) * share, yM: a.yM + (b.yM - a.yM) * share };
}

export function lengthM(points: readonly PlanePoint[]): number {
  let sum = 0;
  for (let i = 1; i < points.length; i++) sum += distanceM(points[i - 1]!, points[i]!);
  return sum;
}

/** Degrees from north, clockwise, 0..360. */
export function courseDeg(from: PlanePoint, to: PlanePoint): number {
  const deg = Math.atan2(to.xM - from.xM, to.yM - from.yM) / RAD;
  return deg < 0 ? deg + 360 : deg;
}

/** The same line with a vertex at least every `stepM`, so that it can be bent. */
export function densify(points: readonly PlanePoint[], stepM: number): PlanePoint[] {
  const out: PlanePoint[] = points.length > 0 ? [points[0]!] : [];
  for (let i = 1; i < points.length; i++) {
    const a = points[i - 1]!;
    const b = points[i]!;
    const pieces = Math.max(1, Math.ceil(distanceM(a, b) / stepM));
    for (let k = 1; k <= pieces; k++) out.push(k === pieces ? b : along(a, b, k / pieces));
  }
  return out;
}

/** Shares along a-b and c-d of their crossing (both 0..1), or null. Parallel lines do not cross. */
export function crossing(
  a: PlanePoint,
  b: PlanePoint,
  c: PlanePoint,
  d: PlanePoint,
): { readonly first: number; readonly second: number } | null {
  const rx = b.xM - a.xM;
  const ry = b.yM - a.yM;
  const sx = d.xM - c.xM;
  const sy = d.yM - c.yM;
  const cross = rx * sy - ry * sx;
  if (Math.abs(cross) < 1e-9) return null;
  const first = ((c.xM - a.xM) * sy - (c.yM - a.yM) * sx) / cross;
  const second = ((c.xM - a.xM) * ry - (c.yM - a.yM) * rx) / cross;
  return first >= 0 && first <= 1 && second >= 0 && second <= 1 ? { first, second } : null;
}

/** Share along a-b of the foot of `p`, clamped to 0..1, and its distance. */
export function footOf(
  p: PlanePoint,
  a: PlanePoint,
  b: PlanePoint,
): { readonly share: number; readonly awayM: number; readonly foot: PlanePoint } {
  const dx = b.xM - a.xM;
  const dy = b.yM - a.yM;
  const square = dx * dx + dy * dy;
  const raw = square === 0 ? 0 : ((p.xM - a.xM) * dx + (p.yM - a.yM) * dy) / square;
  const share = Math.min(1, Math.max(0, raw));
  const foot = along(a, b, share);
  return { share, awayM: distanceM(p, foot), foot };
}

/**
 * Distance from a point to a zone's edge, on the WGS 84 ellipsoid: positive outside, negative inside, with the direction outwards.
 * A polygon is laid flat around the point, with true distances and directions from it: exact to 1e-5 near the point, which is
 * where it decides; edges are the straight lines of that plane. Works across the antimeridian.
 */
import { measure, type Offset } from '../core/geo.ts';
import type { GeoPoint } from './types.ts';

/** `outEast`, `outNorth`: the unit vector along which the distance grows fastest. */
export interface EdgeDistance {
  distanceM: number;
  outEast: number;
  outNorth: number;
}

/** A polygon's rings, each as latitude and longitude by turns, in degrees. */
export type Polygon = readonly Float64Array[];

export function polygonOf(rings: readonly (readonly GeoPoint[])[]): Polygon {
  return rings.map((ring) => Float64Array.from(ring.flatMap(({ latDeg, lonDeg }) => [latDeg, lonDeg])));
}

export function measureCircle(
  middleLatDeg: number,
  middleLonDeg: number,
  radiusM: number,
  latDeg: number,
  lonDeg: number,
  scratch: Offset,
  out: EdgeDistance,
): void {
  measure(latDeg, lonDeg, middleLatDeg, middleLonDeg, scratch);
  const distance = scratch.distanceM;
  out.distanceM = distance - radiusM;
  out.outEast = distance > 0 ? -scratch.eastM / distance : 0;
  out.outNorth = distance > 0 ? -scratch.northM / distance : 0;
}

export function measurePolygon(
  polygon: Polygon,
  latDeg: number,
  lonDeg: number,
  scratch: Offset,
  out: EdgeDistance,
): void {
  let best = Number.POSITIVE_INFINITY;
  let nearEast = 0;
  let nearNorth = 0;
  let isInside = false;
  for (const ring of polygon) {
    if (ring.length === 0) continue;
    measure(latDeg, lonDeg, ring[ring.length - 2]!, ring[ring.length - 1]!, scratch);
    let ax = scratch.eastM;
    let ay = scratch.northM;
    for (let i = 0; i < ring.length; i += 2) {
      measure(latDeg, lonDeg, ring[i]!, ring[i + 1]!, scratch);
      const bx = scratch.eastM;
      const by = scratch.northM;
      // The point itself is the origin: count the edges that a ray to the east crosses (even-odd, so holes are outside).
      if (ay > 0 !== by > 0 && ax + ((bx - ax) * -ay) / (by - ay) > 0) isInside = !isInside;
      const dx = bx - ax;
      const dy = by - ay;
      const length2 = dx * dx + dy * dy;
      const t = length2 > 0 ? Math.min(1, Math.max(0, -(ax * dx + ay * dy) / length2)) : 0;
      const x = ax + t * dx;
      const y = ay + t * dy;
      if (x * x + y * y < best) {
        best = x * x + y * y;
        nearEast = x;
        nearNorth = y;
      }
      ax = bx;
      ay = by;
    }
  }
  const distance = Math.sqrt(best);
  const sign = isInside ? 1 : -1;
  out.distanceM = -sign * distance;
  out.outEast = distance > 0 ? (sign * nearEast) / distance : 0;
  out.outNorth = distance > 0 ? (sign * nearNorth) / distance : 0;
}

/** True for a polygon that encloses something. */
export function isEnclosing(polygon: Polygon): boolean {
  const outline = polygon[0];
  return outline !== undefined && outline.length >= 3 * 2;
}

/** Places as GeoJSON for the map: circles with their true radius. Pure. */
import type { Feature, FeatureCollection } from 'geojson';
import type { OrderConditions } from '../../../src/orders/process/contract.ts';
import type { Point } from './draft.ts';

export interface DrawnZone {
  readonly key: string;
  readonly name: string;
  readonly kind: 'exclusion' | 'inclusion';
  /** Null: its outline is not complete yet; `points` are drawn as they are. */
  readonly shape: OrderConditions['zones'][number]['shape'] | null;
  readonly points: readonly Point[];
  readonly isSelected: boolean;
}

const CORNERS = 72;
/** Metres of a degree of latitude; with the cosine of it, of longitude. Off by less than 0.6 % for places of some kilometres. */
const DEG_M = 111_320;

export function featuresOf(zones: readonly DrawnZone[]): FeatureCollection {
  return { type: 'FeatureCollection', features: zones.flatMap(featuresOfZone) };
}

function featuresOfZone({ name, kind, shape, points, isSelected }: DrawnZone): Feature[] {
  const properties = { name, kind, isSelected };
  const corners = isSelected || shape === null ? points : [];
  const dots = corners.map(
    (point): Feature => ({ type: 'Feature', properties, geometry: { type: 'Point', coordinates: lonLat(point) } }),
  );
  if (shape === null) {
    if (points.length < 2) return dots;
    const line = { type: 'LineString' as const, coordinates: points.map(lonLat) };
    return [{ type: 'Feature', properties, geometry: line }, ...dots];
  }
  const rings =
    shape.kind === 'circle' ? [ringOf(shape, shape.radiusM)] : shape.rings.map((ring) => closed(ring.map(lonLat)));
  return [{ type: 'Feature', properties, geometry: { type: 'Polygon', coordinates: rings } }, ...dots];
}

export function ringOf({ latDeg, lonDeg }: Point, radiusM: number): number[][] {
  const scale = Math.max(0.01, Math.cos((latDeg * Math.PI) / 180));
  const ring = Array.from({ length: CORNERS }, (_, i) => {
    const angle = (2 * Math.PI * i) / CORNERS;
    return [lonDeg + (radiusM * Math.sin(angle)) / (DEG_M * scale), latDeg + (radiusM * Math.cos(angle)) / DEG_M];
  });
  return closed(ring);
}

/** What the camera keeps in view: each point with what lies around it. */
export function extentOf(zones: readonly DrawnZone[]): (Point & { readonly radiusM: number })[] {
  return zones.flatMap(({ shape, points }) => {
    const radiusM = shape?.kind === 'circle' ? shape.radiusM : 0;
    const all = shape?.kind === 'polygon' ? (shape.rings[0] ?? []) : points;
    return all.map(({ latDeg, lonDeg }) => ({ latDeg, lonDeg, radiusM }));
  });
}

function closed(ring: number[][]): number[][] {
  return ring[0] === undefined ? ring : [...ring, ring[0]];
}

function lonLat({ latDeg, lonDeg }: Point): number[] {
  return [lonDeg, latDeg];
}

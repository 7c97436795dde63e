/** Simple polygons on the plane: an open list of corners, counter-clockwise. Cutting and shrinking is how parcels are made. */
import { crossing, distanceM, type PlanePoint } from './plane.ts';

export type Polygon = readonly PlanePoint[];

/** Positive when counter-clockwise. */
export function signedAreaM2(polygon: Polygon): number {
  let sum = 0;
  for (let i = 0; i < polygon.length; i++) {
    const a = polygon[i]!;
    const b = polygon[(i + 1) % polygon.length]!;
    sum += a.xM * b.yM - b.xM * a.yM;
  }
  return sum / 2;
}

export function areaM2(polygon: Polygon): number {
  return Math.abs(signedAreaM2(polygon));
}

export function centroid(polygon: Polygon): PlanePoint {
  let x = 0;
  let y = 0;
  let twice = 0;
  for (let i = 0; i < polygon.length; i++) {
    const a = polygon[i]!;
    const b = polygon[(i + 1) % polygon.length]!;
    const k = a.xM * b.yM - b.xM * a.yM;
    x += (a.xM + b.xM) * k;
    y += (a.yM + b.yM) * k;
    twice += k;
  }
  return { xM: x / (3 * twice), yM: y / (3 * twice) };
}

export function contains(polygon: Polygon, p: PlanePoint): boolean {
  let inside = false;
  for (let i = 0, j = polygon.length - 1; i < polygon.length; j = i++) {
    const a = polygon[i]!;
    const b = polygon[j]!;
    if (a.yM > p.yM !== b.yM > p.yM && p.xM < ((b.xM - a.xM) * (p.yM - a.yM)) / (b.yM - a.yM) + a.xM) inside = !inside;
  }
  return inside;
}

export interface Box {
  readonly centre: PlanePoint;
  /** Unit vector of the long side. */
  readonly axis: PlanePoint;
  readonly longM: number;
  readonly shortM: number;
}

/** The smallest box around the polygon that has one of the polygon's own edges as its direction. */
export function orientedBox(polygon: Polygon): Box {
  let best: (Box & { readonly area: number }) | null = null;
  for (let i = 0; i < polygon.length; i++) {
    const a = polygon[i]!;
    const b = polygon[(i + 1) % polygon.length]!;
    const edgeM = distanceM(a, b);
    if (edgeM < 1) continue;
    const ux = (b.xM - a.xM) / edgeM;
    const uy = (b.yM - a.yM) / edgeM;
    let minU = Infinity;
    let maxU = -Infinity;
    let minV = Infinity;
    let maxV = -Infinity;
    for (const p of polygon) {
      const u = p.xM * ux + p.yM * uy;
      const v = p.yM * ux - p.xM * uy;
      minU = Math.min(minU, u);
      maxU = Math.max(maxU, u);
      minV = Math.min(minV, v);
      maxV = Math.max(maxV, v);
    }
    const du = maxU - minU;
    const dv = maxV - minV;
    if (best && du * dv >= best.area) continue;
    const u = (minU + maxU) / 2;
    const v = (minV + maxV) / 2;
    const centre = { xM: u * ux - v * uy, yM: u * uy + v * ux };
    const axis = du >= dv ? { xM: ux, yM: uy } : { xM: -uy, yM: ux };
    best = { centre, axis, longM: Math.max(du, dv), shortM: Math.min(du, dv), area: du * dv };
  }
  return best ?? { centre: polygon[0]!, axis: { xM: 1, yM: 0 }, longM: 0, shortM: 0 };
}

export interface Cut {
  readonly parts: readonly [Polygon, Polygon];
  readonly from: PlanePoint;
  readonly to: PlanePoint;
}

interface Hit {
  readonly edge: number;
  readonly at: number;
  readonly point: PlanePoint;
}

/** Where the endless line through `through` meets the outline, in order along the line; ends near a corner move onto it. */
function hitsOf(polygon: Polygon, through: PlanePoint, direction: PlanePoint, snapM: number): Hit[] {
  const far = 20_000;
  const a = { xM: through.xM - direction.xM * far, yM: through.yM - direction.yM * far };
  const b = { xM: through.xM + direction.xM * far, yM: through.yM + direction.yM * far };
  const hits: Hit[] = [];
  for (let i = 0; i < polygon.length; i++) {
    const c = polygon[i]!;
    const d = polygon[(i + 1) % polygon.length]!;
    const x = crossing(a, b, c, d);
    if (!x) continue;
    let point = { xM: c.xM + (d.xM - c.xM) * x.second, yM: c.yM + (d.yM - c.yM) * x.second };
    if (distanceM(point, c) < snapM) point = c;
    else if (distanceM(point, d) < snapM) point = d;
    hits.push({ edge: i, at: x.first, point });
  }
  return hits.sort((p, q) => p.at - q.at);
}

/** Cuts along the longest stretch of the line that lies inside; null when that gives no two sound parts. */
export function cut(polygon: Polygon, through: PlanePoint, direction: PlanePoint, snapM: number): Cut | null {
  const hits = hitsOf(polygon, through, direction, snapM);
  if (hits.length < 2 || hits.length % 2 === 1) return null;
  let best: { readonly one: Hit; readonly two: Hit; readonly lengthM: number } | null = null;
  for (let i = 0; i + 1 < hits.length; i += 2) {
    const one = hits[i]!;
    const two = hits[i + 1]!;
    const length = distanceM(one.point, two.point);
    if (!best || length > best.lengthM) best = { one, two, lengthM: length };
  }
  if (!best || best.lengthM < 10 || best.one.edge === best.two.edge) return null;
  const first = best.one.edge < best.two.edge ? best.one : best.two;
  const second = first === best.one ? best.two : best.one;
  const inner = polygon.slice(first.edge + 1, second.edge + 1);
  const outer = [...polygon.slice(second.edge + 1), ...polygon.slice(0, first.edge + 1)];
  const parts = [tidy([first.point, ...inner, second.point]), tidy([second.point, ...outer, first.point])] as const;
  if (parts.some((part) => part.length < 3)) return null;
  return { parts, from: best.one.point, to: best.two.point };
}

function tidy(polygon: Polygon): Polygon {
  return polygon.filter((p, i) => distanceM(p, polygon[(i + 1) % polygon.length]!) > 0.05);
}

/** Shrinks by `byM` on every side; null when nothing sound is left. Good for parcels, not for stars. */
export function inset(polygon: Polygon, byM: number): Polygon | null {
  const out: PlanePoint[] = [];
  const n = polygon.length;
  for (let i = 0; i < n; i++) {
    const a = polygon[(i + n - 1) % n]!;
    const b = polygon[i]!;
    const c = polygon[(i + 1) % n]!;
    const ab = distanceM(a, b);
    const bc = distanceM(b, c);
    if (ab < 0.01 || bc < 0.01) return null;
    const n1 = { xM: -(b.yM - a.yM) / ab, yM: (b.xM - a.xM) / ab };
    const n2 = { xM: -(c.yM - b.yM) / bc, yM: (c.xM - b.xM) / bc };
    // Sharp corners would shoot far: the mitre is held to three times the distance.
    const scale = Math.min(3, 1 / Math.max(0.05, (1 + n1.xM * n2.xM + n1.yM * n2.yM) / 2));
    out.push({
      xM: b.xM + ((n1.xM + n2.xM) / 2) * scale * byM,
      yM: b.yM + ((n1.yM + n2.yM) / 2) * scale * byM,
    });
  }
  const before = signedAreaM2(polygon);
  const after = signedAreaM2(out);
  return after > 0 && after < before && !crossesItself(out) ? out : null;
}

function crossesItself(polygon: Polygon): boolean {
  const n = polygon.length;
  for (let i = 0; i < n; i++) {
    for (let j = i + 2; j < n; j++) {
      if (i === 0 && j === n - 1) continue;
      if (crossing(polygon[i]!, polygon[(i + 1) % n]!, polygon[j]!, polygon[(j + 1) % n]!)) return true;
    }
  }
  return false;
}

/**
 * Whether an outline can be the edge of an area: it has a size and does not cross itself. For what people draw or send, before anything rests
 * on it. Outlines are open or closed lists of places, a few kilometres across; laid flat around their first place.
 */
import { type LatLon, measure, newOffset } from './geo.ts';

export type OutlineProblem = 'no-area' | 'crosses-itself';

/** Smaller than this is a slip of the hand, square metres. */
const AREA_M2_MIN = 100;

/** Null: it is sound. */
export function outlineProblem(outline: readonly LatLon[]): OutlineProblem | null {
  const points = flat(outline);
  if (points.length < 3) return 'no-area';
  if (crossesItself(points)) return 'crosses-itself';
  return Math.abs(signedAreaM2(points)) < AREA_M2_MIN ? 'no-area' : null;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Without the repeated last place of a closed list. */
function flat(outline: readonly LatLon[]): Point[] {
  const first = outline[0];
  if (first === undefined) return [];
  const out = newOffset();
  const points = outline.map(({ latDeg, lonDeg }) => {
    measure(first.latDeg, first.lonDeg, latDeg, lonDeg, out);
    return { x: out.eastM, y: out.northM };
  });
  const last = points.at(-1)!;
  return points.length > 1 && Math.hypot(last.x, last.y) < 0.01 ? points.slice(0, -1) : points;
}

function signedAreaM2(points: readonly Point[]): number {
  return points.reduce((sum, a, i) => {
    const b = points[(i + 1) % points.length]!;
    return sum + (a.x * b.y - b.x * a.y) / 2;
  }, 0);
}

function crossesItself(points: readonly Point[]): boolean {
  const n = points.length;
  for (let i = 0; i < n; i += 1) {
    for (let j = i + 2; j < n; j += 1) {
      if (i === 0 && j === n - 1) continue;
      if (cross(points[i]!, points[(i + 1) % n]!, points[j]!, points[(j + 1) % n]!)) return true;
    }
  }
  return false;
}

function cross(a: Point, b: Point, c: Point, d: Point): boolean {
  return side(a, b, c) * side(a, b, d) <= 0 && side(c, d, a) * side(c, d, b) <= 0;
}

/** -1, 0 or 1: on which side of the line from a to b. */
function side(a: Point, b: Point, p: Point): number {
  return Math.sign((b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x));
}

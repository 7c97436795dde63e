/** Whether a place can be one: not of no size, not crossing itself. Pure; a plane is exact enough to tell. */
import type { Shape } from '../proximity/types.ts';

/** A place is at least as large as a small flat. */
export const AREA_M2_MIN = 50;
const DEG_M = 111_320;

interface Point {
  readonly x: number;
  readonly y: number;
}

export type ShapeFault = 'no-size' | 'crosses-itself';

const IN_WORDS: Readonly<Record<ShapeFault, string>> = {
  'no-size': 'A place of no size cannot be kept away from.',
  'crosses-itself': "A place's outline crosses itself.",
};

/** What is wrong with it, in one sentence; null: nothing. */
export function shapeProblem(shape: Shape): string | null {
  const fault = shapeFault(shape);
  return fault === null ? null : IN_WORDS[fault];
}

/** The same as a code: pages ask it before they send a place, and say it in the reader's words. */
export function shapeFault(shape: Shape): ShapeFault | null {
  if (shape.kind === 'circle') return shape.radiusM > 0 ? null : 'no-size';
  const [outline, ...holes] = shape.rings.map((ring) => toPlane(ring));
  if (outline === undefined) return 'no-size';
  // First: what crosses itself may have no area to speak of.
  if ([outline, ...holes].some(crossesItself)) return 'crosses-itself';
  return Math.abs(areaM2(outline)) < AREA_M2_MIN ? 'no-size' : null;
}

function toPlane(ring: readonly { readonly latDeg: number; readonly lonDeg: number }[]): Point[] {
  const origin = ring[0]!;
  const scale = Math.cos((origin.latDeg * Math.PI) / 180);
  const points = ring.map(({ latDeg, lonDeg }) => {
    // The short way round where the antimeridian lies between.
    const lon = ((lonDeg - origin.lonDeg + 540) % 360) - 180;
    return { x: lon * DEG_M * scale, y: (latDeg - origin.latDeg) * DEG_M };
  });
  const last = points.at(-1)!;
  const closes = points.length > 1 && last.x === points[0]!.x && last.y === points[0]!.y;
  return closes ? points.slice(0, -1) : points;
}

function areaM2(ring: readonly Point[]): number {
  return ring.reduce((sum, a, i) => {
    const b = ring[(i + 1) % ring.length]!;
    return sum + (a.x * b.y - b.x * a.y) / 2;
  }, 0);
}

/** Each edge against each that is not its neighbour; a thousand points are a million comparisons, once. */
function crossesItself(ring: readonly Point[]): boolean {
  const n = ring.length;
  for (let i = 0; i < n; i += 1) {
    for (let j = i + 1; j < n; j += 1) {
      const isNeighbour = j === i + 1 || (i === 0 && j === n - 1);
      if (!isNeighbour && cross(ring[i]!, ring[(i + 1) % n]!, ring[j]!, ring[(j + 1) % n]!)) return true;
    }
  }
  return false;
}

function cross(a: Point, b: Point, c: Point, d: Point): boolean {
  const d1 = side(a, b, c);
  const d2 = side(a, b, d);
  const d3 = side(c, d, a);
  const d4 = side(c, d, b);
  if (d1 * d2 < 0 && d3 * d4 < 0) return true;
  return (
    (d1 === 0 && within(a, b, c)) ||
    (d2 === 0 && within(a, b, d)) ||
    (d3 === 0 && within(c, d, a)) ||
    (d4 === 0 && within(c, d, b))
  );
}

function side(a: Point, b: Point, p: Point): number {
  return Math.sign((b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x));
}

function within(a: Point, b: Point, p: Point): boolean {
  return (
    Math.min(a.x, b.x) <= p.x && p.x <= Math.max(a.x, b.x) && Math.min(a.y, b.y) <= p.y && p.y <= Math.max(a.y, b.y)
  );
}

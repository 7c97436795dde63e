/** Five ways in which towns are laid out. Each seed gives another town; none is a real one. */
import { between, normal, type Rng } from '../../../src/core/rng.ts';
import { anyAngleRad, awayM, chance, type Point, pick } from '../plane.ts';
import { connect, type Edge, type RailLine, type StreetClass, type StreetMap } from './street-map.ts';

export const STYLES = ['grid', 'radial', 'organic', 'river', 'suburb'] as const;
export type Style = (typeof STYLES)[number];

export function makeMap(rng: Rng, style: Style): StreetMap {
  const halfM = between(rng, 4500, 8500);
  const rail = railLines(rng, halfM);
  switch (style) {
    case 'grid':
      return finish(style, halfM, lattice(rng, halfM, between(rng, 130, 260), 12, 0.06), rail);
    case 'river':
      return finish(style, halfM, bridged(rng, halfM, lattice(rng, halfM, between(rng, 140, 280), 35, 0.12)), rail);
    case 'suburb':
      return finish(style, halfM, lattice(rng, halfM, between(rng, 300, 520), 90, 0.38), rail);
    case 'radial':
      return finish(style, halfM, radial(rng, halfM), rail);
    case 'organic':
      return finish(style, halfM, organic(rng, halfM), rail);
  }
}

interface Draft {
  readonly points: Point[];
  readonly edges: Edge[];
}

function finish(style: Style, halfM: number, { points, edges }: Draft, rail: readonly RailLine[]): StreetMap {
  return connect(style, halfM, points, edges, rail);
}

/** Every fourth or fifth street carries through traffic; one in the middle may be an expressway. */
function classOf(index: number, every: number, fast: number): StreetClass {
  if (index === fast) return 'expressway';
  return index % every === 0 ? 'arterial' : 'street';
}

function lattice(rng: Rng, halfM: number, stepM: number, jitterM: number, missing: number): Draft {
  const count = Math.floor((2 * halfM) / stepM);
  const turn = anyAngleRad(rng);
  const every = chance(rng, 0.5) ? 4 : 5;
  const fast = chance(rng, 0.5) ? Math.floor(between(rng, 0.2, 0.8) * count) : -1;
  const points: Point[] = [];
  for (let i = 0; i < count; i++) {
    for (let k = 0; k < count; k++) {
      const x = (i - count / 2) * stepM + normal(rng) * jitterM;
      const y = (k - count / 2) * stepM + normal(rng) * jitterM;
      points.push({ xM: x * Math.cos(turn) - y * Math.sin(turn), yM: x * Math.sin(turn) + y * Math.cos(turn) });
    }
  }
  const edges: Edge[] = [];
  const lay = (a: number, b: number, kind: StreetClass) => {
    if (kind !== 'street' || !chance(rng, missing)) edges.push({ a, b, kind });
  };
  for (let i = 0; i < count; i++) {
    for (let k = 0; k < count; k++) {
      const at = i * count + k;
      if (i + 1 < count) lay(at, at + count, classOf(k, every, fast));
      if (k + 1 < count) lay(at, at + 1, classOf(i, every, -1));
    }
  }
  return { points, edges };
}

/** Takes away what crosses a winding river but for a few bridges. */
function bridged(rng: Rng, halfM: number, { points, edges }: Draft): Draft {
  const phase = anyAngleRad(rng);
  const bendM = between(rng, 200, 700);
  const side = ({ xM, yM }: Point) => Math.sign(yM - bendM * Math.sin((xM / halfM) * 3 + phase));
  const bridges = new Set<number>();
  const crossing = edges.flatMap(({ a, b }, i) => (side(points[a]!) === side(points[b]!) ? [] : [i]));
  for (let i = 0; i < 4; i++) bridges.add(pick(rng, crossing));
  return { points, edges: edges.filter((_, i) => !crossing.includes(i) || bridges.has(i)) };
}

function radial(rng: Rng, halfM: number): Draft {
  const spokes = Math.floor(between(rng, 18, 28));
  const ringM = between(rng, 180, 320);
  const rings = Math.floor(halfM / ringM);
  const points: Point[] = [{ xM: 0, yM: 0 }];
  const edges: Edge[] = [];
  const first: number[] = [];
  for (let ring = 1; ring <= rings; ring++) {
    // Rings further out have more streets leading out of town.
    const count = spokes * 2 ** Math.min(2, Math.floor(Math.log2(1 + ring / 8)));
    first.push(points.length);
    for (let i = 0; i < count; i++) {
      const angle = (i / count) * 2 * Math.PI + normal(rng) * 0.004;
      const outM = ring * ringM + normal(rng) * 12;
      const at = points.push({ xM: outM * Math.cos(angle), yM: outM * Math.sin(angle) }) - 1;
      if (i > 0) edges.push({ a: at - 1, b: at, kind: classOf(ring, 5, -1) });
      if (i === count - 1) edges.push({ a: at, b: first[ring - 1]!, kind: classOf(ring, 5, -1) });
      if (ring === 1) edges.push({ a: 0, b: at, kind: 'street' });
      else joinInwards(points, edges, first, ring, at, i / count, spokes);
    }
  }
  return { points, edges: edges.filter(({ kind }) => kind !== 'street' || !chance(rng, 0.05)) };
}

function joinInwards(
  points: readonly Point[],
  edges: Edge[],
  first: readonly number[],
  ring: number,
  at: number,
  share: number,
  spokes: number,
): void {
  const innerFrom = first[ring - 2]!;
  const innerCount = first[ring - 1]! - innerFrom;
  const inner = innerFrom + (Math.round(share * innerCount) % innerCount);
  if (Math.abs(share * innerCount - Math.round(share * innerCount)) > 1e-9 || points.length === 0) return;
  edges.push({ a: inner, b: at, kind: Math.round(share * spokes * 4) % 16 === 0 ? 'arterial' : 'street' });
}

/** Old towns: junctions anywhere, streets where nothing lies between (the Gabriel graph). */
function organic(rng: Rng, halfM: number): Draft {
  const stepM = between(rng, 170, 260);
  const count = Math.floor((2 * halfM) / stepM);
  const points: Point[] = [];
  for (let i = 0; i < count; i++) {
    for (let k = 0; k < count; k++) {
      points.push({
        xM: (i - count / 2 + between(rng, -0.45, 0.45)) * stepM,
        yM: (k - count / 2 + between(rng, -0.45, 0.45)) * stepM,
      });
    }
  }
  const edges: Edge[] = [];
  for (let i = 0; i < count; i++) {
    for (let k = 0; k < count; k++) {
      const a = i * count + k;
      for (const b of cellsAround(count, i, k, 2)) {
        if (b <= a || !isClear(points, a, b, cellsAround(count, i, k, 3))) continue;
        edges.push({ a, b, kind: i % 6 === 3 || k % 6 === 3 ? 'arterial' : 'street' });
      }
    }
  }
  return { points, edges: edges.filter(({ kind }) => kind !== 'street' || !chance(rng, 0.12)) };
}

function cellsAround(count: number, i: number, k: number, reach: number): number[] {
  const cells: number[] = [];
  for (let u = Math.max(0, i - reach); u <= Math.min(count - 1, i + reach); u++) {
    for (let v = Math.max(0, k - reach); v <= Math.min(count - 1, k + reach); v++) cells.push(u * count + v);
  }
  return cells;
}

function isClear(points: readonly Point[], a: number, b: number, others: readonly number[]): boolean {
  const middle = { xM: (points[a]!.xM + points[b]!.xM) / 2, yM: (points[a]!.yM + points[b]!.yM) / 2 };
  const radiusM = awayM(points[a]!, points[b]!) / 2;
  return others.every((o) => o === a || o === b || awayM(points[o]!, middle) >= radiusM);
}

/** Two to four lines across the town, some under ground, with a station every kilometre or so. */
function railLines(rng: Rng, halfM: number): RailLine[] {
  return Array.from({ length: Math.floor(between(rng, 2, 5)) }, (_, i) => {
    const angle = anyAngleRad(rng);
    const offM = between(rng, -0.4, 0.4) * halfM;
    const stepM = between(rng, 800, 1600);
    const bendM = between(rng, 0, 900);
    const stations: Point[] = [];
    for (let s = -halfM * 0.9; s <= halfM * 0.9; s += stepM) {
      const acrossM = offM + bendM * Math.sin((s / halfM) * 2.5);
      stations.push({
        xM: s * Math.cos(angle) - acrossM * Math.sin(angle),
        yM: s * Math.sin(angle) + acrossM * Math.cos(angle),
      });
    }
    return { stations, isUnderground: i % 2 === 0 };
  });
}

/** A made-up street network: junctions, streets between them, and lines of rail. Built by `styles.ts`, walked by `route.ts`. */
import { awayM, type Point } from '../plane.ts';

/** A street's class decides how fast one drives there. */
export type StreetClass = 'street' | 'arterial' | 'expressway';

export interface Edge {
  readonly a: number;
  readonly b: number;
  readonly kind: StreetClass;
}

export interface RailLine {
  readonly stations: readonly Point[];
  readonly isUnderground: boolean;
}

interface Street {
  readonly to: number;
  readonly lengthM: number;
  readonly kind: StreetClass;
}

export interface StreetMap {
  readonly style: string;
  readonly halfM: number;
  readonly junctions: readonly Point[];
  /** Streets from each junction. */
  readonly streets: readonly (readonly Street[])[];
  readonly rail: readonly RailLine[];
}

/** Keeps the largest part that hangs together, so that every place can be reached from every other. */
export function connect(
  style: string,
  halfM: number,
  points: readonly Point[],
  edges: readonly Edge[],
  rail: readonly RailLine[],
): StreetMap {
  const around: number[][] = points.map(() => []);
  edges.forEach(({ a, b }, i) => {
    around[a]!.push(i);
    around[b]!.push(i);
  });
  const kept = largestPart(points.length, edges, around);
  const renamed = new Map(kept.map((old, i) => [old, i]));
  const streets: Street[][] = kept.map(() => []);
  for (const { a, b, kind } of edges) {
    const from = renamed.get(a);
    const to = renamed.get(b);
    if (from === undefined || to === undefined) continue;
    const lengthM = awayM(points[a]!, points[b]!);
    streets[from]!.push({ to, lengthM, kind });
    streets[to]!.push({ to: from, lengthM, kind });
  }
  return { style, halfM, junctions: kept.map((i) => points[i]!), streets, rail };
}

function largestPart(count: number, edges: readonly Edge[], around: readonly (readonly number[])[]): number[] {
  const part = new Int32Array(count).fill(-1);
  let best: number[] = [];
  for (let start = 0; start < count; start++) {
    if (part[start] !== -1) continue;
    const members = [start];
    part[start] = start;
    for (let i = 0; i < members.length; i++) {
      for (const e of around[members[i]!]!) {
        const { a, b } = edges[e]!;
        const other = a === members[i] ? b : a;
        if (part[other] !== -1) continue;
        part[other] = start;
        members.push(other);
      }
    }
    if (members.length > best.length) best = members;
  }
  return best.sort((a, b) => a - b);
}

/** The junction nearest to a point. */
export function nearestJunction(map: StreetMap, point: Point): number {
  let best = 0;
  let bestM = Number.POSITIVE_INFINITY;
  for (let i = 0; i < map.junctions.length; i++) {
    const m = awayM(map.junctions[i]!, point);
    if (m >= bestM) continue;
    best = i;
    bestM = m;
  }
  return best;
}

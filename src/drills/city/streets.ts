/** The street network as a graph, and the shortest way through it. */

import { assert } from '../../core/assert.ts';
import { jointIndex } from './arrangement.ts';
import type { CityName } from './contract.ts';
import { along, distanceM, footOf, lengthM, type PlanePoint } from './plane.ts';
import type { Line } from './skeleton.ts';

export type StreetClass = 'avenue' | 'street' | 'alley';

export interface StreetEdge {
  readonly from: number;
  readonly to: number;
  readonly class: StreetClass;
  readonly name: CityName;
  readonly points: readonly PlanePoint[];
  readonly lengthM: number;
}

export interface StreetGraph {
  readonly joints: readonly PlanePoint[];
  readonly edges: readonly StreetEdge[];
  /** Edge numbers that meet at each joint. */
  readonly at: readonly (readonly number[])[];
  /** Joints with traffic lights. */
  readonly lights: ReadonlySet<number>;
}

/** A point on an edge, `offsetM` from its `from` end. */
export interface Spot {
  readonly edge: number;
  readonly offsetM: number;
  readonly point: PlanePoint;
}

export interface RoutePart {
  readonly points: readonly PlanePoint[];
  readonly class: StreetClass;
  /** The part ends at a joint with traffic lights. */
  readonly endsAtLights: boolean;
}

export interface Route {
  readonly parts: readonly RoutePart[];
  readonly lengthM: number;
}

export type Travel = 'walk' | 'drive';

/** Seconds per metre weigh the search: people on foot take the shortest way, cars the quickest. */
const COST: Readonly<Record<Travel, Readonly<Record<StreetClass, number>>>> = {
  walk: { avenue: 1.02, street: 1, alley: 1 },
  drive: { avenue: 1, street: 1.5, alley: 4 },
};

function isStreet(name: Line['class']): name is StreetClass {
  return name !== 'rail';
}

/** `lines` must be joined (a vertex wherever two meet). Pieces not linked to the main network are left out. */
export function makeGraph(lines: readonly Line[]): StreetGraph {
  const index = jointIndex();
  const uses = new Map<number, number>();
  const tracks = lines.flatMap((line) => {
    if (!isStreet(line.class)) return [];
    const track = line.points.map((p) => index.at(p)).filter((joint, i, all) => joint !== all[i - 1]);
    return [{ line, class: line.class, track }];
  });
  for (const { track } of tracks) {
    track.forEach((joint, i) => {
      const ends = i === 0 || i === track.length - 1;
      uses.set(joint, (uses.get(joint) ?? 0) + (ends ? 2 : 1));
    });
  }
  const edges: StreetEdge[] = [];
  for (const { line, class: kind, track } of tracks) {
    let run: number[] = [];
    for (const joint of track) {
      run.push(joint);
      if (run.length > 1 && uses.get(joint)! > 1) {
        const points = run.map((j) => index.joints[j]!);
        edges.push({ from: run[0]!, to: joint, class: kind, name: line.name, points, lengthM: lengthM(points) });
        run = [joint];
      }
    }
  }
  return mainPart(index.joints, edges);
}

function mainPart(all: readonly PlanePoint[], edges: readonly StreetEdge[]): StreetGraph {
  const near = new Map<number, number[]>();
  for (const edge of edges) {
    for (const [a, b] of [
      [edge.from, edge.to],
      [edge.to, edge.from],
    ] as const) {
      const list = near.get(a);
      if (list) list.push(b);
      else near.set(a, [b]);
    }
  }
  let best = new Set<number>();
  const seen = new Set<number>();
  for (const start of near.keys()) {
    if (seen.has(start)) continue;
    const part = new Set([start]);
    const work = [start];
    while (work.length > 0) {
      for (const next of near.get(work.pop()!)!) {
        if (part.has(next)) continue;
        part.add(next);
        work.push(next);
      }
    }
    for (const joint of part) seen.add(joint);
    if (part.size > best.size) best = part;
  }
  return numbered(
    all,
    edges.filter((edge) => best.has(edge.from)),
  );
}

function numbered(all: readonly PlanePoint[], edges: readonly StreetEdge[]): StreetGraph {
  const numbers = new Map<number, number>();
  const joints: PlanePoint[] = [];
  const at: number[][] = [];
  const numberOf = (joint: number): number => {
    const known = numbers.get(joint);
    if (known !== undefined) return known;
    numbers.set(joint, joints.length);
    joints.push(all[joint]!);
    at.push([]);
    return joints.length - 1;
  };
  const made = edges.map((edge, i): StreetEdge => {
    const from = numberOf(edge.from);
    const to = numberOf(edge.to);
    at[from]!.push(i);
    if (to !== from) at[to]!.push(i);
    return { ...edge, from, to };
  });
  const lights = new Set<number>();
  at.forEach((list, joint) => {
    const names = new Set(list.filter((e) => made[e]!.class === 'avenue').map((e) => made[e]!.name.ko));
    if (names.size >= 2) lights.add(joint);
  });
  return { joints, edges: made, at, lights };
}

/** The nearest point of the network, optionally only on streets of one class. */
export function nearestSpot(graph: StreetGraph, p: PlanePoint, only?: StreetClass): Spot {
  let best: (Spot & { readonly awayM: number }) | null = null;
  for (const [number, edge] of graph.edges.entries()) {
    if (only && edge.class !== only) continue;
    // No point of an edge is nearer than its beginning less its length: most edges are done with here.
    if (best && distanceM(p, edge.points[0]!) - edge.lengthM > best.awayM) continue;
    for (let i = 1; i < edge.points.length; i++) {
      const a = edge.points[i - 1]!;
      const foot = footOf(p, a, edge.points[i]!);
      if (best && foot.awayM >= best.awayM) continue;
      const offsetM = lengthM(edge.points.slice(0, i)) + distanceM(a, foot.foot);
      best = { edge: number, offsetM, point: foot.foot, awayM: foot.awayM };
    }
  }
  assert(best, 'the city has a street');
  return { edge: best.edge, offsetM: best.offsetM, point: best.point };
}

/** The part of a line from `fromM` to `toM`, turned round when `toM` is smaller. */
export function pieceOf(points: readonly PlanePoint[], fromM: number, toM: number): PlanePoint[] {
  const low = Math.min(fromM, toM);
  const high = Math.max(fromM, toM);
  const out: PlanePoint[] = [pointAt(points, low)];
  let atM = 0;
  for (let i = 1; i < points.length; i++) {
    atM += distanceM(points[i - 1]!, points[i]!);
    if (atM > low + 1e-6 && atM < high - 1e-6) out.push(points[i]!);
  }
  out.push(pointAt(points, high));
  return fromM <= toM ? out : out.reverse();
}

/** The point `offsetM` along a line, clamped to its ends. */
export function pointAt(points: readonly PlanePoint[], offsetM: number): PlanePoint {
  let left = offsetM;
  for (let i = 1; i < points.length; i++) {
    const a = points[i - 1]!;
    const b = points[i]!;
    const step = distanceM(a, b);
    if (left <= step) return step === 0 ? a : along(a, b, Math.max(0, left / step));
    left -= step;
  }
  return points[points.length - 1]!;
}

/** Cost of a metre of this class, for the search in `route.ts`. */
export function costOf(travel: Travel, kind: StreetClass): number {
  return COST[travel][kind];
}

/** Lines on a plane, cut where they meet: the joints, the pieces between them, and the faces they enclose. */
import { assert } from '../../core/assert.ts';
import { along, crossing, distanceM, footOf, type PlanePoint } from './plane.ts';
import { type Polygon, signedAreaM2 } from './polygon.ts';

/** Points closer than this are one joint. */
const JOINT_M = 0.5;
const CELL_M = 150;

/** Finds an earlier point near a later one. */
export function jointIndex() {
  const joints: PlanePoint[] = [];
  const cells = new Map<string, number[]>();
  const cellOf = (value: number) => Math.floor(value / JOINT_M);
  return {
    joints,
    at(p: PlanePoint): number {
      const cx = cellOf(p.xM);
      const cy = cellOf(p.yM);
      for (let dx = -1; dx <= 1; dx++) {
        for (let dy = -1; dy <= 1; dy++) {
          for (const i of cells.get(`${cx + dx},${cy + dy}`) ?? []) {
            if (distanceM(joints[i]!, p) < JOINT_M) return i;
          }
        }
      }
      joints.push(p);
      const key = `${cx},${cy}`;
      const list = cells.get(key);
      if (list) list.push(joints.length - 1);
      else cells.set(key, [joints.length - 1]);
      return joints.length - 1;
    },
  };
}

interface Segment {
  readonly line: number;
  readonly index: number;
  readonly a: PlanePoint;
  readonly b: PlanePoint;
}

function segmentsOf(lines: readonly (readonly PlanePoint[])[]): Segment[] {
  return lines.flatMap((points, line) =>
    points.slice(1).map((b, index): Segment => ({ line, index, a: points[index]!, b })),
  );
}

function* pairsNearby(segments: readonly Segment[]): Generator<{ readonly s: Segment; readonly t: Segment }> {
  const cells = new Map<string, number[]>();
  segments.forEach((s, i) => {
    const cells1 = [s.a, s.b].map((p) => ({ x: Math.floor(p.xM / CELL_M), y: Math.floor(p.yM / CELL_M) }));
    const [p, q] = cells1;
    assert(p && q, 'a segment has two ends');
    for (let x = Math.min(p.x, q.x) - 1; x <= Math.max(p.x, q.x) + 1; x++) {
      for (let y = Math.min(p.y, q.y) - 1; y <= Math.max(p.y, q.y) + 1; y++) {
        const key = `${x},${y}`;
        const list = cells.get(key);
        if (list) list.push(i);
        else cells.set(key, [i]);
      }
    }
  });
  const seen = new Set<number>();
  for (const list of cells.values()) {
    for (const i of list) {
      for (const j of list) {
        if (j <= i) continue;
        const key = i * segments.length + j;
        if (seen.has(key)) continue;
        seen.add(key);
        yield { s: segments[i]!, t: segments[j]! };
      }
    }
  }
}

/**
 * Each line with a vertex wherever another meets it: crossings, and ends that touch it. Long lines should be densified
 * before, as segments are looked up by cells of 150 m.
 */
export function joinLines(lines: readonly (readonly PlanePoint[])[]): PlanePoint[][] {
  const segments = segmentsOf(lines);
  const added = new Map<string, { readonly share: number; readonly point: PlanePoint }[]>();
  const add = (s: Segment, share: number, point: PlanePoint) => {
    const key = `${s.line},${s.index}`;
    const list = added.get(key);
    if (list) list.push({ share, point });
    else added.set(key, [{ share, point }]);
  };
  for (const { s, t } of pairsNearby(segments)) {
    if (s.line === t.line && Math.abs(s.index - t.index) <= 1) continue;
    const x = crossing(s.a, s.b, t.a, t.b);
    if (x) {
      const point = along(s.a, s.b, x.first);
      add(s, x.first, point);
      add(t, x.second, point);
      continue;
    }
    for (const [end, other] of [
      [s.a, t],
      [s.b, t],
      [t.a, s],
      [t.b, s],
    ] as const) {
      const foot = footOf(end, other.a, other.b);
      if (foot.awayM < JOINT_M) add(other, foot.share, end);
    }
  }
  return lines.map((points, line) =>
    points.flatMap((p, index) => {
      const here = (added.get(`${line},${index}`) ?? []).sort((m, n) => m.share - n.share);
      return [p, ...here.map((h) => h.point)];
    }),
  );
}

/** The bounded faces of joined lines, counter-clockwise. Loose ends enclose nothing and are left out. */
export function facesOf(joined: readonly (readonly PlanePoint[])[]): Polygon[] {
  const index = jointIndex();
  const near = new Map<number, Set<number>>();
  const link = (a: number, b: number) => {
    const set = near.get(a);
    if (set) set.add(b);
    else near.set(a, new Set([b]));
  };
  for (const points of joined) {
    for (let i = 1; i < points.length; i++) {
      const a = index.at(points[i - 1]!);
      const b = index.at(points[i]!);
      if (a === b) continue;
      link(a, b);
      link(b, a);
    }
  }
  prune(near);
  return trace(near, index.joints);
}

function prune(near: Map<number, Set<number>>): void {
  const loose = [...near].filter(([, set]) => set.size === 1).map(([node]) => node);
  while (loose.length > 0) {
    const node = loose.pop()!;
    for (const other of near.get(node) ?? []) {
      const set = near.get(other)!;
      set.delete(node);
      if (set.size === 1) loose.push(other);
    }
    near.delete(node);
  }
}

function trace(near: ReadonlyMap<number, ReadonlySet<number>>, joints: readonly PlanePoint[]): Polygon[] {
  const around = new Map<number, number[]>();
  for (const [node, set] of near) {
    const p = joints[node]!;
    const angle = (other: number) => Math.atan2(joints[other]!.yM - p.yM, joints[other]!.xM - p.xM);
    around.set(
      node,
      [...set].sort((a, b) => angle(a) - angle(b)),
    );
  }
  const done = new Set<string>();
  const faces: Polygon[] = [];
  for (const [start, nexts] of around) {
    for (const next of nexts) {
      const face: number[] = [];
      let from = start;
      let to = next;
      while (!done.has(`${from},${to}`)) {
        done.add(`${from},${to}`);
        face.push(from);
        // Turning as far right as possible keeps the face on the left.
        const list = around.get(to)!;
        const turn = list[(list.indexOf(from) + list.length - 1) % list.length]!;
        from = to;
        to = turn;
      }
      if (face.length < 3) continue;
      const polygon = face.map((node) => joints[node]!);
      if (signedAreaM2(polygon) > 1) faces.push(polygon);
    }
  }
  return faces;
}

/** Old towns: junctions anywhere, streets where nothing lies between (the Gabriel graph). */
import { between, type Rng } from '../../../src/core/rng.ts';
import { awayM, chance, type Point } from '../plane.ts';
import type { Draft } from './draft.ts';
import type { Edge } from './street-map.ts';

export function organic(rng: Rng, halfM: number): Draft {
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
      const around = cellsAround(count, i, k, 3);
      for (const b of cellsAround(count, i, k, 2)) {
        if (b <= a || !isClear(points, a, b, around)) continue;
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

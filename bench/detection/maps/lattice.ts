/** Towns of parallel streets: blocks, larger blocks with dead ends, or cut in two by a river. */
import { between, normal, type Rng } from '../../../src/core/rng.ts';
import { anyAngleRad, chance, type Point, pick } from '../plane.ts';
import { classOf, type Draft } from './draft.ts';
import type { Edge, StreetClass } from './street-map.ts';

/** `missing` is the share of side streets that are not there. */
export function lattice(rng: Rng, halfM: number, stepM: number, jitterM: number, missing: number): Draft {
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
export function bridged(rng: Rng, halfM: number, { points, edges }: Draft): Draft {
  const phase = anyAngleRad(rng);
  const bendM = between(rng, 200, 700);
  const side = ({ xM, yM }: Point) => Math.sign(yM - bendM * Math.sin((xM / halfM) * 3 + phase));
  const bridges = new Set<number>();
  const crossing = edges.flatMap(({ a, b }, i) => (side(points[a]!) === side(points[b]!) ? [] : [i]));
  for (let i = 0; i < 4; i++) bridges.add(pick(rng, crossing));
  return { points, edges: edges.filter((_, i) => !crossing.includes(i) || bridges.has(i)) };
}

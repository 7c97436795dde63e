/** Towns that grew in rings around a middle. */
import { between, normal, type Rng } from '../../../src/core/rng.ts';
import { chance, type Point } from '../plane.ts';
import { classOf, type Draft } from './draft.ts';
import type { Edge } from './street-map.ts';

/** Further out there are twice and four times as many streets leading out of town. */
const DOUBLING_RINGS = 8;

interface Ring {
  readonly first: number;
  readonly count: number;
}

export function radial(rng: Rng, halfM: number): Draft {
  const spokes = Math.floor(between(rng, 18, 28));
  const stepM = between(rng, 180, 320);
  const points: Point[] = [{ xM: 0, yM: 0 }];
  const edges: Edge[] = [];
  let inner: Ring = { first: 0, count: 1 };
  for (let r = 1; r * stepM <= halfM; r++) {
    const count = spokes * 2 ** Math.min(2, Math.floor(Math.log2(1 + r / DOUBLING_RINGS)));
    const ring = { first: points.length, count };
    for (let i = 0; i < count; i++) points.push(onRing(rng, r * stepM, i / count));
    joinRing(edges, inner, ring, spokes, classOf(r, 5, -1) === 'arterial');
    inner = ring;
  }
  return { points, edges: edges.filter(({ kind }) => kind !== 'street' || !chance(rng, 0.05)) };
}

function onRing(rng: Rng, radiusM: number, share: number): Point {
  const angle = share * 2 * Math.PI + normal(rng) * 0.004;
  const outM = radiusM + normal(rng) * 12;
  return { xM: outM * Math.cos(angle), yM: outM * Math.sin(angle) };
}

/** Around the ring, and inwards from every junction that has a partner there. */
function joinRing(edges: Edge[], inner: Ring, ring: Ring, spokes: number, isArterial: boolean): void {
  const { first, count } = ring;
  for (let i = 0; i < count; i++) {
    edges.push({ a: first + i, b: first + ((i + 1) % count), kind: isArterial ? 'arterial' : 'street' });
    const isMainSpoke = (i * spokes) % (4 * count) === 0;
    const kind = isMainSpoke ? 'arterial' : 'street';
    if (inner.count === 1) edges.push({ a: inner.first, b: first + i, kind });
    else if ((i * inner.count) % count === 0)
      edges.push({ a: inner.first + (i * inner.count) / count, b: first + i, kind });
  }
}

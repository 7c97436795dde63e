/**
 * Faces between main roads are cut into parcels, in turns: streets first, then lanes, each cut along the short side of what
 * is left. Neighbouring halves often share the second cut, which makes crossings; where they do not, T-junctions.
 */
import { between, type Rng } from '../../core/rng.ts';
import type { CityName } from './contract.ts';
import { alleyName, type NameSource, streetName } from './names.ts';
import type { PlanePoint } from './plane.ts';
import { areaM2, type Cut, centroid, cut, orientedBox, type Polygon } from './polygon.ts';
import type { Line } from './skeleton.ts';

export interface Parcels {
  readonly lines: readonly Line[];
  readonly leaves: readonly Polygon[];
}

export interface Grain {
  /** Parcels larger than this are cut by a street. */
  readonly streetM2: number;
  /** Parcels larger than this are cut by a lane. */
  readonly alleyM2: number;
  /** How far cuts lean from the square, radians. */
  readonly lean: number;
}

interface Work {
  readonly rng: Rng;
  readonly grain: Grain;
  readonly names: NameSource;
  readonly lines: Line[];
  readonly leaves: Polygon[];
}

const SMALLEST_M2 = 1_500;
const SNAP_M = 14;

function turned(axis: PlanePoint, angle: number): PlanePoint {
  const c = Math.cos(angle);
  const s = Math.sin(angle);
  return { xM: axis.xM * c - axis.yM * s, yM: axis.xM * s + axis.yM * c };
}

interface Slice {
  readonly cut: Cut;
  readonly through: PlanePoint;
  readonly direction: PlanePoint;
}

/** Cuts across the long side near its middle; several tries, as odd shapes refuse some. */
function slice(polygon: Polygon, rng: Rng, lean: number): Slice | null {
  const box = orientedBox(polygon);
  for (let tries = 0; tries < 5; tries++) {
    const shift = between(rng, -0.13, 0.13) * box.longM;
    const through = { xM: box.centre.xM + box.axis.xM * shift, yM: box.centre.yM + box.axis.yM * shift };
    const direction = turned(box.axis, Math.PI / 2 + between(rng, -lean, lean));
    const made = cut(polygon, through, direction, SNAP_M);
    if (made?.parts.every((part) => areaM2(part) > SMALLEST_M2)) return { cut: made, through, direction };
  }
  return null;
}

function record(work: Work, made: Cut, name: CityName, kind: 'street' | 'alley'): void {
  work.lines.push({ class: kind, name, points: [made.from, made.to] });
}

function divide(work: Work, polygon: Polygon, street: CityName, count: { lanes: number }): void {
  const area = areaM2(polygon);
  const { grain, rng } = work;
  const size = between(rng, 0.75, 1.35);
  const kind = area > grain.streetM2 * size ? 'street' : area > grain.alleyM2 * size ? 'alley' : null;
  const first = kind && slice(polygon, rng, grain.lean);
  if (!kind || !first) {
    work.leaves.push(polygon);
    return;
  }
  const nameOf = (): CityName => {
    if (kind === 'street') return streetName(work.names.next());
    count.lanes += 1;
    return alleyName(street, count.lanes);
  };
  const name = nameOf();
  record(work, first.cut, name, kind);
  const inherited = kind === 'street' ? name : street;
  const numbers = kind === 'street' ? { lanes: 0 } : count;
  const [one, two] = first.cut.parts;
  const shared = rng.next() < 0.65 && area > (kind === 'street' ? grain.streetM2 : grain.alleyM2) * 1.8;
  const second = shared ? crossCuts(polygon, one, two, first, rng) : null;
  if (!second) {
    divide(work, one, inherited, numbers);
    divide(work, two, inherited, numbers);
    return;
  }
  const across = nameOf();
  for (const made of second) {
    record(work, made, across, kind);
    for (const part of made.parts) divide(work, part, inherited, numbers);
  }
}

/** One straight road through both halves. */
function crossCuts(whole: Polygon, one: Polygon, two: Polygon, first: Slice, rng: Rng): readonly [Cut, Cut] | null {
  const middle = centroid(whole);
  const through = {
    xM: middle.xM + first.direction.xM * between(rng, -25, 25),
    yM: middle.yM + first.direction.yM * between(rng, -25, 25),
  };
  const direction = turned(first.direction, Math.PI / 2 + between(rng, -0.05, 0.05));
  const a = cut(one, through, direction, 4);
  const b = cut(two, through, direction, 4);
  if (!a || !b) return null;
  return [...a.parts, ...b.parts].every((part) => areaM2(part) > SMALLEST_M2) ? [a, b] : null;
}

/** `fallback` names the lanes of a face too small for a street of its own. */
export function parcel(face: Polygon, rng: Rng, grain: Grain, names: NameSource, fallback: CityName): Parcels {
  const work: Work = { rng, grain, names, lines: [], leaves: [] };
  divide(work, face, fallback, { lanes: 0 });
  return { lines: work.lines, leaves: work.leaves };
}

/** Long, gentle waves over the whole plane: nothing stays straight, nothing tears (slopes stay far below 1). */
import { between, type Rng } from '../../core/rng.ts';
import { densify, type PlanePoint } from './plane.ts';

export type Bend = (p: PlanePoint) => PlanePoint;

const STEP_M = 45;

export function makeBend(rng: Rng): Bend {
  const phase = [0, 1, 2, 3, 4, 5].map(() => between(rng, 0, 2 * Math.PI));
  const wave = (value: number, lengthM: number, k: number) => Math.sin((value / lengthM) * 2 * Math.PI + phase[k]!);
  return (p) => ({
    xM: p.xM + 95 * wave(p.yM, 4300, 0) + 38 * wave(p.yM + 0.4 * p.xM, 1700, 1) + 9 * wave(p.xM - p.yM, 610, 2),
    yM: p.yM + 90 * wave(p.xM, 4700, 3) + 34 * wave(p.xM - 0.5 * p.yM, 1900, 4) + 9 * wave(p.yM + p.xM, 570, 5),
  });
}

export function bendLine(points: readonly PlanePoint[], bend: Bend): PlanePoint[] {
  return densify(points, STEP_M).map(bend);
}

/** An open polygon, bent; long sides get vertices so that they follow the street beside them. */
export function bendPolygon(points: readonly PlanePoint[], bend: Bend): PlanePoint[] {
  return densify([...points, points[0]!], STEP_M)
    .slice(0, -1)
    .map(bend);
}

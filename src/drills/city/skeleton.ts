/** The lines that give the city its shape before anything is parcelled out: coast road, ring, avenues, diagonals, banks, railway. */
import { between, type Rng } from '../../core/rng.ts';
import type { CityName } from './contract.ts';
import { avenueName, type NameSource, streetName } from './names.ts';
import { densify, type PlanePoint } from './plane.ts';

export interface Line {
  readonly class: 'avenue' | 'street' | 'alley' | 'rail';
  readonly name: CityName;
  readonly points: readonly PlanePoint[];
}

export interface River {
  /** Middle of the water at `xM`. */
  middleM(xM: number): number;
  /** Half of the water's width at `xM`. */
  halfWidthM(xM: number): number;
}

export interface Skeleton {
  readonly lines: readonly Line[];
  readonly river: River;
  readonly coast: readonly PlanePoint[];
  readonly rail: readonly PlanePoint[];
  readonly underground: readonly PlanePoint[];
  /** Where the station square is. */
  readonly square: PlanePoint;
}

/** Land between the water's edge and the road along it. */
export const BANK_M = 45;
const SQUARE: PlanePoint = { xM: -120, yM: 1010 };

/** A rounded rectangle: between an ellipse (power 2) and a box. Counter-clockwise, open. */
function superellipse(centre: PlanePoint, aM: number, bM: number, power: number, wobble: (angle: number) => number) {
  const points: PlanePoint[] = [];
  const steps = 96;
  for (let i = 0; i < steps; i++) {
    const t = (i / steps) * 2 * Math.PI;
    const c = Math.cos(t);
    const s = Math.sin(t);
    const r = 1 + wobble(t);
    points.push({
      xM: centre.xM + aM * r * Math.sign(c) * Math.abs(c) ** (2 / power),
      yM: centre.yM + bM * r * Math.sign(s) * Math.abs(s) ** (2 / power),
    });
  }
  return points;
}

function closed(points: readonly PlanePoint[]): PlanePoint[] {
  return [...points, points[0]!];
}

function smooth(corners: readonly PlanePoint[]): PlanePoint[] {
  let points = [...corners];
  for (let round = 0; round < 3; round++) {
    const next: PlanePoint[] = [points[0]!];
    for (let i = 0; i + 1 < points.length; i++) {
      const a = points[i]!;
      const b = points[i + 1]!;
      next.push({ xM: a.xM * 0.75 + b.xM * 0.25, yM: a.yM * 0.75 + b.yM * 0.25 });
      next.push({ xM: a.xM * 0.25 + b.xM * 0.75, yM: a.yM * 0.25 + b.yM * 0.75 });
    }
    next.push(points[points.length - 1]!);
    points = next;
  }
  return points;
}

function makeRiver(rng: Rng): River {
  const phase = between(rng, 0, 2 * Math.PI);
  const swing = between(rng, 120, 170);
  return {
    middleM: (xM) =>
      -740 + swing * Math.sin(xM / 640 + phase) + 0.55 * swing * Math.sin(xM / 1310 - 1.3 * phase) + 0.06 * xM,
    // Wider towards its mouth in the west.
    halfWidthM: (xM) => 76 + 16 * Math.sin(xM / 420 + phase) + Math.max(0, (-xM - 1500) / 16),
  };
}

export function riverLine(river: River, offset: (xM: number) => number, fromM: number, toM: number): PlanePoint[] {
  const points: PlanePoint[] = [];
  for (let xM = fromM; xM <= toM; xM += 60) points.push({ xM, yM: river.middleM(xM) + offset(xM) });
  return points;
}

export function makeSkeleton(rng: Rng, names: NameSource): Skeleton {
  const river = makeRiver(rng);
  const phase = between(rng, 0, 2 * Math.PI);
  const outer = superellipse(
    { xM: 0, yM: 0 },
    2780,
    2280,
    2.9,
    (t) => 0.03 * Math.sin(3 * t + phase) + 0.018 * Math.sin(7 * t - phase),
  );
  const coast = superellipse(
    { xM: 0, yM: 0 },
    2990,
    2480,
    2.9,
    (t) => 0.03 * Math.sin(3 * t + phase) + 0.018 * Math.sin(7 * t - phase) + 0.012 * Math.sin(17 * t + 2 * phase),
  );
  const ring = superellipse({ xM: -30, yM: 170 }, 1720, 1390, 2.4, (t) => 0.02 * Math.sin(2 * t + phase));
  const at = (xM: number, yM: number): PlanePoint => ({
    xM: xM + between(rng, -50, 50),
    yM: yM + between(rng, -40, 40),
  });
  const bank = (side: 1 | -1) => (xM: number) => side * (river.halfWidthM(xM) + BANK_M);
  const avenue = (points: readonly PlanePoint[]): Line => ({
    class: 'avenue',
    name: avenueName(names.next()),
    points: densify(points, 120),
  });
  const north = river.middleM(-120) + 110;
  const south = river.middleM(-120) - 110;
  const rail = railLine();
  const lines: Line[] = [
    {
      class: 'avenue',
      name: avenueName({ en: 'Kkachi', ko: '까치' }),
      points: densify([{ xM: -120, yM: north - 60 }, { xM: -100, yM: 300 }, SQUARE, { xM: -140, yM: 2500 }], 120),
    },
    { class: 'avenue', name: { en: 'Ring Road', ko: '순환대로' }, points: closed(ring) },
    { class: 'avenue', name: { en: 'Coast Road', ko: '해안대로' }, points: closed(outer) },
    avenue([{ xM: -3000, yM: 60 }, at(-1600, 130), at(-600, 220), at(900, 160), { xM: 3000, yM: 250 }]),
    avenue([{ xM: -3000, yM: 900 }, at(-1700, 800), at(-800, 760), at(900, 700), { xM: 3000, yM: 820 }]),
    avenue([{ xM: -3000, yM: -1600 }, at(-900, -1560), at(700, -1640), { xM: 3000, yM: -1480 }]),
    avenue([{ xM: -2250, yM: 2400 }, at(-2180, 900), at(-2230, 100), { xM: -2150, yM: river.middleM(-2150) + 100 }]),
    avenue([{ xM: -1150, yM: 2500 }, at(-1080, 900), at(-980, 100), at(-1000, -900), { xM: -1150, yM: -2500 }]),
    avenue([{ xM: 900, yM: 2500 }, at(800, 900), at(760, 100), at(800, -900), { xM: 650, yM: -2500 }]),
    avenue([{ xM: 2250, yM: 2400 }, at(2300, 900), at(2260, 100), at(2250, -900), { xM: 2100, yM: -2400 }]),
    avenue([{ xM: -120, yM: south + 60 }, at(-160, -1500), { xM: -60, yM: -2500 }]),
    avenue([SQUARE, at(500, 420), at(1250, -180), { xM: 1500, yM: river.middleM(1500) + 100 }]),
    avenue([SQUARE, at(-800, 480), at(-1400, 20), { xM: -1900, yM: river.middleM(-1900) + 100 }]),
    {
      class: 'street',
      name: streetName({ en: 'Gangbyeon', ko: '북강변' }),
      points: riverLine(river, bank(1), -3100, 3100),
    },
    {
      class: 'street',
      name: streetName({ en: 'Namgangbyeon', ko: '남강변' }),
      points: riverLine(river, bank(-1), -3100, 3100),
    },
    { class: 'rail', name: { en: 'Kkachi Line', ko: '까치선' }, points: densify(rail, 80) },
  ];
  return { lines, river, coast, rail, underground: densify(undergroundLine(), 80), square: SQUARE };
}

function railLine(): PlanePoint[] {
  return smooth([
    { xM: -2900, yM: 1500 },
    { xM: -1900, yM: 1330 },
    { xM: -900, yM: 1130 },
    { xM: 500, yM: 1120 },
    { xM: 1350, yM: 900 },
    { xM: 1380, yM: 100 },
    { xM: 1300, yM: -900 },
    { xM: 1500, yM: -1600 },
    { xM: 2600, yM: -2100 },
  ]);
}

function undergroundLine(): PlanePoint[] {
  return smooth([
    { xM: -2500, yM: 420 },
    { xM: -1500, yM: 160 },
    { xM: -700, yM: 300 },
    { xM: -380, yM: 820 },
    { xM: -200, yM: 1010 },
    { xM: -40, yM: 1010 },
    { xM: 140, yM: 820 },
    { xM: 420, yM: 480 },
    { xM: 700, yM: -200 },
    { xM: 480, yM: -1050 },
    { xM: 900, yM: -1700 },
    { xM: 1700, yM: -1850 },
  ]);
}

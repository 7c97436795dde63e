/**
 * Who watches a coarse place for long tries to learn more than the rule allows. The same attacks are made on a grid without the care of
 * `snap.ts`, and succeed there: they could have succeeded here.
 */
import { describe, expect, test } from 'vitest';
import { moved } from '../core/geo.ts';
import { between, seededRng } from '../core/rng.ts';
import type { Spot } from './coarse.ts';
import { Snaps } from './snap.ts';

const POINT_M = 100;
const STEP_DEG = POINT_M / 111_320;
const ORIGIN = { latDeg: 37.4, lonDeg: 127.1 };
type Coarsen = (spot: Spot) => Spot;

/** The middle of the cell and nothing more: what a grid is without a margin. */
const plain: Coarsen = (spot) => {
  const lonStep = STEP_DEG / Math.cos((37.5 * Math.PI) / 180);
  const latDeg = (Math.floor(spot.latDeg / STEP_DEG) + 0.5) * STEP_DEG;
  return { latDeg, lonDeg: (Math.floor(spot.lonDeg / lonStep) + 0.5) * lonStep, radiusM: POINT_M };
};
const snapped = (seed: number): Coarsen => {
  const snaps = new Snaps(`secret ${seed}`);
  return (spot) => snaps.spot('pair wearer', spot, POINT_M);
};
const SEEDS = Array.from({ length: 120 }, (_, i) => i + 1);

function rms(errors: readonly number[]): number {
  return Math.sqrt(errors.reduce((sum, error) => sum + error ** 2, 0) / errors.length);
}

/** Stands near an edge while the receiver wanders: the mean of what is shown against where they are, northward, metres. */
function meanOfMany(coarsen: Coarsen, seed: number): number {
  const rng = seededRng(seed);
  const edgeDeg = (Math.floor(ORIGIN.latDeg / STEP_DEG) + 1) * STEP_DEG;
  const trueDeg = edgeDeg + between(rng, -10, 10) / 111_320;
  let sum = 0;
  for (let i = 0; i < 2_000; i += 1) {
    const noisyDeg = trueDeg + between(rng, -25, 25) / 111_320;
    sum += coarsen({ latDeg: noisyDeg, lonDeg: ORIGIN.lonDeg, radiusM: i % 2 === 0 ? 20 : 130 }).latDeg;
  }
  return (sum / 2_000 - trueDeg) * 111_320;
}

/** Walks north; each time the shown cell changes, the watcher says where they are: a fixed guess beyond the edge, the best one. */
function atTheFlip(coarsen: Coarsen, seed: number, beyondM: number): number[] {
  const rng = seededRng(seed);
  const from = moved(ORIGIN, between(rng, 0, 100), between(rng, 0, 100));
  const errors: number[] = [];
  let beforeDeg: number | null = null;
  for (let s = 0; s < 1_200; s += 5) {
    const latDeg = from.latDeg + (1.4 * s) / 111_320;
    const shown = coarsen({ latDeg, lonDeg: from.lonDeg, radiusM: 8 });
    if (beforeDeg !== null && shown.latDeg !== beforeDeg)
      errors.push((shown.latDeg - STEP_DEG / 2 - latDeg) * 111_320 + beyondM);
    beforeDeg = shown.latDeg;
  }
  return errors;
}

/** Over one edge to and fro, two hundred times: the mean of all its flips against the true place of a flip. */
function toAndFro(coarsen: Coarsen, seed: number): number[] {
  const rng = seededRng(seed);
  const edgeDeg = (Math.floor(ORIGIN.latDeg / STEP_DEG) + 1 + Math.floor(between(rng, 0, 500))) * STEP_DEG;
  const flips: number[] = [];
  let before: number | null = null;
  for (let i = 0; i <= 200 * 80; i += 1) {
    const phase = (i % 160) / 80;
    const offM = (phase < 1 ? -190 + 380 * phase : 190 - 380 * (phase - 1)) + between(rng, -2, 2);
    const shown = coarsen({ latDeg: edgeDeg + offM / 111_320, lonDeg: ORIGIN.lonDeg, radiusM: 8 }).latDeg;
    if (before !== null && shown > before && Math.abs(shown - STEP_DEG / 2 - edgeDeg) < 1e-5) flips.push(offM);
    before = shown;
  }
  return flips.length === 0 ? [] : [flips.reduce((sum, m) => sum + m, 0) / flips.length];
}

describe('a coarse place (H-504)', () => {
  test('is not sharpened by the mean of many frames', () => {
    expect(rms(SEEDS.slice(0, 30).map((seed) => meanOfMany(plain, seed)))).toBeLessThan(0.1 * POINT_M);
    expect(rms(SEEDS.slice(0, 30).map((seed) => meanOfMany(snapped(seed), seed)))).toBeGreaterThan(0.29 * POINT_M);
  });

  test('nor by the instant in which it changes: that is no line but a strip as wide as a cell', () => {
    expect(rms(SEEDS.flatMap((seed) => atTheFlip(plain, seed, 0)))).toBeLessThan(0.05 * POINT_M);
    for (const beyondM of [0, 25, 50, 75])
      expect(rms(SEEDS.flatMap((seed) => atTheFlip(snapped(seed), seed, beyondM)))).toBeGreaterThan(0.26 * POINT_M);
  });

  test('nor by crossing one edge again and again', () => {
    const spread = (flips: readonly number[]) => {
      const mean = flips.reduce((sum, m) => sum + m, 0) / flips.length;
      return rms(flips.map((m) => m - mean));
    };
    expect(spread(SEEDS.slice(0, 60).flatMap((seed) => toAndFro(plain, seed)))).toBeLessThan(0.05 * POINT_M);
    expect(spread(SEEDS.slice(0, 60).flatMap((seed) => toAndFro(snapped(seed), seed)))).toBeGreaterThan(0.22 * POINT_M);
  });

  test('says truly how exact it is: two times in three they are within the circle, and never two cells off', () => {
    let [inside, all] = [0, 0];
    for (const seed of SEEDS) {
      const rng = seededRng(seed);
      const coarsen = snapped(seed);
      let at = { ...ORIGIN };
      for (let s = 0; s < 200; s += 1) {
        at = moved(at, between(rng, -30, 34), between(rng, -30, 34));
        const shown = coarsen({ ...at, radiusM: 8 });
        const northM = (shown.latDeg - at.latDeg) * 111_320;
        const eastM = (shown.lonDeg - at.lonDeg) * 111_320 * Math.cos((at.latDeg * Math.PI) / 180);
        expect(Math.max(Math.abs(northM), Math.abs(eastM))).toBeLessThan(1.6 * POINT_M);
        all += 1;
        if (Math.hypot(northM, eastM) <= shown.radiusM) inside += 1;
      }
    }
    expect(inside / all).toBeGreaterThan(0.68);
  });

  test('a jump over many cells, and over a belt of columns, lands where they are', () => {
    const coarsen = snapped(1);
    coarsen({ ...ORIGIN, radiusM: 8 });
    for (const there of [
      { latDeg: 37.9, lonDeg: 127.9 },
      { latDeg: -33.2, lonDeg: 151 },
      { latDeg: 89.99, lonDeg: 179.99 },
    ]) {
      const shown = coarsen({ ...there, radiusM: 8 });
      expect(Math.abs(shown.latDeg - there.latDeg) * 111_320).toBeLessThan(1.6 * POINT_M);
    }
  });
});

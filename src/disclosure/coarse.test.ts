import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bandOf, coarseContactAtMs, coarseEtaS, octantOf } from './coarse.ts';

const EDGES_M = [0, 600, 1000, 2000, 20_040_000];
const metres = fc.double({ min: 0, max: 20_000_000, noNaN: true });

describe('bands', () => {
  test('hold the distance between two fixed edges, and say the same for every distance between them', () => {
    fc.assert(
      fc.property(metres, (distanceM) => {
        const band = bandOf(EDGES_M, distanceM, distanceM, null)!;
        expect(band.fromM).toBeLessThanOrEqual(distanceM);
        expect(band.toM).toBeGreaterThan(distanceM);
        expect(EDGES_M.indexOf(band.toM)).toBe(EDGES_M.indexOf(band.fromM) + 1);
      }),
    );
    expect(bandOf(EDGES_M, 1000, 1000, null)).toEqual({ fromM: 1000, toM: 2000 });
  });

  test('nearer is told at once, farther only a tenth beyond the edge', () => {
    const near = { fromM: 600, toM: 1000 };
    expect(bandOf(EDGES_M, 990, 990, { fromM: 1000, toM: 2000 })).toEqual(near);
    expect(bandOf(EDGES_M, 1010, 1010, near)).toEqual(near);
    expect(bandOf(EDGES_M, 1099, 1099, near)).toEqual(near);
    expect(bandOf(EDGES_M, 1101, 1101, near)).toEqual({ fromM: 1000, toM: 2000 });
  });

  test('jitter at an edge gives one change, not a stream of them (H-47)', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 950, max: 1090, noNaN: true }), { minLength: 2, maxLength: 200 }),
        (walk) => {
          let held: { fromM: number; toM: number } | null = null;
          let changes = 0;
          for (const distanceM of walk) {
            const band: { fromM: number; toM: number } = bandOf(EDGES_M, distanceM, distanceM, held)!;
            if (held !== null && band.fromM !== held.fromM) changes += 1;
            held = band;
          }
          expect(changes).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  test('span what a coarse fix leaves open', () => {
    expect(bandOf(EDGES_M, 1500, 500, null)).toEqual({ fromM: 0, toM: 20_040_000 });
    expect(bandOf(EDGES_M, 1500, 1450, null)).toEqual({ fromM: 1000, toM: 2000 });
  });
});

describe('octants', () => {
  test.each([
    [0, 'N'],
    [22, 'N'],
    [23, 'NE'],
    [90, 'E'],
    [359, 'N'],
    [-90, 'W'],
    [225, 'SW'],
  ])('%d degrees is %s', (bearingDeg, octant) => {
    expect(octantOf(bearingDeg, null)).toBe(octant);
  });

  test('hold 7.5 degrees beyond their sector', () => {
    expect(octantOf(29, 'N')).toBe('N');
    expect(octantOf(331, 'N')).toBe('N');
    expect(octantOf(31, 'N')).toBe('NE');
    expect(octantOf(null, 'N')).toBeNull();
  });
});

test('times are whole minutes, rounded toward warning', () => {
  expect([0, 59, 60, 389, 599, 600, 899, 3_599].map(coarseEtaS)).toEqual([0, 0, 60, 360, 540, 600, 600, 3_300]);
  expect(coarseContactAtMs(61, 120_000)).toBe(180_000);
  expect(coarseContactAtMs(null, 0)).toBeNull();
});

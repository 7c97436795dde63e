import fc from 'fast-check';
import { expect, it } from 'vitest';
import { shapeProblem } from './decide-shape.ts';

const ring = (...points: [number, number][]) => points.map(([latDeg, lonDeg]) => ({ latDeg, lonDeg }));

it('refuses what has no size or crosses itself, and says which', () => {
  const line = ring([10, 20], [10.001, 20], [10.002, 20]);
  expect(shapeProblem({ kind: 'polygon', rings: [line] })).toMatch(/no size|crosses/);
  const bow = ring([10, 20], [10.01, 20.01], [10, 20.01], [10.01, 20]);
  expect(shapeProblem({ kind: 'polygon', rings: [bow] })).toContain('crosses itself');
  const dot = ring([10, 20], [10.00001, 20], [10.00001, 20.00001]);
  expect(shapeProblem({ kind: 'polygon', rings: [dot] })).toContain('no size');
  expect(shapeProblem({ kind: 'circle', latDeg: 0, lonDeg: 0, radiusM: 0 })).toContain('no size');
});

it('takes a block, closed or not, turned either way, over the antimeridian too', () => {
  for (const lonDeg of [20, 179.995, -179.995]) {
    const lon = (by: number) => ((lonDeg + by + 540) % 360) - 180;
    const block = ring([10, lon(0)], [10.01, lon(0)], [10.01, lon(0.01)], [10, lon(0.01)]);
    expect(shapeProblem({ kind: 'polygon', rings: [block] })).toBeNull();
    expect(shapeProblem({ kind: 'polygon', rings: [[...block].reverse()] })).toBeNull();
    expect(shapeProblem({ kind: 'polygon', rings: [[...block, block[0]!]] })).toBeNull();
  }
});

it('takes every star-shaped outline around a point', () => {
  const radii = fc.array(fc.double({ min: 0.001, max: 0.02, noNaN: true }), { minLength: 5, maxLength: 40 });
  fc.assert(
    fc.property(radii, (list) => {
      const star = list.map((radius, i) => {
        const turn = (2 * Math.PI * i) / list.length;
        return { latDeg: 37 + radius * Math.cos(turn), lonDeg: 127 + radius * Math.sin(turn) };
      });
      expect(shapeProblem({ kind: 'polygon', rings: [star] })).toBeNull();
    }),
  );
});

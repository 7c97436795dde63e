import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distanceM, type PlanePoint } from '../city/plane.ts';
import { makeMotion, type Stretch } from './motion.ts';

const point = fc.record({ xM: fc.integer({ min: -2000, max: 2000 }), yM: fc.integer({ min: -2000, max: 2000 }) });

/** A way through points at least 5 m apart. */
const way = fc
  .array(point, { minLength: 2, maxLength: 9 })
  .map((points) => points.filter((p, i) => i === 0 || distanceM(points[i - 1]!, p) > 5))
  .filter((points) => points.length > 1);

const limits = fc.record({
  topMps: fc.double({ min: 0.8, max: 25, noNaN: true }),
  endSpeedMps: fc.double({ min: 0, max: 25, noNaN: true }),
  waitMs: fc.integer({ min: 0, max: 40_000 }),
});

function stretchesOf(points: readonly PlanePoint[], choices: readonly Omit<Stretch, 'points'>[]): Stretch[] {
  return points.slice(1).map((to, i) => {
    const choice = choices[i % choices.length]!;
    const halts = choice.waitMs > 20_000;
    return {
      points: [points[i]!, to],
      topMps: choice.topMps,
      endSpeedMps: halts ? 0 : choice.endSpeedMps,
      waitMs: halts ? choice.waitMs : 0,
    };
  });
}

describe('motion', () => {
  it('never jumps, never passes its limits, begins and ends at rest at the ends of the way', () => {
    fc.assert(
      fc.property(way, fc.array(limits, { minLength: 1, maxLength: 4 }), (points, choices) => {
        const stretches = stretchesOf(points, choices);
        const agility = { accelerationMps2: 1.5, brakingMps2: 2 };
        const motion = makeMotion(stretches, agility);
        const topMps = Math.max(...stretches.map((s) => s.topMps));
        expect(distanceM(motion.at(0).point, points[0]!)).toBeLessThan(1e-6);
        expect(distanceM(motion.at(motion.durationMs).point, points.at(-1)!)).toBeLessThan(1e-3);
        expect(motion.at(0).speedMps).toBe(0);
        expect(motion.at(motion.durationMs).speedMps).toBe(0);
        const stepMs = Math.max(50, motion.durationMs / 400);
        let before = motion.at(0);
        for (let ms = stepMs; ms <= motion.durationMs; ms += stepMs) {
          const now = motion.at(ms);
          expect(distanceM(before.point, now.point)).toBeLessThanOrEqual(topMps * (stepMs / 1000) * 1.001 + 1e-3);
          expect(now.alongM).toBeGreaterThanOrEqual(before.alongM - 1e-6);
          expect(now.speedMps).toBeLessThanOrEqual(topMps + 1e-6);
          expect(Math.abs(now.speedMps - before.speedMps)).toBeLessThanOrEqual(2 * (stepMs / 1000) + 1e-6);
          before = now;
        }
      }),
      { numRuns: 80 },
    );
  });

  it('stands still for its waits', () => {
    const a = { xM: 0, yM: 0 };
    const b = { xM: 100, yM: 0 };
    const c = { xM: 200, yM: 0 };
    const stretches = [
      { points: [a, b], topMps: 10, endSpeedMps: 0, waitMs: 30_000 },
      { points: [b, c], topMps: 10, endSpeedMps: 0, waitMs: 0 },
    ];
    const agility = { accelerationMps2: 2, brakingMps2: 2 };
    const motion = makeMotion(stretches, agility);
    // 100 m: 5 s up, 5 s flat, 5 s down.
    expect(motion.durationMs).toBeCloseTo(15_000 + 30_000 + 15_000, 3);
    expect(motion.at(15_000).point.xM).toBeCloseTo(100, 6);
    expect(motion.at(44_900).point.xM).toBeCloseTo(100, 6);
    expect(motion.at(44_900).speedMps).toBe(0);
    expect(motion.at(50_000).point.xM).toBeCloseTo(125, 6);
    expect(motion.at(50_000).courseDeg).toBeCloseTo(90, 6);
  });
});

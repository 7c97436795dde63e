import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { headingOf, type Orientation, smooth, turnDeg } from './heading.ts';

const event = (change: Partial<Orientation>): Orientation => ({
  absolute: true,
  alpha: 0,
  beta: 0,
  gamma: 0,
  ...change,
});
const near = (a: number, b: number) => Math.abs(turnDeg(a, b));

describe('H-176: the radar turns only by a heading that is one', () => {
  test('lying flat: the turn about the vertical, the other way round', () => {
    for (const alpha of [0, 30, 90, 200, 359]) expect(near(headingOf(event({ alpha }), 0)!, -alpha)).toBeLessThan(0.01);
  });

  test('held like a tray, the top edge; held upright, what the back looks at', () => {
    expect(near(headingOf(event({ alpha: 270, beta: 40 }), 0)!, 90)).toBeLessThan(0.01);
    expect(near(headingOf(event({ alpha: 270, beta: 88 }), 0)!, 90)).toBeLessThan(0.01);
  });

  test('iOS tells it as it is; uncalibrated is none', () => {
    expect(headingOf(event({ absolute: false, webkitCompassHeading: 123, webkitCompassAccuracy: 10 }), 0)).toBe(123);
    expect(headingOf(event({ webkitCompassHeading: 123, webkitCompassAccuracy: -1 }), 0)).toBeNull();
  });

  test.each([
    [{ absolute: false }],
    [{ alpha: null }],
    [{ alpha: Number.NaN }],
    [{ webkitCompassHeading: Number.NaN }],
  ])('no heading from %j', (change) => {
    expect(headingOf(event(change), 0)).toBeNull();
  });

  test('turned on its side, the screen’s top counts', () => {
    expect(headingOf(event({ webkitCompassHeading: 350 }), 90)).toBe(80);
  });
});

test('smoothing goes the shorter way round and never past', () => {
  const deg = fc.double({ min: 0, max: 359.9, noNaN: true });
  fc.assert(
    fc.property(deg, deg, fc.integer({ min: 0, max: 5_000 }), (from, to, sinceMs) => {
      const now = smooth(from, to, sinceMs);
      expect(near(now, to)).toBeLessThanOrEqual(near(from, to) + 1e-6);
      expect(now >= 0 && now < 360).toBe(true);
    }),
  );
  expect(near(smooth(350, 10, 250), 2.6)).toBeLessThan(1);
});

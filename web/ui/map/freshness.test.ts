import { describe, expect, it } from 'vitest';
import { FRESH_MS_MAX, freshness, STALE_MS_MIN } from './freshness.ts';
import { TWEEN_MS, Tween } from './tween.ts';

// HAZARD H-61: an old position shown as if it were live.
describe('an ageing position', () => {
  it('is whole while fresh, also with a clock that runs ahead', () => {
    expect(freshness(0)).toEqual({ opacity: 1, stale: false });
    expect(freshness(-5_000)).toEqual({ opacity: 1, stale: false });
    expect(freshness(FRESH_MS_MAX)).toEqual({ opacity: 1, stale: false });
  });

  it('fades, then is marked stale, and never fades away', () => {
    const ages = [FRESH_MS_MAX, 120_000, STALE_MS_MIN, 300_000, 3_600_000];
    const opacities = ages.map((age) => freshness(age).opacity);
    expect(opacities).toEqual([...opacities].sort((a, b) => b - a));
    expect(freshness(STALE_MS_MIN).stale).toBe(true);
    expect(freshness(STALE_MS_MIN - 1).stale).toBe(false);
    expect(freshness(86_400_000).opacity).toBeGreaterThan(0.4);
  });
});

describe('the movement of a symbol', () => {
  const fix = (latDeg: number) => ({ latDeg, lonDeg: 127, radiusM: 10, fixedAtMs: 0, courseDeg: null });

  it('glides from the last measured position to the next, and never beyond', () => {
    const tween = new Tween();
    tween.at('w', fix(37), 1_000, false);
    const seen = [0, 100, 200, 400, TWEEN_MS, 5_000].map(
      (after) => tween.at('w', fix(37.001), 2_000 + after, false).latDeg,
    );
    expect(seen[0]).toBe(37);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(seen.at(-2)).toBe(37.001);
    expect(seen.at(-1)).toBe(37.001);
  });

  it('stands at once where nothing may glide, and jumps where the way is long', () => {
    const tween = new Tween();
    tween.at('w', fix(37), 1_000, true);
    expect(tween.at('w', fix(37.001), 2_000, true).latDeg).toBe(37.001);
    expect(tween.at('w', fix(38), 3_000, false).latDeg).toBe(38);
  });
});

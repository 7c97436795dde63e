import { describe, expect, it } from 'vitest';
import type { Picture, Shown } from '../../src/disclosure/contract.ts';
import type { Shelf } from '../ui/live/live-state.ts';
import { extendTrails, TRAIL_LIMITS } from './trails.ts';

const basis = { rule: 'r', article: 'a' };
const nothing: Shown = { kind: 'nothing', statement: 'no-warning', lastReportAtMs: null, basis };

function point(fixedAtMs: number): Shown {
  return {
    kind: 'point',
    point: { latDeg: 36, lonDeg: 124 + fixedAtMs / 1e9, radiusM: 10, fixedAtMs, courseDeg: null, speedMps: null },
    distanceM: null,
    trend: 'unclear',
    octant: null,
    etaS: null,
    lastReportAtMs: fixedAtMs,
    basis,
  };
}

function shelf(wearer: Shown, lapsed = false): Shelf {
  const picture: Picture = {
    pairId: 'p',
    label: 'M-001',
    level: 'warning',
    levelSinceMs: 0,
    wearer,
    protected: nothing,
    validUntilMs: 0,
  };
  return { kind: 'picture', picture, lapsed };
}

const one = (value: Shelf) => new Map([['p', value]]);

describe('the trail of what was shown', () => {
  const two = extendTrails(extendTrails(new Map(), one(shelf(point(1_000)))), one(shelf(point(2_000))));

  it('grows by each new position, once', () => {
    expect(two.get('p')?.map((fix) => fix.fixedAtMs)).toEqual([1_000, 2_000]);
    const again = extendTrails(two, one(shelf(point(2_000))));
    expect(again.get('p')).toBe(two.get('p'));
    expect(extendTrails(two, one(shelf(point(1_500)))).get('p')).toHaveLength(2);
  });

  // HAZARD H-50: a screen keeps what was withdrawn.
  it('is forgotten at once when the pair is withdrawn, lapsed, gone, or no longer shown as a point', () => {
    const withdrawn: Shelf = { kind: 'withdrawn', pairId: 'p', statement: 'no-order', atMs: 0 };
    expect(extendTrails(two, one(withdrawn)).size).toBe(0);
    expect(extendTrails(two, one(shelf(point(3_000), true))).size).toBe(0);
    expect(extendTrails(two, one(shelf(nothing))).size).toBe(0);
    expect(extendTrails(two, new Map()).size).toBe(0);
  });

  it('has a limit in length and in time', () => {
    let trails: ReturnType<typeof extendTrails> = new Map();
    for (let index = 1; index <= TRAIL_LIMITS.fixes + 50; index += 1) {
      trails = extendTrails(trails, one(shelf(point(index * 1_000))));
    }
    expect(trails.get('p')).toHaveLength(TRAIL_LIMITS.fixes);
    const later = extendTrails(trails, one(shelf(point(TRAIL_LIMITS.ageMs + 10_000_000))));
    expect(later.get('p')).toHaveLength(1);
  });
});

/** What happens does not depend on who wears the device, on which side is east or north, nor on where on its circle of latitude it is. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Scene } from './scene.test-helper.ts';
import type { Finding } from './types.ts';
import { changesOf, play, type Turned, type Way, wasEvaluated, way } from './ways.test-helper.ts';

const ORIGIN = { latDeg: 37, lonDeg: 20 };
/** Rounding of each number, and the last digits of another longitude. */
const TOLERANCES = { distanceM: 1, gapM: 1, etaS: 2, earliestContactS: 1, closingMps: 0.11 } as const;

function expectSame(here: readonly Finding[], there: readonly Finding[]): void {
  const told = ({ atMs, level, previousLevel, why }: Finding) =>
    `${atMs} ${previousLevel} ${level} ${level === 'unknown' ? '' : why.key}`;
  expect(there.map(told)).toEqual(here.map(told));
  for (const [i, one] of here.entries()) {
    const other = there[i]!;
    for (const [name, slack] of Object.entries(TOLERANCES) as [keyof typeof TOLERANCES, number][]) {
      expect(other[name] === null, name).toBe(one[name] === null);
      expect(Math.abs((other[name] ?? 0) - (one[name] ?? 0)), name).toBeLessThanOrEqual(slack);
    }
  }
}

function found(first: Way, second: Way, turned: Turned = {}, origin = ORIGIN): Finding[] {
  const scene = play(new Scene(origin), first, second, turned);
  expect(wasEvaluated(scene)).toBe(true);
  // When both are silent the wearer's silence is told first: who is named, and then whom else, is no matter of symmetry.
  return changesOf(scene).filter(({ level, previousLevel }) => level !== previousLevel);
}

describe('the same is found', () => {
  it('whoever of the two wears the device; the shares of the closing change places', () => {
    fc.assert(
      fc.property(way, way, (a, b) => {
        const one = found(a, b);
        const other = found(a, b, { isSwapped: true });
        expectSame(one, other);
        for (const [i, { wearerShare }] of one.entries()) {
          const share = other[i]!.wearerShare;
          expect(share === null).toBe(wearerShare === null);
          if (share !== null && wearerShare !== null)
            expect(Math.abs(share + wearerShare - 1)).toBeLessThanOrEqual(0.011);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('with east and west exchanged', () => {
    fc.assert(
      fc.property(way, way, (a, b) => {
        const origin = { ...ORIGIN, lonDeg: -ORIGIN.lonDeg };
        expectSame(found(a, b), found(a, b, { mirrorEast: true }, origin));
      }),
      { numRuns: 100 },
    );
  });

  it('with north and south exchanged, on the other half of the globe', () => {
    fc.assert(
      fc.property(way, way, (a, b) => {
        const origin = { ...ORIGIN, latDeg: -ORIGIN.latDeg };
        expectSame(found(a, b), found(a, b, { mirrorNorth: true }, origin));
      }),
      { numRuns: 100 },
    );
  });

  it('at any other longitude, the antimeridian included', () => {
    const lonDeg = fc.oneof(
      fc.double({ min: -180, max: 180, noNaN: true }),
      fc.constantFrom(180, -180, 179.999, -179.999, 179.99),
    );
    fc.assert(
      fc.property(way, way, lonDeg, (a, b, lon) => {
        expectSame(found(a, b), found(a, b, {}, { ...ORIGIN, lonDeg: lon }));
      }),
      { numRuns: 150 },
    );
  });
});

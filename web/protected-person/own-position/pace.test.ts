import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MINUTE_MS } from '../../../src/core/time.ts';
import { isStill, type Place, reportEveryMs, rest } from './pace.ts';

const WANTED = { intervalS: 15, orderedIntervalS: 60 };

test.each([
  ['moving, as the engine asks', { pct: 80, charging: false }, false, 15],
  ['no word of the battery', null, false, 15],
  ['standing still, as the order says', { pct: 80, charging: false }, true, 60],
  ['a low battery, as the order says', { pct: 12, charging: false }, false, 60],
  ['a low battery that is charged', { pct: 12, charging: true }, false, 15],
])('%s', (_, battery, still, seconds) => {
  expect(reportEveryMs(WANTED, battery, still)).toBe(seconds * 1_000);
});

test('never more rarely than the order asks, whatever the phone does', () => {
  const battery = fc.option(
    fc.record({ pct: fc.option(fc.integer({ min: 0, max: 100 })), charging: fc.option(fc.boolean()) }),
  );
  const seconds = fc.integer({ min: 1, max: 600 });
  fc.assert(
    fc.property(seconds, seconds, battery, fc.boolean(), (intervalS, orderedIntervalS, held, still) => {
      expect(reportEveryMs({ intervalS, orderedIntervalS }, held, still)).toBeLessThanOrEqual(orderedIntervalS * 1_000);
    }),
  );
});

test('a phone stands still after two minutes within what its positions are exact to, and not after a step away', () => {
  const at = (northM: number, atMs: number, accuracyM = 10): Place => ({
    ...{ latDeg: 36 + northM / 111_000, lonDeg: 124.5, accuracyM, atMs },
  });
  const there = rest(rest(null, at(0, 0)), at(20, MINUTE_MS));
  expect(isStill(there, 2 * MINUTE_MS - 1)).toBe(false);
  expect(isStill(there, 2 * MINUTE_MS)).toBe(true);
  expect(isStill(rest(there, at(60, 2 * MINUTE_MS)), 2 * MINUTE_MS)).toBe(false);
  // A wide circle around the same place is no step.
  expect(isStill(rest(there, at(60, 2 * MINUTE_MS, 300)), 2 * MINUTE_MS)).toBe(true);
  expect(isStill(null, 0)).toBe(false);
});

import { expect, test } from 'vitest';
import type { Picture } from '../../../src/disclosure/contract.ts';
import { isSideKnown, seenFrom, wearersSeenIn } from './use-ranked.ts';

const NOW_MS = Date.UTC(2026, 5, 24, 12, 0);
const MINUTE = 60_000;
const own = (ageMs: number) => ({ latDeg: 36, lonDeg: 124.5, radiusM: 9, fixedAtMs: NOW_MS - ageMs });
const band = (ageMs: number | null, level: Picture['level'] = 'danger') =>
  ({
    level,
    wearer: {
      ...{ kind: 'band', fromM: 300, octant: 'E' },
      lastReportAtMs: ageMs === null ? null : NOW_MS - ageMs,
    },
  }) as unknown as Picture;

// HAZARD H-188: the way leads to the wearer
test('where the wearer was long ago, or nobody knows when, claims no side', () => {
  expect(wearersSeenIn([band(MINUTE)], NOW_MS)[0]!.kind).toBe('octant');
  expect(wearersSeenIn([band(6 * MINUTE), band(null)], NOW_MS).map(({ kind }) => kind)).toEqual(['unknown', 'unknown']);
  expect(isSideKnown(wearersSeenIn([band(MINUTE), band(null)], NOW_MS))).toBe(false);
  expect(isSideKnown([])).toBe(false);
});

test('every wearer who is a risk now is looked at, not only the most urgent one', () => {
  expect(wearersSeenIn([band(MINUTE), band(MINUTE, 'warning'), band(MINUTE, 'clear')], NOW_MS)).toHaveLength(2);
});

test("from an old place of one's own no side is claimed and its age is said; a very old one is none", () => {
  expect(seenFrom(own(MINUTE), [band(MINUTE)], NOW_MS)).toMatchObject({ oldMs: null, wearers: [{ kind: 'octant' }] });
  expect(seenFrom(own(10 * MINUTE), [band(MINUTE)], NOW_MS)).toMatchObject({ oldMs: 10 * MINUTE, wearers: null });
  expect(seenFrom(own(31 * MINUTE), [band(MINUTE)], NOW_MS)).toEqual({ here: null, oldMs: null, wearers: null });
  expect(seenFrom(null, [], NOW_MS).here).toBeNull();
});

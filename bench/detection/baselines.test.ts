import { expect, test } from 'vitest';
import { moved } from '../../src/core/geo.ts';
import type { PersonId } from '../../src/core/ids.ts';
import type { Fix } from '../../src/proximity/types.ts';
import { type Baseline, DANGER_RADIUS_M, runBaseline } from './baselines.ts';
import { PROTECTED, WEARER } from './case.ts';

const PLAIN: Baseline = { name: '', radiusM: 600, isDebounced: false, accuracyMaxM: null };
const DEBOUNCED: Baseline = { ...PLAIN, isDebounced: true };
const FILTERED: Baseline = { ...PLAIN, accuracyMaxM: 100 };

/** A fix so many metres north of the origin, received a second after it was taken. */
function fix(personId: PersonId, atS: number, northM: number, over: Partial<Fix> = {}): Fix {
  return {
    personId,
    fixedAtMs: atS * 1000,
    receivedAtMs: atS * 1000 + 1000,
    ...moved({ latDeg: 36, lonDeg: 124.5 }, 0, northM),
    accuracyM: 10,
    speedMps: null,
    courseDeg: null,
    source: 'gnss',
    mock: null,
    ...over,
  };
}

const HERE = fix(PROTECTED, 0, 0);
function levels(baseline: Baseline, ...fixes: readonly Fix[]): string[] {
  return runBaseline(baseline, [HERE, ...fixes]).map(({ atMs, level }) => `${atMs / 1000} ${level}`);
}

test('it warns when the last fixes are within the radius, and stops when they are not', () => {
  expect(levels(PLAIN, fix(WEARER, 60, 601), fix(WEARER, 120, 599), fix(WEARER, 180, 605))).toEqual([
    '121 warning',
    '181 clear',
  ]);
});

test('danger is the smaller radius', () => {
  expect(levels(PLAIN, fix(WEARER, 60, DANGER_RADIUS_M - 1), fix(WEARER, 120, DANGER_RADIUS_M + 1))).toEqual([
    '61 danger',
    '121 warning',
  ]);
});

test('2 of 3 waits for a second and forgives one', () => {
  const [far, near] = [(atS: number) => fix(WEARER, atS, 601), (atS: number) => fix(WEARER, atS, 599)];
  expect(levels(DEBOUNCED, far(60), near(120), near(180), far(240), far(300))).toEqual(['181 warning', '301 clear']);
  expect(levels(DEBOUNCED, far(60), near(120), far(180), far(240))).toEqual([]);
});

test('the accuracy filter looks at no fix that says it is coarse', () => {
  const coarse = fix(WEARER, 120, 100, { accuracyM: 101 });
  expect(levels(FILTERED, fix(WEARER, 60, 900), coarse)).toEqual([]);
  expect(levels(PLAIN, fix(WEARER, 60, 900), coarse)).toEqual(['121 danger']);
  expect(levels(FILTERED, fix(WEARER, 60, 300, { accuracyM: null }))).toEqual(['61 warning']);
});

test('a fix that was overtaken replaces none, and nothing is said before both have reported', () => {
  const late = fix(WEARER, 30, 100, { receivedAtMs: 90_000 });
  expect(levels(PLAIN, fix(WEARER, 60, 900), late)).toEqual([]);
  expect(runBaseline(PLAIN, [fix(WEARER, 60, 0)])).toEqual([]);
});

import { expect, test } from 'vitest';
import { STUDY_ROLES, type StudyRole } from './study.ts';
import { type PairLook, type Shown, Tally } from './tally.ts';

const all = (wearer: Shown, other: Shown = 'nothing') =>
  Object.fromEntries(STUDY_ROLES.map((role) => [role, { wearer, protected: other }])) as PairLook['shown'];

/** One look each 5 s: how far apart, whether it alerts, what everybody is shown. */
function tallied(looks: readonly (readonly [number, boolean, Shown])[], pair = 'a'): Tally {
  const tally = new Tally(100, 5);
  for (const [i, [trueDistanceM, isAlerting, shown]] of looks.entries()) {
    tally.add({ pair, wearer: 'w', protected: 'p', elapsedS: i * 5, trueDistanceM, isAlerting, shown: all(shown) });
  }
  return tally;
}

const of = (tally: Tally, role: StudyRole = 'protected') => tally.figures('x').roles.find((one) => one.role === role)!;
const times = <T>(count: number, one: T): T[] => Array.from({ length: count }, () => one);

test('minutes of warning run from the first warning that lasts until contact', () => {
  const tally = tallied([
    ...times(10, [2_000, false, 'nothing'] as const),
    ...times(24, [500, true, 'band'] as const),
    ...times(6, [80, true, 'point'] as const),
    ...times(10, [2_000, false, 'nothing'] as const),
  ]);
  expect(of(tally).approaches).toBe(1);
  expect(of(tally)).toMatchObject({
    ...{ approachesTold: 1, warningS: { median: 120, least: 120, sum: 120 }, warnedInVain: 0 },
    ...{ bandS: 120, wearerPlaces: 6, wearersShown: 1, protectedPlaces: 0, protectedShown: 0 },
  });
});

test('who is shown nothing is not warned; a warning after contact, or one that ended long before, is none of it', () => {
  const hidden = tallied([...times(24, [500, true, 'nothing'] as const), [80, true, 'nothing'] as const]);
  expect(of(hidden)).toMatchObject({ approachesTold: 0, warningS: null, warnedInVain: 0 });
  const late = tallied([...times(5, [80, false, 'nothing'] as const), ...times(5, [80, true, 'point'] as const)]);
  expect(of(late)).toMatchObject({ approachesTold: 0, warnedInVain: 0 });
  const gone = tallied([
    ...times(12, [500, true, 'band'] as const),
    ...times(20, [900, false, 'nothing'] as const),
    [80, false, 'nothing'] as const,
  ]);
  expect(of(gone)).toMatchObject({ approachesTold: 0, warnedInVain: 0 });
});

test('a warning that nobody followed up is in vain; what is told apart by time is counted apart', () => {
  const twice = tallied([
    ...times(12, [500, true, 'band'] as const),
    ...times(200, [3_000, false, 'nothing'] as const),
    ...times(12, [500, true, 'band'] as const),
  ]);
  expect(of(twice)).toMatchObject({ approachesTold: 0, warnedInVain: 2 });
  const contacts = tallied([
    ...times(2, [50, true, 'band'] as const),
    ...times(200, [3_000, false, 'nothing'] as const),
    ...times(2, [50, true, 'band'] as const),
  ]);
  expect(of(contacts).approaches).toBe(2);
});

test('a role that is not concerned with a pair has no part in it', () => {
  const tally = new Tally(100, 5);
  const shown = { ...all('point'), household: null };
  tally.add({ pair: 'a', wearer: 'w', protected: 'p', elapsedS: 5, trueDistanceM: 50, isAlerting: true, shown });
  expect(of(tally, 'household')).toMatchObject({ approaches: 0, wearerPlaces: 0, warnedInVain: 0 });
  expect(of(tally, 'police')).toMatchObject({ approaches: 1, wearerPlaces: 1 });
});

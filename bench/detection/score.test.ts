import { expect, test } from 'vitest';
import type { Level } from '../../src/proximity/types.ts';
import type { Line } from './lines.ts';
import { score } from './score.ts';
import { contactsOf, nearness, type Truth } from './truth.ts';

const START_MS = Date.UTC(2026, 0, 5);
const LENGTH_S = 7200;
const CONTACT_S = 4000;

/** 5 km apart but for `spans`, in seconds. */
function truth(spans: readonly (readonly [fromS: number, toS: number, m: number])[]): Truth {
  const distanceM = new Float64Array(LENGTH_S).fill(5000);
  for (const [fromS, toS, m] of spans) distanceM.fill(m, fromS, toS);
  return { distanceM, contactsS: contactsOf(distanceM, 100), isNear: nearness(distanceM) };
}

/** Apart, and together for a minute at `CONTACT_S`. */
const MEETING = truth([[CONTACT_S, CONTACT_S + 60, 50]]);
const APART = truth([]);

function lines(...changes: readonly (readonly [atS: number, level: Level])[]): Line[] {
  return changes.map(([atS, level]) => ({ atMs: START_MS + atS * 1000, level }));
}

function outcome(of: Truth, ...changes: readonly (readonly [number, Level])[]) {
  return score(of, START_MS, lines(...changes));
}

function lead(...changes: readonly (readonly [number, Level])[]): number | null {
  return outcome(MEETING, ...changes).leadsS[0]!;
}

test('the lead runs from the first warning or danger to the contact', () => {
  expect(lead([3700, 'notice'], [3800, 'warning'], [3900, 'danger'])).toBe(200);
  expect(lead([3900, 'danger'])).toBe(100);
});

test('a warning that ended before the contact is none', () => {
  expect(lead([3800, 'warning'], [3990, 'notice'])).toBeNull();
  expect(lead([3800, 'warning'], [3990, 'clear'], [3995, 'warning'])).toBe(5);
});

test('a warning at the very second of the contact is one, a second later it is missed', () => {
  expect(lead([CONTACT_S, 'warning'])).toBe(0);
  expect(lead([CONTACT_S + 1, 'warning'])).toBeNull();
  expect(lead()).toBeNull();
});

test('unknown keeps a warning unbroken, but does not begin the lead', () => {
  expect(lead([3500, 'warning'], [3600, 'unknown'], [3900, 'warning'])).toBe(500);
  expect(lead([3500, 'unknown'], [3900, 'warning'])).toBe(100);
  expect(lead([3500, 'unknown'])).toBeNull();
  expect(lead([3500, 'unknown'], [CONTACT_S + 10, 'warning'])).toBeNull();
});

test('in a silence case unknown begins the lead, and only that contact counts', () => {
  const silenced = (...changes: readonly (readonly [number, Level])[]) =>
    score(MEETING, START_MS, [], [{ contactMs: START_MS + CONTACT_S * 1000, lines: lines(...changes) }]);
  expect(silenced([3500, 'unknown'], [3900, 'warning'])).toMatchObject({ silenceLeadsS: [500], leadsS: [null] });
  expect(silenced([3500, 'unknown'], [3900, 'notice'])).toMatchObject({ silenceLeadsS: [null] });
  // What is said in the silenced run is no false warning of the case.
  expect(silenced([10, 'warning'], [20, 'clear']).falseWarnings).toBe(0);
});

test('a warning is false when they are not really near at its beginning', () => {
  expect(outcome(APART, [1000, 'warning'], [1010, 'clear']).falseWarnings).toBe(1);
  expect(outcome(APART, [1000, 'danger'], [1010, 'clear']).falseWarnings).toBe(1);
  expect(outcome(APART, [1000, 'notice'], [1010, 'clear']).falseWarnings).toBe(0);
});

test('really near: within 500 m from 5 min before to 15 min after', () => {
  const near = truth([[3000, 3010, 500]]);
  const far = truth([[3000, 3010, 501]]);
  const isFalse = (of: Truth, atS: number) => outcome(of, [atS, 'warning'], [atS + 1, 'clear']).falseWarnings === 1;
  expect(isFalse(near, 3000 - 900)).toBe(false);
  expect(isFalse(near, 3000 - 901)).toBe(true);
  expect(isFalse(near, 3009 + 300)).toBe(false);
  expect(isFalse(near, 3009 + 301)).toBe(true);
  expect(isFalse(far, 3000)).toBe(true);
});

test('flapping counts every time, raising and lowering within one alert once', () => {
  expect(outcome(APART, [10, 'warning'], [20, 'clear'], [30, 'warning'], [40, 'notice']).falseWarnings).toBe(2);
  expect(outcome(APART, [10, 'warning'], [20, 'danger'], [30, 'warning'], [40, 'clear']).falseWarnings).toBe(1);
  expect(outcome(APART, [10, 'warning'], [20, 'unknown'], [30, 'warning'], [40, 'clear']).falseWarnings).toBe(1);
});

test('unknown alone is no false warning; after it, the first warning decides', () => {
  expect(outcome(APART, [10, 'unknown'], [20, 'clear']).falseWarnings).toBe(0);
  expect(outcome(MEETING, [10, 'unknown'], [CONTACT_S - 60, 'warning']).falseWarnings).toBe(0);
  expect(outcome(APART, [10, 'unknown'], [20, 'warning']).falseWarnings).toBe(1);
});

test('false seconds are those under warning or danger while not really near, unknown is counted apart', () => {
  const of = outcome(APART, [10, 'warning'], [40, 'danger'], [50, 'unknown'], [70, 'notice'], [90, 'clear']);
  expect(of).toMatchObject({ falseS: 40, unknownS: 20 });
  // The first 100 s of this warning are false; its end is within 15 min of the meeting.
  expect(outcome(MEETING, [CONTACT_S - 1000, 'warning'], [CONTACT_S - 800, 'clear']).falseS).toBe(100);
});

test('danger is right within 200 m from a minute before its beginning to 5 min after', () => {
  const at = (atS: number, m = 200) =>
    outcome(truth([[3000, 3010, m]]), [atS, 'danger'], [atS + 1, 'clear']).dangersRight;
  expect(at(3000 - 300)).toBe(1);
  expect(at(3000 - 301)).toBe(0);
  expect(at(3009 + 60)).toBe(1);
  expect(at(3009 + 61)).toBe(0);
  expect(at(3000, 201)).toBe(0);
});

test('each unbroken danger is one, and a warning between two breaks it', () => {
  const twice = [
    [10, 'danger'],
    [20, 'warning'],
    [30, 'danger'],
  ] as const;
  expect(outcome(APART, ...twice).dangers).toBe(2);
  expect(outcome(APART, [10, 'danger'], [20, 'danger']).dangers).toBe(1);
});

test('danger at contact is the level at that second', () => {
  const at = (...changes: readonly (readonly [number, Level])[]) => outcome(MEETING, ...changes).dangerAtContact;
  expect(at([CONTACT_S, 'danger'])).toBe(1);
  expect(at([3000, 'danger'], [CONTACT_S - 1, 'warning'])).toBe(0);
  expect(at([CONTACT_S + 1, 'danger'])).toBe(0);
});

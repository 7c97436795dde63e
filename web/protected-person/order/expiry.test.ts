import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { localDate } from '../../../src/core/local-time.ts';
import { DAY_MS } from '../../../src/core/time.ts';
import { endingSoon, standingOf } from './expiry.ts';

const SEOUL = 'Asia/Seoul';
const at = (text: string) => Date.parse(text);

function order(until: string, timeZone = SEOUL) {
  return { fromMs: at(until) - 90 * DAY_MS, untilMs: at(until), ended: null, timeZone };
}

describe('days are counted by the clock of the jurisdiction', () => {
  // The first instant after the 21st of February in Seoul.
  const february = order('2027-02-22T00:00:00+09:00');

  test.each([
    ['2027-02-06T23:59:59+09:00', 15, 'calm'],
    ['2027-02-07T00:00:00+09:00', 14, 'two-weeks'],
    ['2027-02-13T23:59:59+09:00', 8, 'two-weeks'],
    ['2027-02-14T00:00:00+09:00', 7, 'week'],
    ['2027-02-19T12:00:00+09:00', 2, 'week'],
    ['2027-02-20T00:00:00+09:00', 1, 'tomorrow'],
    ['2027-02-21T00:00:00+09:00', 0, 'today'],
    ['2027-02-21T23:59:59+09:00', 0, 'today'],
  ])('at %s: %i days, %s', (now, daysLeft, stage) => {
    expect(standingOf(february, at(now))).toEqual({ kind: 'in-force', daysLeft, stage, isWholeDay: true });
  });

  test('at its end it is over, in that very instant', () => {
    expect(standingOf(february, february.untilMs - 1).kind).toBe('in-force');
    expect(standingOf(february, february.untilMs)).toEqual({ kind: 'ended', atMs: february.untilMs, how: 'expired' });
  });

  test.each([
    // The day on which clocks change is one day, however many hours it has.
    ['2026-03-30T00:00:00+02:00', '2026-03-28T12:00:00+01:00', 'Europe/Berlin', 1],
    ['2026-10-26T00:00:00+01:00', '2026-10-24T23:30:00+02:00', 'Europe/Berlin', 1],
    ['2026-11-02T00:00:00-05:00', '2026-10-31T23:59:00-04:00', 'America/New_York', 1],
    // Over the ends of months and years, and a leap day.
    ['2027-01-01T00:00:00+09:00', '2026-12-24T08:00:00+09:00', SEOUL, 7],
    ['2028-03-01T00:00:00+09:00', '2028-02-28T23:59:59+09:00', SEOUL, 1],
    // In UTC it would be another day.
    ['2027-02-22T00:00:00+09:00', '2027-02-20T08:30:00+09:00', SEOUL, 1],
  ])('ends %s, now %s, %s: %i', (until, now, zone, daysLeft) => {
    expect(standingOf(order(until, zone), at(now))).toMatchObject({ daysLeft });
  });
});

test('an end within a day is told with its time', () => {
  expect(standingOf(order('2027-02-21T15:30:00+09:00'), at('2027-02-21T09:00:00+09:00'))).toEqual({
    ...{ kind: 'in-force', daysLeft: 0, stage: 'today', isWholeDay: false },
  });
});

test('an order that was ended says how; one that is to begin does not count days', () => {
  const untilMs = at('2027-02-22T00:00:00+09:00');
  const ended = { atMs: untilMs - DAY_MS, how: 'non-indictment' } as const;
  expect(standingOf({ ...order('2027-02-22T00:00:00+09:00'), ended }, untilMs - DAY_MS)).toEqual({
    kind: 'ended',
    ...ended,
  });
  expect(standingOf(order('2027-02-22T00:00:00+09:00'), untilMs - 91 * DAY_MS)).toEqual({ kind: 'not-begun' });
});

test('of several, the one that ends first is told; one far off is not', () => {
  const [first, second, far] = ['2027-02-22', '2027-02-25', '2027-06-01'].map((day) => order(`${day}T00:00:00+09:00`));
  const nowMs = at('2027-02-20T12:00:00+09:00');
  expect(endingSoon([far!, second!, first!], nowMs)?.order).toBe(first);
  expect(endingSoon([far!], nowMs)).toBe(null);
  expect(endingSoon([first!], first!.untilMs)).toBe(null);
});

test('in any zone, at any time: days left fall by one with each local day, and are none on the last', () => {
  const zone = fc.constantFrom(
    SEOUL,
    'Asia/Tokyo',
    'Europe/Berlin',
    'America/New_York',
    'Pacific/Auckland',
    'Asia/Kathmandu',
  );
  const untilMs = fc.integer({ min: 1_700_000_000_000, max: 1_900_000_000_000 });
  fc.assert(
    fc.property(zone, untilMs, fc.integer({ min: 1, max: 40 * DAY_MS }), (timeZone, end, leftMs) => {
      const one = { fromMs: end - 90 * DAY_MS, untilMs: end, ended: null, timeZone };
      const now = standingOf(one, end - leftMs);
      expect(now).toMatchObject({ kind: 'in-force' });
      if (now.kind !== 'in-force') return;
      const isLastDay = isSame(localDate(end - leftMs, timeZone), localDate(end - 1, timeZone));
      expect(now.daysLeft === 0).toBe(isLastDay);
      expect(now.daysLeft).toBeGreaterThanOrEqual(0);
      expect(Math.abs(now.daysLeft - leftMs / DAY_MS)).toBeLessThan(1.1);
    }),
  );
});

function isSame(a: object, b: object): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

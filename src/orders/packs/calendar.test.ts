import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { packOf } from '../../../test/support/packs.ts';
import { dateText, type LocalDate, localDate, localTimeMs } from '../../core/local-time.ts';
import { type CalendarPack, daysBeforeMs, daysLeft, isWorkingDay, periodEnd } from './calendar.ts';
import type { Period } from './procedure.ts';

type Counted = Pick<Period, 'length' | 'firstDay' | 'holidays'>;

const months = (count: number, firstDay: Period['firstDay'] = 'not-counted'): Counted => {
  return { length: { months: count }, firstDay, holidays: 'count' };
};
const days = (count: number, holidays: Period['holidays'] = 'next-working-day'): Counted => {
  return { length: { days: count }, firstDay: 'not-counted', holidays };
};
const hours = (count: number): Counted => ({
  length: { hours: count },
  firstDay: 'from-the-instant',
  holidays: 'count',
});

/** A calendar of that zone in which every day is worked. */
const plain = (timeZone: string): CalendarPack => {
  return { timeZone, calendar: { weekend: [], holidays: [], knownUntil: '2099-12-31' } };
};
const kr = packOf('kr');

/** The last day of the period, and the first instant after it. */
function end(from: string, period: Counted, pack: CalendarPack): [string, string] {
  const { lastDay, endMs } = periodEnd(Date.parse(from), period, pack);
  return [dateText(lastDay), new Date(endMs).toISOString()];
}

test.each<[string, string, Counted, string, string]>([
  // Article, begins, period, last day, first instant after it.
  ['SPA 9: three months', '2026-01-10T14:00:00+09:00', months(3), '2026-04-10', '2026-04-10T15:00:00.000Z'],
  [
    'SPA 9: 23:30 UTC is the next day in Seoul',
    '2026-01-10T23:30:00Z',
    months(3),
    '2026-04-11',
    '2026-04-11T15:00:00.000Z',
  ],
  [
    'CivA 160(3): February has no 30th',
    '2026-11-29T12:00:00+09:00',
    months(3),
    '2027-02-28',
    '2027-02-28T15:00:00.000Z',
  ],
  [
    'CivA 160: from the first, whole months',
    '2026-11-30T12:00:00+09:00',
    months(3),
    '2027-02-28',
    '2027-02-28T15:00:00.000Z',
  ],
  ['CivA 160: and to a leap day', '2027-11-30T12:00:00+09:00', months(3), '2028-02-29', '2028-02-29T15:00:00.000Z'],
  ['CivA 160: from a leap day', '2028-02-28T12:00:00+09:00', months(12), '2029-02-28', '2029-02-28T15:00:00.000Z'],
  [
    'CivA 160: to the last of a longer month',
    '2027-02-28T12:00:00+09:00',
    months(3),
    '2027-05-31',
    '2027-05-31T15:00:00.000Z',
  ],
  [
    'CivA 160: 31 March to 30 April has no 31st',
    '2027-01-30T12:00:00+09:00',
    months(1),
    '2027-02-28',
    '2027-02-28T15:00:00.000Z',
  ],
  [
    'CivA 157: a period that begins with a day counts it',
    '2027-02-22T00:00:00+09:00',
    months(3),
    '2027-05-21',
    '2027-05-21T15:00:00.000Z',
  ],
  [
    'CPA 66(1): the first day of detention counts',
    '2026-11-10T18:00:00+09:00',
    months(1, 'counted'),
    '2026-12-09',
    '2026-12-09T15:00:00.000Z',
  ],
  [
    'CPA 66: a measure ends on a Sunday like on any day',
    '2026-11-13T10:00:00+09:00',
    months(3),
    '2027-02-13',
    '2027-02-13T15:00:00.000Z',
  ],
  ['SPA 12: seven days to appeal', '2026-11-02T09:00:00+09:00', days(7), '2026-11-09', '2026-11-09T15:00:00.000Z'],
  [
    'CPA 66(3): a Saturday moves to Monday',
    '2026-10-31T09:00:00+09:00',
    days(7),
    '2026-11-09',
    '2026-11-09T15:00:00.000Z',
  ],
  ['HolA: Chuseok and its weekend', '2026-09-17T09:00:00+09:00', days(7), '2026-09-28', '2026-09-28T15:00:00.000Z'],
  [
    'HolA: substitute holiday after Seollal',
    '2027-01-30T09:00:00+09:00',
    days(7),
    '2027-02-10',
    '2027-02-10T15:00:00.000Z',
  ],
  ['HolA: Christmas on a Friday', '2026-12-18T09:00:00+09:00', days(7), '2026-12-28', '2026-12-28T15:00:00.000Z'],
  [
    'SPA 5: 48 hours know no holidays',
    '2026-12-24T22:30:00+09:00',
    hours(48),
    '2026-12-26',
    '2026-12-26T13:30:00.000Z',
  ],
])('kr, %s', (_, from, period, lastDay, endIso) => {
  expect(end(from, period, kr)).toEqual([lastDay, endIso]);
});

// HAZARD H-352: a period ends an hour or a day off where clocks change, and somebody is unprotected or held too long.
test.each<[string, string, string, Counted, string]>([
  ['to summer time', 'Europe/Madrid', '2026-01-10T12:00:00+01:00', months(3), '2026-04-10T22:00:00.000Z'],
  ['to winter time', 'Europe/Madrid', '2026-09-30T12:00:00+02:00', months(1), '2026-10-31T23:00:00.000Z'],
  ['on the day of 25 hours', 'Europe/Madrid', '2026-10-24T12:00:00+02:00', days(1), '2026-10-25T23:00:00.000Z'],
  ['48 hours over a day of 23', 'Europe/Madrid', '2026-03-28T12:00:00+01:00', hours(48), '2026-03-30T11:00:00.000Z'],
  // 5 September 2026 has no end at midnight: the clock goes from 24:00 to 01:00 of the 6th.
  [
    'before a day without midnight',
    'America/Santiago',
    '2026-09-04T12:00:00-04:00',
    days(1),
    '2026-09-06T04:00:00.000Z',
  ],
  // 4 April 2026 has its last hour twice.
  [
    'on a day with its last hour twice',
    'America/Santiago',
    '2026-04-03T12:00:00-03:00',
    days(1),
    '2026-04-05T04:00:00.000Z',
  ],
  // 1 November 2026 begins twice: at 01:00 the clock goes back to midnight.
  [
    'before a day with midnight twice',
    'America/Havana',
    '2026-10-30T12:00:00-04:00',
    days(1),
    '2026-11-01T04:00:00.000Z',
  ],
  // 30 December 2011 did not exist.
  ['before a day that was left out', 'Pacific/Apia', '2011-12-28T12:00:00-10:00', days(1), '2011-12-30T10:00:00.000Z'],
  // 7 November 2010 began, went back over midnight after a minute, and began again.
  [
    'where midnight was gone back over',
    'America/St_Johns',
    '2010-11-05T12:00:00-02:30',
    days(1),
    '2010-11-07T03:30:00.000Z',
  ],
])('H-352: a period ends with its day %s (%s)', (_, zone, from, period, endIso) => {
  expect(end(from, period, plain(zone))[1]).toBe(endIso);
});

// HAZARD H-357: a deadline beyond the known holidays is told as if it were certain.
test('H-357: where the holidays are not known, weekends still move the end, and that it may move further is said', () => {
  const beyond = periodEnd(Date.parse('2027-05-08T12:00:00+09:00'), days(7), kr);
  expect([dateText(beyond.lastDay), beyond.holidaysKnown]).toEqual(['2027-05-17', false]);
  const within = periodEnd(Date.parse('2027-04-08T12:00:00+09:00'), days(7), kr);
  expect([dateText(within.lastDay), within.holidaysKnown]).toEqual(['2027-04-15', true]);
  // What no holiday moves is certain for all time.
  expect(periodEnd(Date.parse('2030-01-01T12:00:00+09:00'), months(3), kr).holidaysKnown).toBe(true);
  expect(periodEnd(Date.parse('2030-01-01T12:00:00+09:00'), hours(48), kr).holidaysKnown).toBe(true);
});

test('days that are worked, days that are left, and the days before', () => {
  const day = (text: string): LocalDate => localDate(Date.parse(`${text}T03:00:00Z`), 'Asia/Seoul');
  expect(['2026-10-05', '2026-10-06', '2026-10-09', '2026-10-10'].map((d) => isWorkingDay(day(d), kr))).toEqual([
    ...[false, true, false, false],
  ]);
  const { endMs } = periodEnd(Date.parse('2026-11-21T03:00:00Z'), months(3), kr);
  expect(daysLeft(Date.parse('2027-02-21T14:59:59Z'), endMs, kr)).toBe(0);
  expect(daysLeft(Date.parse('2027-02-07T03:00:00Z'), endMs, kr)).toBe(14);
  expect(daysLeft(endMs, endMs, kr)).toBe(-1);
  expect(new Date(daysBeforeMs(endMs, 14, kr)).toISOString()).toBe('2027-02-06T15:00:00.000Z');
});

const ZONES = [
  ...['Asia/Seoul', 'Asia/Tokyo', 'Asia/Kuala_Lumpur', 'Europe/Madrid', 'Europe/London', 'America/New_York'],
  ...['America/Santiago', 'America/Havana', 'America/Sao_Paulo', 'America/St_Johns', 'Pacific/Apia', 'Asia/Beirut'],
  ...['Africa/Cairo', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'Pacific/Kiritimati', 'Pacific/Pago_Pago', 'UTC'],
];

/** As a clerk would: day by day on paper, without any clock. */
function paperEnd(first: LocalDate, { length }: Counted): LocalDate {
  let { year, month, day } = first;
  const lengthOf = () =>
    [31, year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][
      month - 1
    ]!;
  const next = () => {
    day += 1;
    if (day > lengthOf()) [day, month] = [1, month + 1];
    if (month > 12) [month, year] = [1, year + 1];
  };
  if ('days' in length) {
    for (let i = 1; i < length.days; i += 1) next();
    return { year, month, day };
  }
  if (!('months' in length)) throw new Error('hours are no days');
  for (let i = 0; i < length.months; i += 1) [month, year] = month === 12 ? [1, year + 1] : [month + 1, year];
  if (day > lengthOf()) return { year, month, day: lengthOf() };
  if (day > 1) return { year, month, day: day - 1 };
  [month, year] = month === 1 ? [12, year - 1] : [month - 1, year];
  return { year, month, day: lengthOf() };
}

/** The date a wall clock shows, asked of the platform in another way than the code under test does. */
const WALLS = new Map(
  ZONES.map((timeZone) => [timeZone, new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' })]),
);
const wallDate = (atMs: number, timeZone: string): string => WALLS.get(timeZone)!.format(atMs);

describe('H-352: over many zones and years', () => {
  const instant = fc.integer({ min: Date.parse('2005-01-01T00:00:00Z'), max: Date.parse('2045-01-01T00:00:00Z') });
  const length = fc.oneof(
    fc.integer({ min: 1, max: 120 }).map((count): Counted => days(count, 'count')),
    fc.integer({ min: 1, max: 14 }).map((count): Counted => months(count)),
    fc.integer({ min: 1, max: 14 }).map((count): Counted => months(count, 'counted')),
  );

  test('the last day is the clerk’s, and the end is the first instant that no clock of the place calls by it any more', () => {
    fc.assert(
      fc.property(instant, length, fc.constantFrom(...ZONES), (fromMs, period, zone) => {
        const { endMs, lastDay } = periodEnd(fromMs, period, plain(zone));
        const today = localDate(fromMs, zone);
        const beginsToday = period.firstDay === 'counted' || wallDate(fromMs - 1, zone) !== wallDate(fromMs, zone);
        const first = beginsToday ? today : localDate(Date.UTC(today.year, today.month - 1, today.day + 1), 'UTC');
        expect(lastDay).toEqual(paperEnd(first, period));
        expect(wallDate(endMs, zone) > dateText(lastDay)).toBe(true);
        expect(wallDate(endMs - 1, zone) <= dateText(lastDay)).toBe(true);
        for (let hour = 1; hour < 26; hour += 1) {
          expect(wallDate(endMs + hour * 3_600_000, zone) > dateText(lastDay)).toBe(true);
        }
      }),
      { numRuns: 400 },
    );
  });

  test('a longer period never ends earlier, nor does a later beginning; an extension adds exactly its length', () => {
    fc.assert(
      fc.property(instant, fc.integer({ min: 1, max: 12 }), fc.constantFrom(...ZONES), (fromMs, count, zone) => {
        const pack = plain(zone);
        const endMs = periodEnd(fromMs, months(count), pack).endMs;
        expect(periodEnd(fromMs, months(count + 1), pack).endMs).toBeGreaterThan(endMs);
        expect(periodEnd(fromMs + 86_400_000 * 2, months(count), pack).endMs).toBeGreaterThanOrEqual(endMs);
        const begins = localDate(endMs, zone);
        if (begins.day > 28) return;
        const extended = localDate(periodEnd(endMs, months(3), pack).endMs, zone);
        expect((extended.year - begins.year) * 12 + extended.month - begins.month).toBe(3);
        expect(extended.day).toBe(begins.day);
      }),
      { numRuns: 200 },
    );
  });

  test('a last day that moves is worked, and no day between was', () => {
    const january = Date.parse('2026-01-01T00:00:00+09:00');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 440 * 24 }), fc.integer({ min: 1, max: 20 }), (hour, count) => {
        const fromMs = january + hour * 3_600_000;
        const moved = periodEnd(fromMs, days(count), kr);
        const byNumber = periodEnd(fromMs, days(count, 'count'), kr);
        expect(isWorkingDay(moved.lastDay, kr)).toBe(true);
        for (let atMs = byNumber.endMs - 1; atMs < moved.endMs - 86_400_000; atMs += 86_400_000) {
          expect(isWorkingDay(localDate(atMs, 'Asia/Seoul'), kr)).toBe(false);
        }
      }),
    );
  });
});

test('an hour of a day in a gap is the first instant after it, on either side of Greenwich', () => {
  const at = (zone: string, year: number, month: number, day: number, hour: number) =>
    new Date(localTimeMs({ year, month, day }, hour, zone)).toISOString();
  expect(at('America/Santiago', 2026, 9, 6, 0)).toBe('2026-09-06T04:00:00.000Z');
  expect(at('America/New_York', 2026, 3, 8, 2)).toBe('2026-03-08T07:00:00.000Z');
  expect(at('Europe/Madrid', 2026, 3, 29, 2)).toBe('2026-03-29T01:00:00.000Z');
  expect(at('Africa/Cairo', 2026, 4, 24, 0)).toBe('2026-04-23T22:00:00.000Z');
});

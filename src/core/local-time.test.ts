import { expect, test } from 'vitest';
import { daysBetween, localDate, localTimeMs } from './local-time.ts';

test.each([
  ['Asia/Seoul', { year: 2026, month: 11, day: 21 }, 7, '2026-11-20T22:00:00.000Z'],
  ['Asia/Kuala_Lumpur', { year: 2026, month: 1, day: 1 }, 0, '2025-12-31T16:00:00.000Z'],
  // The day after a month's last is the next month's first.
  ['Asia/Seoul', { year: 2026, month: 11, day: 31 }, 7, '2026-11-30T22:00:00.000Z'],
  // Clocks go forward on 29 March and back on 25 October.
  ['Europe/Berlin', { year: 2026, month: 3, day: 29 }, 7, '2026-03-29T05:00:00.000Z'],
  ['Europe/Berlin', { year: 2026, month: 10, day: 25 }, 7, '2026-10-25T06:00:00.000Z'],
  ['America/New_York', { year: 2026, month: 3, day: 8 }, 7, '2026-03-08T11:00:00.000Z'],
])('in %s an hour of a day is that hour of its clock', (zone, date, hour, iso) => {
  const atMs = localTimeMs(date, hour, zone);
  expect(new Date(atMs).toISOString()).toBe(iso);
  expect(
    daysBetween(localDate(atMs, zone), localDate(localTimeMs({ ...date, day: date.day + 1 }, hour, zone), zone)),
  ).toBe(1);
});

test('days are counted from date to date, over months, leap days and changes of the clock', () => {
  const day = (text: string) => localDate(Date.parse(`${text}T12:00:00Z`), 'Europe/Berlin');
  expect(daysBetween(day('2026-03-28'), day('2026-03-30'))).toBe(2);
  expect(daysBetween(day('2028-02-28'), day('2028-03-01'))).toBe(2);
  expect(daysBetween(day('2026-12-31'), day('2027-01-01'))).toBe(1);
  expect(daysBetween(day('2026-05-02'), day('2026-05-01'))).toBe(-1);
});

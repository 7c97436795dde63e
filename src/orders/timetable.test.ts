import { expect, it } from 'vitest';
import { isWithin } from './timetable.ts';

const at = (text: string) => Date.parse(text);

it('counts in the hours of the place, over midnight, in its own time zone (H-396)', () => {
  // Monday to Friday, from ten at night to six.
  const nights = [{ days: [1, 2, 3, 4, 5], from: '22:00', until: '06:00' }];
  const seoul = (text: string) => isWithin(nights, at(`${text}+09:00`), 'Asia/Seoul');
  expect(seoul('2026-11-30T21:59:59')).toBe(false);
  expect(seoul('2026-11-30T22:00:00')).toBe(true);
  expect(seoul('2026-12-01T05:59:59')).toBe(true);
  expect(seoul('2026-12-01T06:00:00')).toBe(false);
  // The night that begins on Friday reaches into Saturday; none begins on Saturday, and none on Sunday.
  expect(seoul('2026-12-05T03:00:00')).toBe(true);
  expect(seoul('2026-12-05T23:00:00')).toBe(false);
  expect(seoul('2026-12-07T03:00:00')).toBe(false);
});

it('follows a change of the clock: half past seven is half past seven', () => {
  const mornings = [{ days: [1, 2, 3, 4, 5, 6, 7], from: '07:30', until: '08:30' }];
  for (const [day, offset] of [
    ['2026-03-28', '+01:00'],
    ['2026-03-29', '+02:00'],
    ['2026-10-24', '+02:00'],
    ['2026-10-25', '+01:00'],
  ]) {
    expect(isWithin(mornings, at(`${day}T07:29:59${offset}`), 'Europe/Madrid')).toBe(false);
    expect(isWithin(mornings, at(`${day}T07:30:00${offset}`), 'Europe/Madrid')).toBe(true);
    expect(isWithin(mornings, at(`${day}T08:30:00${offset}`), 'Europe/Madrid')).toBe(false);
  }
});

it('always counts without hours, and all day from midnight to midnight', () => {
  expect(isWithin(null, 0, 'Asia/Seoul')).toBe(true);
  const sundays = [{ days: [7], from: '00:00', until: '00:00' }];
  expect(isWithin(sundays, at('2026-11-29T00:00:00+09:00'), 'Asia/Seoul')).toBe(true);
  expect(isWithin(sundays, at('2026-11-29T23:59:59+09:00'), 'Asia/Seoul')).toBe(true);
  expect(isWithin(sundays, at('2026-11-30T00:00:00+09:00'), 'Asia/Seoul')).toBe(false);
});

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { dayEndMs, dayField, dayStartMs, dayText, endText, momentField, momentMs, zoneText } from './zone-time.ts';

const ZONES = ['Asia/Seoul', 'Asia/Tokyo', 'Asia/Kuala_Lumpur', 'Europe/Madrid', 'America/New_York'] as const;
const DAY_MS = 86_400_000;

it('a typed last day ends with that day in Seoul, not with the reader’s (H-361)', () => {
  expect(dayEndMs('2027-02-03', 'Asia/Seoul')).toBe(Date.parse('2027-02-03T15:00:00Z'));
  expect(dayStartMs('2027-02-03', 'Asia/Seoul')).toBe(Date.parse('2027-02-02T15:00:00Z'));
  expect(momentMs('2027-02-03T14:30', 'Asia/Seoul')).toBe(Date.parse('2027-02-03T05:30:00Z'));
});

it('an end is told by its last day, with the minute where it falls within one', () => {
  expect(endText('en', Date.parse('2027-02-03T15:00:00Z'), 'Asia/Seoul')).toBe('February 3, 2027');
  expect(endText('ko', Date.parse('2027-02-03T15:00:00Z'), 'Asia/Seoul')).toBe('2027년 2월 3일');
  expect(endText('en', Date.parse('2027-02-03T05:30:00Z'), 'Asia/Seoul')).toMatch(/February 3, 2027 at 14:30/);
  expect(dayText('ja', Date.parse('2027-02-03T15:00:00Z'), 'Asia/Seoul')).toBe('2027年2月4日');
});

it('names the zone', () => {
  expect(zoneText('en', 0, 'Asia/Seoul')).toMatch(/Korean/);
});

it.each(['2026-02-29', '2026-13-01', '2026-00-10', '26-01-01', '', '2026-11-28T10:00'])('%s is no day', (typed) => {
  expect(dayStartMs(typed, 'Asia/Seoul')).toBeNull();
  expect(dayEndMs(typed, 'Asia/Seoul')).toBeNull();
});

it.each(['2026-11-28T24:00', '2026-11-28T10:60', '2026-02-30T10:00', '2026-11-28'])('%s is no instant', (typed) => {
  expect(momentMs(typed, 'Asia/Seoul')).toBeNull();
});

it('what a field holds is what was put into it, in every zone, over changes of the clock', () => {
  const minutes = fc.integer({ min: Date.UTC(2020, 0, 1) / 60_000, max: Date.UTC(2035, 0, 1) / 60_000 });
  fc.assert(
    fc.property(minutes, fc.constantFrom(...ZONES), (minute, zone) => {
      const day = dayField(minute * 60_000, zone);
      const startMs = dayStartMs(day, zone)!;
      expect(startMs).toBeLessThanOrEqual(minute * 60_000);
      expect(dayEndMs(day, zone)!).toBeGreaterThan(minute * 60_000);
      expect(dayField(startMs, zone)).toBe(day);
      // A day is 23 to 25 hours long; where the clock is not changed, the minute comes back.
      const lengthMs = dayEndMs(day, zone)! - startMs;
      if (lengthMs === DAY_MS) expect(momentMs(momentField(minute * 60_000, zone), zone)).toBe(minute * 60_000);
    }),
  );
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { localDate } from '../core/local-time.ts';
import { inForce, inForceAt } from './order.ts';
import { periodEndMs } from './period.ts';

const instant = fc.integer({ min: 0, max: 4_000_000_000_000 });
const order = fc.record({
  fromMs: instant,
  lengthMs: fc.integer({ min: 1, max: 10_000_000_000 }),
  status: fc.constantFrom('active', 'cancelled', 'non-indictment'),
  endedAfterMs: fc.integer({ min: 0, max: 10_000_000_000 }),
});

function orderOf(o: typeof order extends fc.Arbitrary<infer T> ? T : never) {
  const untilMs = o.fromMs + o.lengthMs;
  const endedAtMs = o.status === 'active' ? null : o.fromMs + o.endedAfterMs;
  return { fromMs: o.fromMs, untilMs, status: o.status, endedAtMs } as const;
}

test('in force only while active, from the first instant up to and without the last', () => {
  fc.assert(
    fc.property(order, instant, (raw, nowMs) => {
      const o = orderOf(raw);
      expect(inForce(o, nowMs)).toBe(o.status === 'active' && nowMs >= o.fromMs && nowMs < o.untilMs);
      expect(inForce(o, o.untilMs)).toBe(false);
      expect(inForce(o, o.fromMs - 1)).toBe(false);
      expect(inForce(o, o.fromMs)).toBe(o.status === 'active');
    }),
  );
});

test('an ended order is in force at no time now, and was in force only before it ended', () => {
  fc.assert(
    fc.property(order, instant, (raw, atMs) => {
      const o = orderOf(raw);
      if (o.status !== 'active') expect(inForce(o, atMs)).toBe(false);
      // Whatever is in force now was so at this instant too.
      if (inForce(o, atMs)) expect(inForceAt(o, atMs)).toBe(true);
      if (o.endedAtMs !== null && atMs >= o.endedAtMs) expect(inForceAt(o, atMs)).toBe(false);
      if (atMs < o.fromMs || atMs >= o.untilMs) expect(inForceAt(o, atMs)).toBe(false);
    }),
  );
});

test('inForceAt holds up to the end of a cancelled order', () => {
  const cancelled = { fromMs: 100, untilMs: 1_000, endedAtMs: 500 };
  expect([99, 100, 499, 500].map((atMs) => inForceAt(cancelled, atMs))).toEqual([false, true, true, false]);
});

test('a period of months is reckoned from the day after its beginning, in local days', () => {
  const end = (from: string, months: number, zone: string) =>
    new Date(periodEndMs(Date.parse(from), months, zone)).toISOString();
  expect(end('2026-01-10T14:00:00+09:00', 3, 'Asia/Seoul')).toBe('2026-04-10T15:00:00.000Z');
  // 23:30 UTC is already the next day in Seoul.
  expect(end('2026-01-10T23:30:00Z', 3, 'Asia/Seoul')).toBe('2026-04-11T15:00:00.000Z');
  expect(end('2026-11-30T12:00:00+09:00', 3, 'Asia/Seoul')).toBe('2027-02-28T15:00:00.000Z');
  expect(end('2027-11-30T12:00:00+09:00', 3, 'Asia/Seoul')).toBe('2028-02-29T15:00:00.000Z');
  // Reckoned from the first of the next month: whole months, to their last day.
  expect(end('2027-02-28T12:00:00+09:00', 3, 'Asia/Seoul')).toBe('2027-05-31T15:00:00.000Z');
  expect(end('2026-04-30T12:00:00+09:00', 3, 'Asia/Seoul')).toBe('2026-07-31T15:00:00.000Z');
  expect(end('2026-12-31T12:00:00+09:00', 3, 'Asia/Seoul')).toBe('2027-03-31T15:00:00.000Z');
  // Reckoned from the 31st: the last month has none.
  expect(end('2027-01-30T12:00:00+09:00', 1, 'Asia/Seoul')).toBe('2027-02-28T15:00:00.000Z');
  // Across the change to summer time.
  expect(end('2026-01-10T12:00:00+01:00', 3, 'Europe/Berlin')).toBe('2026-04-10T22:00:00.000Z');
});

test('the end of a period is a local midnight, at most a day after the months have passed', () => {
  const zones = fc.constantFrom('Asia/Seoul', 'Asia/Tokyo', 'Asia/Kuala_Lumpur', 'Europe/Berlin', 'America/New_York');
  fc.assert(
    fc.property(
      fc.integer({ min: 1.7e12, max: 2.2e12 }),
      fc.integer({ min: 1, max: 12 }),
      zones,
      (fromMs, months, zone) => {
        const endMs = periodEndMs(fromMs, months, zone);
        const before = localDate(endMs - 1, zone);
        const after = localDate(endMs, zone);
        const from = localDate(fromMs, zone);
        expect(after.day).not.toBe(before.day);
        // The same number, fewer where the month is short, more only where whole months are reckoned from a first.
        const isLastOfMonth = new Date(Date.UTC(from.year, from.month, 0)).getUTCDate() === from.day;
        if (!isLastOfMonth) expect(before.day).toBeLessThanOrEqual(from.day);
        else expect(after.day).toBe(1);
        expect((before.year - from.year) * 12 + before.month - from.month).toBe(months);
      },
    ),
  );
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../core/time.ts';
import { nextMorningMs } from './own-position.ts';

test('the morning is at seven by the jurisdiction, and at least an hour away', () => {
  const seoul = (text: string) => new Date(nextMorningMs(Date.parse(text), 'Asia/Seoul')).toISOString();
  expect(seoul('2026-11-21T22:30:00+09:00')).toBe('2026-11-21T22:00:00.000Z');
  expect(seoul('2026-11-21T01:00:00+09:00')).toBe('2026-11-20T22:00:00.000Z');
  expect(seoul('2026-11-21T06:30:00+09:00')).toBe('2026-11-21T22:00:00.000Z');
});

test('in any zone and at any time a pause until the morning lasts an hour to a day and an hour', () => {
  const zone = fc.constantFrom(
    'Asia/Seoul',
    'Europe/Berlin',
    'America/New_York',
    'Pacific/Auckland',
    'Australia/Lord_Howe',
  );
  fc.assert(
    fc.property(fc.integer({ min: 1_700_000_000_000, max: 1_900_000_000_000 }), zone, (nowMs, timeZone) => {
      const lastsMs = nextMorningMs(nowMs, timeZone) - nowMs;
      expect(lastsMs).toBeGreaterThanOrEqual(HOUR_MS);
      expect(lastsMs).toBeLessThanOrEqual(DAY_MS + 2 * HOUR_MS);
    }),
  );
});

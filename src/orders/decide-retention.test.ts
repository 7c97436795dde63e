import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY_MS } from '../core/time.ts';
import type { RetentionClock } from '../safeguards/service.ts';
import { decideClocks, decideLateClocks, endingArticle } from './decide-retention.ts';
import { ENDING_ACTS, ENDINGS, endOf, inForce, inForceAt } from './order.ts';
import { keepEndMs } from './packs/calendar.ts';
import { loadPacks } from './packs/read.ts';

const kr = loadPacks().current('kr', Date.parse('2026-11-28T00:00:00Z'))!;
const at = (text: string): number => Date.parse(text);

describe('the time for which something is kept', () => {
  it.each([
    // An order that ran out with its last day: five years from the day after it, of which all count (H-334).
    ['2027-02-22T00:00:00+09:00', { years: 5 }, 'Asia/Seoul', '2032-02-22T00:00:00+09:00'],
    // Ended within a day: that day is not counted.
    ['2027-02-21T15:30:00+09:00', { years: 5 }, 'Asia/Seoul', '2032-02-22T00:00:00+09:00'],
    // In UTC it is still the day before.
    ['2027-02-22T08:59:59+09:00', { years: 5 }, 'Asia/Seoul', '2032-02-23T00:00:00+09:00'],
    // From a leap day to a year that has none, and the other way.
    ['2028-02-28T12:00:00+09:00', { years: 5 }, 'Asia/Seoul', '2033-03-01T00:00:00+09:00'],
    ['2027-02-28T12:00:00+09:00', { years: 1 }, 'Asia/Seoul', '2028-03-01T00:00:00+09:00'],
    ['2026-12-31T12:00:00+09:00', { years: 5 }, 'Asia/Seoul', '2032-01-01T00:00:00+09:00'],
    // Over a change of clocks the day stays a day.
    ['2026-10-24T12:00:00+02:00', { days: 30 }, 'Europe/Berlin', '2026-11-24T00:00:00+01:00'],
    ['2026-03-28T12:00:00+01:00', { years: 1, days: 1 }, 'Europe/Berlin', '2027-03-30T00:00:00+02:00'],
  ])('%s, %o in %s: until %s (H-334)', (from, keep, zone, until) => {
    expect(new Date(keepEndMs(at(from), keep, zone))).toEqual(new Date(at(until)));
  });

  it('in any zone, from any instant: never shorter than the law says, and at most a day longer', () => {
    const zones = fc.constantFrom('Asia/Seoul', 'Asia/Kathmandu', 'Europe/Berlin', 'Pacific/Auckland', 'UTC');
    const instant = fc.integer({ min: at('2026-01-01T00:00:00Z'), max: at('2040-01-01T00:00:00Z') });
    fc.assert(
      fc.property(instant, zones, fc.integer({ min: 1, max: 400 }), (fromMs, zone, days) => {
        const tookMs = keepEndMs(fromMs, { days }, zone) - fromMs;
        // An hour for a change of clocks.
        expect(tookMs).toBeGreaterThanOrEqual(days * DAY_MS - DAY_MS / 24);
        expect(tookMs).toBeLessThanOrEqual((days + 1) * DAY_MS + DAY_MS / 24);
      }),
    );
  });
});

const places = (clocks: readonly RetentionClock[]) => clocks.filter(({ what }) => what === 'location');

describe('the clocks of an ending', () => {
  const endMs = at('2027-02-22T00:00:00+09:00');

  it('expiry and cancellation: places for five years from the end, and nothing that runs from its own writing', () => {
    for (const how of ['expired', 'cancelled', 'withdrawn', 'replaced'] as const) {
      expect(places(decideClocks(kr, how, endMs))).toEqual([
        {
          ...{ what: 'location', because: how, startsAtMs: endMs, destroyAtMs: at('2032-02-22T00:00:00+09:00') },
          ...{ article: 'EDA 31-8(4); Decree 23-18; SPA 11-5', packVersion: kr.versionId },
        },
      ]);
    }
  });

  it('loss of effect, acquittal and dismissal: at once', () => {
    for (const how of ['non-indictment', 'acquitted', 'dismissed'] as const) {
      expect(places(decideClocks(kr, how, endMs))).toMatchObject([
        { what: 'location', because: how, startsAtMs: endMs, destroyAtMs: endMs },
      ]);
    }
  });

  it('after the end only what a court decides on the matter itself is a ground', () => {
    for (const how of ENDINGS) {
      const moved = decideLateClocks(kr, how, endMs + DAY_MS).map(({ destroyAtMs }) => destroyAtMs);
      expect(moved).toEqual(how === 'acquitted' || how === 'dismissed' ? [endMs + DAY_MS] : []);
    }
  });

  it('each ending has its article', () => {
    expect(ENDINGS.map((how) => endingArticle(kr, 'provisional-3-2', how))).toEqual([
      'SPA 9; CPA 66',
      'SPA 11',
      'SPA 11-5',
      'EDA 31-8(4)',
      'EDA 31-8(4)',
      // No word of it in the law: whoever made the measure may take it back.
      'SPA 9(1)3-2',
      'SPA 11',
    ]);
  });
});

it('the event and the instant agree: in force before it, at no instant from it on, whatever ended the order (H-331)', () => {
  const span = fc.integer({ min: 1, max: 1_000 });
  const status = fc.constantFrom('active' as const, ...ENDING_ACTS);
  fc.assert(
    fc.property(span, span, span, status, (fromMs, lengthMs, endedAfterMs, how) => {
      const untilMs = fromMs + lengthMs;
      const endedAtMs = how === 'active' ? null : fromMs + endedAfterMs;
      const order = { status: how, fromMs, untilMs, endedAtMs };
      const end = endOf(order);
      expect(end.atMs).toBeLessThanOrEqual(untilMs);
      expect(end.how === 'expired').toBe(end.atMs === untilMs && (endedAtMs === null || endedAtMs >= untilMs));
      expect(inForceAt(order, end.atMs)).toBe(false);
      expect(inForceAt(order, end.atMs - 1)).toBe(true);
      expect(inForce(order, end.atMs)).toBe(false);
      expect(inForce(order, end.atMs - 1)).toBe(how === 'active');
    }),
  );
});

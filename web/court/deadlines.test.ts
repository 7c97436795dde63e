import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ClockJson, ProceedingRowJson } from '../../src/orders/process/contract.ts';
import { countsOf, isWanted, queueOf, URGENCIES, urgencyOf, waitingOf, waitsFor } from './deadlines.ts';

const ZONE = 'Asia/Seoul';
/** 14:00 in Seoul. */
const NOW_MS = Date.parse('2026-11-28T05:00:00Z');
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

function clock(kind: ClockJson['kind'], dueMs: number | null, more: Partial<ClockJson> = {}): ClockJson {
  const bare = {
    measureId: null,
    startedMs: NOW_MS - DAY_MS,
    article: 'SPA 9',
    nature: 'duty',
    warnedMs: null,
  } as const;
  return { ...bare, kind, dueMs, of: ['court'], ...more };
}

function row(number: string, clocks: ClockJson[], more: Partial<ProceedingRowJson> = {}): ProceedingRowJson {
  return {
    ...{ proceedingId: number, number, jurisdiction: 'kr', timeZone: ZONE, procedure: 'provisional-measures' },
    ...{ stage: 'filed', unanswered: null, result: null, exercise: true, openedAtMs: 0, changedAtMs: 0 },
    ...{ measures: [], filedMeasures: [], clocks },
    ...more,
  };
}

describe('how urgent', () => {
  it.each([
    ['2026-11-28T04:59:59Z', 'overdue'],
    ['2026-11-28T05:00:00Z', 'overdue'],
    ['2026-11-28T06:00:00Z', 'day'],
    // Tomorrow, and less than a day away: it cannot wait for tomorrow.
    ['2026-11-29T05:00:00Z', 'day'],
    ['2026-11-29T05:00:01Z', 'week'],
    ['2026-12-05T15:00:00Z', 'week'],
    ['2026-12-06T15:00:00Z', 'later'],
  ])('%s is %s, by the last day in Seoul', (due, urgency) => {
    expect(urgencyOf(Date.parse(due), NOW_MS, ZONE)).toBe(urgency);
  });

  it('is said as such where the law sets no time', () => {
    expect(urgencyOf(null, NOW_MS, ZONE)).toBe('none');
  });

  it('never becomes less urgent as time goes on', () => {
    const rank = (nowMs: number, dueMs: number) => URGENCIES.indexOf(urgencyOf(dueMs, nowMs, ZONE));
    const span = fc.integer({ min: -40 * DAY_MS, max: 40 * DAY_MS });
    fc.assert(
      fc.property(span, span, span, (due, a, b) => {
        const [first, second] = [Math.min(a, b), Math.max(a, b)];
        expect(rank(NOW_MS + second, NOW_MS + due)).toBeLessThanOrEqual(rank(NOW_MS + first, NOW_MS + due));
      }),
    );
  });
});

describe('whom it waits for', () => {
  const ofProsecutor = { of: ['prosecutor'] } as const;
  it('is whoever bears a duty; an end or a right only once its warning has come', () => {
    const [duty] = waitingOf(row('a', [clock('decision', null)]));
    expect(waitsFor(duty!, 'court')).toBe(true);
    expect(waitsFor(duty!, 'prosecutor')).toBe(false);
    const end = (warnedMs: number | null) =>
      waitingOf(
        row('a', [clock('expiry', NOW_MS + 60 * DAY_MS, { nature: 'end', warnedMs, of: [...ofProsecutor.of] })]),
      )[0]!;
    expect(waitsFor(end(null), 'prosecutor')).toBe(false);
    expect(waitsFor(end(14 * DAY_MS), 'prosecutor')).toBe(true);
  });

  it('is whoever was asked and has not answered, though no clock runs (H-363)', () => {
    const asked = row('a', [], { stage: 'asked', unanswered: { of: 'prosecutor', atMs: NOW_MS - HOUR_MS } });
    expect(queueOf([asked], 'prosecutor', NOW_MS)[0]).toMatchObject({ isMine: true, waiting: { kind: 'answer' } });
    expect(queueOf([asked], 'court', NOW_MS)[0]?.isMine).toBe(false);
  });

  it('is the court while an order that takes effect by service was not served', () => {
    const measure = {
      measureId: 'm',
      fromMs: null,
      ended: null,
      orderedAtMs: NOW_MS,
    } as ProceedingRowJson['measures'][number];
    expect(waitingOf(row('a', [], { measures: [measure] }))).toMatchObject([{ kind: 'service', measureId: 'm' }]);
  });
});

describe('the queue', () => {
  const rows = [
    row('P-2026-0001', [clock('decision', NOW_MS + 30 * DAY_MS)]),
    row('P-2026-0002', [clock('decision', null)]),
    row('P-2026-0003', [clock('decision', NOW_MS - HOUR_MS)]),
    row('P-2026-0004', [clock('approval', NOW_MS - 2 * HOUR_MS, { of: ['prosecutor'] })]),
    row('P-2026-0005', [clock('decision', NOW_MS + HOUR_MS)]),
    row('P-2026-0006', [], { stage: 'closed' }),
  ];

  it('has what waits for the reader first: late, within a day, without delay, later; then what waits for others', () => {
    const numbers = queueOf(rows, 'court', NOW_MS).map(({ row: { number } }) => number.slice(-1));
    expect(numbers).toEqual(['3', '5', '2', '1', '4', '6']);
  });

  it('is the same whatever order the rows came in', () => {
    const wanted = queueOf(rows, 'court', NOW_MS).map(({ row: { number } }) => number);
    fc.assert(
      fc.property(fc.shuffledSubarray(rows, { minLength: rows.length }), (shuffled) => {
        expect(queueOf(shuffled, 'court', NOW_MS).map(({ row: { number } }) => number)).toEqual(wanted);
      }),
    );
  });

  it('counts what waits for the reader only', () => {
    const counts = countsOf(queueOf(rows, 'court', NOW_MS), NOW_MS);
    expect(counts).toEqual({ overdue: 1, day: 1, week: 0, later: 1, none: 1 });
  });

  it('filters by whose it is, by whether it is closed, and by part of the number', () => {
    const shown = (filter: 'mine' | 'open' | 'closed', text = '') =>
      queueOf(rows, 'court', NOW_MS)
        .filter((item) => isWanted(item, filter, text))
        .map(({ row: { number } }) => number.slice(-1));
    expect(shown('mine')).toEqual(['3', '5', '2', '1']);
    expect(shown('open')).toHaveLength(5);
    expect(shown('closed')).toEqual(['6']);
    expect(shown('open', ' p-2026-0004 ')).toEqual(['4']);
  });
});

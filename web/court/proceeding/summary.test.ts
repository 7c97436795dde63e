import { expect, it } from 'vitest';
import type { LawJson, ProceedingDetailJson } from '../../../src/orders/process/contract.ts';
import { barsOf, placePct, spanOf } from './bars.ts';
import { summaryOf } from './summary.ts';

const NOW_MS = Date.parse('2026-11-28T05:00:00Z');
const DAY_MS = 86_400_000;
const LAW = { measures: [{ id: 'warning', demands: ['warned'] }] } as unknown as LawJson;

type Measure = ProceedingDetailJson['measures'][number];
const measure = (id: string, more: Partial<Measure> = {}): Measure => ({
  ...{ measureId: id, measure: id, by: 'decision', orderedAtMs: NOW_MS - DAY_MS, fromMs: NOW_MS - DAY_MS },
  ...{ endMs: NOW_MS + 60 * DAY_MS, inForce: true, extensions: 0, extensionAskedAtMs: null },
  ...{ extendableUntilMs: NOW_MS + 150 * DAY_MS, fitting: null, isSuspended: false, ended: null, orderLabel: null },
  ...more,
});
const detail = (more: Partial<ProceedingDetailJson>): ProceedingDetailJson =>
  ({
    stage: 'decided',
    decision: null,
    unanswered: null,
    events: [],
    measures: [],
    versions: [],
    documents: [],
    ...more,
  }) as ProceedingDetailJson;
const said = (more: Partial<ProceedingDetailJson>) =>
  summaryOf(detail(more), LAW, NOW_MS).map(({ key, measures = [], count }) =>
    [key, ...measures, ...(count ? [count] : [])].join(' '),
  );

it('says of measures of which the same is true in one breath', () => {
  expect(
    said({ measures: [measure('a'), measure('b'), measure('c', { extensions: 2, extendableUntilMs: null })] }),
  ).toEqual(['force a b', 'extend-by', 'force c 2', 'no-more']);
});

it.each([
  [{ fromMs: null, endMs: null }, 'waits a'],
  [{ isSuspended: true }, 'suspended a'],
  [{ ended: { how: 'cancelled' as const, atMs: NOW_MS } }, 'ended a'],
  // In force by the row, over by the clock: the clock is right.
  [{ endMs: NOW_MS }, 'over a'],
  [{ endMs: null }, 'open a'],
])('%o: %s', (more, wanted) => {
  expect(said({ measures: [measure('a', more)] })[0]).toBe(wanted);
});

it('a written warning is done once, and in force no longer than it was said', () => {
  expect(said({ measures: [measure('warning', { endMs: null })] })).toEqual(['warned warning']);
});

it('tells the stage by what happened last, and that an imposed measure waits for approval', () => {
  const event = (kind: string) => ({ kind, atMs: NOW_MS, by: 'prosecutor' }) as ProceedingDetailJson['events'][number];
  expect(said({ events: [event('filed')] })).toEqual(['filed']);
  expect(said({ events: [event('imposed')] })).toEqual(['imposed', 'approval-due']);
  expect(said({ events: [event('imposed'), event('approval-asked')] })).toEqual(['imposed', 'approval-asked']);
  expect(said({ stage: 'closed', events: [event('declined')] })).toEqual(['declined', 'closed']);
});

it('draws each measure from its beginning to its end, with the ends that it had before', () => {
  const until = (from: number | null, to: number) => ({
    what: 'measure:a:until',
    from: from === null ? null : String(from),
    to: String(to),
  });
  const versions = [
    { changes: [until(null, NOW_MS + 10 * DAY_MS)] },
    { changes: [until(NOW_MS + 10 * DAY_MS, NOW_MS + 60 * DAY_MS)] },
  ] as ProceedingDetailJson['versions'];
  const bars = barsOf(detail({ measures: [measure('a'), measure('waiting', { fromMs: null })], versions }));
  expect(bars).toHaveLength(1);
  expect(bars[0]).toMatchObject({ formerEndsMs: [NOW_MS + 10 * DAY_MS], possibleMs: NOW_MS + 150 * DAY_MS });
  const span = spanOf(bars, NOW_MS);
  for (const ms of [bars[0]!.fromMs, NOW_MS, bars[0]!.endMs!, bars[0]!.possibleMs!]) {
    expect(placePct(ms, span)).toBeGreaterThan(0);
    expect(placePct(ms, span)).toBeLessThan(100);
  }
});

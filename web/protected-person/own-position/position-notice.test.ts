import { expect, test } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../../src/core/time.ts';
import type { OwnPositionJson } from '../../../src/people/contract.ts';
import { isKnownNow, lastPosition, type PositionFacts, positionNotice } from './position-notice.ts';

const NOW_MS = Date.parse('2026-11-21T03:00:00Z');

function source(kind: 'page' | 'app', ageMs: number | null) {
  const atMs = ageMs === null ? null : NOW_MS - ageMs;
  return { kind, deviceId: `${kind}`, lastContactMs: atMs, lastPositionMs: atMs, batteryPct: null };
}

function facts(known: Partial<OwnPositionJson>, more: Partial<PositionFacts> = {}): PositionFacts {
  return {
    known: {
      ...{
        keptHours: 24,
        held: [],
        nowMs: NOW_MS,
        sharing: { kind: 'shared', sinceMs: 0 },
        textVersion: 'x',
        isProtected: true,
        places: 1,
      },
      ...{ intervalS: 60, orderedIntervalS: 60, sources: [], morningMs: NOW_MS },
      ...known,
    },
    ...{ place: { kind: 'off' }, permission: 'prompt', nowMs: NOW_MS, pageNowMs: PAGE_MS, pauseEndedMs: null, ...more },
  };
}

/** The page's clock is another one than the server's. */
const PAGE_MS = 900 * HOUR_MS;
const REPORTING = { kind: 'reporting', sentAtMs: PAGE_MS - MINUTE_MS, sinceMs: 0, queued: 0 } as const;
const sentAgo = (ageMs: number) => ({ ...REPORTING, sentAtMs: PAGE_MS - ageMs, queued: 120 });

test.each([
  ['nothing is known yet', { ...facts({}), known: null }, null],
  ['no order is in force', facts({ isProtected: false, sharing: { kind: 'never' } }), null],
  ['never asked', facts({ sharing: { kind: 'never' } }), { kind: 'never' }],
  ['paused', facts({ sharing: { kind: 'paused', sinceMs: 1, untilMs: 5 } }), { kind: 'paused', untilMs: 5 }],
  ['withdrawn', facts({ sharing: { kind: 'withdrawn', sinceMs: 1 } }), { kind: 'withdrawn' }],
  ['the page reports', facts({}, { place: REPORTING }), null],
  [
    'the page reports, and nothing has arrived for an hour',
    facts({}, { place: sentAgo(HOUR_MS) }),
    { kind: 'not-arriving', sinceMs: NOW_MS - HOUR_MS },
  ],
  [
    'everything was refused from the start',
    facts({}, { place: { ...REPORTING, sentAtMs: null, sinceMs: PAGE_MS - 5 * MINUTE_MS } }),
    { kind: 'not-arriving', sinceMs: NOW_MS - 5 * MINUTE_MS },
  ],
  ['it has only begun', facts({}, { place: { ...REPORTING, sentAtMs: null, sinceMs: PAGE_MS - MINUTE_MS } }), null],
  ['as seldom as is ordered', facts({ orderedIntervalS: 3_600 }, { place: sentAgo(HOUR_MS) }), null],
  [
    'nothing of the page arrives, and an app reports',
    facts({ sources: [source('app', MINUTE_MS)] }, { place: sentAgo(HOUR_MS) }),
    null,
  ],
  ['an app reports', facts({ sources: [source('app', MINUTE_MS)] }), null],
  ['nothing reports and nobody was asked', facts({}), { kind: 'needs-permission' }],
  ['the browser may not', facts({}, { permission: 'denied' }), { kind: 'denied' }],
  ['the browser may not, but an app reports', facts({ sources: [source('app', 1)] }, { permission: 'denied' }), null],
  ['the phone does not know', facts({}, { place: { kind: 'unavailable' } }), { kind: 'unavailable' }],
  [
    'the app fell silent',
    facts({ sources: [source('app', HOUR_MS)] }),
    { kind: 'app-silent', sinceMs: NOW_MS - HOUR_MS },
  ],
  [
    'the app fell silent, but the page reports',
    facts({ sources: [source('app', HOUR_MS)] }, { place: REPORTING }),
    null,
  ],
  ['a pause ended, and it reports', facts({}, { place: REPORTING, pauseEndedMs: NOW_MS }), { kind: 'pause-ended' }],
  // What is missing comes before what is merely news.
  ['a pause ended, and nothing reports', facts({}, { pauseEndedMs: NOW_MS }), { kind: 'needs-permission' }],
])('%s', (_, given, notice) => {
  expect(positionNotice(given as PositionFacts)).toEqual(notice);
});

test('nearness is watched only while a position is young enough and shared', () => {
  const known = (more: Partial<OwnPositionJson>) => facts(more).known!;
  expect(isKnownNow(known({ sources: [source('page', MINUTE_MS)] }), NOW_MS)).toBe(true);
  expect(isKnownNow(known({ sources: [source('page', 5 * MINUTE_MS)] }), NOW_MS)).toBe(false);
  expect(isKnownNow(known({ orderedIntervalS: 600, sources: [source('page', 5 * MINUTE_MS)] }), NOW_MS)).toBe(true);
  const paused = known({ sharing: { kind: 'paused', sinceMs: 1, untilMs: null }, sources: [source('page', 1)] });
  expect(isKnownNow(paused, NOW_MS)).toBe(false);
  expect(isKnownNow(known({}), NOW_MS)).toBe(false);
  const both = known({ sources: [source('page', HOUR_MS), source('app', MINUTE_MS)] });
  expect(lastPosition(both)).toEqual({ atMs: NOW_MS - MINUTE_MS, by: 'app' });
});

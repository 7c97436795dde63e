import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HOUR_MS } from '../core/time.ts';
import { type ConsentAct, decideConsent, mayKeep, type Sharing, sharingAt, sharingNow } from './consent.ts';
import { CONSENT_TEXT, type ConsentActKind } from './contract.ts';

const NOW_MS = Date.parse('2026-11-21T03:00:00Z');

function acts(...said: [act: ConsentActKind, atMs: number, untilMs?: number | null][]): ConsentAct[] {
  return said.map(([act, atMs, untilMs = null], i) => ({
    number: i + 1,
    act,
    atMs,
    untilMs,
    textVersion: CONSENT_TEXT,
  }));
}

describe('what holds at an instant', () => {
  const record = acts(
    ['given', 10],
    ['paused', 20, 30],
    ['paused', 40],
    ['resumed', 50],
    ['withdrawn', 60],
    ['given', 70],
  );

  test.each([
    [9, 'never'],
    [10, 'shared'],
    [20, 'paused'],
    [29, 'paused'],
    [30, 'shared'],
    [45, 'paused'],
    [50, 'shared'],
    [60, 'withdrawn'],
    [70, 'shared'],
  ])('at %i: %s', (atMs, kind) => {
    expect(sharingAt(record, atMs).kind).toBe(kind);
  });

  test('a pause that is made longer began where it first began', () => {
    const longer = acts(['given', 10], ['paused', 20, 30], ['paused', 25, 90]);
    expect(sharingAt(longer, 26)).toEqual({ kind: 'paused', sinceMs: 20, untilMs: 90 });
  });

  test('a withdrawal counts at once, also when the clock was put back behind it', () => {
    expect(sharingNow(acts(['given', 10], ['withdrawn', 60]), 40).kind).toBe('withdrawn');
  });
});

describe('HAZARD H-190: a place is kept only where it was shared both when it was made and when it came', () => {
  const paused = acts(['given', 10], ['paused', 20, 30]);
  test.each([
    ['made and come while shared', 15, 16, true],
    ['made before the consent', 5, 16, false],
    ['come in the pause, whatever its time says', 15, 25, false],
    ['made in the pause, come after it', 25, 35, false],
    ['made and come after the pause', 31, 35, true],
    ['by a clock that is ahead, in the pause', 400, 25, false],
  ])('%s', (_, madeAtMs, nowMs, kept) => {
    const known = paused.filter(({ atMs }) => atMs <= nowMs);
    expect(mayKeep(known, madeAtMs, nowMs)).toBe(kept);
  });

  test('of any record: nothing is kept that is not shared now, or was not then', () => {
    const act = fc.constantFrom<ConsentActKind>('given', 'paused', 'resumed', 'withdrawn');
    const record = fc.array(
      fc.record({ act, stepMs: fc.nat(50), lengthMs: fc.option(fc.integer({ min: 1, max: 80 })) }),
    );
    fc.assert(
      fc.property(record, fc.nat(500), fc.nat(500), (steps, madeAtMs, nowMs) => {
        let atMs = 0;
        const said = steps.map(({ act: one, stepMs, lengthMs }): [ConsentActKind, number, number | null] => {
          atMs += stepMs;
          return [one, atMs, one === 'paused' && lengthMs !== null ? atMs + lengthMs : null];
        });
        const all = acts(...said);
        if (!mayKeep(all, madeAtMs, nowMs)) return;
        expect(sharingNow(all, nowMs).kind).toBe('shared');
        expect(sharingAt(all, Math.min(madeAtMs, nowMs)).kind).toBe('shared');
      }),
    );
  });
});

describe('which act is taken', () => {
  const shared: Sharing = { kind: 'shared', sinceMs: 1 };
  const decide = (act: ConsentActKind, sharing: Sharing, more: object = {}) =>
    decideConsent(
      { act, textVersion: CONSENT_TEXT, untilMs: null, ...more },
      { sharing, isProtected: true, nowMs: NOW_MS, ...more },
    );

  test('none is given without an order in force, or to another text', () => {
    expect(decide('given', { kind: 'never' })).toEqual({ ok: true, value: 'act' });
    expect(decide('given', { kind: 'never' }, { isProtected: false })).toMatchObject({ error: { code: 'forbidden' } });
    expect(decide('given', { kind: 'never' }, { textVersion: 'older-1' })).toMatchObject({
      error: { code: 'conflict' },
    });
  });

  test('withdrawing and pausing wait for no order', () => {
    for (const act of ['paused', 'withdrawn'] as const)
      expect(decide(act, shared, { isProtected: false })).toEqual({ ok: true, value: 'act' });
  });

  test('the same again changes nothing; what was not shared is not paused', () => {
    expect(decide('given', shared)).toMatchObject({ value: 'nothing' });
    expect(decide('resumed', shared)).toMatchObject({ value: 'nothing' });
    expect(decide('withdrawn', { kind: 'withdrawn', sinceMs: 1 })).toMatchObject({ value: 'nothing' });
    expect(decide('paused', { kind: 'never' })).toMatchObject({ error: { code: 'conflict' } });
    expect(decide('resumed', { kind: 'withdrawn', sinceMs: 1 })).toMatchObject({ error: { code: 'conflict' } });
  });

  test('a pause with an end ends in time to come, and not after days', () => {
    for (const untilMs of [NOW_MS, NOW_MS - 1, NOW_MS + 37 * HOUR_MS])
      expect(decide('paused', shared, { untilMs })).toMatchObject({ error: { code: 'invalid' } });
    expect(decide('paused', shared, { untilMs: NOW_MS + HOUR_MS })).toEqual({ ok: true, value: 'act' });
  });
});

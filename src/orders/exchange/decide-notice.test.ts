import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadPacks } from '../service.ts';
import { afterTry, type Found, judgeAnswer, noticesFor, occasionOf, overdueOf } from './decide-notice.ts';
import { EXCHANGE_LIMITS as LIMITS } from './limits.ts';
import { demandedNotices, MONITORING_SIGNS } from './notice-rules.ts';

const packs = loadPacks();
const packOf = (jurisdiction: string) => packs.current(jurisdiction, Date.parse('2026-11-21T03:00:00Z'))!;
const KR = demandedNotices(packOf('kr'), 'provisional-3-2');
const codes = (found: Partial<Found>) =>
  noticesFor(KR, { kind: '', level: null, previousLevel: null, zone: null, ...found }).map(({ code }) => code);

describe('which notices follow from what monitoring found (kr)', () => {
  it.each([
    ['comes near', { kind: 'approach', level: 'warning', previousLevel: 'notice' }, ['ban-risk']],
    ['comes nearer', { kind: 'approach', level: 'danger', previousLevel: 'warning' }, ['ban-breach']],
    [
      'is near at once: the graver one alone',
      { kind: 'approach', level: 'danger', previousLevel: 'clear' },
      ['ban-breach'],
    ],
    ['goes away', { kind: 'approach', level: 'warning', previousLevel: 'danger' }, []],
    ['is far', { kind: 'approach', level: 'notice', previousLevel: 'clear' }, []],
    ['is lost from sight', { kind: 'approach', level: 'unknown', previousLevel: 'clear' }, []],
    ['is found near after silence', { kind: 'approach', level: 'warning', previousLevel: 'unknown' }, ['ban-risk']],
    [
      'within a kilometre of a place',
      { kind: 'zone', level: 'notice', previousLevel: 'clear', zone: 'exclusion' },
      ['near-prohibited-place'],
    ],
    ['nearer to it', { kind: 'zone', level: 'warning', previousLevel: 'notice', zone: 'exclusion' }, []],
    ['in it', { kind: 'zone', level: 'danger', previousLevel: 'warning', zone: 'exclusion' }, ['ban-breach']],
    ['leaves a place to stay in', { kind: 'zone', level: 'danger', previousLevel: 'clear', zone: 'inclusion' }, []],
    ['the strap', { kind: 'device:strap-open' }, ['tamper-suspected']],
    ['the strap is closed again', { kind: 'device:strap-closed' }, []],
    ['shielding', { kind: 'device:shielding' }, ['tamper-suspected']],
    ['silence', { kind: 'health:no-contact' }, ['not-reporting']],
    ['no device was fitted', { kind: 'health:not-fitted' }, ['device-refused']],
    ['a low battery', { kind: 'device:low-battery' }, []],
  ] as const)('%s', (_what, found, wanted) => {
    expect(codes(found)).toEqual(wanted);
  });

  it('each rule is the pack’s, names its article and is told to the police at once', () => {
    for (const { rule } of KR)
      expect([rule.from, rule.to, rule.within, /EDA|Decree/.test(rule.article)]).toEqual([
        ...['monitoring', ['police'], 'at-once', true],
      ]);
    expect(KR.map(({ event }) => event)).toEqual(MONITORING_SIGNS.map(({ event }) => event));
  });

  it('another law demands other notices, and none where it says nothing', () => {
    const example = packOf('example');
    const monitored = example.measures.find(({ device }) => device)!;
    const demanded = demandedNotices(example, monitored.id);
    const told = (level: string) =>
      noticesFor(demanded, { kind: 'approach', level, previousLevel: 'clear', zone: null }).map(({ rule }) => rule.id);
    expect([told('warning'), told('danger')]).toEqual([[], ['ex-breach']]);
    // Of what a law says nothing of, the graver sign does not hide the other one.
    const onlyRisk = KR.filter(({ event }) => event !== 'breach');
    const near = { kind: 'approach', level: 'danger', previousLevel: 'clear', zone: null };
    expect(noticesFor(onlyRisk, near).map(({ code }) => code)).toEqual(['ban-risk']);
    expect(demandedNotices(packOf('my'), packOf('my').measures[0]!.id)).toEqual([]);
    expect(demandedNotices(packOf('kr'), 'emergency-1')).toEqual([]);
  });

  it('is one occasion within ten minutes', () => {
    expect(occasionOf(600_000, LIMITS)).toBe(occasionOf(1_199_999, LIMITS));
    expect(occasionOf(1_200_000, LIMITS)).not.toBe(occasionOf(1_199_999, LIMITS));
  });
});

describe('what an answer means', () => {
  it('only 2xx, or that they have it, is told; every other is not', () => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 599 }), (status) => {
        const isTold = judgeAnswer(status, null).kind === 'accepted';
        return isTold === ((status >= 200 && status < 300) || status === 409);
      }),
    );
    expect(judgeAnswer(302, null)).toMatchObject({ kind: 'failed', reason: 'redirected' });
    expect(judgeAnswer(422, null)).toMatchObject({ kind: 'refused' });
    expect(judgeAnswer(410, null)).toMatchObject({ kind: 'gone' });
    expect(judgeAnswer(429, 60_000)).toMatchObject({ kind: 'failed', afterMs: 60_000 });
  });

  const webhook = { kind: 'webhook', expectsReceipt: true } as const;
  const wait = { nowMs: 1_000_000, backoffMs: 4_000 };
  const tried = (endpoint: Parameters<typeof afterTry>[1], judged: Parameters<typeof afterTry>[2], triedFromMs = 0) =>
    afterTry({ triedFromMs }, endpoint, judged, wait, LIMITS);

  it('a file in a folder is on its way, not told (H-344)', () => {
    expect(tried({ kind: 'folder', expectsReceipt: true }, { kind: 'accepted' })).toMatchObject({
      state: 'sent',
      nextTryAtMs: null,
    });
    expect(tried(webhook, { kind: 'accepted' })).toMatchObject({
      state: 'delivered',
      receiptDueAtMs: 1_000_000 + LIMITS.receiptWithinMs,
    });
    expect(tried({ ...webhook, expectsReceipt: false }, { kind: 'accepted' })).toMatchObject({ receiptDueAtMs: null });
  });

  it('is tried again until it is given up, and no longer than they ask for within bounds', () => {
    const failed = { kind: 'failed', reason: 'refused', afterMs: 0 } as const;
    expect(tried(webhook, failed)).toMatchObject({ state: 'due', nextTryAtMs: 1_004_000 });
    expect(tried(webhook, { ...failed, afterMs: 9_999_999 }).nextTryAtMs).toBe(1_000_000 + LIMITS.retryAfterMsMax);
    const since = 1_000_000 - LIMITS.giveUpAfterMs;
    expect(tried(webhook, failed, since)).toMatchObject({ state: 'failed', nextTryAtMs: null, failReason: 'refused' });
  });
});

describe('overdue', () => {
  const at = (
    state: 'due' | 'sent' | 'delivered' | 'failed' | 'received',
    nowMs: number,
    receiptDueAtMs: number | null = null,
  ) => overdueOf({ state, dueAtMs: 1_000, receiptDueAtMs }, nowMs);
  it('whatever is not known to have reached them by its time is', () => {
    for (const state of ['due', 'sent', 'failed'] as const) {
      expect(at(state, 999)).toBeNull();
      expect(at(state, 1_000)).toBe('not-told');
    }
    expect(at('received', 9_999)).toBeNull();
    expect(at('delivered', 9_999)).toBeNull();
    expect(at('delivered', 1_999, 2_000)).toBeNull();
    expect(at('delivered', 2_000, 2_000)).toBe('no-receipt');
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PersonId } from '../../core/ids.ts';
import { DAY_MS } from '../../core/time.ts';
import type { Breach, BreachAct, BreachActKind } from './breach.ts';
import { BREACH_ACTS } from './breach.ts';
import { decideAct, decideBody, decideSpan, isRelevant, type SeenEvent, stateOf } from './decide-breach.ts';
import { decideOwn } from './decide-own.ts';

const ME = '00000000-0000-4000-8000-000000000001' as PersonId;

function seen(atMs: number, level: SeenEvent['body']['level'], more: Partial<SeenEvent['body']> = {}): SeenEvent {
  const body = { level, reason: null, wearerShare: null, engineVersion: 'e1', ...more };
  return { number: atMs + 1, atMs, position: 100 + atMs, body };
}

describe('a breach record', () => {
  it('gives to each what was theirs, and what nobody knows to nobody (H-523)', () => {
    const events = [
      seen(0, 'warning', { wearerShare: 0.25 }),
      seen(40, 'danger', { wearerShare: null }),
      seen(60, 'unknown', { reason: 'wearer-untrustworthy' }),
      seen(80, 'unknown', { reason: 'protected-silent' }),
      seen(90, 'clear'),
    ];
    const { shares, signs, evidence } = decideBody('approach', events, 500, false);
    // Of 90: 40 closing by a quarter and three quarters, 20 near without closing, 20 on a bad position, 10 without the other side.
    expect(shares).toEqual({ wearer: 0.11, protectedPerson: 0.33, equipment: 0.22, unknown: 0.34 });
    expect(signs).toEqual(['poor-position', 'protected-not-heard']);
    expect(evidence).toEqual({
      events: [1, 41, 61, 81, 91],
      positions: [100, 140, 160, 180, 190],
      engineVersions: ['e1'],
    });
    expect(decideSpan('approach', events, 0, 500)).toEqual({ fromMs: 0, untilMs: 60 });
  });

  it.each([
    ['device:connection-lost', false, { equipment: 1, unknown: 0 }, ['no-coverage']],
    ['health:no-position', false, { equipment: 1, unknown: 0 }, ['poor-position']],
    ['device:low-battery', true, { equipment: 1, unknown: 0 }, ['battery-empty', 'charging-fault']],
    ['device:low-battery', false, { equipment: 0, unknown: 1 }, ['battery-empty']],
    ['device:strap-open', false, { equipment: 0, unknown: 1 }, ['strap-opened']],
    ['device:tamper', false, { equipment: 0, unknown: 1 }, ['tampering-suspected']],
  ])('takes a sign of the device for no act of the wearer: %s, charging %s (H-523)', (kind, charging, share, signs) => {
    const body = decideBody(kind, [seen(0, null)], 10, charging);
    expect(body).toMatchObject({ shares: { wearer: 0, protectedPerson: 0, ...share }, signs });
  });

  it('has shares that are all of it, whatever was found', () => {
    const level = fc.constantFrom('clear', 'notice', 'warning', 'danger', 'unknown');
    const reason = fc.constantFrom('wearer-silent', 'wearer-untrustworthy', 'protected-silent', null);
    const event = fc.record({ level, reason, wearerShare: fc.option(fc.double({ min: 0, max: 1, noNaN: true })) });
    fc.assert(
      fc.property(fc.array(event), fc.constantFrom('approach', 'zone'), (found, kind) => {
        const events = found.map((one, i) => seen(i * 7, one.level as 'clear', one as object));
        const { shares } = decideBody(kind, events, 10_000, false);
        const sum = shares.equipment + shares.protectedPerson + shares.wearer + shares.unknown;
        expect(Math.abs(sum - 1)).toBeLessThan(0.021);
        expect(Math.min(...Object.values(shares))).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('is told to a court only when a person confirmed it with reasons and the wearer was, or could have been, heard (H-524)', () => {
    const step = fc.record({
      kind: fc.constantFrom(...BREACH_ACTS),
      afterMs: fc.integer({ min: 0, max: 8 * DAY_MS }),
      words: fc.constantFrom(null, '  ', 'Because.'),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const acts: BreachAct[] = [];
        let nowMs = 0;
        for (const { kind, afterMs, words } of steps) {
          nowMs += afterMs;
          if (!decideAct(acts, kind, words, nowMs).ok) continue;
          const answerDueMs = kind === 'put' ? nowMs + 7 * DAY_MS : null;
          acts.push({ number: acts.length + 1, kind, atMs: nowMs, byPerson: ME, answerDueMs });
        }
        const find = (kind: BreachActKind) => acts.find((act) => act.kind === kind);
        if (find('told-court') === undefined && !isRelevant(stateOf(acts))) return;
        const put = find('put');
        const confirmed = find('confirmed');
        expect(put !== undefined && confirmed !== undefined).toBe(true);
        const answered = find('answered');
        const wasHeard = answered !== undefined && answered.number < confirmed!.number;
        expect(wasHeard || confirmed!.atMs >= put!.answerDueMs!).toBe(true);
      }),
    );
    expect(decideAct([], 'told-court', null, 0)).toMatchObject({ ok: false });
  });

  it('of two people tells the wearer a decision and no number, late; of a named place its hours (H-521)', () => {
    const breach = {
      ...{ fromMs: 10, untilMs: 20, signs: ['protected-not-heard'], kind: 'pair' },
      shares: { equipment: 0, protectedPerson: 0.9, wearer: 0.1, unknown: 0 },
    } as unknown as Breach;
    expect(decideOwn(breach, 'draft', 0, 100)).toBeNull();
    expect(decideOwn(breach, 'put', 101, 100)).toBeNull();
    const nothing = { fromMs: null, untilMs: null, signs: [] };
    expect(decideOwn(breach, 'put', 100, 100)).toEqual({ ...nothing, by: null });
    expect(decideOwn(breach, 'dismissed', 100, 100)).toEqual({ ...nothing, by: 'not-you' });
    expect(decideOwn(breach, 'confirmed', 100, 100)).toEqual({ ...nothing, by: 'you' });
    expect(decideOwn({ ...breach, kind: 'place' }, 'put', 0, 100)).toMatchObject({ fromMs: 10, untilMs: 20, by: null });
  });
});

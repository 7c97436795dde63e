import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../core/time.ts';
import {
  accessOf,
  type Decision,
  decideAskingPermission,
  decideByTime,
  decideConfirmation,
  decideRuling,
  decideWithdrawal,
  warrantOf,
} from './decide.ts';
import type { Warrant, WarrantBase, WarrantEvent, WarrantEventBody } from './warrant.ts';

const T = 1_000 * DAY_MS;
const PERIOD = { fromMs: T - 10 * DAY_MS, untilMs: T - DAY_MS };
const BASE: WarrantBase = {
  ...{ warrantId: 'w', number: 'W-KR-EX-2026-000001', jurisdiction: 'kr', exercise: true, orderId: 'o', wearerId: 'x' },
  ...{ agencyId: 'police', courtId: 'court', createdAtMs: T },
};
const ASKED: WarrantEventBody = {
  kind: 'asked',
  use: 'compliance',
  article: 'A 1',
  period: PERIOD,
  lapseAtMs: T + 30 * DAY_MS,
  documents: [],
};
const EMERGENCY: WarrantEventBody = { ...ASKED, kind: 'emergency', permissionDueMs: T + DAY_MS };
const VIEWED: WarrantEventBody[] = [
  { kind: 'copied', generation: 1, parts: 1, positions: 7, erased: 0, elsewhere: 0, upTo: 9, hash: 'h' },
  {
    kind: 'viewed',
    viewId: 'v',
    use: 'compliance',
    generation: 1,
    period: PERIOD,
    positions: 7,
    hash: 'h',
    ledgerNumber: 1,
  },
];

function made(...bodies: WarrantEventBody[]): Warrant {
  const events = bodies.map(
    (body, i): WarrantEvent => ({ number: i + 1, atMs: T + i, byKind: 'police', byId: 'p', body, words: null }),
  );
  return warrantOf(BASE, events);
}

function more(warrant: Warrant, before: WarrantEventBody[], bodies: WarrantEventBody[]): [Warrant, WarrantEventBody[]] {
  const all = [...before, ...bodies];
  expect(warrant.events).toBe(before.length);
  return [made(...all), all];
}

const GRANT: Decision = {
  ...{
    result: 'granted',
    period: PERIOD,
    accessUntilMs: T + 5 * DAY_MS,
    documentId: 'd',
    onPaper: false,
    decidedAtMs: T + HOUR_MS,
  },
};
const AT = { nowMs: T + HOUR_MS, accessUntilMaxMs: T + 30 * DAY_MS };
const REFUSAL: Decision = { ...GRANT, result: 'refused', period: null, accessUntilMs: null };

function bodiesOf(outcome: ReturnType<typeof decideRuling>): WarrantEventBody[] {
  if (!outcome.ok) throw new Error(outcome.error.message);
  return outcome.value;
}

describe('a permission that is asked for', () => {
  it('shows nothing before the court decided, and the granted time after, until its end', () => {
    const asked = made(ASKED);
    expect(accessOf(asked, T, null)).toEqual({ may: false, why: 'not-decided' });
    const granted = made(ASKED, ...bodiesOf(decideRuling(asked, GRANT, AT)));
    expect(accessOf(granted, T + DAY_MS, null)).toEqual({ may: true, period: PERIOD, untilMs: T + 5 * DAY_MS });
    expect(accessOf(granted, T + 5 * DAY_MS, null)).toEqual({ may: false, why: 'over' });
  });

  it('(H-513) is never granted beyond what was asked, for longer than the law allows, or twice', () => {
    const asked = made(ASKED);
    const wider = { ...PERIOD, fromMs: PERIOD.fromMs - 1 };
    const codeOf = (decision: Partial<Decision>) => {
      const outcome = decideRuling(asked, { ...GRANT, ...decision }, AT);
      return outcome.ok ? 'ok' : outcome.error.code;
    };
    expect(codeOf({ result: 'partly', period: wider })).toBe('out-of-bounds');
    expect(codeOf({ result: 'partly' })).toBe('invalid');
    expect(codeOf({ period: { ...PERIOD, untilMs: PERIOD.untilMs - 1 } })).toBe('invalid');
    expect(codeOf({ accessUntilMs: AT.accessUntilMaxMs + 1 })).toBe('out-of-bounds');
    expect(codeOf({ decidedAtMs: AT.nowMs + 1 })).toBe('invalid');
    expect(codeOf({ onPaper: true, documentId: null })).toBe('invalid');
    const granted = made(ASKED, ...bodiesOf(decideRuling(asked, GRANT, AT)));
    expect(decideRuling(granted, REFUSAL, AT)).toMatchObject({ ok: false, error: { code: 'conflict' } });
  });

  it('lapses when nobody decides, and is taken back only before it is decided', () => {
    expect(decideByTime(made(ASKED), T + 30 * DAY_MS - 1, null)).toEqual([]);
    expect(decideByTime(made(ASKED), T + 30 * DAY_MS, null)).toEqual([{ kind: 'ended', because: 'lapsed' }]);
    expect(decideWithdrawal(made(ASKED)).ok).toBe(true);
    expect(decideWithdrawal(made(ASKED, ...bodiesOf(decideRuling(made(ASKED), GRANT, AT)))).ok).toBe(false);
  });

  it('ends with its originals, whatever was granted', () => {
    const granted = made(ASKED, ...bodiesOf(decideRuling(made(ASKED), GRANT, AT)), ...VIEWED);
    expect(accessOf(granted, T + DAY_MS, T + DAY_MS)).toEqual({ may: false, why: 'originals-gone' });
    expect(decideByTime(granted, T + DAY_MS, T + DAY_MS)).toEqual([
      { kind: 'ended', because: 'originals-gone' },
      { kind: 'copy-destroyed', because: 'originals-gone', generation: 1, positions: 7 },
    ]);
  });
});

describe('an emergency', () => {
  it('is seen first; without the permission in time it is late by the clock alone, and its copy goes', () => {
    const seen = made(EMERGENCY, ...VIEWED);
    expect(accessOf(seen, T + DAY_MS - 1, null)).toMatchObject({ may: true, untilMs: T + DAY_MS });
    expect(accessOf(seen, T + DAY_MS, null)).toEqual({ may: false, why: 'late' });
    const bodies = decideByTime(seen, T + DAY_MS, null);
    expect(bodies.map(({ kind }) => kind)).toEqual(['late', 'copy-destroyed']);
    const late = made(EMERGENCY, ...VIEWED, ...bodies);
    expect([late.state, late.confirmation, late.copy]).toEqual(['late', 'due', null]);
    expect(decideByTime(late, T + 2 * DAY_MS, null)).toEqual([]);
    expect(decideByTime(late, T + 30 * DAY_MS, null)).toEqual([{ kind: 'ended', because: 'lapsed' }]);
  });

  it('is decided only once the permission was asked for; asking does not lengthen it', () => {
    const seen = made(EMERGENCY);
    expect(decideRuling(seen, GRANT, AT)).toMatchObject({ ok: false });
    const asked = made(EMERGENCY, ...bodiesOf(decideAskingPermission(seen, [])));
    expect([asked.state, asked.permissionDueMs]).toEqual(['emergency-asked', T + DAY_MS]);
    expect(decideAskingPermission(asked, [])).toMatchObject({ ok: false });
  });

  it('(H-511) refused: the copy goes with the decision, and the office owes a confirmation that its files went too', () => {
    const before: WarrantEventBody[] = [EMERGENCY, ...VIEWED, { kind: 'permission-asked', documents: [] }];
    const exported: WarrantEventBody = {
      kind: 'exported',
      viewId: 'v',
      use: 'compliance',
      version: 1,
      positions: 7,
      fileHash: 'f',
      ledgerNumber: 2,
    };
    before.push(exported);
    const asked = made(...before);
    const [refused, all] = more(asked, before, bodiesOf(decideRuling(asked, REFUSAL, AT)));
    expect(accessOf(refused, T + HOUR_MS, null)).toEqual({ may: false, why: 'refused' });
    expect([refused.copy, refused.confirmation, refused.destroyed[0]?.because]).toEqual([null, 'due', 'refused']);
    expect(decideConfirmation(refused, 'none', 'd')).toMatchObject({ ok: false, error: { code: 'invalid' } });
    const [done] = more(refused, all, bodiesOf(decideConfirmation(refused, 'destroyed', 'd')));
    expect(done.confirmation).toBe('done');
    expect(decideConfirmation(done, 'destroyed', 'd')).toMatchObject({ ok: false });
  });

  it('granted in part: what lies outside goes, and the rest is copied anew', () => {
    const before: WarrantEventBody[] = [EMERGENCY, ...VIEWED, { kind: 'permission-asked', documents: [] }];
    const asked = made(...before);
    const period = { ...PERIOD, fromMs: PERIOD.fromMs + DAY_MS };
    const [partly] = more(asked, before, bodiesOf(decideRuling(asked, { ...GRANT, result: 'partly', period }, AT)));
    expect(accessOf(partly, T + HOUR_MS, null)).toMatchObject({ may: true, period });
    expect([partly.copy, partly.generations, partly.destroyed[0]?.because]).toEqual([null, 1, 'narrowed']);
  });

  it('granted late begins anew', () => {
    const before: WarrantEventBody[] = [EMERGENCY, { kind: 'permission-asked', documents: [] }, { kind: 'late' }];
    const late = made(...before);
    const nowMs = T + 2 * DAY_MS;
    const decision = { ...GRANT, decidedAtMs: nowMs };
    const [granted] = more(late, before, bodiesOf(decideRuling(late, decision, { ...AT, nowMs })));
    expect(accessOf(granted, nowMs, null)).toMatchObject({ may: true });
  });
});

test('(H-512) whatever is done in whatever order, nothing is seen that no grant and no emergency in time opens', () => {
  const step = fc.constantFrom('permission', 'grant', 'partly', 'refuse', 'withdraw', 'view', 'time', 'confirm');
  const walk = fc.record({
    emergency: fc.boolean(),
    steps: fc.array(fc.tuple(step, fc.integer({ min: 0, max: 40 * 24 })), { maxLength: 14 }),
  });
  fc.assert(
    fc.property(walk, ({ emergency, steps }) => {
      let all: WarrantEventBody[] = [emergency ? EMERGENCY : ASKED];
      let nowMs = T;
      for (const [what, hours] of steps) {
        nowMs += (hours * HOUR_MS) / 4;
        const warrant = made(...all);
        const half = { ...PERIOD, untilMs: PERIOD.untilMs - DAY_MS };
        const until = { accessUntilMs: nowMs + DAY_MS, decidedAtMs: nowMs };
        const at = { nowMs, accessUntilMaxMs: nowMs + 30 * DAY_MS };
        const outcome = {
          permission: () => decideAskingPermission(warrant, []),
          grant: () => decideRuling(warrant, { ...GRANT, ...until }, at),
          partly: () => decideRuling(warrant, { ...GRANT, ...until, result: 'partly', period: half }, at),
          refuse: () => decideRuling(warrant, { ...REFUSAL, decidedAtMs: nowMs }, at),
          withdraw: () => decideWithdrawal(warrant),
          view: () => ({ ok: true as const, value: accessOf(warrant, nowMs, null).may ? VIEWED : [] }),
          time: () => ({ ok: true as const, value: decideByTime(warrant, nowMs, null) }),
          confirm: () => decideConfirmation(warrant, 'destroyed', null),
        }[what]();
        if (outcome.ok) all = [...all, ...outcome.value];
        const after = made(...all);
        const access = accessOf(after, nowMs, null);
        const ruled = all.findLast((body) => body.kind === 'decided');
        const isGranted = ruled?.kind === 'decided' && ruled.result !== 'refused' && nowMs < ruled.accessUntilMs!;
        const isEmergency = emergency && ruled === undefined && nowMs < T + DAY_MS;
        if (access.may) expect(isGranted || isEmergency).toBe(true);
        if (access.may && isGranted) expect(access.period).toEqual(ruled.period);
        // Nothing is left of what is closed for good.
        if (['refused', 'withdrawn', 'late', 'ended'].includes(after.state)) expect(after.copy).toBeNull();
      }
    }),
    { numRuns: 300 },
  );
});

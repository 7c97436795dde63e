import { expect, test } from 'vitest';
import { packOf } from '../../test/support/packs.ts';
import type { PairId } from '../core/ids.ts';
import type { LiveViewer } from '../disclosure/service.ts';
import type { Pack } from '../orders/contract.ts';
import { Packs } from '../orders/service.ts';
import type { Case, Decision } from '../safeguards/service.ts';
import { type LiveParts, liveDeps } from './live-deps.ts';

const PAIR = 'pair' as PairId;
const FROM_MS = Date.parse('2027-04-22T00:00:00+09:00');
const now = packOf('kr');

function next(rule: 'keep' | 'migrate'): Pack {
  const runningOrders = { rule, article: 'SPA 9' };
  return { ...now, version: '2027.04.22', versionId: 'kr@next', holdsFromMs: FROM_MS, runningOrders };
}

/** Which version's table the stream asks at an instant, for an order made under one of them. */
function versionAt(atMs: number, packs: Packs, packVersion: string | null): string | null {
  const order = { jurisdiction: 'kr', packVersion, createdAtMs: now.holdsFromMs, status: 'active', exercise: true };
  const times = { orderId: 'order', fromMs: now.holdsFromMs, untilMs: FROM_MS * 2 };
  const parts = {
    packs,
    clock: { nowMs: () => atMs },
    book: { orderOfPair: () => ({ ...order, ...times }), isStale: () => false },
    database: {},
    viewing: {},
  } as unknown as LiveParts;
  return liveDeps(parts).orderOf(PAIR)?.table.versionId ?? null;
}

test('H-354: an open stream asks the version that holds for its order from the local midnight on, and no other', () => {
  const migrating = new Packs([now, next('migrate')]);
  expect(versionAt(FROM_MS - 1, migrating, now.versionId)).toBe(now.versionId);
  expect(versionAt(FROM_MS, migrating, now.versionId)).toBe('kr@next');
  const keeping = new Packs([now, next('keep')]);
  expect(versionAt(FROM_MS, keeping, now.versionId)).toBe(now.versionId);
  expect(versionAt(FROM_MS, keeping, 'kr@next')).toBe('kr@next');
  expect(versionAt(FROM_MS, keeping, null)).toBe(now.versionId);
  // By a version that is not here nothing is shown.
  expect(versionAt(FROM_MS, keeping, 'kr@2020.01.01+000000000000')).toBeNull();
});

test.each(['officer', 'protected'] as const)(
  '(H-553) what access cannot decide for a stream of the kind %s is kept back, and said',
  (kind) => {
    const answers: Record<string, Decision> = {
      mine: { allowed: true, ruleIds: ['made-up'], policyVersion: 'kr@1' },
      foreign: { allowed: false, ruleIds: ['none'], policyVersion: 'kr@1' },
      odd: { allowed: false, ruleIds: ['error'], policyVersion: 'kr@1' },
    };
    const watched = (...ids: string[]) => {
      const caseOf = (caseId: string) => ({ caseId }) as Case;
      const parts = {
        packs: new Packs([now]),
        clock: { nowMs: () => now.holdsFromMs },
        viewing: {},
        gate: { shows: () => true },
        access: { decide: (_who: unknown, _action: string, on: Case) => answers[on.caseId]! },
        book: {
          pairsWhere: (passes: (on: Case) => boolean) => ids.filter((id) => passes(caseOf(id))),
          pairsProtecting: () => ids,
          caseOfPair: caseOf,
        },
      } as unknown as LiveParts;
      return liveDeps(parts).pairsOf({ kind, isProven: true } as LiveViewer);
    };
    expect(watched('mine', 'foreign')).toEqual({ pairIds: ['mine'], isUndecided: false });
    expect(watched('odd', 'mine')).toEqual({ pairIds: ['mine'], isUndecided: true });
  },
);

import { describe, expect, it } from 'vitest';
import { packOf } from '../../test/support/packs.ts';
import type { OrderId, PairId, PersonId } from '../core/ids.ts';
import type { Level, PairView, Whereabouts } from '../proximity/types.ts';
import { decide, type Request } from './decide.ts';
import { indexRules, type Target, type ViewerKind } from './rule.ts';

const NOW_MS = 1_790_000_000_000;
const LEVELS: readonly Level[] = ['clear', 'notice', 'warning', 'danger', 'unknown'];
const VIEWERS: readonly ViewerKind[] = ['protected', 'household', 'officer', 'responder', 'wearer'];
const point: Whereabouts = {
  kind: 'fresh',
  point: {
    ...{ latDeg: 36, lonDeg: 124.5, radiusM: 8, speedMps: null, courseDeg: null, courseErrorDeg: null },
    ...{ fixedAtMs: NOW_MS - 1_000, receivedAtMs: NOW_MS - 500, source: 'gnss' },
  },
};

function ask(kind: ViewerKind, target: Target, level: Level, over: Partial<Request> = {}): Request {
  const view: PairView = {
    ...{ pairId: 'p' as PairId, orderId: 'o' as OrderId, wearerId: 'w' as PersonId, protectedId: 'q' as PersonId },
    ...{ level, levelSinceMs: NOW_MS, reason: null, reasonSinceMs: null, distanceM: 20_000, gapM: 19_900, etaS: null },
    ...{ earliestContactS: null, closingMps: null, trend: 'unclear', inside: null, missM: null, passS: null },
    ...{ wearerShare: null, bearingDeg: 90, wearer: point, protected: point, lastPosition: 1 },
  };
  return {
    ...{ viewer: { kind, own: false }, target, orderInForce: true, orderUntilMs: NOW_MS + 1, exercise: true },
    ...{ pairView: view, nowMs: NOW_MS, held: null, ...over },
  };
}

// HAZARD H-184: shown as shared when nobody shares
describe.each(['kr', 'jp'])('sharing by the table of %s', (jurisdiction) => {
  const table = indexRules(packOf(jurisdiction));

  it('shows the officer a point at every level, and without it nothing that was not shown before', () => {
    for (const level of LEVELS) {
      const shared = decide(table, ask('officer', 'protected', level, { shared: true }));
      expect([level, shared.kind]).toEqual([level, 'point']);
    }
    for (const level of ['clear', 'notice'] as const) {
      for (const over of [{}, { shared: false }]) {
        expect(decide(table, ask('officer', 'protected', level, over)).kind).toBe('nothing');
      }
    }
  });

  it('changes nothing of the wearer, and nothing for the protected side or the wearer', () => {
    for (const level of LEVELS) {
      for (const viewer of VIEWERS) {
        for (const target of ['wearer', 'protected'] as const) {
          if (target === 'protected' && (viewer === 'officer' || viewer === 'responder')) continue;
          const without = decide(table, ask(viewer, target, level));
          expect(decide(table, ask(viewer, target, level, { shared: true }))).toEqual(without);
        }
      }
    }
  });

  it('outlives no order', () => {
    const over = ask('officer', 'protected', 'clear', { shared: true, orderInForce: false });
    expect(decide(table, over)).toMatchObject({ kind: 'nothing', statement: 'no-order' });
  });
});

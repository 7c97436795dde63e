import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { OrderId, PairId, PersonId } from '../core/ids.ts';
import { type EndingAct, inForce, loadPacks } from '../orders/service.ts';
import type { PairView } from '../proximity/types.ts';
import { decide } from './decide.ts';
import { indexRules } from './rule.ts';

const table = indexRules(loadPacks().current('kr', Date.parse('2026-11-28T00:00:00Z'))!);
const FROM_MS = 1_790_000_000_000;
const ACTS: readonly EndingAct[] = ['cancelled', 'non-indictment', 'acquitted', 'dismissed', 'withdrawn', 'replaced'];

/** Both next to each other and reported just now: as much as any rule may show is shown. */
function near(nowMs: number): PairView {
  const point = { latDeg: 36, lonDeg: 124.5, radiusM: 10, speedMps: 1, courseDeg: 90, courseErrorDeg: 10 };
  const side = { kind: 'fresh', point: { ...point, fixedAtMs: nowMs, receivedAtMs: nowMs, source: 'gnss' } } as const;
  return {
    ...{ pairId: 'p' as PairId, orderId: 'o' as OrderId, wearerId: 'w' as PersonId, protectedId: 'v' as PersonId },
    ...{ level: 'danger', levelSinceMs: nowMs, reason: null, reasonSinceMs: null, distanceM: 50, gapM: 30, etaS: 10 },
    ...{ earliestContactS: 5, closingMps: 1, trend: 'approaching', missM: 1, passS: 10, wearerShare: 1 },
    ...{ inside: { restraint: 1, warn: 1, notice: 1 }, bearingDeg: 90, wearer: side, protected: side, lastPosition: 1 },
  };
}

/** What is written of the order at that instant: an act is not known before it was done. */
function recordAt(order: { untilMs: number; endedAtMs: number | null; act: EndingAct }, nowMs: number) {
  const { untilMs, endedAtMs, act } = order;
  const isEnded = endedAtMs !== null && endedAtMs <= nowMs;
  return { fromMs: FROM_MS, untilMs, status: isEnded ? act : ('active' as const) };
}

test('of any order, at any instant and at its very edges: something is shown from its beginning until it ends, and nothing else (H-331)', () => {
  const ms = fc.integer({ min: 1, max: 10_000 });
  const orders = fc.record({ lastsMs: ms, endsAfterMs: fc.option(ms), act: fc.constantFrom(...ACTS) });
  const anywhere = fc.integer({ min: -2_000, max: 12_000 });
  fc.assert(
    fc.property(orders, anywhere, ({ lastsMs, endsAfterMs, act }, offsetMs) => {
      const untilMs = FROM_MS + lastsMs;
      const endedAtMs = endsAfterMs === null ? null : FROM_MS + endsAfterMs;
      const endMs = Math.min(untilMs, endedAtMs ?? untilMs);
      const edges = [FROM_MS - 1, FROM_MS, endMs - 1, endMs, endMs + 1, untilMs - 1, untilMs];
      for (const nowMs of [FROM_MS + offsetMs, ...edges]) {
        const order = recordAt({ untilMs, endedAtMs, act }, nowMs);
        for (const kind of ['protected', 'household', 'officer', 'responder'] as const) {
          const decision = decide(table, {
            ...{
              viewer: { kind, own: false },
              target: 'wearer',
              pairView: near(nowMs),
              nowMs,
              exercise: true,
              undertaken: true,
              held: null,
            },
            ...{ orderInForce: inForce(order, nowMs), orderUntilMs: untilMs },
          });
          if (nowMs >= FROM_MS && nowMs < endMs) expect(decision.kind).toBe('point');
          else expect(decision).toMatchObject({ kind: 'nothing', statement: 'no-order', lastReportAtMs: null });
        }
      }
    }),
  );
});

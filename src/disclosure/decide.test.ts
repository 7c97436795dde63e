import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { packOf } from '../../test/support/packs.ts';
import type { OrderId, PairId, PersonId } from '../core/ids.ts';
import type { Level, PairView, Trend, UnknownReason, Whereabouts } from '../proximity/types.ts';
import { shownSchema } from './contract.ts';
import { type Decision, decide, type Request } from './decide.ts';
import { renderShown } from './render.ts';
import { indexRules, type Rule, type Target, type ViewerKind } from './rule.ts';
import { Snaps } from './snap.ts';

const NOW_MS = 1_790_000_000_000;
const VIEWERS: readonly ViewerKind[] = ['protected', 'household', 'officer', 'responder', 'wearer'];
const TARGETS: readonly Target[] = ['wearer', 'protected'];
const LEVELS: readonly Level[] = ['clear', 'notice', 'warning', 'danger', 'unknown'];

const kr = indexRules(packOf('kr'));
const snaps = new Snaps('test');

const whereabouts: fc.Arbitrary<Whereabouts> = fc
  .record({
    kind: fc.constantFrom('fresh' as const, 'stale' as const, 'never' as const),
    latDeg: fc.double({ min: -89.9, max: 89.9, noNaN: true }),
    lonDeg: fc.double({ min: -180, max: 180, noNaN: true }),
    radiusM: fc.double({ min: 0, max: 5000, noNaN: true }),
    agoMs: fc.nat(600_000),
    speedMps: fc.option(fc.double({ min: 0, max: 60, noNaN: true })),
    courseDeg: fc.option(fc.double({ min: 0, max: 360, noNaN: true })),
    courseErrorDeg: fc.option(fc.double({ min: 0, max: 90, noNaN: true })),
  })
  .map(({ kind, agoMs, ...point }) => ({
    kind,
    point:
      kind === 'never'
        ? null
        : { ...point, fixedAtMs: NOW_MS - agoMs - 900, receivedAtMs: NOW_MS - agoMs, source: 'gnss' as const },
  }));

const REASONS: readonly UnknownReason[] = ['wearer-silent', 'wearer-never-reported', 'protected-silent'];
const TRENDS: readonly Trend[] = ['approaching', 'receding', 'steady', 'unclear'];

const chance = fc.double({ min: 0, max: 1, noNaN: true });

const pairViews: fc.Arbitrary<PairView> = fc.record({
  pairId: fc.constant('11111111-1111-4111-8111-111111111111' as PairId),
  orderId: fc.constant('22222222-2222-4222-8222-222222222222' as OrderId),
  wearerId: fc.constant('33333333-3333-4333-8333-333333333333' as PersonId),
  protectedId: fc.constant('44444444-4444-4444-8444-444444444444' as PersonId),
  level: fc.constantFrom(...LEVELS),
  levelSinceMs: fc.constant(NOW_MS - 5_000),
  reason: fc.option(fc.constantFrom(...REASONS)),
  reasonSinceMs: fc.option(fc.constant(NOW_MS - 60_000)),
  distanceM: fc.option(fc.double({ min: 0, max: 20_000_000, noNaN: true })),
  gapM: fc.option(fc.double({ min: 0, max: 20_000_000, noNaN: true })),
  etaS: fc.option(fc.double({ min: 0, max: 7200, noNaN: true })),
  earliestContactS: fc.option(fc.double({ min: 0, max: 7200, noNaN: true })),
  closingMps: fc.option(fc.double({ min: -60, max: 60, noNaN: true })),
  trend: fc.constantFrom(...TRENDS),
  inside: fc.option(fc.record({ restraint: chance, warn: chance, notice: chance })),
  missM: fc.option(fc.double({ min: 0, max: 20_000_000, noNaN: true })),
  passS: fc.option(fc.double({ min: 0, max: 7200, noNaN: true })),
  wearerShare: fc.option(chance),
  bearingDeg: fc.option(fc.double({ min: 0, max: 360, noNaN: true })),
  wearer: whereabouts,
  protected: whereabouts,
  lastPosition: fc.nat(),
});

const requests = fc.record({
  viewer: fc.record({ kind: fc.constantFrom(...VIEWERS), own: fc.boolean() }),
  target: fc.constantFrom(...TARGETS),
  orderInForce: fc.constant(true),
  orderUntilMs: fc.constant(NOW_MS + 86_400_000),
  exercise: fc.constant(true),
  undertaken: fc.boolean(),
  pairView: pairViews,
  nowMs: fc.constant(NOW_MS),
  held: fc.constant(null),
});

/** More is more telling: nothing < unknown < band < point. */
function telling(decision: Decision): number {
  return ['nothing', 'unknown', 'band', 'point'].indexOf(decision.kind);
}

function withView(request: Request, change: Partial<PairView>): Request {
  return { ...request, pairView: { ...request.pairView!, ...change } };
}

function at(level: Level, target: Target, viewer: ViewerKind, change: Partial<PairView> = {}): Request {
  const request = fc.sample(requests, { numRuns: 1, seed: 7 })[0]!;
  const fresh: Whereabouts = {
    kind: 'fresh',
    point: {
      latDeg: 37.1234567,
      lonDeg: 127.7654321,
      radiusM: 8.4,
      fixedAtMs: NOW_MS - 2_000,
      receivedAtMs: NOW_MS - 1_000,
      source: 'gnss',
      speedMps: 1.4,
      courseDeg: 90,
      courseErrorDeg: 12,
    },
  };
  return {
    ...request,
    undertaken: true,
    viewer: { kind: viewer, own: viewer === 'protected' && target === 'protected' },
    target,
    pairView: {
      ...request.pairView!,
      level,
      distanceM: 1500,
      gapM: 1480,
      bearingDeg: 44,
      trend: 'approaching',
      etaS: 389,
      wearer: fresh,
      protected: fresh,
      ...change,
    },
  };
}

describe('the kr table, whatever the view', () => {
  test('has an answer for every viewer, target and level, and what is rendered fits the contract with no other field', () => {
    fc.assert(
      fc.property(requests, (request) => {
        const decision = decide(kr, request);
        expect(decision.kind === 'nothing' ? decision.refusal : null).toBeNull();
        const shown = renderShown(decision, request.pairView, snaps);
        const json = JSON.parse(JSON.stringify(shown));
        // zod strips what the schema does not name: anything more would be missing on the right.
        expect(shownSchema.parse(json)).toEqual(json);
      }),
      { numRuns: 2000 },
    );
  });

  test('holds a coordinate only when the decision is a point', () => {
    fc.assert(
      fc.property(requests, (request) => {
        const decision = decide(kr, request);
        const json = JSON.stringify(renderShown(decision, request.pairView, snaps));
        if (decision.kind === 'point') return;
        expect(json).not.toMatch(/lat|lon|radius|course|speed|distanceM/i);
        for (const side of [request.pairView.wearer, request.pairView.protected]) {
          if (side.point === null) continue;
          for (const deg of [side.point.latDeg, side.point.lonDeg]) {
            // A band's round numbers may coincide with 0 or 5 degrees; a real coordinate has a fraction.
            if (!Number.isInteger(deg)) expect(json).not.toContain(String(deg));
          }
        }
      }),
      { numRuns: 2000 },
    );
  });

  test('shows the wearer nothing at all, not even when a device reported', () => {
    fc.assert(
      fc.property(requests, (request) => {
        const decision = decide(kr, { ...request, viewer: { ...request.viewer, kind: 'wearer' } });
        expect(decision).toMatchObject({
          kind: 'nothing',
          statement: 'not-allowed',
          lastReportAtMs: null,
          refusal: null,
        });
      }),
    );
  });

  test('shows nothing when the order is not in force, or its end has come (H-41)', () => {
    fc.assert(
      fc.property(requests, fc.boolean(), (request, ended) => {
        const over = ended ? { orderUntilMs: NOW_MS } : { orderInForce: false };
        expect(decide(kr, { ...request, ...over })).toMatchObject({ kind: 'nothing', statement: 'no-order' });
      }),
    );
    expect(decide(kr, { ...at('danger', 'wearer', 'protected'), orderUntilMs: Number.NaN }).kind).toBe('nothing');
  });

  test('never shows the protected side a point of the wearer at unknown, nor beyond 600 m below danger', () => {
    fc.assert(
      fc.property(requests, (request) => {
        if (request.viewer.kind !== 'protected' && request.viewer.kind !== 'household') return;
        if (request.target !== 'wearer' || request.pairView.level === 'danger') return;
        const { level, distanceM } = request.pairView;
        if (level === 'unknown' || distanceM === null || distanceM > 600) {
          expect(decide(kr, request).kind).not.toBe('point');
        }
      }),
      { numRuns: 2000 },
    );
  });

  test("tells nothing of the other's distance with one's own point (H-46)", () => {
    fc.assert(
      fc.property(requests, (request) => {
        const decision = decide(kr, { ...request, viewer: { kind: 'protected', own: true }, target: 'protected' });
        if (decision.kind !== 'point') return;
        expect(decision).toMatchObject({ distanceM: null, etaS: null, octant: null, trend: 'unclear' });
      }),
    );
  });

  test('less known never shows more: an older fix, a longer distance, a missing number', () => {
    const poorer = fc.constantFrom<Partial<PairView>>(
      { wearer: { kind: 'never', point: null } },
      { protected: { kind: 'never', point: null } },
      { distanceM: null, gapM: null },
      { bearingDeg: null, etaS: null },
    );
    fc.assert(
      fc.property(requests, poorer, (request, change) => {
        // Band and unknown stand for each other where the distance is missing.
        const before = decide(kr, request);
        const after = decide(kr, withView(request, change));
        const rank = (decision: Decision) => (telling(decision) === 1 ? 2 : telling(decision));
        expect(rank(after)).toBeLessThanOrEqual(rank(before));
        const farther = withView(request, { distanceM: (request.pairView.distanceM ?? 0) + 3_000 });
        if (request.pairView.distanceM !== null) {
          expect(telling(decide(kr, farther))).toBeLessThanOrEqual(telling(before));
        }
        const stale = withView(request, { wearer: { ...request.pairView.wearer, kind: 'stale' } });
        if (request.pairView.wearer.kind === 'fresh') {
          expect(telling(decide(kr, stale))).toBeLessThanOrEqual(telling(before));
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe('a cell of the kr table', () => {
  test('clear: no warning, and when the device reported', () => {
    expect(decide(kr, at('clear', 'wearer', 'protected'))).toMatchObject({
      kind: 'nothing',
      statement: 'no-warning',
      lastReportAtMs: NOW_MS - 1_000,
      basis: { rule: 'kr-protected-clear' },
    });
  });

  test('notice: a band, an octant, minutes - no exact number', () => {
    const request = at('notice', 'wearer', 'protected');
    expect(renderShown(decide(kr, request), request.pairView, snaps)).toEqual({
      kind: 'band',
      fromM: 1000,
      toM: 2000,
      trend: 'approaching',
      octant: 'NE',
      etaS: 360,
      lastReportAtMs: NOW_MS - 1_000,
      basis: { rule: 'kr-protected-risk', article: 'EDA 31-6(4); EDA 31-8(2)5' },
    });
  });

  test('inside 600 m: the point with its circle, when both sides are fresh', () => {
    const near = { distanceM: 599.6, gapM: 580 };
    const request = at('warning', 'wearer', 'protected', near);
    expect(renderShown(decide(kr, request), request.pairView, snaps)).toMatchObject({
      kind: 'point',
      point: { latDeg: 37.123457, lonDeg: 127.765432, radiusM: 9, fixedAtMs: NOW_MS - 2_000, courseDeg: 90 },
      distanceM: 600,
      basis: { rule: 'kr-protected-inside-600' },
    });
    const stale: Whereabouts = { ...request.pairView!.wearer, kind: 'stale' };
    expect(decide(kr, at('warning', 'wearer', 'protected', { ...near, wearer: stale })).kind).toBe('band');
    expect(decide(kr, at('warning', 'wearer', 'protected', { distanceM: 601 })).kind).toBe('band');
  });

  test('unknown: why, since when, and the minute in which contact becomes possible', () => {
    const request = at('unknown', 'wearer', 'protected', {
      reason: 'wearer-silent',
      reasonSinceMs: NOW_MS - 300_000,
      earliestContactS: 95,
      distanceM: 300,
    });
    expect(decide(kr, request)).toMatchObject({
      kind: 'unknown',
      reason: 'wearer-silent',
      sinceMs: NOW_MS - 300_000,
      earliestContactAtMs: Math.floor((NOW_MS + 95_000) / 60_000) * 60_000,
    });
  });
});

describe('what is odd is refused, with the cause', () => {
  test.each<[string, Request, string]>([
    ['no view', { ...at('notice', 'wearer', 'protected'), pairView: null }, 'no-view'],
    ['a distance that is none', at('notice', 'wearer', 'protected', { distanceM: Number.NaN }), 'odd-number'],
    ['a negative distance', at('notice', 'wearer', 'protected', { distanceM: -1 }), 'odd-number'],
    ['an infinite time', at('notice', 'wearer', 'protected', { etaS: Number.POSITIVE_INFINITY }), 'odd-number'],
    ['an unknown level', at('calm' as Level, 'wearer', 'protected'), 'no-rule'],
    ['a broken view', at('danger', 'wearer', 'protected', { wearer: undefined as never }), 'failed'],
  ])('%s', (_, request, cause) => {
    expect(decide(kr, request)).toMatchObject({ kind: 'nothing', statement: 'refused', refusal: cause });
  });

  test('a place that is none', () => {
    const request = at('danger', 'wearer', 'protected');
    const point = { ...request.pairView!.wearer.point!, latDeg: 91 };
    expect(decide(kr, withView(request, { wearer: { kind: 'fresh', point } }))).toMatchObject({
      refusal: 'odd-number',
    });
  });

  test('a pack that would show a point at unknown, or anything to the wearer', () => {
    const all: Rule = {
      id: 'everything',
      viewer: 'protected',
      targets: ['wearer', 'protected'],
      levels: LEVELS,
      shows: 'point',
      pointM: 0,
      trailS: 0,
      direction: true,
      recordsUrgency: false,
      purpose: 'notify-protected',
      article: 'none',
      reason: 'disclosure.none',
    };
    const purposes = [{ id: 'notify-protected', of: TARGETS, article: 'none' }];
    const loose = indexRules({
      ...{ versionId: 'x', mode: 'law', purposes },
      disclosure: [all, { ...all, viewer: 'wearer' }],
    });
    expect(decide(loose, at('unknown', 'wearer', 'protected'))).toMatchObject({ refusal: 'too-much' });
    expect(decide(loose, at('danger', 'protected', 'wearer'))).toMatchObject({ statement: 'not-allowed' });
    expect(decide(loose, at('danger', 'wearer', 'household'))).toMatchObject({ refusal: 'no-rule' });
    const study = indexRules({ versionId: 'x', mode: 'study', purposes, disclosure: [all] });
    expect(decide(study, at('danger', 'wearer', 'protected')).kind).toBe('point');
    expect(decide(study, { ...at('danger', 'wearer', 'protected'), exercise: false }).kind).toBe('nothing');
  });
});

describe('for what, and who may see places', () => {
  test('whatever shows anything names a use of that position that the pack lists, with its article (H-501)', () => {
    const { purposes } = packOf('kr');
    fc.assert(
      fc.property(requests, (request) => {
        const decision = decide(kr, request);
        if (decision.kind !== 'nothing')
          expect(purposes).toContainEqual(
            expect.objectContaining({ id: decision.use.id, article: decision.use.article }),
          );
      }),
    );
  });

  test('a use that the pack does not list is refused, as an alarm (H-501)', () => {
    const pack = packOf('kr');
    const without = indexRules({ ...pack, purposes: pack.purposes.filter(({ id }) => id !== 'notify-protected') });
    expect(decide(without, at('danger', 'wearer', 'protected'))).toMatchObject({ refusal: 'no-purpose' });
    const ofOther = pack.purposes.map((one) => ({ ...one, of: ['protected'] as const }));
    const turned = indexRules({ ...pack, purposes: ofOther });
    expect(decide(turned, at('notice', 'wearer', 'protected'))).toMatchObject({ refusal: 'no-purpose' });
    expect(decide(without, at('danger', 'wearer', 'officer')).kind).toBe('point');
  });

  test.each(['kr', 'example'])(
    'by the table of %s: without the undertaking no place of the wearer, and level, distance and unknown as ever (H-503)',
    (jurisdiction) => {
      const table = indexRules(packOf(jurisdiction));
      fc.assert(
        fc.property(requests, fc.constantFrom('protected' as const, 'household' as const), (request, kind) => {
          const asked: Request = { ...request, viewer: { kind, own: false }, target: 'wearer' };
          const without = decide(table, { ...asked, undertaken: false });
          const withIt = decide(table, { ...asked, undertaken: true });
          expect(without.kind).not.toBe('point');
          expect(without.kind === 'nothing' ? without.refusal : null).toBeNull();
          // Where a place would be, a distance is: but for the calm, where nobody is warned anyway.
          if (withIt.kind === 'point' && request.pairView.level !== 'clear')
            expect(['band', 'unknown']).toContain(without.kind);
          if (withIt.kind === 'band' || withIt.kind === 'nothing') expect(without).toEqual(withIt);
        }),
        { numRuns: 1500 },
      );
    },
  );
});

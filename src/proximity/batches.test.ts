/** How fixes are bundled on their way does not matter: one by one, or several at an instant in the same order. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createEngine, pairView, step } from './engine.ts';
import { P, PAIR, pairSpec, Scene, W } from './scene.test-helper.ts';
import type { Fix, Input, PairView } from './types.ts';
import { type Report, type Way, way } from './ways.test-helper.ts';

const CALM_S = 900;

function fixesOf(a: Way, b: Way): Fix[] {
  const scene = new Scene();
  const make = (personId: typeof W, s: number, report: Report | null | undefined): Fix[] => {
    if (report === null || report === undefined) return [];
    const { eastM, northM, ...rest } = report;
    const at = { fixedAtMs: s * 1000, receivedAtMs: s * 1000 + 1300 };
    return [{ personId, ...at, ...scene.at(eastM, northM), ...rest, mock: null }];
  };
  const minutes = Math.max(a.length, b.length);
  const moving = Array.from({ length: minutes }, (_, i) => [...make(W, 60 * i, a[i]), ...make(P, 60 * i + 20, b[i])]);
  // Then both stay where they are and report well, until nothing of the way is left to be told.
  const still: Report = { eastM: 0, northM: 0, accuracyM: 10, source: 'gnss', speedMps: 0, courseDeg: null };
  const last = (one: Way) => one.findLast((report) => report !== null) ?? still;
  const resting = Array.from({ length: CALM_S / 60 }, (_, i) => {
    const s = 60 * (minutes + i);
    return [
      ...make(W, s, { ...still, eastM: last(a).eastM + Math.sin(s), northM: last(a).northM }),
      ...make(P, s + 20, { ...still, eastM: last(b).eastM, northM: last(b).northM + Math.cos(s) }),
    ];
  });
  return [...moving, ...resting].flat();
}

/** Each fix is taken at the end of the bundle that it arrived in; ticks fall every 60 s. */
function play(fixes: readonly Fix[], bundleMs: number): PairView {
  const engine = createEngine();
  let position = 0;
  const take = (input: Omit<Extract<Input, { kind: 'fix' }>, 'position'> | { kind: 'tick' }, nowMs: number) =>
    step(engine, { ...input, position: ++position } as Input, nowMs);
  step(engine, { position: 0, kind: 'bind-pair', pair: pairSpec() }, 0);
  const endMs = (fixes.at(-1)?.receivedAtMs ?? 0) + 60_000;
  let next = 0;
  for (let tickMs = 60_000; tickMs <= endMs; tickMs += 60_000) {
    for (; next < fixes.length && bundled(fixes[next]!, bundleMs) <= tickMs; next++)
      take({ kind: 'fix', fix: fixes[next]! }, bundled(fixes[next]!, bundleMs));
    take({ kind: 'tick' }, tickMs);
  }
  return pairView(engine, PAIR, endMs)!;
}

function bundled({ receivedAtMs }: Fix, bundleMs: number): number {
  return Math.ceil(receivedAtMs / bundleMs) * bundleMs;
}

/** Between where a ring is entered and where it is left, what stood before counts: there an instant may make the difference. */
function isBetweenRings({ distanceM }: PairView): boolean {
  const { restraintM, warnM, noticeM } = pairSpec();
  return [restraintM, 2 * restraintM, warnM, noticeM].some((ringM) => Math.abs((distanceM ?? 0) / ringM - 1) < 0.3);
}

it('one by one, or bundled over some seconds: the same beliefs and numbers, and the same level in the end', () => {
  let compared = 0;
  fc.assert(
    fc.property(way, way, fc.constantFrom(1000, 5000, 20_000, 60_000), (a, b, bundleMs) => {
      const fixes = fixesOf(a, b);
      const one = play(fixes, 1);
      const bundles = play(fixes, bundleMs);
      const numbers = ({ level: _, levelSinceMs: __, lastPosition: ___, ...rest }: PairView) => rest;
      expect(numbers(bundles)).toEqual(numbers(one));
      if (isBetweenRings(one)) return;
      compared++;
      expect(bundles.level).toBe(one.level);
    }),
    { numRuns: 150 },
  );
  expect(compared).toBeGreaterThan(50);
});

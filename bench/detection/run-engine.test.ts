import { expect, test } from 'vitest';
import type { Finding, Input } from '../../src/proximity/types.ts';
import { familyOf } from './families/registry.ts';
import { makeCase } from './mixes.ts';
import { type EngineModule, runEngine } from './run-engine.ts';

const CASE = makeCase({ family: familyOf('opposite'), seed: 1 });

/** Keeps what it was given; says a level at the third tick. */
function recorder(taken: { readonly input: Input; readonly nowMs: number }[]): EngineModule<{ ticks: number }> {
  return {
    createEngine: () => ({ ticks: 0 }),
    step(engine, input, nowMs) {
      taken.push({ input, nowMs });
      if (input.kind !== 'tick' || ++engine.ticks !== 3) return [];
      const finding = { kind: 'approach', atMs: nowMs, level: 'warning' } as Finding;
      return [finding, { ...finding, kind: 'zone' }];
    },
  };
}

test('it is fed as magpie replay feeds it: ticks every 5 s from the first fix, after the fixes of their instant', () => {
  const taken: { readonly input: Input; readonly nowMs: number }[] = [];
  const lines = runEngine(recorder(taken), CASE);
  const firstMs = CASE.fixes[0]!.receivedAtMs;
  expect(lines).toEqual([{ atMs: firstMs + 10_000, level: 'warning' }]);
  expect(taken[0]).toMatchObject({ input: { kind: 'bind-pair', position: 1 }, nowMs: firstMs });
  expect(taken.map(({ input }) => input.position)).toEqual(taken.map((_, i) => i + 1));
  const times = taken.map(({ nowMs }) => nowMs);
  expect(times).toEqual([...times].sort((a, b) => a - b));
  expect(taken.findIndex(({ input }) => input.kind === 'tick')).toBeGreaterThan(
    taken.findIndex(({ input }) => input.kind === 'fix'),
  );
  const ticks = taken.filter(({ input }) => input.kind === 'tick').map(({ nowMs }) => nowMs);
  expect(ticks.every((ms, i) => ms === firstMs + i * 5000)).toBe(true);
  expect(CASE.startMs + CASE.lengthS * 1000 - ticks.at(-1)!).toBeLessThan(5000);
  expect(taken.filter(({ input }) => input.kind === 'fix')).toHaveLength(CASE.fixes.length);
});

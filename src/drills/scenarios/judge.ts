/** Whether what was found is what the scenario expects. Pure: tests and trainers' reports use it alike. */
import type { Level } from '../../proximity/types.ts';
import type { CastKey } from '../cast.ts';
import type { PlannedExpectation } from './plan.ts';

export interface LevelChange {
  readonly wearer: CastKey;
  readonly protected: CastKey;
  readonly atMs: number;
  readonly level: Level;
}

export interface Verdict {
  readonly expectation: PlannedExpectation;
  readonly met: boolean;
  /** When it was met (reaches) or broken (never); null otherwise. */
  readonly atMs: number | null;
}

/** The first instant in the window at which one of the levels is the pair's; `changes` in order of time, clear before. */
function firstIn(expectation: PlannedExpectation, changes: readonly LevelChange[]): number | null {
  const own = changes.filter((c) => c.wearer === expectation.wearer && c.protected === expectation.protected);
  const before = own.filter((c) => c.atMs <= expectation.fromMs).at(-1)?.level ?? 'clear';
  if (expectation.levels.includes(before)) return expectation.fromMs;
  const hit = own.find(
    (c) => c.atMs > expectation.fromMs && c.atMs <= expectation.toMs && expectation.levels.includes(c.level),
  );
  return hit?.atMs ?? null;
}

export function judge(expectations: readonly PlannedExpectation[], changes: readonly LevelChange[]): Verdict[] {
  return expectations.map((expectation) => {
    const atMs = firstIn(expectation, changes);
    return { expectation, met: expectation.what === 'reaches' ? atMs !== null : atMs === null, atMs };
  });
}

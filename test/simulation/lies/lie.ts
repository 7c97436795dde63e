/**
 * Engines that lie: production's with one thing made wrong, before or after it works. For each rule at least one, so that every
 * checker is seen to fail; `rule` says who must complain.
 */
import type { Finding, Fix, Input, PairView } from '../../../src/proximity/types.ts';
import { type EngineUnderTest, type MakeEngine, productionEngine } from '../engine-under-test.ts';

export interface Lie {
  readonly what: string;
  /** Beginning of the complaint that is due. */
  readonly rule: string;
  readonly make: MakeEngine;
}

/** Is told other inputs than came. Null: is told nothing. */
export function deaf(change: (input: Input, nowMs: number) => Input | null): MakeEngine {
  return over((engine) => ({
    step: (input, nowMs) => {
      const told = change(input, nowMs);
      return told === null ? [] : engine.step(told, nowMs);
    },
  }));
}

export function deafToFixes(change: (fix: Fix, nowMs: number) => Fix): MakeEngine {
  return deaf((input, nowMs) => (input.kind === 'fix' ? { ...input, fix: change(input.fix, nowMs) } : input));
}

/** Tells other findings than it found. */
export function liar(change: (finding: Finding) => Finding | readonly Finding[]): MakeEngine {
  return over((engine) => ({
    step: (input, nowMs) => engine.step(input, nowMs).flatMap(change),
  }));
}

export function showing(change: (view: PairView) => Partial<PairView>): MakeEngine {
  return over((engine) => ({
    pairView: (pairId, nowMs) => {
      const view = engine.pairView(pairId, nowMs);
      return view === null ? null : { ...view, ...change(view) };
    },
  }));
}

export function over(change: (engine: EngineUnderTest) => Partial<EngineUnderTest>): MakeEngine {
  const wrapped = (engine: EngineUnderTest): EngineUnderTest => ({
    ...engine,
    restored: () => wrapped(engine.restored()),
    ...change(engine),
  });
  return () => wrapped(productionEngine());
}

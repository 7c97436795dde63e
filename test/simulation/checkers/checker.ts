/**
 * A checker holds one rule of docs/engine.md or one invariant against what the engine says, as far as it can be seen from outside:
 * from findings and views, beside what is true of the made-up people and what their devices sent. Its own reckoning is simple and
 * generous, so that it need not know how the engine works; its numbers have slack, so that tuning the engine does not break it.
 */
import type { Finding } from '../../../src/proximity/types.ts';
import type { EngineUnderTest } from '../engine-under-test.ts';
import type { Entry, Scenario } from '../scenario.ts';
import type { World } from '../world.ts';

/** What happened: one entry of the journal, what was found, and the world after it. */
export interface Happening {
  readonly engine: EngineUnderTest;
  readonly entry: Entry;
  readonly found: readonly Finding[];
  readonly world: World;
}

export type Complain = (what: string) => void;

/** Sees the journal pass. `end` is called after its last entry. */
export interface Checker {
  after(happening: Happening): void;
  end?(): void;
}

/** By the name under which it complains: `rule 2` of docs/engine.md, `I-5` of the invariants. */
export interface Rule {
  readonly name: string;
  watch(scenario: Scenario, complain: Complain): Checker;
}

/** Seconds since the start, as complaints say when. */
export function secondOf(scenario: Scenario, nowMs: number): number {
  return Math.round((nowMs - scenario.startMs) / 1000);
}

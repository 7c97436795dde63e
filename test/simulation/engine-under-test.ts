/** The engine as the simulation drives it: production's by default, or one that lies, so that a checker can be seen to fail. */

import { assert } from '../../src/core/assert.ts';
import type { PairId, PersonId, ZoneId } from '../../src/core/ids.ts';
import {
  createEngine,
  type Engine,
  evaluationsOf,
  pairsOf,
  pairView,
  step,
  zonesOf,
  zoneView,
} from '../../src/proximity/engine.ts';
import type { Parameters } from '../../src/proximity/parameters.ts';
import { wantedIntervalS } from '../../src/proximity/reporting.ts';
import { engineFrom, snapshotOf } from '../../src/proximity/snapshot.ts';
import type { Finding, Input, PairView, ZoneView } from '../../src/proximity/types.ts';
import type { Entry } from './scenario.ts';

export interface EngineUnderTest {
  step(input: Input, nowMs: number): readonly Finding[];
  pairView(pairId: PairId, nowMs: number): PairView | null;
  zoneView(zoneId: ZoneId, nowMs: number): ZoneView | null;
  pairsOf(personId: PersonId): readonly PairId[];
  zonesOf(wearerId: PersonId): readonly ZoneId[];
  evaluationsOf(pairId: PairId): number | null;
  wantedIntervalS(personId: PersonId): number | null;
  /** Another engine, from a snapshot of this one. */
  restored(): EngineUnderTest;
}

export type MakeEngine = () => EngineUnderTest;

export function productionEngine(parameters: Partial<Parameters> = {}): EngineUnderTest {
  return wrap(createEngine(parameters), parameters);
}

function wrap(engine: Engine, parameters: Partial<Parameters>): EngineUnderTest {
  return {
    step: (input, nowMs) => step(engine, input, nowMs),
    pairView: (pairId, nowMs) => pairView(engine, pairId, nowMs),
    zoneView: (zoneId, nowMs) => zoneView(engine, zoneId, nowMs),
    pairsOf: (personId) => pairsOf(engine, personId),
    zonesOf: (wearerId) => zonesOf(engine, wearerId),
    evaluationsOf: (pairId) => evaluationsOf(engine, pairId),
    wantedIntervalS: (personId) => wantedIntervalS(engine, personId),
    restored() {
      const again = engineFrom(snapshotOf(engine), parameters);
      assert(again !== null, 'a snapshot gives an engine');
      return wrap(again, parameters);
    },
  };
}

/** Runs a journal through a new engine; `after` sees the engine after each entry. */
export function run(
  journal: readonly Entry[],
  make: MakeEngine = productionEngine,
  after?: (engine: EngineUnderTest, entry: Entry, found: readonly Finding[]) => void,
): Finding[] {
  const engine = make();
  const findings: Finding[] = [];
  for (const entry of journal) {
    const found = engine.step(entry.input, entry.nowMs);
    findings.push(...found);
    after?.(engine, entry, found);
  }
  return findings;
}

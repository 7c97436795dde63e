/** Stopped anywhere, and gone on from a snapshot: the engine finds what it would have found, shows what it would have shown. */
import { expect, it } from 'vitest';
import { seededRng } from '../../src/core/rng.ts';
import { createEngine, type Engine, pairView, step, zonesOf, zoneView } from '../../src/proximity/engine.ts';
import { engineFrom, snapshotOf } from '../../src/proximity/snapshot.ts';
import { type Entry, makeScenario, type Scenario } from './scenario.ts';

const SEEDS = 100;
/** In each seed; a run is stopped and restored at each of them in turn. */
const CUTS = 3;

/** All findings and, after every tick, all views. */
function play(engine: Engine, scenario: Scenario, journal: readonly Entry[]): string[] {
  const seen: string[] = [];
  for (const { input, nowMs } of journal) {
    seen.push(JSON.stringify(step(engine, input, nowMs)));
    if (input.kind !== 'tick') continue;
    for (const { pairId, wearerId } of scenario.pairs) {
      seen.push(JSON.stringify(pairView(engine, pairId, nowMs)));
      for (const zoneId of zonesOf(engine, wearerId)) seen.push(JSON.stringify(zoneView(engine, zoneId, nowMs)));
    }
  }
  return seen;
}

it(`an engine restored at any input equals one that never stopped, over ${SEEDS} seeds (H-107)`, () => {
  for (let seed = 1; seed <= SEEDS; seed++) {
    const scenario = makeScenario(seed);
    const { journal } = scenario;
    const whole = createEngine();
    const expected = play(whole, scenario, journal);
    const rng = seededRng(seed);
    const cuts = Array.from({ length: CUTS }, () => Math.floor(rng.next() * journal.length)).sort((a, b) => a - b);
    let engine = createEngine();
    const seen: string[] = [];
    for (const [i, cut] of [...cuts, journal.length].entries()) {
      seen.push(...play(engine, scenario, journal.slice(cuts[i - 1] ?? 0, cut)));
      const snapshot = snapshotOf(engine);
      engine = engineFrom(snapshot)!;
      expect(engine, `seed ${seed}: the snapshot at input ${cut} is read`).not.toBeNull();
      expect(Buffer.compare(snapshotOf(engine), snapshot), `seed ${seed}: the same snapshot again`).toBe(0);
    }
    expect(seen.length, `failing seed ${seed}`).toBe(expected.length);
    expect(
      seen.find((line, i) => line !== expected[i]),
      `failing seed ${seed}, cut at ${cuts.join()}`,
    ).toBeUndefined();
    expect(Buffer.compare(snapshotOf(engine), snapshotOf(whole)), `failing seed ${seed}: the state`).toBe(0);
  }
});

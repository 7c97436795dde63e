/**
 * Checks that need the journal to run again, as it is or with something put in: beside a run of reference, step by step, so that
 * one engine cannot lean on the other either.
 */
import type { PersonId } from '../../../src/core/ids.ts';
import type { Rng } from '../../../src/core/rng.ts';
import type { Finding, Fix, Input } from '../../../src/proximity/types.ts';
import type { EngineUnderTest, MakeEngine } from '../engine-under-test.ts';
import type { Entry, Scenario } from '../scenario.ts';
import { World } from '../world.ts';
import type { Complain } from './checker.ts';

export interface Rerun {
  readonly name: string;
  /** `findings` are those of the scenario's journal; `rng` is the check's own. */
  check(scenario: Scenario, findings: readonly Finding[], make: MakeEngine, rng: Rng, complain: Complain): void;
}

/** Something put in after an entry of the journal: into one run `input`, into the other `idle`, which says nothing new. */
export interface Insert {
  readonly after: number;
  readonly nowMs: number;
  readonly personId: PersonId;
  readonly input: Input;
  readonly idle: Input;
}

/** Reports closer together than this leave no doubt where somebody is. */
const KNOWN_MS = 70_000;

/**
 * Where a fix may be put in: right after an entry, by somebody who just reported honestly. `choose` gives the fix, or null to
 * leave it. Chosen in order, at least `apartMs` from one another.
 */
export function placeInserts(
  scenario: Scenario,
  apartMs: number,
  choose: (known: Fix, entry: Entry, world: World) => Fix | null,
): Insert[] {
  const inserts: Insert[] = [];
  const world = new World();
  let notBeforeMs = scenario.startMs + 120_000;
  for (const [after, entry] of scenario.journal.entries()) {
    world.follow(entry);
    if (entry.input.kind !== 'tick' || entry.nowMs < notBeforeMs) continue;
    for (const personId of scenario.tracks.keys()) {
      const [oldest, , known] = world.honest(personId, 3) ?? [];
      if (oldest === undefined || known === undefined || world.isDoubted(personId, entry.nowMs)) continue;
      if (entry.nowMs - known.nowMs > KNOWN_MS || known.nowMs - oldest.nowMs > 3 * KNOWN_MS) continue;
      const fix = choose(known.fix, entry, world);
      if (fix === null) continue;
      const { position } = entry.input;
      const nowMs = entry.nowMs + 1;
      inserts.push({
        after,
        nowMs,
        personId,
        input: { position, kind: 'fix', fix },
        // The newest known fix once more: a duplicate, at which the pair is evaluated and nothing else happens.
        idle: { position, kind: 'fix', fix: known.fix },
      });
      notBeforeMs = entry.nowMs + apartMs;
      break;
    }
  }
  return inserts;
}

/** What both runs come to after one entry. `insert` is the latest one so far. */
export interface Pairing {
  readonly entry: Entry;
  readonly insert: Insert;
  readonly isInsert: boolean;
  readonly world: World;
  readonly reference: EngineUnderTest;
  readonly changed: EngineUnderTest;
  readonly referenceFound: readonly Finding[];
  readonly changedFound: readonly Finding[];
}

/** Runs both engines through the journal, one with the inserts, one with their idle stand-ins, and shows both from the first on. */
export function runBeside(
  scenario: Scenario,
  inserts: readonly Insert[],
  make: MakeEngine,
  compare: (pairing: Pairing) => void,
): void {
  const reference = make();
  const changed = make();
  const world = new World();
  const ahead = [...inserts];
  let insert: Insert | undefined;
  for (const [index, entry] of scenario.journal.entries()) {
    world.follow(entry);
    take(entry, entry.input, entry.input, false);
    while (ahead[0]?.after === index) {
      insert = ahead.shift()!;
      take({ ...entry, nowMs: insert.nowMs }, insert.idle, insert.input, true);
    }
  }

  function take(entry: Entry, plain: Input, other: Input, isInsert: boolean): void {
    const referenceFound = reference.step(plain, entry.nowMs);
    const changedFound = changed.step(other, entry.nowMs);
    if (insert === undefined) return;
    compare({
      entry,
      insert,
      isInsert,
      world,
      reference,
      changed,
      referenceFound,
      changedFound,
    });
  }
}

/**
 * I-10, I-4, I-1 and rule 7: the same journal gives the same bytes, whatever else runs beside it and whoever looks at its pictures;
 * a finding is found again from the journal up to its input; duplicates change nothing; and what is about the wearer alone does not
 * depend on where the protected people are.
 */
import type { Finding } from '../../../src/proximity/types.ts';
import { type EngineUnderTest, run } from '../engine-under-test.ts';
import type { Entry, Scenario } from '../scenario.ts';
import { differences } from './differences.ts';
import type { Rerun } from './rerun.ts';

/** Two engines step by turns, and nobody reads views meanwhile: neither the other's state nor a look may change a finding. */
export const replay: Rerun = {
  name: 'I-10',
  check(scenario, findings, make, _rng, complain) {
    const one: Finding[] = [];
    const other: Finding[] = [];
    const engines: readonly (readonly [EngineUnderTest, readonly Entry[], Finding[]])[] = [
      [make(), scenario.journal, one],
      [make(), scenario.otherProtectedJournal, other],
    ];
    for (let i = 0; i < Math.max(scenario.journal.length, scenario.otherProtectedJournal.length); i++) {
      for (const [engine, journal, found] of engines) {
        const entry = journal[i];
        if (entry !== undefined) found.push(...engine.step(entry.input, entry.nowMs));
      }
    }
    for (const what of differences(findings, one)) complain(`a replay beside another engine differs in ${what}`);
    for (const what of differences(aboutWearers(scenario, findings), aboutWearers(scenario, other)))
      complain(`I-4: where the protected people are changes what is about the wearer alone, in ${what}`);
  },
};

function aboutWearers(scenario: Scenario, findings: readonly Finding[]): Finding[] {
  const wearers = new Set(scenario.pairs.map((pair) => pair.wearerId));
  return findings
    .filter(({ subject }) => subject.kind === 'zone' || (subject.kind === 'person' && wearers.has(subject.personId)))
    .map((finding) => ({ ...finding, inputPosition: 0 }));
}

export const duplicates: Rerun = {
  name: 'I-1',
  check(scenario, findings, make, _rng, complain) {
    const doubled = scenario.journal.flatMap((entry) => (entry.input.kind === 'fix' ? [entry, entry] : [entry]));
    for (const what of differences(findings, run(doubled, make))) complain(`duplicates change ${what}`);
  },
};

/** Rule 7: any one finding is found again, to the byte, from the journal up to its input and nothing after. */
export const recomputed: Rerun = {
  name: 'rule 7, again',
  check(scenario, findings, make, rng, complain) {
    const finding = findings[Math.floor(rng.next() * findings.length)];
    if (finding === undefined) return;
    const end = scenario.journal.findIndex(({ input }) => input.position === finding.inputPosition);
    const again = run(scenario.journal.slice(0, end + 1), make).filter(
      ({ inputPosition }) => inputPosition === finding.inputPosition,
    );
    const before = findings.filter(({ inputPosition }) => inputPosition === finding.inputPosition);
    for (const what of differences(before, again))
      complain(`input ${finding.inputPosition} is found otherwise, in ${what}`);
  },
};

/** I-10: stopped at any input, and gone on from a snapshot, it finds what it would have found. */
export const restarted: Rerun = {
  name: 'I-10, a restart',
  check(scenario, findings, make, rng, complain) {
    const cut = Math.floor(rng.next() * scenario.journal.length);
    let engine = make();
    const found: Finding[] = [];
    for (const [index, { input, nowMs }] of scenario.journal.entries()) {
      if (index === cut) engine = engine.restored();
      found.push(...engine.step(input, nowMs));
    }
    for (const what of differences(findings, found)) complain(`stopped before input ${cut + 1} it differs in ${what}`);
  },
};

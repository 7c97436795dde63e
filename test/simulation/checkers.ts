/** The invariants that the engine answers for, checked on one seed. Each gives what it found wrong, in words. */
import type { PairId } from '../../src/core/ids.ts';
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
import { EXPLANATIONS, type ExplanationKey } from '../../src/proximity/explanations.ts';
import { wantedIntervalS } from '../../src/proximity/reporting.ts';
import type { Finding, PairSpec } from '../../src/proximity/types.ts';
import { type Entry, type Scenario, trueDistanceM } from './scenario.ts';

/** Runs a journal through a new engine; `after` sees the engine after each entry. */
export function run(
  journal: readonly Entry[],
  after?: (engine: Engine, entry: Entry, found: readonly Finding[]) => void,
): Finding[] {
  const engine = createEngine();
  const findings: Finding[] = [];
  for (const entry of journal) {
    const found = step(engine, entry.input, entry.nowMs);
    findings.push(...found);
    after?.(engine, entry, found);
  }
  return findings;
}

/** All checks on one seed; empty when all hold. */
export function checkScenario(scenario: Scenario): string[] {
  const problems: string[] = [];
  const complain = (invariant: string, what: string) => problems.push(`${invariant}: ${what}`);
  const watch = new Watch(scenario, complain);
  const findings = run(scenario.journal, (engine, entry, found) => watch.after(engine, entry, found));
  const text = JSON.stringify(findings);
  checkRepetition(scenario, findings, text, complain);
  for (const finding of findings) checkNoCoordinate(finding, complain);
  checkWearerLearnsNothing(scenario, findings, complain);
  return problems;
}

type Complain = (invariant: string, what: string) => void;

/** I-2, I-5, and that no long contact goes unsaid: seen while the journal runs. */
class Watch {
  readonly #scenario: Scenario;
  readonly #complain: Complain;
  readonly #bound = new Map<PairId, PairSpec>();
  readonly #ended = new Set<PairId>();
  readonly #evaluations = new Map<PairId, number>();
  readonly #contactSinceMs = new Map<PairId, number>();
  readonly #boundSinceMs = new Map<PairId, number>();

  constructor(scenario: Scenario, complain: Complain) {
    this.#scenario = scenario;
    this.#complain = complain;
  }

  after(engine: Engine, entry: Entry, found: readonly Finding[]): void {
    const { input, nowMs } = entry;
    if (input.kind === 'bind-pair') {
      const { pairId } = input.pair;
      if (!this.#bound.has(pairId)) this.#boundSinceMs.set(pairId, nowMs);
      this.#bound.set(pairId, input.pair);
      this.#ended.delete(pairId);
    }
    if (input.kind === 'unbind-pair') {
      this.#bound.delete(input.pairId);
      this.#evaluations.delete(input.pairId);
      this.#contactSinceMs.delete(input.pairId);
      this.#ended.add(input.pairId);
    }
    this.#checkEvaluated(engine, entry);
    this.#checkEnded(engine, entry, found);
    if (input.kind === 'tick') for (const pair of this.#bound.values()) this.#checkContact(engine, pair, nowMs);
  }

  /** I-2: evaluated exactly once by each report of either side and by each tick, and by nothing else. */
  #checkEvaluated(engine: Engine, { input, nowMs }: Entry): void {
    for (const [pairId, pair] of this.#bound) {
      const count = evaluationsOf(engine, pairId) ?? -1;
      const before = this.#evaluations.get(pairId) ?? 0;
      this.#evaluations.set(pairId, count);
      const person = input.kind === 'fix' ? input.fix.personId : input.kind === 'event' ? input.personId : null;
      const concerns =
        input.kind === 'tick' ||
        person === pair.wearerId ||
        person === pair.protectedId ||
        (input.kind === 'bind-pair' && input.pair.pairId === pairId);
      if (count - before !== (concerns ? 1 : 0))
        this.#complain('I-2', `${pairId}: ${count - before} evaluations of ${input.position}`);
      if (concerns && pairView(engine, pairId, nowMs)?.lastPosition !== input.position) {
        this.#complain('I-2', `${pairId}: input ${input.position} is not reflected`);
      }
    }
  }

  /** I-5: nothing is found, shown or listed of a pair after its end. */
  #checkEnded(engine: Engine, { input, nowMs }: Entry, found: readonly Finding[]): void {
    for (const pairId of this.#ended) {
      if (pairView(engine, pairId, nowMs) !== null) this.#complain('I-5', `${pairId} is shown after its end`);
      if (found.some(({ subject }) => subject.kind === 'pair' && subject.pairId === pairId)) {
        this.#complain('I-5', `${pairId} is found after its end, at ${input.position}`);
      }
      const spec = this.#scenario.pairs.find((pair) => pair.pairId === pairId);
      if (spec === undefined) continue;
      for (const person of [spec.wearerId, spec.protectedId]) {
        if (pairsOf(engine, person).includes(pairId)) this.#complain('I-5', `${pairId} is listed after its end`);
      }
    }
  }

  /** Six minutes truly within the restraint distance: whatever the devices did, the pair is not calm for long. */
  #checkContact(engine: Engine, pair: PairSpec, nowMs: number): void {
    const distance = trueDistanceM(this.#scenario, pair, nowMs);
    if (distance === null || distance > pair.restraintM) {
      this.#contactSinceMs.delete(pair.pairId);
      return;
    }
    const sinceMs = Math.max(
      this.#contactSinceMs.get(pair.pairId) ?? nowMs,
      this.#boundSinceMs.get(pair.pairId) ?? nowMs,
    );
    this.#contactSinceMs.set(pair.pairId, sinceMs);
    const view = pairView(engine, pair.pairId, nowMs);
    if (view === null || nowMs - sinceMs < 360_000) return;
    // A late batch is taken in one by one, and an outlier after a gap stands until the next fix: two minutes at most.
    if ((view.level === 'clear' || view.level === 'notice') && nowMs - view.levelSinceMs > 120_000) {
      this.#complain(
        'contact',
        `${pair.pairId} is ${view.level} at ${Math.round((nowMs - this.#scenario.startMs) / 1000)} s`,
      );
    }
  }
}

/** I-1 and I-10: the same journal gives the same bytes, and fixes given twice in a row change nothing. */
function checkRepetition(scenario: Scenario, findings: readonly Finding[], text: string, complain: Complain): void {
  if (JSON.stringify(run(scenario.journal)) !== text) complain('I-10', 'a replay gave other findings');
  const doubled = scenario.journal.flatMap((entry) => (entry.input.kind === 'fix' ? [entry, entry] : [entry]));
  if (JSON.stringify(run(doubled)) !== text) complain('I-1', `duplicates changed the ${findings.length} findings`);
}

const FIELDS = new Set(
  [
    'engineVersion inputPosition atMs subject kind level previousLevel reason sinceMs name inside distanceM gapM etaS',
    'earliestContactS closingMps wearerShare basis why',
  ]
    .join(' ')
    .split(' '),
);

/** I-3: every number is a whole one, or a tenth or hundredth of its kind; no text holds a decimal fraction but a time's. */
export function checkNoCoordinate(finding: Finding, complain: Complain): void {
  for (const field of Object.keys(finding)) if (!FIELDS.has(field)) complain('I-3', `unknown field ${field}`);
  const numbers = [
    ...Object.entries(finding).filter(([, value]) => typeof value === 'number'),
    ...Object.entries(finding.why.params),
  ];
  for (const [name, value] of numbers) {
    if (typeof value !== 'number') continue;
    const scale = name === 'closingMps' ? 10 : name === 'wearerShare' ? 100 : 1;
    if (Math.abs(value * scale - Math.round(value * scale)) > 1e-9) complain('I-3', `${name} is too exact`);
  }
  const known: readonly string[] = EXPLANATIONS[finding.why.key as ExplanationKey]?.params ?? [];
  for (const name of Object.keys(finding.why.params))
    if (!known.includes(name)) complain('I-3', `unknown number ${name}`);
  const words = JSON.stringify([finding.subject, finding.name, finding.reason, finding.why, finding.basis]);
  const withoutTimes = words.replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, '');
  if (/\d\.\d{2,}/.test(withoutTimes)) complain('I-3', `a decimal fraction in the text of ${finding.why.key}`);
}

/**
 * I-4: what is about the wearer alone - zones, their device, the interval asked of it - is the same when the protected people
 * are elsewhere.
 */
function checkWearerLearnsNothing(scenario: Scenario, findings: readonly Finding[], complain: Complain): void {
  const wearers = new Set(scenario.pairs.map((pair) => pair.wearerId));
  const others = run(scenario.otherProtectedJournal, (engine, { input, nowMs }) => {
    if (input.kind !== 'tick') return;
    for (const id of wearers) {
      if (wantedIntervalS(engine, id, nowMs) !== null) complain('I-4', `${id} is asked to report faster`);
      for (const zoneId of zonesOf(engine, id)) zoneView(engine, zoneId, nowMs);
    }
  });
  const aboutWearers = (found: readonly Finding[]) =>
    JSON.stringify(
      found
        .filter(
          ({ subject }) => subject.kind === 'zone' || (subject.kind === 'person' && wearers.has(subject.personId)),
        )
        .map((finding) => ({ ...finding, inputPosition: 0 })),
    );
  if (aboutWearers(others) !== aboutWearers(findings))
    complain('I-4', 'the protected people changed what a wearer is told');
}

/**
 * Rule 4: mocked positions, clocks that run ahead, positions that no vehicle reaches and receivers that repeat themselves are
 * findings of their own, said once an episode; and they are safe: nothing that is faked makes contact look later.
 */
import type { PairId, PersonId } from '../../../src/core/ids.ts';
import { DEFAULT_PARAMETERS as p } from '../../../src/proximity/parameters.ts';
import type { Finding, Fix } from '../../../src/proximity/types.ts';
import type { Entry, Scenario } from '../scenario.ts';
import type { World } from '../world.ts';
import { type Checker, type Complain, type Rule, secondOf } from './checker.ts';

/** So many the same in motion are beyond doubt. */
const FROZEN_CERTAIN = p.frozenMovingReports + 2;
const OVER_MS = p.patternOverS * 1000;

export const patterns: Rule = {
  name: 'rule 4',
  watch: (scenario, complain) => new Watch(scenario, complain),
};

interface Signs {
  /** When each pattern was said last, by its key. */
  readonly saidMs: Map<string, number>;
  /** Reports in motion from exactly here. */
  frozen: number;
  latDeg: number;
  lonDeg: number;
  fixedAtMs: number;
}

class Watch implements Checker {
  readonly #scenario: Scenario;
  readonly #complain: Complain;
  readonly #signs = new Map<PersonId, Signs>();
  readonly #earliestS = new Map<PairId, number | null>();

  constructor(scenario: Scenario, complain: Complain) {
    this.#scenario = scenario;
    this.#complain = complain;
  }

  after({ entry, found, world }: Parameters<Checker['after']>[0]): void {
    for (const id of this.#signs.keys()) if (!world.isBound(id)) this.#signs.delete(id);
    for (const finding of found) if (finding.kind === 'pattern') this.#checkOnce(finding);
    if (entry.input.kind === 'fix' && world.isBound(entry.input.fix.personId))
      this.#checkSaid(entry.input.fix, entry.nowMs);
    this.#checkEarliest(world, entry);
  }

  #signsOf(id: PersonId): Signs {
    const known = this.#signs.get(id);
    if (known !== undefined) return known;
    const none = {
      saidMs: new Map(),
      frozen: 0,
      latDeg: Number.NaN,
      lonDeg: Number.NaN,
      fixedAtMs: 0,
    };
    this.#signs.set(id, none);
    return none;
  }

  #checkOnce({ subject, why, atMs }: Finding): void {
    if (subject.kind !== 'person') return;
    const { saidMs } = this.#signsOf(subject.personId);
    if (atMs - (saidMs.get(why.key) ?? Number.NEGATIVE_INFINITY) < OVER_MS)
      this.#complain(`${subject.personId}: ${why.key} is said again, at ${secondOf(this.#scenario, atMs)} s`);
    saidMs.set(why.key, atMs);
  }

  /** Whatever is a sign beyond doubt has been said, now or in the episode that it goes on. */
  #checkSaid(fix: Fix, nowMs: number): void {
    const { personId } = fix;
    const signs = this.#signsOf(personId);
    const expect = (isSign: boolean, key: string) => {
      if (!isSign || signs.saidMs.has(key)) return;
      this.#complain(`${personId}: ${key} is not said, at ${secondOf(this.#scenario, nowMs)} s`);
      signs.saidMs.set(key, nowMs);
    };
    expect(fix.mock === true, 'pattern.spoofing-suspected.mock');
    const aheadS = (fix.fixedAtMs - Math.min(fix.receivedAtMs, nowMs)) / 1000;
    expect(aheadS > p.clockAheadS + 1, 'pattern.clock-error');
    if (fix.source !== 'gnss' || fix.fixedAtMs <= signs.fixedAtMs) return;
    const isHere = fix.latDeg === signs.latDeg && fix.lonDeg === signs.lonDeg;
    signs.frozen = isHere ? signs.frozen + ((fix.speedMps ?? 0) > 2 ? 1 : 0) : 0;
    signs.latDeg = fix.latDeg;
    signs.lonDeg = fix.lonDeg;
    signs.fixedAtMs = fix.fixedAtMs;
    expect(signs.frozen >= FROZEN_CERTAIN, 'pattern.spoofing-suspected.frozen-position');
  }

  /**
   * The outer bound: the soonest contact comes nearer as time goes by, and only a fix that is no fake, and is newer than what was
   * known, can move it away.
   */
  #checkEarliest(world: World, { input, nowMs, quality }: Entry): void {
    const id = input.kind === 'fix' ? input.fix.personId : null;
    for (const [pairId, { spec }] of world.pairs) {
      const isTick = input.kind === 'tick' && nowMs % 60_000 === 0;
      const concerns = id === spec.wearerId || id === spec.protectedId;
      if (!isTick && !concerns) continue;
      // A fix that may be news starts over: what it tells is seen at the next look.
      if (concerns && quality !== 'mock' && quality !== 'repeat') this.#earliestS.delete(pairId);
      else this.#compareEarliest(pairId, world.view(pairId)?.earliestContactS ?? null, nowMs);
    }
    for (const pairId of this.#earliestS.keys()) if (!world.pairs.has(pairId)) this.#earliestS.delete(pairId);
  }

  #compareEarliest(pairId: PairId, s: number | null, nowMs: number): void {
    const before = this.#earliestS.get(pairId);
    this.#earliestS.set(pairId, s);
    if (before === undefined || before === null || (s !== null && s <= before)) return;
    const when = `at ${secondOf(this.#scenario, nowMs)} s`;
    this.#complain(`${pairId}: the soonest contact moved away without a reason, ${when}`);
  }
}

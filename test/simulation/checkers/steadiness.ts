/** Rule 5: raised at once, lowered slowly and only on good fixes; no flapping; rings alternate, and probing is said once. */
import type { PairId, PersonId } from '../../../src/core/ids.ts';
import { DEFAULT_PARAMETERS as p } from '../../../src/proximity/parameters.ts';
import type { Finding, Level } from '../../../src/proximity/types.ts';
import type { Scenario } from '../scenario.ts';
import { isAlerting, isCoarse, type World } from '../world.ts';
import { type Checker, type Complain, type Rule, secondOf } from './checker.ts';

/** The shortest any holding time is meant to be. */
const HOLD_MIN_MS = Math.min(p.dangerHoldS, p.leavingHoldS, p.farHoldS, p.warnHoldS, p.noticeHoldS) * 1000;
/** A ring is left at least this much further out than it was entered; with blurred positions less than the parameter says. */
const FURTHER = 1 + (p.exitFactor - 1) / 2;
/** Good fixes that lowering to calm takes, of each side: one alone may be an outlier. */
const GOOD_MIN = 2;
/** Where no warning stood, no ground is older than this. */
const GROUNDS_MAX_MS = 900_000;
/** No life has more changes than these in ten minutes: between levels, beginnings of an alert, and from and to unknown. */
const WINDOW_MS = 600_000;
const CHANGES_MAX = 10;
const ALERTS_MAX = 3;
const UNKNOWNS_MAX = 8;
const ORDER: readonly Level[] = ['clear', 'notice', 'warning', 'danger'];

export const steadiness: Rule = {
  name: 'rule 5',
  watch: (scenario, complain) => new Watch(scenario, complain),
};

interface Episode {
  /** When it was raised last; long ago when an unknown hides that. */
  raisedMs: number;
  /** When the standing warning or danger began; long ago when none stands. */
  alertMs: number;
  readonly changesMs: number[];
  readonly alertsMs: number[];
  readonly unknownsMs: number[];
  probingMs: number;
  readonly rings: Map<string, boolean>;
  readonly enteredMs: Map<string, number>;
}

class Watch implements Checker {
  readonly #scenario: Scenario;
  readonly #complain: Complain;
  readonly #episodes = new Map<PairId, Episode>();

  constructor(scenario: Scenario, complain: Complain) {
    this.#scenario = scenario;
    this.#complain = complain;
  }

  after({ entry, found, world }: Parameters<Checker['after']>[0]): void {
    if (entry.input.kind === 'unbind-pair') this.#episodes.delete(entry.input.pairId);
    for (const finding of found) {
      if (finding.subject.kind !== 'pair') continue;
      const { pairId } = finding.subject;
      const episode = this.#episodes.get(pairId) ?? newEpisode();
      this.#episodes.set(pairId, episode);
      if (finding.kind === 'approach') this.#checkChange(world, pairId, episode, finding);
      if (finding.kind === 'ring') this.#checkRing(pairId, episode, finding);
      if (finding.name === 'probing') this.#checkProbing(pairId, episode, finding);
    }
  }

  #checkChange(world: World, pairId: PairId, episode: Episode, finding: Finding): void {
    const { level, previousLevel, atMs } = finding;
    if (level === null || previousLevel === null) {
      this.#complain(`${pairId}: a change without its levels`);
      return;
    }
    const when = `at ${secondOf(this.#scenario, atMs)} s`;
    if (ORDER.indexOf(level) < ORDER.indexOf(previousLevel) && level !== 'unknown') {
      const heldMs = atMs - episode.raisedMs;
      if (heldMs < HOLD_MIN_MS) this.#complain(`${pairId}: ${previousLevel} was lowered after ${heldMs} ms, ${when}`);
    }
    const toCalm = isAlerting(previousLevel) && !isAlerting(level);
    if (toCalm) this.#checkGrounds(world, pairId, episode, previousLevel, atMs, when);
    if (level !== previousLevel) {
      remember(episode, previousLevel, level, atMs);
      if (level === 'unknown' || previousLevel === 'unknown') {
        this.#count(pairId, episode.unknownsMs, atMs, UNKNOWNS_MAX, 'changes from or to unknown');
      } else {
        this.#count(pairId, episode.changesMs, atMs, CHANGES_MAX, 'changes of level');
        if (isAlerting(level) && !isAlerting(previousLevel))
          this.#count(pairId, episode.alertsMs, atMs, ALERTS_MAX, 'alerts');
      }
    }
  }

  /** What ends an alert is seen: by fixes that are good, of both sides, and newer than what raised it. */
  #checkGrounds(world: World, pairId: PairId, episode: Episode, previous: Level, atMs: number, when: string): void {
    const spec = world.pairs.get(pairId)?.spec;
    if (spec === undefined) return;
    const isStanding = episode.alertMs !== Number.NEGATIVE_INFINITY;
    const isFar = (world.view(pairId)?.earliestContactS ?? 0) > p.silenceContactS;
    for (const id of [spec.wearerId, spec.protectedId]) {
      const good = goodSince(world, id, isStanding ? episode.alertMs : atMs - GROUNDS_MAX_MS);
      // Whose silence allows nothing, far away as they are, need not have reported for an unknown of the other to end.
      const needed = isStanding ? GOOD_MIN : isFar ? 0 : 1;
      if (good < needed) this.#complain(`${pairId}: calm on ${good} good fixes of ${id} since ${previous}, ${when}`);
    }
  }

  #count(pairId: PairId, times: number[], atMs: number, most: number, what: string): void {
    times.push(atMs);
    const lately = times.filter((ms) => atMs - ms < WINDOW_MS).length;
    if (lately > most)
      this.#complain(`${pairId}: ${lately} ${what} in ten minutes, at ${secondOf(this.#scenario, atMs)} s`);
  }

  /** Entered and left by turns; and left no sooner than any level is lowered, and further out. */
  #checkRing(pairId: PairId, { rings, enteredMs }: Episode, { name, inside, atMs, distanceM, why }: Finding): void {
    if (name === null || inside === null) {
      this.#complain(`${pairId}: a ring without name or direction`);
      return;
    }
    const when = `at ${secondOf(this.#scenario, atMs)} s`;
    if ((rings.get(name) ?? false) === inside)
      this.#complain(`${pairId}: ring ${name} crossed twice the same way, ${when}`);
    const heldMs = atMs - (enteredMs.get(name) ?? Number.NEGATIVE_INFINITY);
    if (inside) enteredMs.set(name, atMs);
    else if (heldMs < HOLD_MIN_MS) this.#complain(`${pairId}: ring ${name} was left after ${heldMs} ms, ${when}`);
    if (!inside && (distanceM ?? 0) < FURTHER * Number(why.params.ringM))
      this.#complain(`${pairId}: ring ${name} was left at ${distanceM} m, ${when}`);
    rings.set(name, inside);
  }

  #checkProbing(pairId: PairId, episode: Episode, { atMs }: Finding): void {
    if (atMs - episode.probingMs < p.probingWithinS * 1000)
      this.#complain(`${pairId}: probing is said again and again`);
    episode.probingMs = atMs;
  }
}

function remember(episode: Episode, previous: Level, level: Level, atMs: number): void {
  if (previous === 'unknown') episode.raisedMs = Number.NEGATIVE_INFINITY;
  else if (ORDER.indexOf(level) > ORDER.indexOf(previous)) episode.raisedMs = atMs;
  if (!isAlerting(level)) episode.alertMs = Number.NEGATIVE_INFINITY;
  else if (level !== 'unknown' && episode.alertMs === Number.NEGATIVE_INFINITY) episode.alertMs = atMs;
}

function newEpisode(): Episode {
  return {
    raisedMs: Number.NEGATIVE_INFINITY,
    alertMs: Number.NEGATIVE_INFINITY,
    changesMs: [],
    alertsMs: [],
    unknownsMs: [],
    probingMs: Number.NEGATIVE_INFINITY,
    rings: new Map(),
    enteredMs: new Map(),
  };
}

/** How many fixes that are neither coarse nor faked arrived since then. */
function goodSince(world: World, id: PersonId, sinceMs: number): number {
  return world.heard(id).filter(({ nowMs, fix }) => nowMs >= sinceMs && !isCoarse(fix) && fix.mock !== true).length;
}

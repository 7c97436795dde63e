/**
 * Rule 2: silence is a state. A side that fell silent so long ago that it could be there on foot is alerting; one that could not
 * come in any vehicle is no alarm; and the reason names the side, and the time, that it truly is.
 */
import { distanceM } from '../../../src/core/geo.ts';
import type { PairId, PersonId, ZoneId } from '../../../src/core/ids.ts';
import { DEFAULT_PARAMETERS, ORDER_BOUNDS } from '../../../src/proximity/parameters.ts';
import type { Finding } from '../../../src/proximity/types.ts';
import type { Scenario } from '../scenario.ts';
import { depthM } from '../truth.ts';
import { type BoundPair, type BoundZone, type Heard, isAlerting, TRUST_BACK_MS, type World } from '../world.ts';
import { type Checker, type Complain, type Rule, secondOf } from './checker.ts';

/** An unhurried walk. */
const WALK_MPS = 1.2;
/** No way from door to door is faster for long; motion that was misread may say more than it was. */
const FASTEST_MPS = 60;
/** Outliers that were believed, and the radii of everything. */
const DOUBT_M = 12_000;
/** Longer than any order may wait, and than any interval that was missed four times. */
const LONG_MS = ORDER_BOUNDS.silenceAfterS.max * 1000 + 60_000;
const INTERVALS = 4;
/** Good reports came at least this lately: nobody was silent. */
const FRESH_MS = 100_000;
/** An unknown ended so lately that the next one takes two reports without silence: else it could go to and fro with each. */
const AGAIN_MS = DEFAULT_PARAMETERS.unknownAgainS * 1000;
/** Longer than the slowest device is between two reports. */
const SILENT_MS = 130_000;
const JUMP_M = 400;
/** Looked at twice a minute: what silence does, it does slowly. */
const EVERY_MS = 30_000;

export const silence: Rule = {
  name: 'rule 2',
  watch: (scenario, complain) => new Watch(scenario, complain),
};

class Watch implements Checker {
  readonly #scenario: Scenario;
  readonly #complain: Complain;
  /** When the last unknown of each pair and zone ended. */
  readonly #endedMs = new Map<PairId | ZoneId, number>();

  constructor(scenario: Scenario, complain: Complain) {
    this.#scenario = scenario;
    this.#complain = complain;
  }

  after({ entry, found, world }: Parameters<Checker['after']>[0]): void {
    const { nowMs, input } = entry;
    for (const finding of found) {
      const { subject, level, previousLevel } = finding;
      if (level === 'unknown') this.#checkSince(world, finding);
      else if (previousLevel === 'unknown' && subject.kind === 'pair') this.#endedMs.set(subject.pairId, nowMs);
      else if (previousLevel === 'unknown' && subject.kind === 'zone') this.#endedMs.set(subject.zoneId, nowMs);
    }
    if (input.kind !== 'tick' || nowMs % EVERY_MS !== 0) return;
    for (const pair of world.pairs.values()) this.#checkPair(world, pair, nowMs);
    for (const zone of world.zones.values()) this.#checkZone(world, zone, nowMs);
  }

  #checkPair(world: World, pair: BoundPair, nowMs: number): void {
    const { spec } = pair;
    const view = world.view(spec.pairId);
    if (view === null) return;
    const when = `at ${secondOf(this.#scenario, nowMs)} s`;
    if (isAlerting(view.level)) {
      if (view.level === 'unknown' && !couldMeet(world, pair, nowMs))
        this.#complain(`${spec.pairId} is unknown though nobody could have come that far, ${when}`);
      if (
        view.level === 'unknown' &&
        areHeard(world, [spec.wearerId, spec.protectedId], nowMs, this.#isAgain(spec.pairId, nowMs))
      )
        this.#complain(`${spec.pairId} is unknown (${view.reason}) though both report well, ${when}`);
      return;
    }
    const walkM =
      silentWalkM(world, spec.wearerId, spec.wearerIntervalS, pair.changedAtMs, nowMs) +
      silentWalkM(world, spec.protectedId, spec.protectedIntervalS, pair.changedAtMs, nowMs);
    if (walkM === 0) return;
    const apartM = reportedApartM(world, pair);
    if (apartM !== null && apartM - walkM <= spec.restraintM)
      this.#complain(`${spec.pairId} is ${view.level} though a silent side could have walked there, ${when}`);
  }

  #checkZone(world: World, { spec, boundAtMs }: BoundZone, nowMs: number): void {
    const view = world.zoneView(spec.zoneId);
    if (view === null) return;
    const when = `at ${secondOf(this.#scenario, nowMs)} s`;
    if (view.level === 'unknown' && areHeard(world, [spec.wearerId], nowMs, this.#isAgain(spec.zoneId, nowMs)))
      this.#complain(`${spec.zoneId} is unknown (${view.reason}) though its wearer reports well, ${when}`);
    const walkM = silentWalkM(world, spec.wearerId, spec.wearerIntervalS, boundAtMs, nowMs);
    if (walkM === 0 || isAlerting(view.level)) return;
    const last = world.heard(spec.wearerId).at(-1);
    if (last !== undefined && world.honest(spec.wearerId, 3) === null) return;
    const inside = last === undefined ? 0 : depthM(spec.shape, last.fix);
    if ((spec.kind === 'exclusion' ? -inside : inside) <= walkM)
      this.#complain(`${spec.zoneId} is ${view.level} though a silent wearer could have walked there, ${when}`);
  }

  #isAgain(id: PairId | ZoneId, nowMs: number): boolean {
    return nowMs - (this.#endedMs.get(id) ?? Number.NEGATIVE_INFINITY) <= AGAIN_MS;
  }

  /** `since` lies in the past, and not before what the side itself reported well. */
  #checkSince(world: World, { subject, sinceMs, atMs, reason }: Finding): void {
    if (sinceMs === null || reason === null) {
      this.#complain('an unknown without reason or since');
      return;
    }
    if (sinceMs > atMs) this.#complain('an unknown since a time to come');
    if (subject.kind !== 'pair') return;
    const pair = world.pairs.get(subject.pairId);
    if (pair === undefined || reason === 'evaluation-failed') return;
    const side = reason.startsWith('wearer') ? pair.spec.wearerId : pair.spec.protectedId;
    const [, known, newest] = settled(world, side) ?? [];
    if (known === undefined || newest === undefined || !isTrusted(world, side, atMs)) return;
    const when = `at ${secondOf(this.#scenario, atMs)} s`;
    if (reason.endsWith('never-reported')) this.#complain(`${subject.pairId}: ${side} did report, ${when}`);
    if (atMs - newest.nowMs < FRESH_MS) this.#complain(`${subject.pairId}: ${side} is not silent (${reason}), ${when}`);
    // What came while the side was not trusted yet is no good report.
    const isGood = isTrusted(world, side, known.nowMs);
    if (isGood && Math.min(known.fix.fixedAtMs, known.nowMs) > sinceMs + 1000)
      this.#complain(`${subject.pairId}: ${side} reported well after that since, ${when}`);
  }
}

/** How far a side could have walked since it fell silent; 0 when it is not (plainly) silent. */
function silentWalkM(world: World, id: PersonId, intervalS: number, boundAtMs: number, nowMs: number): number {
  const limitMs = Math.max(LONG_MS, INTERVALS * intervalS * 1000);
  const silentMs = nowMs - Math.max(world.heard(id).at(-1)?.nowMs ?? 0, boundAtMs);
  return silentMs < limitMs ? 0 : (WALK_MPS * silentMs) / 1000;
}

/** Between the last reports when both sides' are honest, 0 when a side never said anything; null when it cannot be said. */
function reportedApartM(world: World, { spec }: BoundPair): number | null {
  const sides = [spec.wearerId, spec.protectedId].map((id) => ({
    hasReported: world.heard(id).length > 0,
    honest: world.honest(id, 3)?.at(-1) ?? null,
  }));
  if (sides.some(({ hasReported }) => !hasReported)) return 0;
  const [one, two] = sides;
  if (one!.honest === null || two!.honest === null) return null;
  return distanceM(one!.honest.fix, two!.honest.fix);
}

/** Whether they could meet within what an order may look ahead (twice, while unknown), by a bound nobody keeps to. */
function couldMeet(world: World, { spec }: BoundPair, nowMs: number): boolean {
  const aheadS = 2 * (spec.parameters?.silenceContactS ?? DEFAULT_PARAMETERS.silenceContactS);
  const sides = [spec.wearerId, spec.protectedId].map((id) =>
    world.heard(id).findLast((one) => one.quality === 'honest' && isTrusted(world, id, one.nowMs)),
  );
  const [one, two] = sides;
  if (one === undefined || two === undefined) return true;
  const reachM = [one, two].reduce(
    (sum, { fix }) => sum + FASTEST_MPS * ((nowMs - fix.fixedAtMs) / 1000 + aheadS),
    DOUBT_M,
  );
  return distanceM(one.fix, two.fix) - reachM <= spec.restraintM;
}

/**
 * All of them reported honestly three times, the last time just now, and nothing else takes their word away. `isSteady`: and were
 * not silent between these, and trusted again by the last but one already.
 */
function areHeard(world: World, ids: readonly PersonId[], nowMs: number, isSteady: boolean): boolean {
  return ids.every((id) => {
    const last = settled(world, id);
    if (last === null || nowMs - last[2]!.nowMs >= FRESH_MS || !isTrusted(world, id, nowMs)) return false;
    if (!isSteady) return true;
    if (!isTrusted(world, id, last[1]!.nowMs)) return false;
    return last.every(({ fix }, i) => i === 0 || fix.fixedAtMs - last[i - 1]!.fix.fixedAtMs <= SILENT_MS);
  });
}

/** The strap is closed, and nothing was faked, nor told under two names, for so long that trust must have come back. */
function isTrusted(world: World, id: PersonId, nowMs: number): boolean {
  const sinceMs = nowMs - TRUST_BACK_MS;
  return (
    !world.isDoubted(id, nowMs) &&
    !world.heard(id).some((one) => one.quality === 'mock' && one.nowMs >= sinceMs && one.nowMs <= nowMs)
  );
}

/** Three honest reports, the last two from about one place: a jump may be held until another agrees (people come out of tunnels). */
function settled(world: World, id: PersonId): readonly Heard[] | null {
  const last = world.honest(id, 3);
  return last !== null && distanceM(last[1]!.fix, last[2]!.fix) <= JUMP_M ? last : null;
}

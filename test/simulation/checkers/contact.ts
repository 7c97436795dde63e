/** Rule 1: no contact goes unsaid. What truly happened long enough, and above all what was reported honestly, is alerting. */
import type { PairId, PersonId, ZoneId } from '../../../src/core/ids.ts';
import { DEFAULT_PARAMETERS as p } from '../../../src/proximity/parameters.ts';
import { depthM, trueDistanceM, trueMoment } from '../truth.ts';
import { type BoundPair, type BoundZone, isAlerting, type World } from '../world.ts';
import { type Rule, secondOf } from './checker.ts';

/**
 * Whatever the devices did, seven minutes of contact are not calm for long; or two minutes more than the order says that silence may
 * last. Only a receiver that stands still in the middle of a way, and says nothing else, is not to be seen through.
 */
const LONG_MS = 420_000;
const MORE_MS = 120_000;
/** A late batch is taken in one by one, and an outlier after a gap stands until the next fix. */
const CALM_MAX_MS = 120_000;
/** Both sides' last reports were made within the contact and are honest: then it is known. */
const REPORTS = 2;
const FRESH_MS = 100_000;
/** Reports of a device whose clock is behind, or that come late. */
const OLD_S = 60;
const PAIRS_EVERY_MS = 10_000;
const ZONES_EVERY_MS = 20_000;
/** Inside a zone by this much the receiver's noise does not matter. */
const DEEP_M = 60;

export const contacts: Rule = {
  name: 'rule 1, contacts',
  watch(scenario, complain) {
    const since = new Map<PairId | ZoneId, number>();

    /** Since when it has held, without a break. */
    function lasting(id: PairId | ZoneId, holds: boolean, nowMs: number): number {
      if (!holds) since.delete(id);
      const sinceMs = since.get(id) ?? nowMs;
      if (holds) since.set(id, sinceMs);
      return sinceMs;
    }

    function checkPair(world: World, { spec, changedAtMs }: BoundPair, nowMs: number): void {
      const distance = trueDistanceM(scenario, spec, nowMs);
      const sinceMs = lasting(spec.pairId, distance !== null && distance <= spec.restraintM, nowMs);
      if (sinceMs === nowMs) return;
      const view = world.view(spec.pairId);
      if (view === null || isAlerting(view.level)) return;
      const when = `at ${secondOf(scenario, nowMs)} s`;
      const silenceS = spec.parameters?.silenceAfterS ?? p.silenceAfterS;
      const longMs = Math.max(LONG_MS, silenceS * 1000 + MORE_MS);
      const isLong = nowMs - Math.max(sinceMs, changedAtMs) >= longMs && nowMs - view.levelSinceMs > CALM_MAX_MS;
      const isHidden = [spec.wearerId, spec.protectedId].some(
        (id) => isFrozen(world, id) || isMisled(world, id, silenceS, nowMs),
      );
      if (isLong && !isHidden) complain(`${spec.pairId} is ${view.level} in a contact of over seven minutes, ${when}`);
      const isReported = [spec.wearerId, spec.protectedId].every((id) => {
        const last = world.honest(id, REPORTS);
        return last?.every(({ fix, nowMs: atMs }) => fix.fixedAtMs >= sinceMs && nowMs - atMs <= FRESH_MS) ?? false;
      });
      if (isReported) complain(`${spec.pairId} is ${view.level} in a contact that both sides reported, ${when}`);
    }

    function checkZone(world: World, { spec, boundAtMs }: BoundZone, nowMs: number): void {
      const place = trueMoment(scenario, spec.wearerId, nowMs);
      const inside = place === null ? 0 : depthM(spec.shape, place);
      const isBreach = (spec.kind === 'exclusion' ? inside : -inside) >= DEEP_M;
      const sinceMs = lasting(spec.zoneId, isBreach && place !== null, nowMs);
      if (!isBreach || nowMs - Math.max(sinceMs, boundAtMs) < LONG_MS) return;
      const view = world.zoneView(spec.zoneId);
      if (view === null || isAlerting(view.level) || nowMs - view.levelSinceMs <= CALM_MAX_MS) return;
      if (isFrozen(world, spec.wearerId) || isMisled(world, spec.wearerId, p.silenceAfterS, nowMs)) return;
      const oldS = ageS(world, spec.wearerId, nowMs);
      const when = `at ${secondOf(scenario, nowMs)} s`;
      const told = oldS > OLD_S ? `${oldS} s old at their youngest` : 'recent';
      complain(`${spec.zoneId} is ${view.level} in a breach of over seven minutes, ${when}: reports are ${told}`);
    }

    return {
      after({ entry, world }) {
        if (entry.input.kind !== 'tick') return;
        if (entry.nowMs % PAIRS_EVERY_MS === 0)
          for (const pair of world.pairs.values()) checkPair(world, pair, entry.nowMs);
        if (entry.nowMs % ZONES_EVERY_MS !== 0) return;
        for (const zone of world.zones.values()) checkZone(world, zone, entry.nowMs);
      },
    };
  },
};

/** Or was, a report or two ago: the first that differs is held until another agrees. */
function isFrozen(world: World, id: PersonId): boolean {
  return world
    .heard(id)
    .slice(-3)
    .some(({ quality }) => quality === 'frozen');
}

/**
 * The last word is of somewhere else, by its own word exact, and no report has come since to contradict it: nobody can tell it from
 * the truth. It stands until that is silence, and not a moment longer.
 */
function isMisled(world: World, id: PersonId, silenceS: number, nowMs: number): boolean {
  const last = world.heard(id).at(-1);
  return last?.quality === 'outlier' && nowMs - last.fix.fixedAtMs <= silenceS * 1000;
}

/** How old the newest report is, by its own time. */
function ageS(world: World, id: PersonId, nowMs: number): number {
  const newestMs = Math.max(0, ...world.heard(id).map(({ fix }) => fix.fixedAtMs));
  return Math.round((nowMs - newestMs) / 1000);
}

/**
 * Rules 1 and 4 by what a bad fix does when it is put into a good run: a late one nothing at all; one far-off outlier neither raises
 * nor lowers for long.
 */

import { distanceM, type LatLon, moved } from '../../../src/core/geo.ts';
import type { PairId, PersonId } from '../../../src/core/ids.ts';
import { between, type Rng } from '../../../src/core/rng.ts';
import type { Fix } from '../../../src/proximity/types.ts';
import type { Entry, Scenario } from '../scenario.ts';
import { trueDistanceM, trueMoment } from '../truth.ts';
import { isAlerting, type World } from '../world.ts';
import { secondOf } from './checker.ts';
import { differences } from './differences.ts';
import { type Pairing, placeInserts, type Rerun, runBeside } from './rerun.ts';

/** How long what follows is watched, and how long both runs may differ in it. */
const FOLLOWED_MS = 600_000;
const DIFFERING_MAX_MS = 120_000;
const NEAR_SHARE = 0.8;
const TICK_MS = 5000;
/** At rest for this long, nobody is three kilometres away a minute later. */
const REST_MS = 300_000;

export const lateFixAgain: Rerun = {
  name: 'rule 1, a fix too late',
  check(scenario, _findings, make, rng, complain) {
    const inserts = placeInserts(scenario, 120_000, (known, { nowMs }) => ({
      ...known,
      ...somewhere(rng, known, 5000),
      fixedAtMs: known.fixedAtMs - Math.round(between(rng, 1000, 900_000)),
      receivedAtMs: nowMs,
      accuracyM: between(rng, 5, 2000),
    }));
    runBeside(scenario, inserts, make, ({ insert, entry, referenceFound, changedFound }) => {
      for (const what of differences(referenceFound, changedFound))
        complain(`${what} differs, ${whenOf(scenario, entry, insert.nowMs)}`);
    });
  },
};

export const outlier: Rerun = {
  name: 'rule 4, an outlier',
  check(scenario, _findings, make, rng, complain) {
    const inserts = placeInserts(scenario, FOLLOWED_MS, (known, { nowMs }, world) => {
      const fix = {
        ...known,
        fixedAtMs: nowMs - 500,
        receivedAtMs: nowMs,
        speedMps: null,
        courseDeg: null,
      };
      if (!isAtRest(scenario, known.personId, nowMs)) return null;
      const target = otherSide(world, known.personId, rng);
      const isOnTop = target !== null && rng.next() < 0.5;
      return {
        ...fix,
        ...(isOnTop ? pull(known, target) : moved(known, between(rng, 3000, 9000), 0)),
      };
    });
    const differing = new Map<PairId, number>();
    runBeside(scenario, inserts, make, (pairing) => {
      const { entry, insert, isInsert } = pairing;
      if (isInsert) differing.clear();
      forEachPair(pairing, (pairId, before, after) => {
        if (before === after) return;
        const isCalmed = isAlerting(before) && !isAlerting(after) && isNear(scenario, pairing, pairId);
        const longMs = (differing.get(pairId) ?? 0) + (isCalmed || after === 'danger' ? TICK_MS : 0);
        differing.set(pairId, longMs);
        if (!hasReported(pairing) || longMs > DIFFERING_MAX_MS)
          complain(`${pairId} is ${after}, not ${before}, ${whenOf(scenario, entry, insert.nowMs)}`);
      });
    });
  },
};

/** Truly well inside the warn ring: there a calm that lasts is no matter of when a holding time ends. */
function isNear(scenario: Scenario, { world, entry }: Pairing, pairId: PairId): boolean {
  const spec = world.pairs.get(pairId)?.spec;
  if (spec === undefined) return false;
  return (trueDistanceM(scenario, spec, entry.nowMs) ?? spec.warnM) <= NEAR_SHARE * spec.warnM;
}

/** Each bound pair of the inserted person, with its level without and with the insert, on ticks of the minutes that follow. */
function forEachPair(
  { entry, insert, world, reference, changed }: Pairing,
  see: (pairId: PairId, before: Level, after: Level) => void,
): void {
  if (entry.input.kind !== 'tick' || entry.nowMs - insert.nowMs > FOLLOWED_MS) return;
  for (const [pairId, { spec }] of world.pairs) {
    if (spec.wearerId !== insert.personId && spec.protectedId !== insert.personId) continue;
    const before = reference.pairView(pairId, entry.nowMs)?.level;
    const after = changed.pairView(pairId, entry.nowMs)?.level;
    if (before !== undefined && after !== undefined) see(pairId, before, after);
  }
}
type Level = NonNullable<ReturnType<Pairing['reference']['pairView']>>['level'];

/** The person's device has spoken since the insert: from then on the runs may differ a little. */
function hasReported({ world, insert }: Pairing): boolean {
  return (world.heard(insert.personId).at(-1)?.nowMs ?? 0) > insert.nowMs;
}

function somewhere(rng: Rng, from: Fix, withinM: number) {
  const angle = between(rng, 0, 2 * Math.PI);
  return moved(from, withinM * Math.cos(angle), withinM * Math.sin(angle));
}

function isAtRest(scenario: Scenario, personId: PersonId, nowMs: number): boolean {
  return [0, 0.5, 1].every((part) => trueMoment(scenario, personId, nowMs - part * REST_MS)?.isStaying ?? false);
}

/** Onto the other, or as far towards them as is plainly too far for a minute. */
function pull(from: Fix, to: Fix): LatLon {
  const isFar = distanceM(from, to) >= 3000;
  return isFar ? { latDeg: to.latDeg, lonDeg: to.lonDeg } : moved(from, 3000, 3000);
}

function whenOf(scenario: Scenario, { nowMs }: Entry, insertMs: number): string {
  return `at ${secondOf(scenario, nowMs)} s, after the fix put in at ${secondOf(scenario, insertMs)} s`;
}

/** The last report of somebody the person is bound with; null when there is none. */
function otherSide(world: World, personId: PersonId, rng: Rng): Fix | null {
  const others = [...world.pairs.values()].flatMap(({ spec }) =>
    spec.wearerId === personId ? [spec.protectedId] : spec.protectedId === personId ? [spec.wearerId] : [],
  );
  const id = others[Math.floor(rng.next() * others.length)];
  return id === undefined ? null : (world.heard(id).at(-1)?.fix ?? null);
}

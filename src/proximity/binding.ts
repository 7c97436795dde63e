/** Binding and unbinding of pairs and zones. What is unbound is forgotten at once, and a person with neither is forgotten too. */
import type { PairId, PersonId, ZoneId } from '../core/ids.ts';
import { newLevels, newPerson } from './new-state.ts';
import {
  type Engine,
  type PairState,
  type PersonState,
  type RingState,
  TREND_SAMPLES,
  type ZoneState,
} from './state.ts';
import type { PairSpec, ZoneSpec } from './types.ts';

/** Binds a pair, or gives a bound one new parameters and keeps its state. A known id with other people is a new pair. */
export function bindPair(engine: Engine, spec: PairSpec, nowMs: number): PairState {
  const known = engine.pairs.get(spec.pairId);
  if (known !== undefined) {
    if (known.spec.wearerId === spec.wearerId && known.spec.protectedId === spec.protectedId) {
      known.spec = spec;
      known.rings = ringsOf(spec, known.rings);
      return known;
    }
    unbindPair(engine, spec.pairId);
  }
  const wearer = personOf(engine, spec.wearerId);
  const protectedPerson = personOf(engine, spec.protectedId);
  const pair: PairState = {
    pairId: spec.pairId,
    spec,
    wearer,
    protectedPerson,
    boundAtMs: nowMs,
    levels: newLevels(nowMs),
    rings: ringsOf(spec, []),
    trend: new Float64Array(TREND_SAMPLES * 3),
    trendCount: 0,
    leadingMs: Number.NaN,
    crossings: new Float64Array(engine.parameters.probingCrossings),
    crossingCount: 0,
    crossInside: false,
    probingSaidMs: Number.NaN,
    evaluations: 0,
    lastPosition: 0,
  };
  engine.pairs.set(spec.pairId, pair);
  insertSorted(engine.pairList, pair, pairKey);
  insertSorted(wearer.pairs, pair, pairKey);
  if (protectedPerson !== wearer) insertSorted(protectedPerson.pairs, pair, pairKey);
  return pair;
}

export function unbindPair(engine: Engine, pairId: PairId): void {
  const pair = engine.pairs.get(pairId);
  if (pair === undefined) return;
  engine.pairs.delete(pairId);
  remove(engine.pairList, pair);
  remove(pair.wearer.pairs, pair);
  remove(pair.protectedPerson.pairs, pair);
  forgetIfUnbound(engine, pair.wearer);
  forgetIfUnbound(engine, pair.protectedPerson);
}

/** Binds a zone, or gives a bound one new parameters and keeps its state. */
export function bindZone(engine: Engine, spec: ZoneSpec, nowMs: number): ZoneState {
  const known = engine.zones.get(spec.zoneId);
  if (known !== undefined) {
    if (known.spec.wearerId === spec.wearerId) {
      known.spec = spec;
      return known;
    }
    unbindZone(engine, spec.zoneId);
  }
  const wearer = personOf(engine, spec.wearerId);
  const zone: ZoneState = {
    zoneId: spec.zoneId,
    spec,
    wearer,
    boundAtMs: nowMs,
    levels: newLevels(nowMs),
    lastPosition: 0,
  };
  engine.zones.set(spec.zoneId, zone);
  insertSorted(engine.zoneList, zone, zoneKey);
  insertSorted(wearer.zones, zone, zoneKey);
  return zone;
}

export function unbindZone(engine: Engine, zoneId: ZoneId): void {
  const zone = engine.zones.get(zoneId);
  if (zone === undefined) return;
  engine.zones.delete(zoneId);
  remove(engine.zoneList, zone);
  remove(zone.wearer.zones, zone);
  forgetIfUnbound(engine, zone.wearer);
}

function personOf(engine: Engine, personId: PersonId): PersonState {
  const known = engine.people.get(personId);
  if (known !== undefined) return known;
  const person = newPerson(personId);
  engine.people.set(personId, person);
  return person;
}

/** Nobody is followed without an order: with the last binding goes what was held of the person. */
function forgetIfUnbound(engine: Engine, person: PersonState): void {
  if (person.pairs.length === 0 && person.zones.length === 0) engine.people.delete(person.personId);
}

function ringsOf(spec: PairSpec, before: readonly RingState[]): RingState[] {
  return Object.entries(spec.rings)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([name, radiusM]) => {
      const known = before.find((ring) => ring.name === name);
      return { name, radiusM, inside: known?.inside ?? false, insideMs: known?.insideMs ?? Number.NaN };
    });
}

function pairKey(pair: PairState): string {
  return pair.pairId;
}

function zoneKey(zone: ZoneState): string {
  return zone.zoneId;
}

/** Binary insertion by code units: the same order on every machine. */
function insertSorted<T>(list: T[], item: T, key: (item: T) => string): void {
  const id = key(item);
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (key(list[middle]!) < id) low = middle + 1;
    else high = middle;
  }
  list.splice(low, 0, item);
}

function remove<T>(list: T[], item: T): void {
  const at = list.indexOf(item);
  if (at >= 0) list.splice(at, 1);
}

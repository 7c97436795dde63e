/** Binding and unbinding of pairs and zones. What is unbound is wiped at once, and a person with neither is forgotten too. */
import type { PairId, PersonId, ZoneId } from '../core/ids.ts';
import type { Engine } from './new-state.ts';
import { checkBounds } from './order-parameters.ts';
import { NEXT_OF_PROTECTED, NEXT_OF_WEARER } from './pair-record.ts';
import type { PersonCursor } from './person-record.ts';
import { forgetRequest } from './reporting.ts';
import { NONE, type Table } from './table.ts';
import { pairTermsOf, parameterSlotOf } from './terms.ts';
import type { PairSpec, ZoneSpec } from './types.ts';
import { NEXT_ZONE } from './zone-layout.ts';

/**
 * Binds a pair, or gives a bound one new parameters and keeps its state; leaves the cursor there. A known id with other people is
 * a new pair; of whoever stays in it nothing is forgotten. Throws, and changes nothing, when the order sets what it may not.
 */
export function bindPair(engine: Engine, spec: PairSpec, nowMs: number): void {
  checkBounds(spec.parameters ?? {});
  const { pairs, pair } = engine;
  const known = pairs.ids.find(spec.pairId);
  if (known !== NONE) {
    pair.at(known);
    if (pair.wearer.personId === spec.wearerId && pair.protectedPerson.personId === spec.protectedId) {
      setPairTerms(engine, spec);
      return;
    }
    const { ids } = engine.people;
    release(engine, known, [ids.find(spec.wearerId), ids.find(spec.protectedId)]);
  }
  const slot = pairs.table.take();
  pairs.ids.name(slot, spec.pairId);
  pair.at(slot);
  pair.evaluations = 0;
  pair.boundAtMs = nowMs;
  pair.wearerSlot = personOf(engine, spec.wearerId);
  pair.protectedSlot = personOf(engine, spec.protectedId);
  pair.at(slot);
  forgetRequest(pair.wearer);
  pair.nextOfWearer = pair.wearer.firstAsWearer;
  pair.wearer.firstAsWearer = slot;
  // Somebody bound to themselves has the pair once.
  if (pair.protectedSlot !== pair.wearerSlot) {
    pair.nextOfProtected = pair.protectedPerson.firstAsProtected;
    pair.protectedPerson.firstAsProtected = slot;
  }
  setPairTerms(engine, spec);
}

/** Gives the pair at the cursor its terms and rings. What it had before is let go after, so that what both have stays. */
function setPairTerms(engine: Engine, spec: PairSpec): void {
  const { pairs, pair, orders } = engine;
  const { termsSlot, orderSlot, firstRing } = pair;
  const rings = pairs.rings.read(firstRing);
  pair.termsSlot = pairs.terms.acquire(pairTermsOf(spec, pairs.parameters.acquire(spec.parameters)));
  pair.orderSlot = orders.acquire(spec.orderId);
  pair.firstRing = pairs.rings.add(spec.rings, rings);
  if (termsSlot !== NONE) letGoPairTerms(engine, termsSlot, orderSlot, firstRing);
  pair.at(pair.slot);
}

function letGoPairTerms({ pairs, orders }: Engine, termsSlot: number, orderSlot: number, firstRing: number): void {
  pairs.parameters.release(parameterSlotOf(pairs.terms, termsSlot));
  pairs.terms.release(termsSlot);
  pairs.rings.remove(firstRing);
  orders.release(orderSlot);
}

export function unbindPair(engine: Engine, pairId: PairId): void {
  const slot = engine.pairs.ids.find(pairId);
  if (slot !== NONE) release(engine, slot, []);
}

/** `staying`: people who are bound again at once, by their slots. */
function release(engine: Engine, slot: number, staying: readonly number[]): void {
  const { pairs, pair, levels, wearer, protectedPerson } = engine;
  pair.at(slot);
  wearer.firstAsWearer = without(pairs.table, NEXT_OF_WEARER, wearer.firstAsWearer, slot);
  if (protectedPerson.slot !== wearer.slot) {
    const first = protectedPerson.firstAsProtected;
    protectedPerson.firstAsProtected = without(pairs.table, NEXT_OF_PROTECTED, first, slot);
  }
  letGoPairTerms(engine, pair.termsSlot, pair.orderSlot, pair.firstRing);
  if (pair.levelsSlot !== NONE) levels.release(pair.levelsSlot);
  if (pair.crossingsSlot !== NONE) pairs.crossings.table.release(pair.crossingsSlot);
  pairs.ids.forget(slot);
  pairs.table.release(slot);
  const isSelf = protectedPerson.slot === wearer.slot;
  if (!staying.includes(wearer.slot)) forgetIfUnbound(engine, wearer);
  if (!isSelf && !staying.includes(protectedPerson.slot)) forgetIfUnbound(engine, protectedPerson);
}

/** Binds a zone, or gives a bound one new parameters and keeps its state; leaves the cursor there. */
export function bindZone(engine: Engine, spec: ZoneSpec, nowMs: number, position: number): void {
  const { zones, zone } = engine;
  const known = zones.ids.find(spec.zoneId);
  if (known !== NONE) {
    zone.at(known);
    if (zone.wearer.personId === spec.wearerId) {
      setZoneTerms(engine, spec, position);
      return;
    }
    unbindZone(engine, spec.zoneId);
  }
  const slot = zones.table.take();
  zones.ids.name(slot, spec.zoneId);
  zone.at(slot);
  zone.boundAtMs = nowMs;
  zone.wearerSlot = personOf(engine, spec.wearerId);
  zone.at(slot);
  forgetRequest(zone.wearer);
  append(zones.table, slot, zone.wearer.firstZone);
  if (zone.wearer.firstZone === NONE) zone.wearer.firstZone = slot;
  setZoneTerms(engine, spec, position);
}

function setZoneTerms({ people, zones, zone, orders }: Engine, spec: ZoneSpec, position: number): void {
  const { termsSlot, orderSlot } = zone;
  zone.termsSlot = zones.terms.acquire(spec);
  zone.orderSlot = orders.acquire(spec.orderId);
  zone.setShape(spec.shape);
  zones.fresh.set(zone.slot, position);
  zone.wearer.zonesForeseenUntilMs = Number.NaN;
  people.due.bring(zone.wearerSlot, Number.NaN);
  if (termsSlot !== NONE) {
    zones.terms.rows.release(termsSlot);
    orders.release(orderSlot);
  }
  zone.at(zone.slot);
}

export function unbindZone(engine: Engine, zoneId: ZoneId): void {
  const { zones, zone, levels, orders, wearer } = engine;
  const slot = zones.ids.find(zoneId);
  if (slot === NONE) return;
  zone.at(slot);
  wearer.firstZone = without(zones.table, NEXT_ZONE, wearer.firstZone, slot);
  zones.terms.rows.release(zone.termsSlot);
  orders.release(zone.orderSlot);
  if (zone.levelsSlot !== NONE) levels.release(zone.levelsSlot);
  zones.polygons.delete(slot);
  zones.fresh.delete(slot);
  zones.ids.forget(slot);
  zones.table.release(slot);
  forgetIfUnbound(engine, wearer);
}

function personOf({ people }: Engine, personId: PersonId): number {
  const known = people.ids.find(personId);
  return known === NONE ? people.add(personId) : known;
}

/** Nobody is followed without an order: with the last binding goes what was held of the person. */
function forgetIfUnbound(engine: Engine, person: PersonCursor): void {
  if (person.firstAsWearer !== NONE || person.firstAsProtected !== NONE || person.firstZone !== NONE) return;
  engine.people.remove(person.slot);
}

/** Puts a zone behind the last of its list: zones bound one after another are then read as they lie in memory. */
function append(zones: Table, slot: number, first: number): void {
  if (first === NONE) return;
  let last = first;
  for (let next = first; next !== NONE; next = zones.word(next, NEXT_ZONE)) last = next;
  zones.setWord(last, NEXT_ZONE, slot);
}

/** Takes a record out of a list that begins at `first`; gives where the list begins then. */
function without(table: Table, nextWord: number, first: number, slot: number): number {
  const after = table.word(slot, nextWord);
  if (first === slot) return after;
  let before = first;
  while (table.word(before, nextWord) !== slot) before = table.word(before, nextWord);
  table.setWord(before, nextWord, after);
  return first;
}

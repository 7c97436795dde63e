/**
 * Whether a restored state hangs together: every record is named where it should be and nowhere else, every list ends, every count
 * of uses is right. A state that does not is not taken up: it would go wrong later, and without a word.
 */
import { type Engine, type TableName, tablesOf } from './new-state.ts';
import { NEXT_OF_PROTECTED, NEXT_OF_WEARER, PAIR_REFERENCES } from './pair-record.ts';
import { PERSON_REFERENCES } from './person-layout.ts';
import { RING_REFERENCES } from './ring-record.ts';
import { check } from './snapshot-bytes.ts';
import { NONE, type Reference, type Table } from './table.ts';
import { parameterSlotOf } from './terms.ts';
import { NEXT_ZONE, ZONE_REFERENCES } from './zone-layout.ts';

const REFERENCES: readonly (readonly [TableName, readonly Reference<TableName>[]])[] = [
  ['people', PERSON_REFERENCES],
  ['pairs', PAIR_REFERENCES],
  ['zones', ZONE_REFERENCES],
  ['rings', RING_REFERENCES],
];
/** Each record of these is named by one other: its owner, or the one before it in a list. */
const OWNED: readonly TableName[] = ['more', 'rings', 'levels', 'crossings', 'zones'];

type Counts = Record<TableName, Int32Array>;

/** Throws MalformedError, as all here. */
export function checkState(engine: Engine): void {
  const tables = tablesOf(engine);
  const live = mapTables(tables, (table) => table.freeSlots().map((isFree) => 1 - isFree));
  for (const table of Object.values(live)) table[NONE] = 0;
  const named = mapTables(tables, (table) => new Int32Array(table.size));
  for (const [from, references] of REFERENCES) {
    for (const slot of slotsOf(live[from])) {
      for (const reference of references) count(tables[from], slot, reference, live[reference.to], named[reference.to]);
    }
  }
  for (const name of OWNED) for (const slot of slotsOf(live[name])) check(named[name][slot] === 1, 'one owner');
  checkLists(engine, slotsOf(live.people));
  checkUses(engine, live, named);
  const { polygons, fresh } = engine.zones;
  for (const slot of [...polygons.keys(), ...fresh.keys()]) check(live.zones[slot] === 1, 'a zone that is bound');
}

/** The free slots of a table are a list that ends, of as many as are not in use. */
export function checkFreeSlots(table: Table): void {
  let left = table.size - 1 - table.count;
  for (let slot = table.freeSlot; slot !== NONE; slot = table.word(slot, 0)) {
    check(slot > NONE && slot < table.size && left-- > 0, 'a free slot');
  }
  check(left === 0, 'all free slots');
  check(
    table.freeSlots().reduce((sum, isFree) => sum + isFree, 0) === table.size - 1 - table.count,
    'free slots, each once',
  );
}

function count(table: Table, slot: number, reference: Reference<TableName>, live: Uint8Array, named: Int32Array): void {
  const to = table.word(slot, reference.word) >>> reference.shift;
  if (to === NONE) {
    check(reference.isOptional, 'a record that must be named');
    return;
  }
  check(live[to] === 1, 'a record that is in use');
  named[to]!++;
}

/** From the people one comes to each pair once from either side, to each zone once, and to nobody else's. */
function checkLists(engine: Engine, people: readonly number[]): void {
  const { pairs, zones, wearer, pair, zone } = engine;
  let [asWearer, asProtected, ofZones, twoSided] = [0, 0, 0, 0];
  for (const person of people) {
    wearer.at(person);
    const { firstAsWearer, firstAsProtected, firstZone } = wearer;
    check(firstAsWearer !== NONE || firstAsProtected !== NONE || firstZone !== NONE, 'somebody who is bound');
    for (let slot = firstAsWearer; slot !== NONE; slot = pairs.table.word(slot, NEXT_OF_WEARER)) {
      pair.at(slot);
      check(pair.wearerSlot === person && asWearer++ < pairs.table.count, "a wearer's pair");
      if (pair.protectedSlot !== person) twoSided++;
    }
    for (let slot = firstAsProtected; slot !== NONE; slot = pairs.table.word(slot, NEXT_OF_PROTECTED)) {
      pair.at(slot);
      check(pair.protectedSlot === person && asProtected++ < pairs.table.count, "a protected person's pair");
    }
    for (let slot = firstZone; slot !== NONE; slot = zones.table.word(slot, NEXT_ZONE)) {
      zone.at(slot);
      check(zone.wearerSlot === person && ofZones++ < zones.table.count, "a wearer's zone");
    }
  }
  check(asWearer === pairs.table.count && asProtected === twoSided && ofZones === zones.table.count, 'all in lists');
}

function checkUses(engine: Engine, live: Record<TableName, Uint8Array>, named: Counts): void {
  const { pairs, zones, orders } = engine;
  const { rings, terms, parameters } = pairs;
  // What a row names is named by everyone who uses the row.
  for (const slot of slotsOf(live.ringKinds)) {
    const name = rings.nameSlotOf(slot);
    check(live.ringNames[name] === 1, "a ring's name");
    named.ringNames[name]! += named.ringKinds[slot]!;
  }
  for (const slot of slotsOf(live.pairTerms)) {
    const set = parameterSlotOf(terms, slot);
    check(set === NONE || live.parameters[set] === 1, "an order's parameters");
    named.parameters[set]! += named.pairTerms[slot]!;
  }
  for (const slot of slotsOf(live.parameters)) check(parameters.isWithinBounds(slot), 'the bounds of parameters');
  for (const [name, shared] of [
    ['orders', orders],
    ['ringNames', rings.names],
    ['ringKinds', rings.kinds],
    ['pairTerms', terms],
    ['zoneTerms', zones.terms.rows],
    ['parameters', parameters.rows],
  ] as const) {
    for (const slot of slotsOf(live[name])) check(shared.uses(slot) === named[name][slot], 'a count of uses');
  }
}

function slotsOf(live: Uint8Array): number[] {
  const slots: number[] = [];
  for (const [slot, isLive] of live.entries()) if (isLive === 1) slots.push(slot);
  return slots;
}

function mapTables<T>(tables: Record<TableName, Table>, of: (table: Table) => T): Record<TableName, T> {
  return Object.fromEntries(Object.entries(tables).map(([name, table]) => [name, of(table)])) as Record<TableName, T>;
}

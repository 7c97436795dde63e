/** The engine's state, made whole: its tables, its cursors, and the scratch objects that each evaluation writes anew. */
import { newOffset, type Offset } from '../core/geo.ts';
import { newLevelTable } from './levels-record.ts';
import { PairCursor, Pairs } from './pair-record.ts';
import type { Parameters } from './parameters.ts';
import { People, PersonCursor } from './person-record.ts';
import type { Assessment, Relative, Trend } from './state.ts';
import { NONE, type Table } from './table.ts';
import { SharedTexts } from './texts.ts';
import { newTicks, type Ticks } from './ticks.ts';
import { newOutlook, type Outlook } from './zone-far.ts';
import { ZoneCursor, Zones } from './zone-record.ts';
import type { EdgeDistance } from './zone-shape.ts';
import type { EdgeMotion } from './zone-why.ts';

export interface Engine {
  readonly parameters: Parameters;
  readonly people: People;
  readonly pairs: Pairs;
  readonly zones: Zones;
  /** Ids of the orders that pairs and zones are under. */
  readonly orders: SharedTexts;
  /** Levels of the pairs and zones that ever left calm. */
  readonly levels: Table;
  readonly ticks: Ticks;

  // Cursors. A pair's and a zone's move those of their people.
  readonly wearer: PersonCursor;
  readonly protectedPerson: PersonCursor;
  readonly pair: PairCursor;
  readonly zone: ZoneCursor;

  // Scratch.
  readonly relative: Relative;
  readonly found: Assessment;
  readonly trend: Trend;
  readonly edge: EdgeDistance;
  readonly motion: EdgeMotion;
  readonly outlook: Outlook;
  readonly scratch: Offset;
}

export function newEngineState(parameters: Parameters): Engine {
  const people = new People();
  const pairs = new Pairs(parameters);
  const zones = new Zones(parameters);
  const orders = new SharedTexts();
  const levels = newLevelTable();
  const ticks = newTicks();
  const wearer = new PersonCursor(people);
  const protectedPerson = new PersonCursor(people);
  return {
    parameters,
    people,
    pairs,
    zones,
    orders,
    levels,
    ticks,
    wearer,
    protectedPerson,
    pair: new PairCursor(pairs, orders, levels, wearer, protectedPerson, ticks),
    zone: new ZoneCursor(zones, orders, levels, wearer, ticks),
    relative: newRelative(),
    found: newAssessment(),
    trend: { overS: 0, closedM: 0, missM: 0 },
    edge: { distanceM: 0, outEast: 0, outNorth: 0 },
    motion: { toEdgeM: 0, sigmaM: 0, closingMps: 0, closing: false, parting: false },
    outlook: newOutlook(),
    scratch: newOffset(),
  };
}

/** Every table, by name: what a snapshot holds. */
export function tablesOf({ people, pairs, zones, orders, levels }: Engine) {
  return {
    people: people.table,
    more: people.more,
    pairs: pairs.table,
    pairTerms: pairs.terms.table,
    parameters: pairs.parameters.rows.table,
    rings: pairs.rings.table,
    ringKinds: pairs.rings.kinds.table,
    ringNames: pairs.rings.names.table,
    crossings: pairs.crossings.table,
    zones: zones.table,
    zoneTerms: zones.terms.rows.table,
    orders: orders.table,
    levels,
  } as const satisfies Record<string, Table>;
}

export type TableName = keyof ReturnType<typeof tablesOf>;

/** What the cursors carried, and the terms they read, may have changed since: they look again where they go next. */
export function lookAgain(engine: Engine): void {
  engine.wearer.moveTo(NONE);
  engine.protectedPerson.moveTo(NONE);
  engine.pair.spec.at(NONE);
  engine.zone.spec.at(NONE);
}

export function newAssessment(): Assessment {
  return {
    raise: 0,
    keep: 0,
    noticeHoldMs: 0,
    warningHoldMs: 0,
    dangerHoldMs: 0,
    reason: null,
    reasonSinceMs: Number.NaN,
    isBlind: false,
    isSurelyOff: false,
    goodAtMs: Number.NaN,
    newestGoodMs: Number.NaN,
  };
}

function newRelative(): Relative {
  return {
    offset: newOffset(),
    distanceM: 0,
    gapM: 0,
    sigmaM: 0,
    closingMps: 0,
    closingSigmaMps: 0,
    wearerClosingMps: 0,
    speedMps: 0,
    missM: 0,
    closing: false,
    parting: false,
    tauS: 0,
  };
}

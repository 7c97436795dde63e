/**
 * The orders as the running server needs them at every fix: which pairs and zones are in force, by which order a report may be
 * kept, whom a finding concerns. Read from the database at start and whenever an order changes; asked without it.
 * Fails toward refusing: what is not in the book is not in force.
 */
import type { OrderId, PairId, PersonId, ZoneId } from '../core/ids.ts';
import { DAY_MS, HOUR_MS, utcDay } from '../core/time.ts';
import type { Concerns } from '../incidents/service.ts';
import { ownHour } from '../ingest/own-hours.ts';
import {
  basisOf,
  type CourtOrder,
  caseOfOrder,
  endOf,
  inForce,
  inForceAt,
  isWithin,
  loadOrder,
  loadOrdersSince,
  type OrderDetail,
  type OrderReadDeps,
} from '../orders/service.ts';
import type { Finding, PairSpec, ZoneSpec } from '../proximity/types.ts';
import { type Case, clocksOf, type SealFor } from '../safeguards/service.ts';

/** A late report may be this old (and a day more, for the writer's clock). */
const KEPT_MS = 31 * DAY_MS;

interface PairEntry {
  readonly order: CourtOrder;
  /** 'M-014', or 'M-014/2' for the second pair of an order. */
  readonly label: string;
  readonly pair: PairSpec;
}

/** A wearer whom an order binds now. */
export interface WearerInForce {
  readonly personId: PersonId;
  readonly jurisdiction: string;
  /** The shortest that an order in force asks for. */
  readonly intervalS: number;
  /** Since when the oldest of them has been in force. */
  readonly orderFromMs: number;
  /** One for each agency that is to hear of their device. */
  readonly concerns: readonly Concerns[];
}

export interface OrderBookDeps extends OrderReadDeps {
  /** In which an order's hours are counted. */
  timeZoneOf(jurisdiction: string): string;
}

export class OrderBook {
  readonly #deps: OrderBookDeps;
  #orders = new Map<OrderId, OrderDetail>();
  /** Changed orders, each with the number of its latest change. */
  readonly #stale = new Map<OrderId, number>();
  #changes = 0;
  #turn: Promise<void> = Promise.resolve();
  #pairs = new Map<PairId, PairEntry>();
  #zones = new Map<ZoneId, { order: CourtOrder; zone: ZoneSpec }>();
  #byPerson = new Map<PersonId, CourtOrder[]>();
  #pairsByPerson = new Map<PersonId, PairId[]>();
  /** Bases whose places are destroyed at once. */
  readonly #destroyed = new Set<string>();

  constructor(deps: OrderBookDeps) {
    this.#deps = deps;
  }

  /** Everything, as it stands in the database. */
  reload(nowMs: number): Promise<void> {
    return this.#inTurn(async () => {
      const known = new Map(this.#stale);
      const details = await loadOrdersSince(this.#deps, nowMs - KEPT_MS);
      await this.#readClocks(details.map(({ order }) => order.orderId));
      this.#orders = new Map(details.map((detail) => [detail.order.orderId, detail]));
      for (const [orderId, change] of known) this.#wasRead(orderId, change);
      this.#index();
    });
  }

  /** The order was changed: until it is read again nothing is disclosed under it (the engine goes on with what it has). */
  markStale(orderId: OrderId): void {
    this.#changes += 1;
    this.#stale.set(orderId, this.#changes);
  }

  isStale(orderId: OrderId): boolean {
    return this.#stale.has(orderId);
  }

  /**
   * Reads again what was changed; whether there was anything. Rejects when the database is away; what is stale stays so, and
   * the next call tries again.
   */
  catchUp(): Promise<boolean> {
    return this.#inTurn(async () => {
      const isNew = this.#stale.size > 0;
      for (const [orderId, change] of [...this.#stale]) {
        const detail = await loadOrder(this.#deps, orderId);
        await this.#readClocks([orderId]);
        if (detail === null) this.#orders.delete(orderId);
        else this.#orders.set(orderId, detail);
        this.#wasRead(orderId, change);
        this.#index();
      }
      return isNew;
    });
  }

  async #readClocks(orderIds: readonly OrderId[]): Promise<void> {
    for (const [basis, clocks] of await clocksOf(this.#deps.database, orderIds.map(basisOf))) {
      const isAtOnce = clocks.some(
        ({ what, startsAtMs, destroyAtMs }) => what === 'location' && destroyAtMs === startsAtMs,
      );
      if (isAtOnce) this.#destroyed.add(basis);
    }
  }

  /** HAZARD H-92: an order that was changed again while it was read stays stale: what was read may be older than the change. */
  #wasRead(orderId: OrderId, change: number): void {
    if (this.#stale.get(orderId) === change) this.#stale.delete(orderId);
  }

  /** One reading at a time: an older one must not overwrite a newer one's cancellation. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work);
    // The caller hears of the failure; the next in turn is not kept from trying.
    this.#turn = turn.then(
      () => undefined,
      () => undefined,
    );
    return turn;
  }

  #index(): void {
    const details = [...this.#orders.values()];
    this.#pairs = new Map(
      details.flatMap(({ order, pairs }) =>
        pairs.map((pair, i) => [
          pair.pairId,
          { order, pair, label: i === 0 ? order.label : `${order.label}/${i + 1}` },
        ]),
      ),
    );
    this.#zones = new Map(details.flatMap(({ order, zones }) => zones.map((zone) => [zone.zoneId, { order, zone }])));
    this.#byPerson = new Map();
    this.#pairsByPerson = new Map();
    for (const { order, pairs } of details) {
      for (const personId of new Set([order.wearerId, ...pairs.map((pair) => pair.protectedId)])) {
        append(this.#byPerson, personId, order);
      }
      for (const pair of pairs) append(this.#pairsByPerson, pair.protectedId, pair.pairId);
    }
  }

  /** What the engine is to hold now. */
  inForce(nowMs: number): { pairs: Map<PairId, PairSpec>; zones: Map<ZoneId, ZoneSpec> } {
    const pairs = new Map<PairId, PairSpec>();
    const zones = new Map<ZoneId, ZoneSpec>();
    for (const detail of this.#orders.values()) {
      if (!inForce(detail.order, nowMs)) continue;
      for (const pair of detail.pairs) pairs.set(pair.pairId, pair);
      const timeZone = this.#deps.timeZoneOf(detail.order.jurisdiction);
      for (const zone of detail.zones) {
        // Outside its hours a place is not watched: it is bound and unbound as they begin and end.
        if (isWithin(detail.timetables.get(zone.zoneId) ?? null, nowMs, timeZone)) zones.set(zone.zoneId, zone);
      }
    }
    return { pairs, zones };
  }

  /**
   * Orders by which a report of that instant may be kept, as bases for sealing. HAZARD H-492: not one of which everything was destroyed at
   * once: what comes late from its time has no basis any more.
   */
  basesFor(personId: PersonId, atMs: number): readonly string[] {
    const orders = this.#byPerson.get(personId) ?? [];
    const bases = orders.filter((order) => inForceAt(order, atMs)).map(({ orderId }) => basisOf(orderId));
    return bases.filter((basis) => !this.#destroyed.has(basis));
  }

  /** Under which keys the reports of that day will be sealed, for everyone whom an order in force names then. */
  sealTargets(atMs: number): SealFor[] {
    const people = [...this.#byPerson.keys()].map((subject) => ({ subject, bases: this.basesFor(subject, atMs) }));
    const scope = utcDay(atMs);
    return people.filter(({ bases }) => bases.length > 0).map((target) => ({ ...target, scope }));
  }

  /** As `sealTargets`, of the protected side: keys of their hours, of that instant's and the next two. */
  ownHourTargets(atMs: number): SealFor[] {
    return [0, 1, 2].flatMap((hours) => {
      const thenMs = atMs + hours * HOUR_MS;
      const own = [...this.#byPerson.keys()].filter((subject) => this.isOwnAt(subject, thenMs));
      return own.map((subject) => ({
        ...{ subject, scope: ownHour(thenMs), bases: this.basesFor(subject, thenMs) },
        alone: true,
      }));
    });
  }

  /** Whether orders in force at that instant only protect the person: then their places are their own, and kept a day. */
  isOwnAt(personId: PersonId, atMs: number): boolean {
    const orders = (this.#byPerson.get(personId) ?? []).filter((order) => inForceAt(order, atMs));
    return orders.length > 0 && orders.every((order) => order.wearerId !== personId);
  }

  /** Whether an order that was in force at that instant was made against the person. */
  isWearerAt(personId: PersonId, atMs: number): boolean {
    const orders = this.#byPerson.get(personId) ?? [];
    return orders.some((order) => order.wearerId === personId && inForceAt(order, atMs));
  }

  orderOfPair(pairId: PairId): CourtOrder | null {
    return this.#pairs.get(pairId)?.order ?? null;
  }

  /** Pairs in force in which the person is protected. */
  pairsProtecting(personId: PersonId, nowMs: number): PairId[] {
    const pairIds = this.#pairsByPerson.get(personId) ?? [];
    return pairIds.filter((pairId) => inForce(this.#pairs.get(pairId)!.order, nowMs));
  }

  /** The orders in force that protect the person. */
  ordersProtecting(personId: PersonId, nowMs: number): CourtOrder[] {
    const pairs = this.pairsProtecting(personId, nowMs).map((pairId) => this.#pairs.get(pairId)!.order);
    return [...new Set(pairs)];
  }

  /** Places that orders in force which protect the person tell the wearer to keep away from. */
  placesProtecting(personId: PersonId, nowMs: number): number {
    const orderIds = new Set(this.pairsProtecting(personId, nowMs).map((id) => this.#pairs.get(id)!.order.orderId));
    const zones = [...orderIds].flatMap((orderId) => this.#orders.get(orderId)?.zones ?? []);
    return zones.filter(({ kind }) => kind === 'exclusion').length;
  }

  /** How and when the order ended, for those who read it; null: it is not over, or no longer in the book. */
  endingOf(orderId: OrderId, nowMs: number): { readonly how: string; readonly atMs: number } | null {
    const order = this.#orders.get(orderId)?.order;
    if (order === undefined) return null;
    const end = endOf(order);
    return end.atMs <= nowMs ? end : null;
  }

  /** How often the person's device is to report, by the orders in force that name them; null: none does. */
  reportingOf(personId: PersonId, nowMs: number): { readonly isWearer: boolean; readonly intervalS: number | null } {
    const orders = (this.#byPerson.get(personId) ?? []).filter((order) => inForce(order, nowMs));
    const intervals = orders.map((order) =>
      order.wearerId === personId ? order.wearerIntervalS : order.protectedIntervalS,
    );
    return {
      isWearer: orders.some((order) => order.wearerId === personId),
      intervalS: intervals.length === 0 ? null : Math.min(...intervals),
    };
  }

  /** Pairs of the orders in force whose case passes; each order is asked about once. */
  pairsWhere(passes: (on: Case) => boolean, nowMs: number): PairId[] {
    const known = new Map<OrderId, boolean>();
    const passing: PairId[] = [];
    for (const { order, pair } of this.#pairs.values()) {
      if (!inForce(order, nowMs)) continue;
      const passed = known.get(order.orderId) ?? passes(caseOfOrder(order, nowMs));
      known.set(order.orderId, passed);
      if (passed) passing.push(pair.pairId);
    }
    return passing;
  }

  /** The case of a pair, with whom it protects; null: it is not in the book. */
  caseOfPair(pairId: PairId, nowMs: number): Case | null {
    const entry = this.#pairs.get(pairId);
    return entry === undefined ? null : caseOfOrder(entry.order, nowMs, [entry.pair.protectedId]);
  }

  wearersInForce(nowMs: number): ReadonlyMap<PersonId, WearerInForce> {
    const orders = [...this.#orders.values()].map(({ order }) => order).filter((order) => inForce(order, nowMs));
    const byWearer = Map.groupBy(orders, (order) => order.wearerId);
    return new Map([...byWearer].map(([personId, theirs]) => [personId, wearerInForce(personId, theirs)]));
  }

  /** Short names of the cases in force that name the person as wearer. */
  labelsOf(personId: PersonId, nowMs: number): readonly string[] {
    const orders = (this.#byPerson.get(personId) ?? []).filter((order) => inForce(order, nowMs));
    return orders.filter((order) => order.wearerId === personId).map((order) => order.label);
  }

  /** The case's short name, of the pair where there is one; empty when it is no longer in the book. */
  labelOf(orderId: string | null, pairId: string | null): string {
    return this.#pairs.get(pairId as PairId)?.label ?? this.#orders.get(orderId as OrderId)?.order.label ?? '';
  }

  /** The pair of an order in force in which the person is protected; the first where there are several. */
  pairOf(orderId: string | null, personId: string, nowMs: number): PairId | null {
    const pairIds = this.pairsProtecting(personId as PersonId, nowMs);
    return pairIds.find((pairId) => this.#pairs.get(pairId)!.order.orderId === orderId) ?? null;
  }

  /** The protected side of a pair; null when it is no longer in the book. */
  protectedOf(pairId: string | null): PersonId | null {
    return this.#pairs.get(pairId as PairId)?.pair.protectedId ?? null;
  }

  /** Null when it is no longer in the book. */
  orderOf(orderId: OrderId): CourtOrder | null {
    return this.#orders.get(orderId)?.order ?? null;
  }

  /** Null when it is no longer in the book. */
  zoneKindOf(zoneId: ZoneId): ZoneSpec['kind'] | null {
    return this.#zones.get(zoneId)?.zone.kind ?? null;
  }

  /** Orders in force that name the person on either side. */
  ordersOf(personId: PersonId, nowMs: number): readonly CourtOrder[] {
    return (this.#byPerson.get(personId) ?? []).filter((order) => inForce(order, nowMs));
  }

  /**
   * One for each agency that is to hear of it. None when the order is no longer in the book, or not in force: nobody is to be
   * told then.
   */
  concernsOf(finding: Finding, nowMs: number): readonly Concerns[] {
    const { subject } = finding;
    switch (subject.kind) {
      case 'pair': {
        const entry = this.#pairs.get(subject.pairId);
        return entry !== undefined && inForce(entry.order, nowMs) ? [concerns(entry.order, entry.pair)] : [];
      }
      case 'zone': {
        const entry = this.#zones.get(subject.zoneId);
        return entry !== undefined && inForce(entry.order, nowMs) ? [concerns(entry.order, null)] : [];
      }
      case 'person':
        return this.concernsOfPerson(subject.personId, nowMs);
    }
  }

  /** What concerns the person themself (a strap opened, an SOS): one for each agency whose order in force names them. */
  concernsOfPerson(personId: PersonId, nowMs: number): readonly Concerns[] {
    const firstOfEach = Map.groupBy(this.ordersOf(personId, nowMs), (order) => order.agencyId).values();
    return [...firstOfEach].map(([order]) => {
      const wearerId = order!.wearerId === personId ? personId : null;
      return { ...concerns(order!, null), wearerId };
    });
  }
}

function wearerInForce(personId: PersonId, orders: readonly CourtOrder[]): WearerInForce {
  const firstOfEach = [...Map.groupBy(orders, (order) => order.agencyId).values()].map(([order]) => order!);
  return {
    personId,
    jurisdiction: firstOfEach[0]!.jurisdiction,
    intervalS: Math.min(...orders.map((order) => order.wearerIntervalS)),
    orderFromMs: Math.min(...orders.map((order) => order.fromMs)),
    concerns: firstOfEach.map((order) => concerns(order, null)),
  };
}

function concerns(order: CourtOrder, pair: PairSpec | null): Concerns {
  return {
    orderId: order.orderId,
    agencyId: order.agencyId,
    wearerId: order.wearerId,
    pairId: pair?.pairId ?? null,
    recipients: pair === null ? [] : [pair.protectedId],
    exercise: order.exercise,
  };
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

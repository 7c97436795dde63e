/** Who is bound to whom, and when: households, one wearer under several orders, orders that change, end and begin again. */
import { type LatLon, moved } from '../../src/core/geo.ts';
import type { OrderId, PairId, PersonId, ZoneId } from '../../src/core/ids.ts';
import { between, type Rng } from '../../src/core/rng.ts';
import { ORDER_BOUNDS, type OrderParameters } from '../../src/proximity/parameters.ts';
import type { PairSpec, Shape, ZoneSpec } from '../../src/proximity/types.ts';
import type { Arrival, BareInput } from './reports.ts';
import { type Place, pick } from './streets.ts';
import type { Town } from './ways.ts';

export const WEARERS = ['w1', 'w2'] as PersonId[];
/** p1 and p2 are of one household; p3 lives elsewhere. */
export const PROTECTED = ['p1', 'p2', 'p3'] as PersonId[];

export interface Orders {
  readonly arrivals: Arrival[];
  readonly pairs: PairSpec[];
  readonly zones: ZoneSpec[];
}

/** Fills `arrivals` with binding inputs. Times in seconds from the start. */
export function makeOrders(rng: Rng, town: Town, origin: LatLon, startMs: number, lengthS: number): Orders {
  const orders: Orders = { arrivals: [], pairs: [], zones: [] };
  const say = (atS: number, input: BareInput) =>
    orders.arrivals.push({
      atMs: Math.round(startMs + atS * 1000),
      input,
      quality: null,
    });
  for (const pair of makePairs(rng, town)) {
    orders.pairs.push(pair);
    bindAndChange(rng, pair, lengthS, say);
  }
  for (const zone of makeZones(rng, town, origin)) {
    orders.zones.push(zone);
    say(0, { kind: 'bind-zone', zone });
    if (rng.next() < 0.2)
      say(between(rng, 0, lengthS), {
        kind: 'bind-zone',
        zone: { ...zone, warnM: 100 },
      });
    if (rng.next() < 0.1)
      say(between(rng, 0.5, 1) * lengthS, {
        kind: 'unbind-zone',
        zoneId: zone.zoneId,
      });
  }
  return orders;
}

function makePairs(rng: Rng, town: Town): PairSpec[] {
  const restraintM = pick(rng, [100, 100, 100, 200]);
  const make = (
    name: string,
    order: number,
    wearer: number,
    other: number,
    over: Partial<PairSpec> = {},
  ): PairSpec => ({
    pairId: name as PairId,
    orderId: `order-${order}` as OrderId,
    wearerId: WEARERS[wearer]!,
    protectedId: PROTECTED[other]!,
    restraintM,
    warnM: town.warnM,
    noticeM: 2000,
    rings: { police: 1000 },
    wearerIntervalS: 60,
    protectedIntervalS: 60,
    ...over,
  });
  const pairs = [make('w1:p1', 0, 0, 0), make('w1:p2', 0, 0, 1), make('w2:p1', 1, 1, 0)];
  if (rng.next() < 0.5) pairs.push(make('w1:p3', 2, 0, 2, { noticeM: 1500, rings: {} }));
  if (rng.next() < 0.2) {
    // Another agency's order over the same two, with rings and intervals of its own.
    pairs.push(
      make('again', 3, 0, 0, {
        warnM: 1000,
        noticeM: 3000,
        rings: { b: 500, a: 800 },
        wearerIntervalS: 120,
      }),
    );
  }
  return pairs.map((pair) => (rng.next() < 0.3 ? { ...pair, parameters: makeParameters(rng) } : pair));
}

/** Anywhere within the bounds that no pack can leave. */
export function makeParameters(rng: Rng): Partial<OrderParameters> {
  const chosen: Partial<Record<keyof OrderParameters, number>> = {};
  for (const [name, { min, max }] of Object.entries(ORDER_BOUNDS)) {
    if (rng.next() < 0.5) chosen[name as keyof OrderParameters] = Math.round(between(rng, min, max));
  }
  return chosen;
}

function bindAndChange(rng: Rng, pair: PairSpec, lengthS: number, say: (atS: number, input: BareInput) => void): void {
  const fromS = rng.next() < 0.7 ? 0 : between(rng, 0, lengthS);
  say(fromS, { kind: 'bind-pair', pair });
  const leftS = lengthS - fromS;
  if (rng.next() < 0.3) {
    const changed = {
      ...pair,
      warnM: between(rng, 300, 900),
      parameters: makeParameters(rng),
    };
    say(fromS + leftS * between(rng, 0, 0.6), {
      kind: 'bind-pair',
      pair: changed,
    });
  }
  if (rng.next() < 0.4) {
    const endS = fromS + leftS * between(rng, 0.6, 0.9);
    say(endS, { kind: 'unbind-pair', pairId: pair.pairId });
    // Lifted by one court and set again by another.
    if (rng.next() < 0.3) say(endS + leftS * between(rng, 0, 0.1), { kind: 'bind-pair', pair });
  }
}

function makeZones(rng: Rng, town: Town, origin: LatLon): ZoneSpec[] {
  return [0, 0, 1].map((wearer, index) => ({
    zoneId: `zone-${index}` as ZoneId,
    orderId: 'order-0' as OrderId,
    wearerId: WEARERS[wearer]!,
    kind: pick(rng, ['exclusion', 'exclusion', 'inclusion'] as const),
    shape: makeShape(rng, pick(rng, town.places), origin),
    warnM: pick(rng, [0, 200, 300]),
    noticeM: pick(rng, [0, 600, 1000]),
    wearerIntervalS: 60,
  }));
}

function makeShape(rng: Rng, at: Place, origin: LatLon): Shape {
  const center = moved(origin, at.eastM, at.northM);
  if (rng.next() < 0.5) return { kind: 'circle', ...center, radiusM: between(rng, 50, 400) };
  // A block or a park: corners around the middle, at times with a court that is no part of it.
  const corners = Math.floor(between(rng, 3, 9));
  const outline = Array.from({ length: corners }, (_, i) => ({
    turn: i / corners,
    outM: between(rng, 100, 500),
  }));
  const rings = [outline.map(({ turn, outM }) => corner(center, turn, outM))];
  if (rng.next() < 0.3) rings.push([0, 0.25, 0.5, 0.75].map((turn) => corner(center, turn, 30)));
  if (rng.next() < 0.5) rings[0]!.push(rings[0]![0]!);
  return { kind: 'polygon', rings };
}

function corner(center: LatLon, turn: number, outM: number): LatLon {
  const angle = 2 * Math.PI * turn;
  return moved(center, outM * Math.cos(angle), outM * Math.sin(angle));
}

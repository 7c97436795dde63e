/**
 * A plan under simulated time: what its devices report goes into the real engine, with ticks between, and out come the
 * levels. No sockets, no clock. For tests of scenarios, and to try one before it is played.
 */
import type { OrderId, PairId, PersonId } from '../../core/ids.ts';
import { createEngine, step } from '../../proximity/engine.ts';
import type { Finding, Fix, Input } from '../../proximity/types.ts';
import type { Cast, CastKey, CastOrder } from '../cast.ts';
import { type Arrival, feed } from '../people/feed.ts';
import { makeReporter } from '../people/reporter.ts';
import type { LevelChange } from './judge.ts';
import { type DrillPlan, deviceSeed } from './plan.ts';

/** 2026-06-24T00:00:00Z: any day will do, this one is the law's. */
const EPOCH_MS = 1_782_259_200_000;
const TICK_MS = 5_000;

export interface Simulated {
  readonly findings: readonly Finding[];
  readonly levels: readonly LevelChange[];
}

function fixOf(arrival: Arrival, person: CastKey): Fix {
  const { fixedElapsedMs, batteryPct: _b, charging: _c, ...rest } = arrival.measured;
  return {
    ...rest,
    personId: person as PersonId,
    fixedAtMs: EPOCH_MS + fixedElapsedMs,
    receivedAtMs: EPOCH_MS + arrival.arrivedMs,
    mock: null,
  };
}

function bindings(orders: readonly CastOrder[]): Input[] {
  return orders.flatMap((order) =>
    [...order.protected, ...order.household].map(
      (person): Input => ({
        position: 0,
        kind: 'bind-pair',
        pair: {
          pairId: `${order.wearer}:${person}` as PairId,
          orderId: order.key as OrderId,
          wearerId: order.wearer as PersonId,
          protectedId: person as PersonId,
          restraintM: order.restraintM,
          warnM: order.warnM,
          noticeM: order.noticeM,
          rings: order.rings,
          wearerIntervalS: order.wearerIntervalS,
          protectedIntervalS: order.protectedIntervalS,
        },
      }),
    ),
  );
}

/** Runs to `untilMs` of elapsed time. Pairs of which one side does not play are left out: they would be silent. */
export function simulate(plan: DrillPlan, cast: Cast, untilMs: number): Simulated {
  const engine = createEngine();
  const findings: Finding[] = [];
  let position = 0;
  const give = (input: Input, atMs: number) => {
    position += 1;
    findings.push(...step(engine, { ...input, position }, EPOCH_MS + atMs));
  };
  const people = new Map(cast.devices.map((device) => [device.key, device.person]));
  const playing = (person: CastKey) => plan.actors.has(person);
  for (const input of bindings(cast.orders)) {
    if (input.kind !== 'bind-pair') continue;
    if (playing(input.pair.wearerId) && playing(input.pair.protectedId)) give(input, 0);
  }
  const reporters = new Map(
    cast.devices.flatMap((device) => {
      const itinerary = plan.actors.get(device.person);
      if (!itinerary) return [];
      const choice = { intervalMs: 5_000, outliers: 1 };
      return [[device.key, makeReporter(itinerary, deviceSeed(plan, device.key), choice)] as const];
    }),
  );
  let nextTickMs = TICK_MS;
  for (const arrival of feed(reporters, untilMs)) {
    for (; nextTickMs < arrival.arrivedMs; nextTickMs += TICK_MS) give({ position: 0, kind: 'tick' }, nextTickMs);
    give({ position: 0, kind: 'fix', fix: fixOf(arrival, people.get(arrival.deviceKey)!) }, arrival.arrivedMs);
  }
  for (; nextTickMs <= untilMs; nextTickMs += TICK_MS) give({ position: 0, kind: 'tick' }, nextTickMs);
  return { findings, levels: findings.flatMap(levelOf) };
}

function levelOf(finding: Finding): LevelChange[] {
  if (finding.subject.kind !== 'pair' || finding.level === null) return [];
  const [wearer, person] = finding.subject.pairId.split(':');
  return [{ wearer: wearer!, protected: person!, atMs: finding.atMs - EPOCH_MS, level: finding.level }];
}

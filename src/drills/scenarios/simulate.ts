/**
 * A plan under simulated time: what its devices report goes into the real engine, with ticks between, and out come the
 * levels. No sockets, no clock. For tests of scenarios, and to try one before it is played.
 */
import type { OrderId, PairId, PersonId } from '../../core/ids.ts';
import { SECOND_MS } from '../../core/time.ts';
import type { DeviceSideReport } from '../../ingest/protocols/device-side.ts';
import { createEngine, pairView, step } from '../../proximity/engine.ts';
import type { Finding, Fix, Input, PairView } from '../../proximity/types.ts';
import type { Cast, CastDevice, CastKey, CastOrder } from '../cast.ts';
import { makeTracker } from '../devices/make-tracker.ts';
import { sideOf } from '../devices/sides.ts';
import type { TrackerFrame } from '../devices/tracker.ts';
import { type Arrival, feed } from '../people/feed.ts';
import { makeReporter, type Reporter } from '../people/reporter.ts';
import type { LevelChange } from './judge.ts';
import { type DrillPlan, deviceSeed } from './plan.ts';

/** 2026-06-24T00:00:00Z: any day will do, this one is the law's. */
const EPOCH_MS = 1_782_259_200_000;
const TICK_MS = 5_000;
const TRANSIT_MS = 120;
const PHONE = { intervalMs: 5_000, outliers: 1 };

export interface Simulated {
  readonly findings: readonly Finding[];
  readonly levels: readonly LevelChange[];
}

interface Said {
  readonly atMs: number;
  readonly input: Input;
}

function saidByPhone(arrival: Arrival, person: CastKey): Said {
  const { fixedElapsedMs, batteryPct: _b, charging: _c, ...rest } = arrival.measured;
  const times = { fixedAtMs: EPOCH_MS + fixedElapsedMs, receivedAtMs: EPOCH_MS + arrival.arrivedMs };
  const fix: Fix = { ...rest, personId: person as PersonId, ...times, mock: null };
  return { atMs: arrival.arrivedMs, input: { position: 0, kind: 'fix', fix } };
}

/** Store-and-forward as the link does it. Its protocol has whole seconds, and no place for an accuracy. */
function saidByTracker(plan: DrillPlan, device: CastDevice, untilMs: number): Said[] {
  const tracker = makeTracker(plan, device, 1, (elapsedMs) => EPOCH_MS + elapsedMs);
  const waiting: TrackerFrame[] = [];
  const said: Said[] = [];
  while (tracker.nextMs <= untilMs) {
    const atMs = tracker.nextMs;
    waiting.push(...tracker.wake());
    if (!tracker.isLinked) continue;
    for (const [i, frame] of waiting.splice(0).entries()) {
      if (frame.kind === 'report') said.push(...inputsOf(frame.report, device.person, atMs + TRANSIT_MS + i * 15));
    }
  }
  return said;
}

function inputsOf(report: DeviceSideReport, person: CastKey, atMs: number): Said[] {
  const { latDeg, lonDeg, speedMps = null, courseDeg = null, event } = report;
  const personId = person as PersonId;
  const fixedAtMs = Math.floor(report.fixedAtMs / SECOND_MS) * SECOND_MS;
  const fix: Fix = {
    ...{ personId, fixedAtMs, receivedAtMs: EPOCH_MS + atMs, latDeg, lonDeg, accuracyM: null },
    ...{ speedMps, courseDeg, source: 'gnss', mock: null },
  };
  const said: Said[] = [{ atMs, input: { position: 0, kind: 'fix', fix } }];
  if (!event) return said;
  return [...said, { atMs, input: { position: 0, kind: 'event', personId, event, eventAtMs: fixedAtMs } }];
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

/** What a simulation lets be looked at after each tick, every 5 s: the pairs as they stand. */
export interface Look {
  readonly elapsedMs: number;
  /** The engine's time. */
  readonly nowMs: number;
  readonly views: readonly PairView[];
}

/** Runs to `untilMs` of elapsed time. Pairs of which one side does not play are left out: they would be silent. */
export function simulate(
  plan: DrillPlan,
  cast: Cast,
  untilMs: number,
  onLook: (look: Look) => void = () => undefined,
): Simulated {
  const engine = createEngine();
  const findings: Finding[] = [];
  let position = 0;
  const give = (input: Input, atMs: number) => {
    position += 1;
    findings.push(...step(engine, { ...input, position }, EPOCH_MS + atMs));
  };
  const pairIds: PairId[] = [];
  const tick = (elapsedMs: number) => {
    give({ position: 0, kind: 'tick' }, elapsedMs);
    const nowMs = EPOCH_MS + elapsedMs;
    const views = pairIds.flatMap((pairId) => pairView(engine, pairId, nowMs) ?? []);
    onLook({ elapsedMs, nowMs, views });
  };
  const playing = (person: CastKey) => plan.actors.has(person);
  for (const input of bindings(cast.orders)) {
    if (input.kind !== 'bind-pair') continue;
    if (!playing(input.pair.wearerId) || !playing(input.pair.protectedId)) continue;
    give(input, 0);
    pairIds.push(input.pair.pairId);
  }
  let nextTickMs = TICK_MS;
  for (const { atMs, input } of saidBy(plan, cast, untilMs)) {
    for (; nextTickMs < atMs; nextTickMs += TICK_MS) tick(nextTickMs);
    give(input, atMs);
  }
  for (; nextTickMs <= untilMs; nextTickMs += TICK_MS) tick(nextTickMs);
  return { findings, levels: findings.flatMap(levelOf) };
}

/** All devices together in order of arrival; ties by phones first, then by device. */
function saidBy(plan: DrillPlan, cast: Cast, untilMs: number): Said[] {
  const people = new Map(cast.devices.map((device) => [device.key, device.person]));
  const reporters = new Map<string, Reporter>();
  const said: Said[] = [];
  for (const device of cast.devices) {
    const itinerary = plan.actors.get(device.person);
    if (!itinerary) continue;
    if (sideOf(device.protocol) !== null) said.push(...saidByTracker(plan, device, untilMs));
    else reporters.set(device.key, makeReporter(itinerary, deviceSeed(plan, device.key), PHONE));
  }
  const ofPhones = feed(reporters, untilMs).map((one) => saidByPhone(one, people.get(one.deviceKey)!));
  return [...ofPhones, ...said].sort((a, b) => a.atMs - b.atMs);
}

function levelOf(finding: Finding): LevelChange[] {
  if (finding.subject.kind !== 'pair' || finding.level === null) return [];
  const [wearer, person] = finding.subject.pairId.split(':');
  return [{ wearer: wearer!, protected: person!, atMs: finding.atMs - EPOCH_MS, level: finding.level }];
}

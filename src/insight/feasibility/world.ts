/**
 * Two lives, two devices and the production engine over a span of time: the engine gets the reports as they arrive and a tick every five
 * seconds, as in service. Pure. What an observer wants to know of a moment it asks for.
 */
import { measure, newOffset } from '../../core/geo.ts';
import type { OrderId, PairId, PersonId, ZoneId } from '../../core/ids.ts';
import type { Rng } from '../../core/rng.ts';
import { createEngine, type Engine, pairView, step } from '../../proximity/engine.ts';
import type { Finding, Input, Level, PairView, ZoneSpec } from '../../proximity/types.ts';
import type { Area, FeasibilityRequest } from './contract.ts';
import { type IsInside, SimulatedDevice } from './device.ts';
import { type Track, TrackReader } from './track.ts';

export const TICK_MS = 5_000;
const WEARER = 'wearer' as PersonId;
const PROTECTED = 'protected' as PersonId;
const PAIR = 'pair' as PairId;
const ORDER = 'order' as OrderId;

export interface Side {
  readonly track: Track;
  readonly rng: Rng;
  readonly gaps: readonly IsInside[];
  readonly offAtMs: number;
}

export interface Observer {
  onTick(nowMs: number, world: World): void;
  onFinding?(finding: Finding, nowMs: number): void;
  /** One arrived; the device knows where they truly were. */
  onReport?(device: SimulatedDevice, nowMs: number, world: World): void;
}

export interface Zone {
  readonly id: string;
  readonly area: Area;
  readonly warnM: number;
  readonly noticeM: number;
}

export class World {
  level: Level = 'clear';
  readonly zoneLevels = new Map<string, Level>();
  readonly wearer: TrackReader;
  readonly person: TrackReader;
  readonly wearerDevice: SimulatedDevice;
  readonly personDevice: SimulatedDevice;
  readonly #engine: Engine = createEngine();
  readonly #offset = newOffset();
  readonly #observer: Observer;
  #position = 0;
  #isStopped = false;

  constructor(
    request: FeasibilityRequest,
    zones: readonly Zone[],
    sides: { readonly wearer: Side; readonly protected: Side },
    fromMs: number,
    observer: Observer,
  ) {
    this.#observer = observer;
    this.wearer = new TrackReader(sides.wearer.track);
    this.person = new TrackReader(sides.protected.track);
    const { wearerIntervalS, protectedIntervalS } = request;
    this.wearerDevice = new SimulatedDevice({ ...sides.wearer, personId: WEARER, intervalS: wearerIntervalS, fromMs });
    this.personDevice = new SimulatedDevice({
      ...sides.protected,
      ...{ personId: PROTECTED, intervalS: protectedIntervalS, fromMs },
    });
    this.#give({ kind: 'bind-pair', pair: pairOf(request), position: 0 }, fromMs);
    for (const zone of zones)
      this.#give({ kind: 'bind-zone', zone: zoneOf(zone, wearerIntervalS), position: 0 }, fromMs);
  }

  /** To the end of the span, or until the observer calls `stop`. */
  run(fromMs: number, untilMs: number): void {
    for (let nowMs = fromMs + TICK_MS; nowMs <= untilMs && !this.#isStopped; nowMs += TICK_MS) {
      this.#deliverUntil(nowMs);
      this.#give({ kind: 'tick', position: 0 }, nowMs);
      this.#observer.onTick(nowMs, this);
    }
  }

  stop(): void {
    this.#isStopped = true;
  }

  /** Both readers stand at that moment afterwards. */
  trueDistanceM(nowMs: number): number {
    const { wearer, person } = this;
    wearer.moveTo(nowMs);
    person.moveTo(nowMs);
    measure(person.latDeg, person.lonDeg, wearer.latDeg, wearer.lonDeg, this.#offset);
    return this.#offset.distanceM;
  }

  view(nowMs: number): PairView | null {
    return pairView(this.#engine, PAIR, nowMs);
  }

  #deliverUntil(nowMs: number): void {
    const { wearerDevice, personDevice } = this;
    for (;;) {
      const next = wearerDevice.arrivesAtMs <= personDevice.arrivesAtMs ? wearerDevice : personDevice;
      const atMs = next.arrivesAtMs;
      if (atMs > nowMs) return;
      const fix = next.take();
      if (fix === null) continue;
      this.#give({ kind: 'fix', fix, position: 0 }, atMs);
      this.#observer.onReport?.(next, atMs, this);
    }
  }

  #give(input: Input, nowMs: number): void {
    this.#position += 1;
    for (const finding of step(this.#engine, { ...input, position: this.#position }, nowMs)) {
      const { subject, kind, level } = finding;
      if (level !== null && kind === 'approach') this.level = level;
      if (level !== null && subject.kind === 'zone') this.zoneLevels.set(subject.zoneId, level);
      this.#observer.onFinding?.(finding, nowMs);
    }
  }
}

function pairOf(request: FeasibilityRequest) {
  const { restraintM, warnM, noticeM, rings, wearerIntervalS, protectedIntervalS } = request;
  return {
    ...{ pairId: PAIR, orderId: ORDER, wearerId: WEARER, protectedId: PROTECTED },
    ...{ restraintM, warnM, noticeM, rings, wearerIntervalS, protectedIntervalS },
  };
}

function zoneOf({ id, area, warnM, noticeM }: Zone, wearerIntervalS: number): ZoneSpec {
  const shape = area.kind === 'circle' ? area : { kind: 'polygon' as const, rings: [area.outline] };
  return {
    zoneId: id as ZoneId,
    orderId: ORDER,
    wearerId: WEARER,
    kind: 'exclusion',
    shape,
    warnM,
    noticeM,
    wearerIntervalS,
  };
}

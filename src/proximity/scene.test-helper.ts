/** A small stage for tests of the engine: one pair, places in metres from a made-up origin, times in seconds. */
import { type LatLon, moved } from '../core/geo.ts';
import type { OrderId, PairId, PersonId, ZoneId } from '../core/ids.ts';
import { createEngine, type Engine, pairView, step } from './engine.ts';
import type { DeviceEventKind, Finding, Fix, Input, Level, PairSpec, PairView, Shape, ZoneSpec } from './types.ts';

export const W = 'w' as PersonId;
export const P = 'p' as PersonId;
export const PAIR = 'w:p' as PairId;
export const ZONE = 'zone' as ZoneId;
const ORDER = 'order' as OrderId;

export function pairSpec(over: Partial<PairSpec> = {}): PairSpec {
  return {
    pairId: PAIR,
    orderId: ORDER,
    wearerId: W,
    protectedId: P,
    restraintM: 100,
    warnM: 600,
    noticeM: 2000,
    rings: {},
    wearerIntervalS: 60,
    protectedIntervalS: 60,
    ...over,
  };
}

export function zoneSpec(shape: Shape, over: Partial<ZoneSpec> = {}): ZoneSpec {
  return {
    zoneId: ZONE,
    orderId: ORDER,
    wearerId: W,
    kind: 'exclusion',
    shape,
    warnM: 300,
    noticeM: 1000,
    wearerIntervalS: 60,
    ...over,
  };
}

type Bare<T> = T extends unknown ? Omit<T, 'position'> : never;

export class Scene {
  readonly engine: Engine;
  readonly findings: Finding[] = [];
  readonly origin: LatLon;
  #position = 0;

  constructor(origin: LatLon = { latDeg: 10, lonDeg: 20 }, engine: Engine = createEngine()) {
    this.engine = engine;
    this.origin = origin;
  }

  take(input: Bare<Input>, atS: number): readonly Finding[] {
    const found = step(this.engine, { ...input, position: ++this.#position } as Input, Math.round(atS * 1000));
    this.findings.push(...found);
    return found;
  }

  bind(over: Partial<PairSpec> = {}, atS = 0): this {
    this.take({ kind: 'bind-pair', pair: pairSpec(over) }, atS);
    return this;
  }

  at(eastM: number, northM: number): LatLon {
    return moved(this.origin, eastM, northM);
  }

  fix(personId: PersonId, atS: number, eastM: number, northM: number, over: Partial<Fix> = {}, nowS = atS) {
    const fix: Fix = {
      personId,
      fixedAtMs: atS * 1000,
      receivedAtMs: nowS * 1000,
      ...this.at(eastM, northM),
      accuracyM: 10,
      speedMps: null,
      courseDeg: null,
      source: 'gnss',
      mock: null,
      ...over,
    };
    return this.take({ kind: 'fix', fix }, nowS);
  }

  event(personId: PersonId, event: DeviceEventKind, atS: number, nowS = atS) {
    return this.take({ kind: 'event', personId, event, eventAtMs: atS * 1000 }, nowS);
  }

  tick(atS: number) {
    return this.take({ kind: 'tick' }, atS);
  }

  /**
   * From `fromS` to `toS`: a fix of each side every minute (where they are, or null for none), and a tick every 5 s.
   * Places carry a metre of wander, as real receivers do.
   */
  play(fromS: number, toS: number, wearer: Path, protectedPerson: Path = STAND): this {
    for (let s = fromS; s <= toS; s += 5) {
      if (s % 60 === 0) this.#report(W, s, wearer);
      if (s % 60 === 30) this.#report(P, s, protectedPerson);
      this.tick(s);
    }
    return this;
  }

  #report(personId: PersonId, atS: number, path: Path): void {
    const place = path(atS);
    if (place !== null) this.fix(personId, atS, place.eastM + Math.sin(atS), place.northM + Math.cos(atS));
  }

  get level(): Level {
    return this.view(this.#lastS).level;
  }

  view(atS: number): PairView {
    const view = pairView(this.engine, PAIR, atS * 1000);
    if (view === null) throw new Error('the pair is not bound');
    return view;
  }

  get #lastS(): number {
    return (this.findings.at(-1)?.atMs ?? 0) / 1000;
  }

  levels(): string[] {
    return this.findings
      .filter((f) => f.kind === 'approach' || f.kind === 'zone')
      .map((f) => f.reason ?? f.level ?? '');
  }

  firstS(level: string): number {
    const found = this.findings.find((f) => (f.reason ?? f.level) === level);
    return found === undefined ? Number.POSITIVE_INFINITY : found.atMs / 1000;
  }
}

export type Path = (atS: number) => { eastM: number; northM: number } | null;
export const STAND: Path = () => ({ eastM: 0, northM: 0 });
export const SILENT: Path = () => null;
export function stand(eastM: number, northM = 0): Path {
  return () => ({ eastM, northM });
}
/** Straight along the east axis. */
export function walk(fromEastM: number, mps: number, fromS = 0): Path {
  return (atS) => ({ eastM: fromEastM + mps * (atS - fromS), northM: 0 });
}

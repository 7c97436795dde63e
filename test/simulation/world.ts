/** What is known from the journal alone: which pairs and zones are bound, what each bound person's device sent lately. */
import type { PairId, PersonId, ZoneId } from '../../src/core/ids.ts';
import { DEFAULT_PARAMETERS } from '../../src/proximity/parameters.ts';
import type { DeviceEventKind, Fix, PairSpec, PairView, ZoneSpec, ZoneView } from '../../src/proximity/types.ts';
import type { EngineUnderTest } from './engine-under-test.ts';
import type { Quality } from './reports.ts';
import type { Entry } from './scenario.ts';

export interface Heard {
  readonly nowMs: number;
  readonly fix: Fix;
  readonly quality: Quality;
}

export interface BoundPair {
  spec: PairSpec;
  readonly boundAtMs: number;
  changedAtMs: number;
}

export interface BoundZone {
  spec: ZoneSpec;
  readonly boundAtMs: number;
}

/** What was faked, or told under two names, is forgiven by then: trust comes back with the first good report after its hold. */
export const TRUST_BACK_MS = DEFAULT_PARAMETERS.distrustHoldS * 1000 + 100_000;
/** How many fixes of a person are remembered. */
const HEARD_MAX = 200;

interface Strap {
  readonly atMs: number;
  readonly toldMs: number;
  readonly isOpen: boolean;
}

export class World {
  readonly pairs = new Map<PairId, BoundPair>();
  readonly zones = new Map<ZoneId, BoundZone>();
  readonly ended = new Set<PairId>();
  /** Newest last. Repeats of a known fix are not kept. */
  readonly #heard = new Map<PersonId, Heard[]>();
  /** Each person's strap events in the order in which they were told, without those that were older than what was known. */
  readonly #straps = new Map<PersonId, Strap[]>();
  /** When it was told that two report under one's name. */
  readonly #conflicts = new Map<PersonId, number[]>();
  #nowMs = 0;
  #engine: EngineUnderTest | null = null;
  readonly #pairViews = new Map<PairId, PairView | null>();

  /** To be told of each entry after the engine took it. */
  take(engine: EngineUnderTest, entry: Entry): void {
    this.#engine = engine;
    this.#pairViews.clear();
    this.follow(entry);
  }

  /** Without an engine: what the journal alone tells. */
  follow({ input, nowMs, quality }: Entry): void {
    this.#nowMs = nowMs;
    switch (input.kind) {
      case 'bind-pair': {
        const { pairId } = input.pair;
        const known = this.pairs.get(pairId);
        if (known === undefined)
          this.pairs.set(pairId, {
            spec: input.pair,
            boundAtMs: nowMs,
            changedAtMs: nowMs,
          });
        else Object.assign(known, { spec: input.pair, changedAtMs: nowMs });
        this.ended.delete(pairId);
        break;
      }
      case 'unbind-pair':
        if (this.pairs.delete(input.pairId)) this.ended.add(input.pairId);
        this.#forgetUnbound();
        break;
      case 'bind-zone': {
        const { zoneId } = input.zone;
        const known = this.zones.get(zoneId);
        if (known === undefined) this.zones.set(zoneId, { spec: input.zone, boundAtMs: nowMs });
        else known.spec = input.zone;
        break;
      }
      case 'unbind-zone':
        this.zones.delete(input.zoneId);
        this.#forgetUnbound();
        break;
      case 'fix':
        if (quality !== null && this.isBound(input.fix.personId)) this.#hear({ nowMs, fix: input.fix, quality });
        break;
      case 'event':
        if (this.isBound(input.personId)) this.#hearEvent(input.personId, input.event, input.eventAtMs);
        break;
      case 'tick':
        break;
    }
  }

  isBound(personId: PersonId): boolean {
    for (const { spec } of this.pairs.values())
      if (spec.wearerId === personId || spec.protectedId === personId) return true;
    for (const { spec } of this.zones.values()) if (spec.wearerId === personId) return true;
    return false;
  }

  /** What was heard of a person, newest last. */
  heard(personId: PersonId): readonly Heard[] {
    return this.#heard.get(personId) ?? [];
  }

  /** The newest `count` fixes when all of them are honest, and came since the strap was last touched; null otherwise. */
  honest(personId: PersonId, count: number): readonly Heard[] | null {
    const last = this.heard(personId).slice(-count);
    if (last.length < count || !last.every(({ quality }) => quality === 'honest')) return null;
    return last[0]!.nowMs > (this.#straps.get(personId)?.at(-1)?.toldMs ?? 0) ? last : null;
  }

  /**
   * By their device's own word, or by two that speak in its name, its positions were those of somebody or something else at that
   * time: a strap that is closed by now makes nothing good of what came while it was open.
   */
  isDoubted(personId: PersonId, nowMs: number): boolean {
    if (this.#straps.get(personId)?.findLast(({ toldMs }) => toldMs <= nowMs)?.isOpen === true) return true;
    const conflicts = this.#conflicts.get(personId) ?? [];
    return conflicts.some((atMs) => atMs <= nowMs && nowMs - atMs <= TRUST_BACK_MS);
  }

  /** The pair's picture now, drawn once an entry however many ask. */
  view(pairId: PairId): PairView | null {
    const known = this.#pairViews.get(pairId);
    if (known !== undefined) return known;
    const view = this.#engine?.pairView(pairId, this.#nowMs) ?? null;
    this.#pairViews.set(pairId, view);
    return view;
  }

  zoneView(zoneId: ZoneId): ZoneView | null {
    return this.#engine?.zoneView(zoneId, this.#nowMs) ?? null;
  }

  #hear(heard: Heard): void {
    if (heard.quality === 'repeat') return;
    const list = this.#heard.get(heard.fix.personId) ?? [];
    list.push(heard);
    if (list.length > HEARD_MAX) list.shift();
    this.#heard.set(heard.fix.personId, list);
  }

  #hearEvent(personId: PersonId, event: DeviceEventKind, atMs: number): void {
    if (event === 'identity-conflict') {
      this.#conflicts.set(personId, [...(this.#conflicts.get(personId) ?? []), this.#nowMs]);
    }
    if (event !== 'strap-open' && event !== 'strap-closed') return;
    const told = this.#straps.get(personId) ?? [];
    const known = told.at(-1);
    if (known !== undefined && atMs < known.atMs) return;
    this.#straps.set(personId, [...told, { atMs, toldMs: this.#nowMs, isOpen: event === 'strap-open' }]);
  }

  /** Nobody is followed without an order: the engine forgets them, and so do we. */
  #forgetUnbound(): void {
    for (const personId of [...this.#heard.keys(), ...this.#straps.keys(), ...this.#conflicts.keys()]) {
      if (this.isBound(personId)) continue;
      this.#heard.delete(personId);
      this.#straps.delete(personId);
      this.#conflicts.delete(personId);
    }
  }
}

/** Whether a fix is too coarse to tell inside from outside a warn ring, by its own word. */
export function isCoarse(fix: Fix): boolean {
  const said = fix.accuracyM ?? (fix.source === 'cell' ? DEFAULT_PARAMETERS.cellAccuracyM : 0);
  return said > DEFAULT_PARAMETERS.coarseAccuracyM;
}

export function isAlerting(level: PairView['level']): boolean {
  return level === 'warning' || level === 'danger' || level === 'unknown';
}

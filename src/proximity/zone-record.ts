/** The record of one zone. What is rare lies beside the table: the outline of a polygon, and that a zone was bound since the last tick. */
import { normalLonDeg } from '../core/geo.ts';
import type { OrderId, ZoneId } from '../core/ids.ts';
import { LevelCursor } from './levels-record.ts';
import type { Parameters } from './parameters.ts';
import type { PersonCursor } from './person-record.ts';
import type { ZoneState } from './state.ts';
import { BLOCK_BITS, BLOCK_MASK, NONE, Table } from './table.ts';
import { ZoneTermRows, ZoneTermsCursor } from './terms.ts';
import { type SharedTexts, TextIndex } from './texts.ts';
import type { Ticks } from './ticks.ts';
import type { ZoneSpec } from './types.ts';
import {
  BOUND_AT,
  CALM,
  ID,
  LAT,
  LAYOUT,
  LEVELS,
  LEVELS_SHIFT,
  LON,
  NEXT_ZONE,
  NOWHERE,
  ORDER,
  PER_DEGREE,
  QUIET,
  RADIUS,
  STRIDE64,
  TERMS,
  WEARER,
} from './zone-layout.ts';
import { type Polygon, polygonOf } from './zone-shape.ts';

/** Every bound zone. */
export class Zones {
  readonly table = new Table(LAYOUT);
  readonly ids = new TextIndex(this.table, ID);
  readonly terms: ZoneTermRows;
  /** Outlines, by slot. */
  readonly polygons = new Map<number, Polygon>();
  /** Zones bound since the last tick: by slot, the input that bound them. */
  readonly fresh = new Map<number, number>();

  constructor(parameters: Parameters) {
    this.terms = new ZoneTermRows(parameters);
  }
}

/** Reads and writes one record at a time; `at` moves it, and with it the cursors of the wearer, the terms and the level. */
export class ZoneCursor implements ZoneState {
  slot = NONE;
  readonly wearer: PersonCursor;
  readonly spec: ZoneTermsCursor;
  readonly levels: LevelCursor;
  readonly #zones: Zones;
  readonly #orders: SharedTexts;
  readonly #ticks: Ticks;
  #blockNumber = 0;
  #f64: Float64Array;
  #f32: Float32Array;
  #i32: Int32Array;
  #at64 = 0;
  #at32 = 0;

  constructor(zones: Zones, orders: SharedTexts, levels: Table, wearer: PersonCursor, ticks: Ticks) {
    this.wearer = wearer;
    this.spec = new ZoneTermsCursor(zones.terms);
    this.levels = new LevelCursor(levels);
    this.#zones = zones;
    this.#orders = orders;
    this.#ticks = ticks;
    const block = zones.table.blocks[0]!;
    this.#f64 = block.f64;
    this.#f32 = block.f32;
    this.#i32 = block.i32;
  }

  at(slot: number): void {
    if (slot >>> BLOCK_BITS !== this.#blockNumber) this.#enter(slot >>> BLOCK_BITS);
    this.slot = slot;
    this.#at64 = (slot & BLOCK_MASK) * STRIDE64;
    this.#at32 = 2 * this.#at64;
    this.spec.at(this.termsSlot);
    this.levels.at(this.levelsSlot, this.boundAtMs);
    this.wearer.at(this.wearerSlot);
  }

  #enter(blockNumber: number): void {
    const block = this.#zones.table.blocks[blockNumber]!;
    this.#blockNumber = blockNumber;
    this.#f64 = block.f64;
    this.#f32 = block.f32;
    this.#i32 = block.i32;
  }

  /** The level's record, made when there is none yet. */
  openLevels(): void {
    if (this.levelsSlot === NONE) this.#i32[this.#at32 + LEVELS] = this.levels.open() << LEVELS_SHIFT;
  }

  /** Notes whether the level is calm now, after it was evaluated; that the zone is quiet must be found anew. */
  noteCalm(): void {
    this.#i32[this.#at32 + LEVELS] = (this.levels.slot << LEVELS_SHIFT) | (this.levels.isCalm ? CALM : 0);
  }

  get isQuiet(): boolean {
    return (this.#i32[this.#at32 + LEVELS]! & QUIET) !== 0;
  }
  set isQuiet(value: boolean) {
    this.#i32[this.#at32 + LEVELS] = (this.#i32[this.#at32 + LEVELS]! & ~QUIET) | (value ? QUIET : 0);
  }

  get zoneId(): ZoneId {
    return this.#zones.ids.textOf(this.slot) as ZoneId;
  }

  get orderId(): OrderId {
    return this.#orders.textOf(this.orderSlot) as OrderId;
  }

  /** The outline of a polygon; undefined of a circle. */
  get polygon(): Polygon | undefined {
    return this.#zones.polygons.get(this.slot);
  }

  setShape(shape: ZoneSpec['shape']): void {
    const isCircle = shape.kind === 'circle';
    this.#i32[this.#at32 + LAT] = isCircle ? fromDegrees(shape.latDeg) : NOWHERE;
    this.#i32[this.#at32 + LON] = isCircle ? fromDegrees(normalLonDeg(shape.lonDeg)) : NOWHERE;
    this.radiusM = isCircle ? shape.radiusM : Number.NaN;
    if (isCircle) this.#zones.polygons.delete(this.slot);
    else this.#zones.polygons.set(this.slot, polygonOf(shape.rings));
  }

  /** The input that evaluated the zone last: one of its wearer's, the one that bound it, or a tick. */
  get lastPosition(): number {
    return Math.max(this.#zones.fresh.get(this.slot) ?? 0, this.wearer.zonesPosition, this.#ticks.position);
  }

  /** Of a circle's middle; NaN of a polygon. */
  get latDeg(): number {
    return toDegrees(this.#i32[this.#at32 + LAT]!);
  }

  get lonDeg(): number {
    return toDegrees(this.#i32[this.#at32 + LON]!);
  }

  get radiusM(): number {
    return this.#f32[this.#at32 + RADIUS]!;
  }
  set radiusM(value: number) {
    this.#f32[this.#at32 + RADIUS] = value;
  }

  get boundAtMs(): number {
    return this.#f64[this.#at64 + BOUND_AT]!;
  }
  set boundAtMs(value: number) {
    this.#f64[this.#at64 + BOUND_AT] = value;
  }

  get wearerSlot(): number {
    return this.#i32[this.#at32 + WEARER]!;
  }
  set wearerSlot(value: number) {
    this.#i32[this.#at32 + WEARER] = value;
  }

  get nextZone(): number {
    return this.#i32[this.#at32 + NEXT_ZONE]!;
  }
  set nextZone(value: number) {
    this.#i32[this.#at32 + NEXT_ZONE] = value;
  }

  get orderSlot(): number {
    return this.#i32[this.#at32 + ORDER]!;
  }
  set orderSlot(value: number) {
    this.#i32[this.#at32 + ORDER] = value;
  }

  get termsSlot(): number {
    return this.#i32[this.#at32 + TERMS]!;
  }
  set termsSlot(value: number) {
    this.#i32[this.#at32 + TERMS] = value;
  }

  get levelsSlot(): number {
    return this.#i32[this.#at32 + LEVELS]! >>> LEVELS_SHIFT;
  }
}

/** Division, not a product with the reciprocal: a place given to seven decimals comes back as it was. */
function toDegrees(parts: number): number {
  return parts === NOWHERE ? Number.NaN : parts / PER_DEGREE;
}

function fromDegrees(degrees: number): number {
  return Number.isFinite(degrees) ? Math.round(degrees * PER_DEGREE) : NOWHERE;
}

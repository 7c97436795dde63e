/** The record of one zone. What is rare lies beside the table: the outline of a polygon, and that a zone was bound since the last tick. */
import type { OrderId, ZoneId } from '../core/ids.ts';
import { LevelCursor } from './levels-record.ts';
import type { PersonCursor } from './person-record.ts';
import type { ZoneState } from './state.ts';
import { BLOCK_BITS, BLOCK_MASK, type Layout, NONE, type Reference, Table } from './table.ts';
import { newZoneTerms, ZoneTermsCursor } from './terms.ts';
import { ID_WORDS, type SharedTexts, TextIndex } from './texts.ts';
import type { ZoneSpec } from './types.ts';
import { type Polygon, polygonOf } from './zone-shape.ts';

// 64-bit fields.
const LAT = 0;
const LON = 1;
const BOUND_AT = 2;
const F64 = 3;
// 32-bit field.
const RADIUS = 2 * F64;
// Whole numbers.
const WEARER = 2 * F64 + 1;
export const NEXT_ZONE = 2 * F64 + 2;
const ORDER = 2 * F64 + 3;
const TERMS = 2 * F64 + 4;
const LEVELS = 2 * F64 + 5;
const ID = 2 * F64 + 6;
const LAYOUT: Layout = { f64: F64, f32: 1, i32: 5 + ID_WORDS };
const STRIDE64 = 8;

/** Which words name other records. */
export const ZONE_REFERENCES: readonly Reference<'people' | 'zones' | 'orders' | 'zoneTerms' | 'levels'>[] = [
  { word: WEARER, shift: 0, to: 'people', isOptional: false },
  { word: NEXT_ZONE, shift: 0, to: 'zones', isOptional: true },
  { word: ORDER, shift: 0, to: 'orders', isOptional: false },
  { word: TERMS, shift: 0, to: 'zoneTerms', isOptional: false },
  { word: LEVELS, shift: 0, to: 'levels', isOptional: true },
];

/** Every bound zone. */
export class Zones {
  readonly table = new Table(LAYOUT);
  readonly ids = new TextIndex(this.table, ID);
  readonly terms = newZoneTerms();
  /** Outlines, by slot. */
  readonly polygons = new Map<number, Polygon>();
  /** Zones that only their binding evaluated so far: by slot, the input that bound them. */
  readonly fresh = new Map<number, number>();
}

/** Reads and writes one record at a time; `at` moves it, and with it the cursors of the wearer, the terms and the level. */
export class ZoneCursor implements ZoneState {
  slot = NONE;
  readonly wearer: PersonCursor;
  readonly spec: ZoneTermsCursor;
  readonly levels: LevelCursor;
  readonly #zones: Zones;
  readonly #orders: SharedTexts;
  #blockNumber = 0;
  #f64: Float64Array;
  #f32: Float32Array;
  #i32: Int32Array;
  #at64 = 0;
  #at32 = 0;

  constructor(zones: Zones, orders: SharedTexts, levels: Table, wearer: PersonCursor) {
    this.wearer = wearer;
    this.spec = new ZoneTermsCursor(zones.terms);
    this.levels = new LevelCursor(levels);
    this.#zones = zones;
    this.#orders = orders;
    const block = zones.table.blocks[0]!;
    this.#f64 = block.f64;
    this.#f32 = block.f32;
    this.#i32 = block.i32;
  }

  at(slot: number): void {
    this.glanceAt(slot);
    this.settle();
  }

  /** Moves to the record and its terms only: enough to see whether the zone matters. */
  glanceAt(slot: number): void {
    if (slot >>> BLOCK_BITS !== this.#blockNumber) this.#enter(slot >>> BLOCK_BITS);
    this.slot = slot;
    this.#at64 = (slot & BLOCK_MASK) * STRIDE64;
    this.#at32 = 2 * this.#at64;
    this.spec.at(this.termsSlot);
  }

  #enter(blockNumber: number): void {
    const block = this.#zones.table.blocks[blockNumber]!;
    this.#blockNumber = blockNumber;
    this.#f64 = block.f64;
    this.#f32 = block.f32;
    this.#i32 = block.i32;
  }

  /** After a glance: the cursors of the wearer and the level follow. */
  settle(): void {
    this.levels.at(this.levelsSlot, this.boundAtMs);
    this.wearer.at(this.wearerSlot);
  }

  /** The level's record, made when there is none yet. */
  openLevels(): void {
    if (this.levelsSlot === NONE) this.levelsSlot = this.levels.open();
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
    this.latDeg = isCircle ? shape.latDeg : Number.NaN;
    this.lonDeg = isCircle ? shape.lonDeg : Number.NaN;
    this.radiusM = isCircle ? shape.radiusM : Number.NaN;
    if (isCircle) this.#zones.polygons.delete(this.slot);
    else this.#zones.polygons.set(this.slot, polygonOf(shape.rings));
  }

  /** The input that evaluated the zone last: each that evaluates its wearer's zones, or the one that bound it. */
  get lastPosition(): number {
    return this.#zones.fresh.get(this.slot) ?? this.wearer.zonesPosition;
  }

  /** Of a circle's middle; NaN of a polygon. */
  get latDeg(): number {
    return this.#f64[this.#at64 + LAT]!;
  }
  set latDeg(value: number) {
    this.#f64[this.#at64 + LAT] = value;
  }

  get lonDeg(): number {
    return this.#f64[this.#at64 + LON]!;
  }
  set lonDeg(value: number) {
    this.#f64[this.#at64 + LON] = value;
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
    return this.#i32[this.#at32 + LEVELS]!;
  }
  set levelsSlot(value: number) {
    this.#i32[this.#at32 + LEVELS] = value;
  }
}

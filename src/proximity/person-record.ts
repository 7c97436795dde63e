/**
 * The record of one person: what is held of everyone who is bound to a pair or zone. Rules read and write it through a cursor as
 * if it were an object.
 */
import type { Spot } from '../core/geo.ts';
import type { PersonId } from '../core/ids.ts';
import { GoodBound } from './person-bound.ts';
import {
  ACCURACY,
  AGREEING,
  BEFORE_FIXED_AT,
  COV,
  EAST,
  F64,
  FASTER,
  FIRST_AS_PROTECTED,
  FIRST_AS_WEARER,
  FIRST_ZONE,
  FIX_LAT,
  FIX_LON,
  FIXED_AT,
  FLAGS,
  FROZEN_AT,
  FROZEN_COUNT,
  FROZEN_LAT,
  FROZEN_LON,
  FROZEN_MOVING_COUNT,
  FROZEN_SINCE,
  ID,
  LAT,
  LAYOUT,
  LON,
  MORE,
  NOISE_RATIO,
  NORTH,
  RECEIVED_AT,
  SECOND_GOOD,
  SPEED,
  STRIDE64,
  T,
  VAR_POS,
  VAR_VEL,
  ZONES_FORESEEN_UNTIL,
  ZONES_POSITION,
} from './person-layout.ts';
import { MoreCursor, newMoreTable } from './person-more.ts';
import type { Bound, PersonState } from './state.ts';
import { BLOCK_BITS, BLOCK_MASK, NONE, Table } from './table.ts';
import { TextIndex } from './texts.ts';
import { DueTimes } from './ticks.ts';
import type { Source } from './types.ts';

/** Numbered as in FLAGS; null is also that of a person who never reported. */
const SOURCES: readonly (Source | null)[] = [null, 'gnss', 'wifi', 'cell', 'ble'];
const SOURCE_BITS = 15;
const FAILED = 16;
const ASKED_FASTER = 32;

/** Everyone who is bound to a pair or zone. */
export class People {
  readonly table = new Table(LAYOUT, (block, word) => {
    block.f64.fill(Number.NaN, word / 2, word / 2 + F64);
    block.f64[word / 2 + SECOND_GOOD] = Number.NEGATIVE_INFINITY;
    block.f64[word / 2 + ZONES_POSITION] = 0;
  });
  readonly more = newMoreTable();
  readonly ids = new TextIndex(this.table, ID);
  readonly due = new DueTimes();

  add(personId: PersonId): number {
    const slot = this.table.take();
    this.ids.name(slot, personId);
    this.due.add(slot);
    return slot;
  }

  remove(slot: number): void {
    const more = this.table.word(slot, MORE);
    if (more !== NONE) this.more.release(more);
    this.ids.forget(slot);
    this.table.release(slot);
  }
}

/** Reads and writes one record at a time; `at` moves it. */
export class PersonCursor extends MoreCursor implements PersonState {
  slot = NONE;
  readonly good: Bound = new GoodBound(this);
  readonly #people: People;
  // Where the record is: for the bound above only.
  #blockNumber = 0;
  f64: Float64Array;
  f32: Float32Array;
  i32: Int32Array;
  at64 = 0;
  at32 = 0;

  // The belief carried to `nowMs`: not of the record, but kept while the cursor stays.
  nowMs = Number.NaN;
  nowLatDeg = Number.NaN;
  nowLonDeg = Number.NaN;
  nowEastMps = Number.NaN;
  nowNorthMps = Number.NaN;
  nowVarPos = Number.NaN;
  nowVarVel = Number.NaN;
  readonly spot: Spot = { latDeg: 0, lonDeg: 0 };

  constructor(people: People) {
    super(people.more);
    this.#people = people;
    const block = people.table.blocks[0]!;
    this.f64 = block.f64;
    this.f32 = block.f32;
    this.i32 = block.i32;
  }

  /** Stays where it is when it is there: what was carried to now still holds. */
  at(slot: number): void {
    if (slot !== this.slot) this.moveTo(slot);
  }

  moveTo(slot: number): void {
    if (slot >>> BLOCK_BITS !== this.#blockNumber) this.#enter(slot >>> BLOCK_BITS);
    this.slot = slot;
    this.at64 = (slot & BLOCK_MASK) * STRIDE64;
    this.at32 = 2 * this.at64;
    this.nowMs = Number.NaN;
  }

  #enter(blockNumber: number): void {
    const block = this.#people.table.blocks[blockNumber]!;
    this.#blockNumber = blockNumber;
    this.f64 = block.f64;
    this.f32 = block.f32;
    this.i32 = block.i32;
  }

  get personId(): PersonId {
    return this.#people.ids.textOf(this.slot) as PersonId;
  }

  get tMs(): number {
    return this.f64[this.at64 + T]!;
  }
  set tMs(value: number) {
    this.f64[this.at64 + T] = value;
  }

  get latDeg(): number {
    return this.f64[this.at64 + LAT]!;
  }
  set latDeg(value: number) {
    this.f64[this.at64 + LAT] = value;
  }

  get lonDeg(): number {
    return this.f64[this.at64 + LON]!;
  }
  set lonDeg(value: number) {
    this.f64[this.at64 + LON] = value;
  }

  get eastMps(): number {
    return this.f32[this.at32 + EAST]!;
  }
  set eastMps(value: number) {
    this.f32[this.at32 + EAST] = value;
  }

  get northMps(): number {
    return this.f32[this.at32 + NORTH]!;
  }
  set northMps(value: number) {
    this.f32[this.at32 + NORTH] = value;
  }

  get varPos(): number {
    return this.f32[this.at32 + VAR_POS]!;
  }
  set varPos(value: number) {
    this.f32[this.at32 + VAR_POS] = value;
  }

  get cov(): number {
    return this.f32[this.at32 + COV]!;
  }
  set cov(value: number) {
    this.f32[this.at32 + COV] = value;
  }

  get varVel(): number {
    return this.f32[this.at32 + VAR_VEL]!;
  }
  set varVel(value: number) {
    this.f32[this.at32 + VAR_VEL] = value;
  }

  get noiseRatio(): number {
    return this.f32[this.at32 + NOISE_RATIO]!;
  }
  set noiseRatio(value: number) {
    this.f32[this.at32 + NOISE_RATIO] = value;
  }

  get speedMps(): number {
    return this.f32[this.at32 + SPEED]!;
  }
  set speedMps(value: number) {
    this.f32[this.at32 + SPEED] = value;
  }

  get fixedAtMs(): number {
    return this.f64[this.at64 + FIXED_AT]!;
  }
  set fixedAtMs(value: number) {
    this.f64[this.at64 + FIXED_AT] = value;
  }

  get fixLatDeg(): number {
    return this.f64[this.at64 + FIX_LAT]!;
  }
  set fixLatDeg(value: number) {
    this.f64[this.at64 + FIX_LAT] = value;
  }

  get fixLonDeg(): number {
    return this.f64[this.at64 + FIX_LON]!;
  }
  set fixLonDeg(value: number) {
    this.f64[this.at64 + FIX_LON] = value;
  }

  get receivedAtMs(): number {
    return this.f64[this.at64 + RECEIVED_AT]!;
  }
  set receivedAtMs(value: number) {
    this.f64[this.at64 + RECEIVED_AT] = value;
  }

  get beforeFixedAtMs(): number {
    return this.f64[this.at64 + BEFORE_FIXED_AT]!;
  }
  set beforeFixedAtMs(value: number) {
    this.f64[this.at64 + BEFORE_FIXED_AT] = value;
  }

  get accuracyM(): number {
    return this.f32[this.at32 + ACCURACY]!;
  }
  set accuracyM(value: number) {
    this.f32[this.at32 + ACCURACY] = value;
  }

  get source(): Source | null {
    return SOURCES[this.i32[this.at32 + FLAGS]! & SOURCE_BITS] ?? null;
  }
  set source(value: Source | null) {
    this.i32[this.at32 + FLAGS] = (this.i32[this.at32 + FLAGS]! & ~SOURCE_BITS) | SOURCES.indexOf(value);
  }

  get agreeing(): number {
    return this.i32[this.at32 + AGREEING]!;
  }
  set agreeing(value: number) {
    this.i32[this.at32 + AGREEING] = value;
  }

  get secondGoodMs(): number {
    return this.f64[this.at64 + SECOND_GOOD]!;
  }
  set secondGoodMs(value: number) {
    this.f64[this.at64 + SECOND_GOOD] = value;
  }

  get isAskedFaster(): boolean {
    return (this.i32[this.at32 + FLAGS]! & ASKED_FASTER) !== 0;
  }
  set isAskedFaster(value: boolean) {
    this.i32[this.at32 + FLAGS] = (this.i32[this.at32 + FLAGS]! & ~ASKED_FASTER) | (value ? ASKED_FASTER : 0);
  }

  get fasterMs(): number {
    return this.f64[this.at64 + FASTER]!;
  }
  set fasterMs(value: number) {
    this.f64[this.at64 + FASTER] = value;
  }

  get failed(): boolean {
    return (this.i32[this.at32 + FLAGS]! & FAILED) !== 0;
  }
  set failed(value: boolean) {
    this.i32[this.at32 + FLAGS] = (this.i32[this.at32 + FLAGS]! & ~FAILED) | (value ? FAILED : 0);
  }

  get frozenLatDeg(): number {
    return this.f64[this.at64 + FROZEN_LAT]!;
  }
  set frozenLatDeg(value: number) {
    this.f64[this.at64 + FROZEN_LAT] = value;
  }

  get frozenLonDeg(): number {
    return this.f64[this.at64 + FROZEN_LON]!;
  }
  set frozenLonDeg(value: number) {
    this.f64[this.at64 + FROZEN_LON] = value;
  }

  get frozenAtMs(): number {
    return this.f64[this.at64 + FROZEN_AT]!;
  }
  set frozenAtMs(value: number) {
    this.f64[this.at64 + FROZEN_AT] = value;
  }

  get frozenSinceMs(): number {
    return this.f64[this.at64 + FROZEN_SINCE]!;
  }
  set frozenSinceMs(value: number) {
    this.f64[this.at64 + FROZEN_SINCE] = value;
  }

  get frozenCount(): number {
    return this.i32[this.at32 + FROZEN_COUNT]!;
  }
  set frozenCount(value: number) {
    this.i32[this.at32 + FROZEN_COUNT] = value;
  }

  get frozenMovingCount(): number {
    return this.i32[this.at32 + FROZEN_MOVING_COUNT]!;
  }
  set frozenMovingCount(value: number) {
    this.i32[this.at32 + FROZEN_MOVING_COUNT] = value;
  }

  /** The last input but ticks by which all zones of the person were evaluated; 0: none. */
  get zonesPosition(): number {
    return this.f64[this.at64 + ZONES_POSITION]!;
  }
  set zonesPosition(value: number) {
    this.f64[this.at64 + ZONES_POSITION] = value;
  }

  /** Until then holds which of their zones are noted as quiet, as far as nothing is heard of them; NaN: that is not known. */
  get zonesForeseenUntilMs(): number {
    return this.f64[this.at64 + ZONES_FORESEEN_UNTIL]!;
  }
  set zonesForeseenUntilMs(value: number) {
    this.f64[this.at64 + ZONES_FORESEEN_UNTIL] = value;
  }

  /** Where the lists of their pairs and zones begin; NONE: there are none. */
  get firstAsWearer(): number {
    return this.i32[this.at32 + FIRST_AS_WEARER]!;
  }
  set firstAsWearer(value: number) {
    this.i32[this.at32 + FIRST_AS_WEARER] = value;
  }

  get firstAsProtected(): number {
    return this.i32[this.at32 + FIRST_AS_PROTECTED]!;
  }
  set firstAsProtected(value: number) {
    this.i32[this.at32 + FIRST_AS_PROTECTED] = value;
  }

  get firstZone(): number {
    return this.i32[this.at32 + FIRST_ZONE]!;
  }
  set firstZone(value: number) {
    this.i32[this.at32 + FIRST_ZONE] = value;
  }

  override get moreSlot(): number {
    return this.i32[this.at32 + MORE]!;
  }
  override set moreSlot(value: number) {
    this.i32[this.at32 + MORE] = value;
  }
}

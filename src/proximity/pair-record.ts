/**
 * The record of one pair. Its terms, rings, level and crossings are records of their own: shared by many pairs, of their own number,
 * or needed by few.
 */
import type { OrderId, PairId } from '../core/ids.ts';
import { Crossings } from './crossings-record.ts';
import { LevelCursor } from './levels-record.ts';
import { ParameterSets } from './order-parameters.ts';
import type { Parameters } from './parameters.ts';
import type { PersonCursor } from './person-record.ts';
import { RingCursor, Rings } from './ring-record.ts';
import { type PairState, TREND_SAMPLES } from './state.ts';
import { BLOCK_BITS, BLOCK_MASK, type Layout, NONE, type Reference, strideOf, Table } from './table.ts';
import { newPairTerms, PairTermsCursor } from './terms.ts';
import { ID_WORDS, type SharedTexts, TextIndex } from './texts.ts';
import type { Ticks } from './ticks.ts';

// 64-bit fields; the times of the trend's samples come last.
const BOUND_AT = 0;
const LEADING = 1;
const LAST_POSITION = 2;
const QUIET_UNTIL = 3;
const USUAL = 4;
const TREND_AT = 5;
const F64 = TREND_AT + TREND_SAMPLES;
// 32-bit fields: east and north of the trend's samples, by turns.
const TREND = 2 * F64;
const F32 = 2 * TREND_SAMPLES;
// Whole numbers.
const WEARER = TREND + F32 + 0;
const PROTECTED = TREND + F32 + 1;
export const NEXT_OF_WEARER = TREND + F32 + 2;
export const NEXT_OF_PROTECTED = TREND + F32 + 3;
const ORDER = TREND + F32 + 4;
const TERMS = TREND + F32 + 5;
const FIRST_RING = TREND + F32 + 6;
const LEVELS = TREND + F32 + 7;
const CROSSINGS = TREND + F32 + 8;
const TREND_COUNT = TREND + F32 + 9;
const EVALUATIONS = TREND + F32 + 10;
const CROSS_INSIDE = TREND + F32 + 11;
const ID = TREND + F32 + 12;
const LAYOUT: Layout = { f64: F64, f32: F32, i32: 12 + ID_WORDS };
const STRIDE64 = strideOf(LAYOUT) / 2;

/** Which words name other records. */
export const PAIR_REFERENCES: readonly Reference<
  'people' | 'pairs' | 'orders' | 'pairTerms' | 'rings' | 'levels' | 'crossings'
>[] = [
  { word: WEARER, shift: 0, to: 'people', isOptional: false },
  { word: PROTECTED, shift: 0, to: 'people', isOptional: false },
  { word: NEXT_OF_WEARER, shift: 0, to: 'pairs', isOptional: true },
  { word: NEXT_OF_PROTECTED, shift: 0, to: 'pairs', isOptional: true },
  { word: ORDER, shift: 0, to: 'orders', isOptional: false },
  { word: TERMS, shift: 0, to: 'pairTerms', isOptional: false },
  { word: FIRST_RING, shift: 0, to: 'rings', isOptional: true },
  { word: LEVELS, shift: 0, to: 'levels', isOptional: true },
  { word: CROSSINGS, shift: 0, to: 'crossings', isOptional: true },
];

/** Every bound pair, and the tables that its records name. */
export class Pairs {
  readonly table = new Table(LAYOUT, (block, word) => {
    block.f64[word / 2 + LEADING] = Number.NaN;
    block.f64[word / 2 + QUIET_UNTIL] = Number.NaN;
    block.f64[word / 2 + USUAL] = Number.NaN;
  });
  readonly ids = new TextIndex(this.table, ID);
  readonly terms = newPairTerms();
  readonly rings = new Rings();
  readonly crossings: Crossings;
  readonly parameters: ParameterSets;

  constructor(parameters: Parameters) {
    this.crossings = new Crossings(parameters.probingCrossings);
    this.parameters = new ParameterSets(parameters);
  }

  /** The pair is not known to be quiet any more; gives its wearer. */
  disturb(slot: number): number {
    this.table.blocks[slot >>> BLOCK_BITS]!.f64[(slot & BLOCK_MASK) * STRIDE64 + QUIET_UNTIL] = Number.NaN;
    return this.table.word(slot, WEARER);
  }
}

/** Reads and writes one record at a time; `at` moves it, and with it the cursors of the two people, the terms and the level. */
export class PairCursor implements PairState {
  slot = NONE;
  readonly wearer: PersonCursor;
  readonly protectedPerson: PersonCursor;
  readonly spec: PairTermsCursor;
  readonly levels: LevelCursor;
  readonly ring: RingCursor;
  readonly #pairs: Pairs;
  readonly #orders: SharedTexts;
  readonly #ticks: Ticks;
  #blockNumber = 0;
  #f64: Float64Array;
  #f32: Float32Array;
  #i32: Int32Array;
  #at64 = 0;
  #at32 = 0;

  constructor(
    pairs: Pairs,
    orders: SharedTexts,
    levels: Table,
    wearer: PersonCursor,
    protectedPerson: PersonCursor,
    ticks: Ticks,
  ) {
    this.wearer = wearer;
    this.protectedPerson = protectedPerson;
    this.spec = new PairTermsCursor(pairs.terms);
    this.levels = new LevelCursor(levels);
    this.ring = new RingCursor(pairs.rings);
    this.#pairs = pairs;
    this.#orders = orders;
    this.#ticks = ticks;
    const block = pairs.table.blocks[0]!;
    this.#f64 = block.f64;
    this.#f32 = block.f32;
    this.#i32 = block.i32;
  }

  at(slot: number): void {
    this.alone(slot);
    this.spec.at(this.termsSlot);
    this.levels.at(this.levelsSlot, this.boundAtMs);
    this.wearer.at(this.wearerSlot);
    this.protectedPerson.at(this.protectedSlot);
  }

  /** Moves this cursor only: for who reads nothing but the pair's own numbers, and moves it again after. */
  alone(slot: number): void {
    if (slot >>> BLOCK_BITS !== this.#blockNumber) this.#enter(slot >>> BLOCK_BITS);
    this.slot = slot;
    this.#at64 = (slot & BLOCK_MASK) * STRIDE64;
    this.#at32 = 2 * this.#at64;
  }

  #enter(blockNumber: number): void {
    const block = this.#pairs.table.blocks[blockNumber]!;
    this.#blockNumber = blockNumber;
    this.#f64 = block.f64;
    this.#f32 = block.f32;
    this.#i32 = block.i32;
  }

  /** The level's record, made when there is none yet. */
  openLevels(): void {
    if (this.levelsSlot === NONE) this.levelsSlot = this.levels.open();
  }

  get pairId(): PairId {
    return this.#pairs.ids.textOf(this.slot) as PairId;
  }

  get orderId(): OrderId {
    return this.#orders.textOf(this.orderSlot) as OrderId;
  }

  /** The engine's parameters with what the order sets. */
  get parameters(): Parameters {
    return this.#pairs.parameters.sets[this.spec.parameterSlot]!;
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

  get protectedSlot(): number {
    return this.#i32[this.#at32 + PROTECTED]!;
  }
  set protectedSlot(value: number) {
    this.#i32[this.#at32 + PROTECTED] = value;
  }

  get nextOfWearer(): number {
    return this.#i32[this.#at32 + NEXT_OF_WEARER]!;
  }
  set nextOfWearer(value: number) {
    this.#i32[this.#at32 + NEXT_OF_WEARER] = value;
  }

  get nextOfProtected(): number {
    return this.#i32[this.#at32 + NEXT_OF_PROTECTED]!;
  }
  set nextOfProtected(value: number) {
    this.#i32[this.#at32 + NEXT_OF_PROTECTED] = value;
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

  get firstRing(): number {
    return this.#i32[this.#at32 + FIRST_RING]!;
  }
  set firstRing(value: number) {
    this.#i32[this.#at32 + FIRST_RING] = value;
  }

  get levelsSlot(): number {
    return this.#i32[this.#at32 + LEVELS]!;
  }
  set levelsSlot(value: number) {
    this.#i32[this.#at32 + LEVELS] = value;
  }

  get crossingsSlot(): number {
    return this.#i32[this.#at32 + CROSSINGS]!;
  }
  set crossingsSlot(value: number) {
    this.#i32[this.#at32 + CROSSINGS] = value;
  }

  get trendCount(): number {
    return this.#i32[this.#at32 + TREND_COUNT]!;
  }
  set trendCount(value: number) {
    this.#i32[this.#at32 + TREND_COUNT] = value;
  }

  get leadingMs(): number {
    return this.#f64[this.#at64 + LEADING]!;
  }
  set leadingMs(value: number) {
    this.#f64[this.#at64 + LEADING] = value;
  }

  get usualM(): number {
    return this.#f64[this.#at64 + USUAL]!;
  }
  set usualM(value: number) {
    this.#f64[this.#at64 + USUAL] = value;
  }

  /** The input that evaluated the pair last: one that concerned it, or a tick. Only the former is written. */
  get lastPosition(): number {
    return Math.max(this.#f64[this.#at64 + LAST_POSITION]!, this.#ticks.position);
  }
  set lastPosition(value: number) {
    this.#f64[this.#at64 + LAST_POSITION] = value;
  }

  /** Before this time there is nothing to find on a tick, as far as nothing is heard of either side; NaN: not known. */
  get quietUntilMs(): number {
    return this.#f64[this.#at64 + QUIET_UNTIL]!;
  }
  set quietUntilMs(value: number) {
    this.#f64[this.#at64 + QUIET_UNTIL] = value;
  }

  /** Each tick is one: held is how many more there were than ticks, modulo 2^32. */
  get evaluations(): number {
    return (this.#i32[this.#at32 + EVALUATIONS]! + this.#ticks.count) >>> 0;
  }
  set evaluations(value: number) {
    this.#i32[this.#at32 + EVALUATIONS] = value - this.#ticks.count;
  }

  get crossInside(): boolean {
    return this.#i32[this.#at32 + CROSS_INSIDE] === 1;
  }
  set crossInside(value: boolean) {
    this.#i32[this.#at32 + CROSS_INSIDE] = value ? 1 : 0;
  }

  trendEastM(index: number): number {
    return this.#f32[this.#at32 + TREND + 2 * index]!;
  }

  trendNorthM(index: number): number {
    return this.#f32[this.#at32 + TREND + 2 * index + 1]!;
  }

  trendAtMs(index: number): number {
    return this.#f64[this.#at64 + TREND_AT + index]!;
  }

  setTrend(index: number, eastM: number, northM: number, atMs: number): void {
    this.#f32[this.#at32 + TREND + 2 * index] = eastM;
    this.#f32[this.#at32 + TREND + 2 * index + 1] = northM;
    this.#f64[this.#at64 + TREND_AT + index] = atMs;
  }

  get crossingCount(): number {
    return this.#pairs.crossings.count(this.crossingsSlot);
  }
  set crossingCount(value: number) {
    this.#pairs.crossings.setCount(this.#openCrossings(), value);
  }

  get probingSaidMs(): number {
    return this.#pairs.crossings.saidMs(this.crossingsSlot);
  }
  set probingSaidMs(value: number) {
    this.#pairs.crossings.setSaidMs(this.#openCrossings(), value);
  }

  crossingAtMs(index: number): number {
    return this.#pairs.crossings.atMs(this.crossingsSlot, index);
  }

  setCrossing(index: number, atMs: number): void {
    this.#pairs.crossings.setAtMs(this.#openCrossings(), index, atMs);
  }

  #openCrossings(): number {
    if (this.crossingsSlot === NONE) this.crossingsSlot = this.#pairs.crossings.table.take();
    return this.crossingsSlot;
  }
}

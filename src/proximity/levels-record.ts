/**
 * The record behind a level: of a pair or zone that ever left calm. One that never did has none, and reads as calm since it was
 * bound.
 */
import type { LevelState, Rank } from './state.ts';
import { BLOCK_BITS, BLOCK_MASK, type Layout, NONE, Table } from './table.ts';
import type { UnknownReason } from './types.ts';

// 64-bit fields.
const SINCE = 0;
const REASON_SINCE = 1;
const NOTICE = 2;
const WARNING = 3;
const DANGER = 4;
const CALLED = 5;
const DOUBTED_CALL = 6;
const KNOWN_AGAIN = 7;
const F64 = 8;
// 32-bit word, four bits each: rank, base, reason, and what the last evaluation found: which rank it keeps, and whether it calls for a
// warning.
const RANKS = 2 * F64;
const FOUND_SHIFT = 12;
const CALLS_WARNING = 4;
// Whole milliseconds from when it was known again, minutes at most, moved so that 0 is none: half the room of a time.
const HEARD_FROM = RANKS + 1;
const HEARD_ZERO = 2 ** 30;
const LAYOUT: Layout = { f64: F64, f32: 0, i32: 2 };
const STRIDE64 = F64 + 1;

/** Numbered from 1; 0 is none. */
const REASONS: readonly (UnknownReason | null)[] = [
  null,
  'wearer-never-reported',
  'wearer-silent',
  'wearer-untrustworthy',
  'protected-never-reported',
  'protected-silent',
  'protected-untrustworthy',
  'evaluation-failed',
];

export function newLevelTable(): Table {
  return new Table(LAYOUT, (block, word) => block.f64.fill(Number.NaN, word / 2, word / 2 + F64));
}

/** Reads and writes one record at a time; `at` moves it. */
export class LevelCursor implements LevelState {
  slot = NONE;
  readonly #table: Table;
  #boundAtMs = Number.NaN;
  #blockNumber = 0;
  #f64: Float64Array;
  #i32: Int32Array;
  #at64 = 0;
  #at32 = 0;

  constructor(table: Table) {
    this.#table = table;
    this.#f64 = table.blocks[0]!.f64;
    this.#i32 = table.blocks[0]!.i32;
  }

  /** `boundAtMs`: since when a level without a record is calm. */
  at(slot: number, boundAtMs: number): void {
    if (slot >>> BLOCK_BITS !== this.#blockNumber) this.#enter(slot >>> BLOCK_BITS);
    this.slot = slot;
    this.#boundAtMs = boundAtMs;
    this.#at64 = (slot & BLOCK_MASK) * STRIDE64;
    this.#at32 = 2 * this.#at64;
  }

  #enter(blockNumber: number): void {
    const block = this.#table.blocks[blockNumber]!;
    this.#blockNumber = blockNumber;
    this.#f64 = block.f64;
    this.#i32 = block.i32;
  }

  /** Gives what was calm so far a record of its own, and its slot. */
  open(): number {
    const sinceMs = this.#boundAtMs;
    this.at(this.#table.take(), sinceMs);
    this.sinceMs = sinceMs;
    return this.slot;
  }

  /** Clear, with nothing beneath, and nothing that would keep a level. */
  get isCalm(): boolean {
    return this.#i32[this.#at32 + RANKS] === 0;
  }

  get rank(): Rank {
    return (this.#i32[this.#at32 + RANKS]! & 15) as Rank;
  }
  set rank(value: Rank) {
    this.#i32[this.#at32 + RANKS] = (this.#i32[this.#at32 + RANKS]! & ~15) | value;
  }

  get base(): Rank {
    return ((this.#i32[this.#at32 + RANKS]! >>> 4) & 15) as Rank;
  }
  set base(value: Rank) {
    this.#i32[this.#at32 + RANKS] = (this.#i32[this.#at32 + RANKS]! & ~240) | (value << 4);
  }

  get reason(): UnknownReason | null {
    return REASONS[(this.#i32[this.#at32 + RANKS]! >>> 8) & 15] ?? null;
  }
  set reason(value: UnknownReason | null) {
    this.#i32[this.#at32 + RANKS] = (this.#i32[this.#at32 + RANKS]! & ~(15 << 8)) | (REASONS.indexOf(value) << 8);
  }

  /** Notes what the evaluation that was just applied called for and keeps, for ticks that find the same without looking. */
  noteFound(raise: Rank, keep: Rank): void {
    if (this.slot === NONE) return;
    const found = keep | (raise >= 2 ? CALLS_WARNING : 0);
    this.#i32[this.#at32 + RANKS] = (this.#i32[this.#at32 + RANKS]! & ~(15 << FOUND_SHIFT)) | (found << FOUND_SHIFT);
  }

  /**
   * Before anything new is found: brings the times up to the last tick, which found what was noted, whether it looked or passed the
   * level over.
   */
  catchUp(tickAtMs: number): void {
    const found = (this.#i32[this.#at32 + RANKS]! >>> FOUND_SHIFT) & 15;
    if (found === 0) return;
    const f64 = this.#f64;
    const at = this.#at64;
    const keep = found & 3;
    if (keep >= 1) f64[at + NOTICE] = Math.max(f64[at + NOTICE]!, tickAtMs);
    if (keep >= 2) f64[at + WARNING] = Math.max(f64[at + WARNING]!, tickAtMs);
    if (keep >= 3) f64[at + DANGER] = Math.max(f64[at + DANGER]!, tickAtMs);
    if ((found & CALLS_WARNING) !== 0) f64[at + CALLED] = Math.max(f64[at + CALLED]!, tickAtMs);
  }

  get sinceMs(): number {
    return this.slot === NONE ? this.#boundAtMs : this.#f64[this.#at64 + SINCE]!;
  }
  set sinceMs(value: number) {
    this.#f64[this.#at64 + SINCE] = value;
  }

  get reasonSinceMs(): number {
    return this.#f64[this.#at64 + REASON_SINCE]!;
  }
  set reasonSinceMs(value: number) {
    this.#f64[this.#at64 + REASON_SINCE] = value;
  }

  get noticeMs(): number {
    return this.#f64[this.#at64 + NOTICE]!;
  }
  set noticeMs(value: number) {
    this.#f64[this.#at64 + NOTICE] = value;
  }

  get warningMs(): number {
    return this.#f64[this.#at64 + WARNING]!;
  }
  set warningMs(value: number) {
    this.#f64[this.#at64 + WARNING] = value;
  }

  get dangerMs(): number {
    return this.#f64[this.#at64 + DANGER]!;
  }
  set dangerMs(value: number) {
    this.#f64[this.#at64 + DANGER] = value;
  }

  get doubtedCallMs(): number {
    return this.#f64[this.#at64 + DOUBTED_CALL]!;
  }
  set doubtedCallMs(value: number) {
    this.#f64[this.#at64 + DOUBTED_CALL] = value;
  }

  get knownAgainMs(): number {
    return this.#f64[this.#at64 + KNOWN_AGAIN]!;
  }
  set knownAgainMs(value: number) {
    this.#f64[this.#at64 + KNOWN_AGAIN] = value;
  }

  get heardFromMs(): number {
    const word = this.#i32[this.#at32 + HEARD_FROM]!;
    return word === 0 ? Number.NaN : this.knownAgainMs + (word - HEARD_ZERO);
  }
  set heardFromMs(value: number) {
    const afterMs = Math.floor(value - this.knownAgainMs);
    this.#i32[this.#at32 + HEARD_FROM] = Number.isNaN(afterMs) ? 0 : afterMs + HEARD_ZERO;
  }

  get calledMs(): number {
    return this.#f64[this.#at64 + CALLED]!;
  }
  set calledMs(value: number) {
    this.#f64[this.#at64 + CALLED] = value;
  }
}

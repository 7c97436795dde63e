/**
 * Records of one kind, as flat numbers. A record is a slot number; its fields lie side by side in typed arrays: first the 64-bit
 * numbers (times, coordinates), then the 32-bit ones, then whole numbers. Records come in blocks, so that growing copies nothing
 * and no view of a record ever goes stale.
 *
 * Slot 0 is nobody's: it stands for "none" in every field that names a slot, and holds the values of a record that was never
 * written. A record that is let go is wiped at once - a position must not linger - and its slot is given out again first.
 */
import { assert } from '../core/assert.ts';

/** The slot that names no record. */
export const NONE = 0;

export const BLOCK_BITS = 10;
export const BLOCK_SLOTS = 1 << BLOCK_BITS;
export const BLOCK_MASK = BLOCK_SLOTS - 1;

/** How many fields of each kind a record has. */
export interface Layout {
  readonly f64: number;
  readonly f32: number;
  readonly i32: number;
}

/** Three views of the same bytes. */
export interface Block {
  readonly f64: Float64Array;
  readonly f32: Float32Array;
  readonly i32: Int32Array;
}

/** Length of a record in 32-bit words: whole 64-bit ones, so that every record begins at one. */
export function strideOf(layout: Layout): number {
  const words = 2 * layout.f64 + layout.f32 + layout.i32;
  return words + (words & 1);
}

export function newBlock(stride: number): Block {
  const bytes = new ArrayBuffer(BLOCK_SLOTS * stride * 4);
  return { f64: new Float64Array(bytes), f32: new Float32Array(bytes), i32: new Int32Array(bytes) };
}

/** Writes what is not zero in a fresh record; `word` is where the record starts, in 32-bit words. */
export type Begin = (block: Block, word: number) => void;
const leaveZero: Begin = () => undefined;

/** A word of a record that names a record: whole, or shifted by what else stands in the word. */
export interface Reference<To extends string> {
  readonly word: number;
  readonly shift: number;
  readonly to: To;
  readonly isOptional: boolean;
}

export class Table {
  readonly layout: Layout;
  /** In 32-bit words. */
  readonly stride: number;
  readonly blocks: Block[] = [];
  /** Slots ever given out, with slot 0: every record lies below. */
  size = 1;
  /** Records in use. */
  count = 0;
  /** The slot that was let go last; it names the one before in its first word. */
  freeSlot = NONE;
  readonly #begin: Begin;

  constructor(layout: Layout, begin: Begin = leaveZero) {
    this.layout = layout;
    this.stride = strideOf(layout);
    this.#begin = begin;
    this.blocks.push(newBlock(this.stride));
    begin(this.blocks[0]!, 0);
  }

  take(): number {
    let slot = this.freeSlot;
    if (slot === NONE) {
      slot = this.size++;
      if (slot >>> BLOCK_BITS === this.blocks.length) this.blocks.push(newBlock(this.stride));
    } else {
      const words = this.blocks[slot >>> BLOCK_BITS]!.i32;
      const word = (slot & BLOCK_MASK) * this.stride;
      this.freeSlot = words[word]!;
      words[word] = 0;
    }
    this.count++;
    this.#begin(this.blocks[slot >>> BLOCK_BITS]!, (slot & BLOCK_MASK) * this.stride);
    return slot;
  }

  /** HAZARD H-105: where somebody was lingers in a free slot. The record is wiped: nothing of it remains. */
  release(slot: number): void {
    assert(slot > NONE && slot < this.size, 'only a record that was taken can be let go');
    const words = this.blocks[slot >>> BLOCK_BITS]!.i32;
    const word = (slot & BLOCK_MASK) * this.stride;
    words.fill(0, word, word + this.stride);
    words[word] = this.freeSlot;
    this.freeSlot = slot;
    this.count--;
  }

  /** Makes room for the records of a snapshot, which are then written into the blocks. For a fresh table only. */
  restore(size: number, count: number, freeSlot: number): void {
    assert(this.size === 1, 'records are restored into a fresh table');
    while (this.blocks.length * BLOCK_SLOTS < size) this.blocks.push(newBlock(this.stride));
    this.size = size;
    this.count = count;
    this.freeSlot = freeSlot;
  }

  /** Which slots are free; by slot number. */
  freeSlots(): Uint8Array {
    const isFree = new Uint8Array(this.size);
    for (let slot = this.freeSlot; slot !== NONE; slot = this.word(slot, 0)) isFree[slot] = 1;
    return isFree;
  }

  /** One 32-bit word of a record: for what is read seldom. What is read often has a cursor. */
  word(slot: number, at: number): number {
    return this.blocks[slot >>> BLOCK_BITS]!.i32[(slot & BLOCK_MASK) * this.stride + at]!;
  }

  setWord(slot: number, at: number, value: number): void {
    this.blocks[slot >>> BLOCK_BITS]!.i32[(slot & BLOCK_MASK) * this.stride + at] = value;
  }
}

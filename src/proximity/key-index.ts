/**
 * Finds records by a key of a few 32-bit words that stands in the record itself: a hash table of slot numbers with open
 * addressing. It holds some five bytes an entry where a Map of texts holds over a hundred.
 */
import { BLOCK_BITS, BLOCK_MASK, NONE, type Table } from './table.ts';

const SLOTS_MIN = 16;
/** Fuller than this it grows; by little, because it is a good part of what a zone costs. */
const FULL = 0.85;
const GROWTH = 1.25;

export class KeyIndex {
  readonly #table: Table;
  readonly #firstWord: number;
  readonly #words: number;
  #slots = new Int32Array(SLOTS_MIN);
  #used = 0;

  /** The key is the `words` words of a record from `firstWord` on. */
  constructor(table: Table, firstWord: number, words: number) {
    this.#table = table;
    this.#firstWord = firstWord;
    this.#words = words;
  }

  /** The slot of the record with this key, or NONE. `isIt` decides where equal words do not mean equal keys. */
  find(key: Int32Array, isIt?: (slot: number) => boolean): number {
    for (let at = this.#home(hashOf(key, 0, this.#words)); ; at = this.#after(at)) {
      const slot = this.#slots[at]!;
      if (slot === NONE) return NONE;
      if (this.#holds(slot, key) && (isIt === undefined || isIt(slot))) return slot;
    }
  }

  /** Enters a record whose key words are written. */
  add(slot: number): void {
    if (this.#used + 1 > this.#slots.length * FULL) this.#grow();
    this.#place(slot);
    this.#used++;
  }

  /** Enters every record of a table that a snapshot held. */
  restore(): void {
    const isFree = this.#table.freeSlots();
    for (let slot = 1; slot < this.#table.size; slot++) if (isFree[slot] === 0) this.add(slot);
  }

  /** Before the record is wiped. */
  remove(slot: number): void {
    let hole = this.#home(this.#hash(slot));
    while (this.#slots[hole] !== slot) hole = this.#after(hole);
    // What stands behind the hole moves up when it would no longer be found across it.
    for (let at = this.#after(hole); ; at = this.#after(at)) {
      const other = this.#slots[at]!;
      if (other === NONE) break;
      const home = this.#home(this.#hash(other));
      const isReachable = hole < at ? home > hole && home <= at : home > hole || home <= at;
      if (isReachable) continue;
      this.#slots[hole] = other;
      hole = at;
    }
    this.#slots[hole] = NONE;
    this.#used--;
  }

  #grow(): void {
    const before = this.#slots;
    this.#slots = new Int32Array(Math.ceil(before.length * GROWTH));
    for (const slot of before) if (slot !== NONE) this.#place(slot);
  }

  #place(slot: number): void {
    let at = this.#home(this.#hash(slot));
    while (this.#slots[at] !== NONE) at = this.#after(at);
    this.#slots[at] = slot;
  }

  #holds(slot: number, key: Int32Array): boolean {
    for (let i = 0; i < this.#words; i++) {
      if (this.#table.word(slot, this.#firstWord + i) !== key[i]) return false;
    }
    return true;
  }

  #hash(slot: number): number {
    const { blocks, stride } = this.#table;
    const word = (slot & BLOCK_MASK) * stride + this.#firstWord;
    return hashOf(blocks[slot >>> BLOCK_BITS]!.i32, word, this.#words);
  }

  /** Spreads a hash over a table of any length. */
  #home(hash: number): number {
    return Math.floor((hash / 0x1_0000_0000) * this.#slots.length);
  }

  #after(at: number): number {
    return at + 1 === this.#slots.length ? 0 : at + 1;
  }
}

/** Mixes words to 32 bits, unsigned. */
function hashOf(words: Int32Array, from: number, count: number): number {
  let hash = 0x9e3779b9;
  for (let i = 0; i < count; i++) {
    hash = Math.imul(hash ^ words[from + i]!, 0x85ebca6b);
    hash ^= hash >>> 13;
  }
  hash = Math.imul(hash, 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

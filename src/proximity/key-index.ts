/**
 * Finds records by a key of a few 32-bit words that stands in the record itself: a hash table of slot numbers with open
 * addressing. It holds some five bytes an entry where a Map of texts holds over a hundred. As full as it is, a search passes many
 * entries, and to read a record for each of them would cost a miss of the cache each: the bits of an entry that its slot number
 * leaves over are a part of the hash, and only where that part is right the record is read.
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
  /** An entry is a slot number in its lower bits, and the lower bits of the hash above; 0: none. */
  #entries = new Int32Array(SLOTS_MIN);
  #used = 0;
  /** No slot number is larger than there are entries: slots that were let go are given out first. */
  #slotBits = bitsOf(SLOTS_MIN);

  /** The key is the `words` words of a record from `firstWord` on. */
  constructor(table: Table, firstWord: number, words: number) {
    this.#table = table;
    this.#firstWord = firstWord;
    this.#words = words;
  }

  /** The slot of the record with this key, or NONE. `isIt` decides where equal words do not mean equal keys. */
  find(key: Int32Array, isIt?: (slot: number) => boolean): number {
    const hash = hashOf(key, 0, this.#words);
    const bits = this.#slotBits;
    const part = hash << bits;
    for (let at = this.#home(hash); ; at = this.#after(at)) {
      const entry = this.#entries[at]!;
      if (entry === NONE) return NONE;
      const slot = entry ^ part;
      if (slot >>> bits === 0 && this.#holds(slot, key) && (isIt === undefined || isIt(slot))) return slot;
    }
  }

  /** Enters a record whose key words are written. */
  add(slot: number): void {
    if (this.#used + 1 > this.#entries.length * FULL) this.#grow();
    this.#place(slot);
    this.#used++;
  }

  /** Enters every record of a table that a snapshot held. */
  restore(): void {
    this.#entries = new Int32Array(Math.max(SLOTS_MIN, Math.ceil(this.#table.size / FULL)));
    this.#slotBits = bitsOf(this.#entries.length);
    const isFree = this.#table.freeSlots();
    for (let slot = 1; slot < this.#table.size; slot++) if (isFree[slot] === 0) this.add(slot);
  }

  /** Before the record is wiped. */
  remove(slot: number): void {
    let hole = this.#home(this.#hash(slot));
    while (this.#slotAt(hole) !== slot) hole = this.#after(hole);
    // What stands behind the hole moves up when it would no longer be found across it.
    for (let at = this.#after(hole); ; at = this.#after(at)) {
      const other = this.#slotAt(at);
      if (other === NONE) break;
      const home = this.#home(this.#hash(other));
      const isReachable = hole < at ? home > hole && home <= at : home > hole || home <= at;
      if (isReachable) continue;
      this.#entries[hole] = this.#entries[at]!;
      hole = at;
    }
    this.#entries[hole] = NONE;
    this.#used--;
  }

  /** By slot number, not by entry: records are then read as they lie in memory. */
  #grow(): void {
    const isIn = new Uint8Array(this.#table.size);
    for (let at = 0; at < this.#entries.length; at++) isIn[this.#slotAt(at)] = 1;
    this.#entries = new Int32Array(Math.ceil(this.#entries.length * GROWTH));
    this.#slotBits = bitsOf(this.#entries.length);
    for (let slot = 1; slot < isIn.length; slot++) if (isIn[slot] === 1) this.#place(slot);
  }

  #place(slot: number): void {
    const hash = this.#hash(slot);
    let at = this.#home(hash);
    while (this.#entries[at] !== NONE) at = this.#after(at);
    this.#entries[at] = (hash << this.#slotBits) | slot;
  }

  #slotAt(at: number): number {
    return this.#entries[at]! & ((1 << this.#slotBits) - 1);
  }

  #holds(slot: number, key: Int32Array): boolean {
    const { blocks, stride } = this.#table;
    const words = blocks[slot >>> BLOCK_BITS]!.i32;
    const from = (slot & BLOCK_MASK) * stride + this.#firstWord;
    for (let i = 0; i < this.#words; i++) if (words[from + i] !== key[i]) return false;
    return true;
  }

  #hash(slot: number): number {
    const { blocks, stride } = this.#table;
    const word = (slot & BLOCK_MASK) * stride + this.#firstWord;
    return hashOf(blocks[slot >>> BLOCK_BITS]!.i32, word, this.#words);
  }

  /** Spreads a hash over a table of any length, by its upper bits. */
  #home(hash: number): number {
    return Math.floor((hash / 0x1_0000_0000) * this.#entries.length);
  }

  #after(at: number): number {
    return at + 1 === this.#entries.length ? 0 : at + 1;
  }
}

/** How many bits a slot number takes that is not larger than this. */
function bitsOf(slotMax: number): number {
  return 32 - Math.clz32(slotMax);
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

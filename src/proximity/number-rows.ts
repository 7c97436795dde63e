/** Rows of numbers that many records share, each held once and as long as any record names it: terms of orders, mostly alike. */
import { KeyIndex } from './key-index.ts';
import { BLOCK_BITS, BLOCK_MASK, NONE, Table } from './table.ts';

export class NumberRows {
  readonly table: Table;
  readonly length: number;
  readonly #stride64: number;
  readonly #keys: KeyIndex;
  readonly #scratch: Float64Array;
  readonly #scratchWords: Int32Array;

  /** Rows of `length` numbers. */
  constructor(length: number) {
    this.length = length;
    this.table = new Table({ f64: length, f32: 0, i32: 1 });
    this.#stride64 = this.table.stride / 2;
    this.#keys = new KeyIndex(this.table, 0, 2 * length);
    this.#scratch = new Float64Array(length);
    this.#scratchWords = new Int32Array(this.#scratch.buffer);
  }

  /** The row's slot, once more in use. Rows are alike when their numbers are, to the bit. */
  acquire(row: readonly number[]): number {
    this.#scratch.set(row);
    let slot = this.#keys.find(this.#scratchWords);
    if (slot === NONE) {
      slot = this.table.take();
      this.table.blocks[slot >>> BLOCK_BITS]!.f64.set(row, (slot & BLOCK_MASK) * this.#stride64);
      this.#keys.add(slot);
    }
    this.table.setWord(slot, 2 * this.length, this.uses(slot) + 1);
    return slot;
  }

  /** The row is gone with its last use. */
  release(slot: number): void {
    const uses = this.uses(slot) - 1;
    this.table.setWord(slot, 2 * this.length, uses);
    if (uses > 0) return;
    this.#keys.remove(slot);
    this.table.release(slot);
  }

  at(slot: number, field: number): number {
    return this.table.blocks[slot >>> BLOCK_BITS]!.f64[(slot & BLOCK_MASK) * this.#stride64 + field]!;
  }

  uses(slot: number): number {
    return this.table.word(slot, 2 * this.length);
  }

  /** Takes up what a snapshot held: the rows that stand in the table. */
  restore(): void {
    this.#keys.restore();
  }
}

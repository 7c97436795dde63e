/** The last inward crossings of the warn ring, of a pair that ever had one: a ring of times, when probing was said, how many in all. */
import { BLOCK_BITS, BLOCK_MASK, Table } from './table.ts';

const SAID_AT = 0;
const TIMES = 1;

export class Crossings {
  readonly table: Table;
  readonly #count: number;

  /** `times` crossings are kept. */
  constructor(times: number) {
    const f64 = TIMES + times;
    this.#count = 2 * f64;
    this.table = new Table({ f64, f32: 0, i32: 1 }, (block, word) => {
      block.f64[word / 2 + SAID_AT] = Number.NaN;
    });
  }

  count(slot: number): number {
    return this.table.word(slot, this.#count);
  }
  setCount(slot: number, count: number): void {
    this.table.setWord(slot, this.#count, count);
  }

  saidMs(slot: number): number {
    return this.#read(slot, SAID_AT);
  }
  setSaidMs(slot: number, atMs: number): void {
    this.#write(slot, SAID_AT, atMs);
  }

  atMs(slot: number, index: number): number {
    return this.#read(slot, TIMES + index);
  }
  setAtMs(slot: number, index: number, atMs: number): void {
    this.#write(slot, TIMES + index, atMs);
  }

  #read(slot: number, field: number): number {
    return this.table.blocks[slot >>> BLOCK_BITS]!.f64[((slot & BLOCK_MASK) * this.table.stride) / 2 + field]!;
  }

  #write(slot: number, field: number, value: number): void {
    this.table.blocks[slot >>> BLOCK_BITS]!.f64[((slot & BLOCK_MASK) * this.table.stride) / 2 + field] = value;
  }
}

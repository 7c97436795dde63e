/** The record of one named ring of a pair: which one, and whether the wearer is inside. A pair's rings are a list, by name. */
import { NumberRows } from './number-rows.ts';
import type { RingState } from './state.ts';
import { BLOCK_BITS, BLOCK_MASK, type Layout, NONE, type Reference, Table } from './table.ts';
import { SharedTexts } from './texts.ts';

// 64-bit field.
const INSIDE_AT = 0;
// Whole numbers. KIND is the slot of name and radius, doubled, and 1 more while inside.
const KIND = 2;
const NEXT = 3;
const LAYOUT: Layout = { f64: 1, f32: 0, i32: 2 };
const STRIDE64 = 2;

/** Which words name other records. */
export const RING_REFERENCES: readonly Reference<'rings' | 'ringKinds'>[] = [
  { word: KIND, shift: 1, to: 'ringKinds', isOptional: false },
  { word: NEXT, shift: 0, to: 'rings', isOptional: true },
];

// Fields of a kind of ring.
const NAME = 0;
const RADIUS = 1;

export class Rings {
  readonly table = new Table(LAYOUT, (block, word) => {
    block.f64[word / 2 + INSIDE_AT] = Number.NaN;
  });
  /** Names and radii: few, shared by all pairs under like orders. */
  readonly kinds = new NumberRows(2);
  readonly names = new SharedTexts();
  /** Of each kind, by slot: read thrice an evaluation. */
  readonly radiiM: number[] = [0];

  /** Makes a list of the rings and gives its first slot. Those in `before` keep their state, by name. */
  add(rings: Readonly<Record<string, number>>, before: ReadonlyMap<string, RingState>): number {
    const ring = new RingCursor(this);
    let first = NONE;
    // From the last to the first: each new record stands before those made so far.
    for (const [name, radiusM] of Object.entries(rings).sort(([a], [b]) => (a > b ? -1 : a < b ? 1 : 0))) {
      const slot = this.table.take();
      const kind = this.kinds.acquire([this.names.acquire(name), radiusM]);
      this.radiiM[kind] = radiusM;
      this.table.setWord(slot, KIND, kind << 1);
      this.table.setWord(slot, NEXT, first);
      ring.at(slot);
      const known = before.get(name);
      if (known !== undefined) {
        ring.inside = known.inside;
        ring.insideMs = known.insideMs;
      }
      first = slot;
    }
    return first;
  }

  /** The state of a list's rings, by name. */
  read(first: number): Map<string, RingState> {
    const ring = new RingCursor(this);
    const states = new Map<string, RingState>();
    for (let slot = first; slot !== NONE; slot = ring.next) {
      ring.at(slot);
      const { name, radiusM, inside, insideMs } = ring;
      states.set(name, { name, radiusM, inside, insideMs });
    }
    return states;
  }

  restore(): void {
    this.kinds.restore();
    for (let kind = 1; kind < this.kinds.table.size; kind++) this.radiiM[kind] = this.kinds.at(kind, RADIUS);
  }

  nameSlotOf(kind: number): number {
    return this.kinds.at(kind, NAME);
  }

  remove(first: number): void {
    for (let slot = first; slot !== NONE; ) {
      const next = this.table.word(slot, NEXT);
      const kind = this.table.word(slot, KIND) >>> 1;
      this.names.release(this.nameSlotOf(kind));
      this.kinds.release(kind);
      this.table.release(slot);
      slot = next;
    }
  }
}

/** Reads and writes one record at a time; `at` moves it. */
export class RingCursor implements RingState {
  readonly #rings: Rings;
  #blockNumber = 0;
  #f64: Float64Array;
  #i32: Int32Array;
  #at64 = 0;

  constructor(rings: Rings) {
    this.#rings = rings;
    this.#f64 = rings.table.blocks[0]!.f64;
    this.#i32 = rings.table.blocks[0]!.i32;
  }

  at(slot: number): void {
    if (slot >>> BLOCK_BITS !== this.#blockNumber) this.#enter(slot >>> BLOCK_BITS);
    this.#at64 = (slot & BLOCK_MASK) * STRIDE64;
  }

  #enter(blockNumber: number): void {
    const block = this.#rings.table.blocks[blockNumber]!;
    this.#blockNumber = blockNumber;
    this.#f64 = block.f64;
    this.#i32 = block.i32;
  }

  get next(): number {
    return this.#i32[2 * this.#at64 + NEXT]!;
  }

  get name(): string {
    return this.#rings.names.textOf(this.#rings.nameSlotOf(this.#i32[2 * this.#at64 + KIND]! >>> 1));
  }

  get radiusM(): number {
    return this.#rings.radiiM[this.#i32[2 * this.#at64 + KIND]! >>> 1]!;
  }

  get inside(): boolean {
    return (this.#i32[2 * this.#at64 + KIND]! & 1) === 1;
  }
  set inside(value: boolean) {
    const at = 2 * this.#at64 + KIND;
    this.#i32[at] = (this.#i32[at]! & ~1) | (value ? 1 : 0);
  }

  get insideMs(): number {
    return this.#f64[this.#at64 + INSIDE_AT]!;
  }
  set insideMs(value: number) {
    this.#f64[this.#at64 + INSIDE_AT] = value;
  }
}

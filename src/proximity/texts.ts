/**
 * Ids and names of records. A UUID in its usual form is sixteen bytes in the record; any other text is kept as it is, beside the
 * table. Texts are made again only for a finding or a view.
 */
import { assert } from '../core/assert.ts';
import { KeyIndex } from './key-index.ts';
import { NONE, Table } from './table.ts';

/** Words that an id takes in its record. */
export const ID_WORDS = 4;
const DASH = 45;
const UUID_LENGTH = 36;
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

const SHARED_USES = 0;
const SHARED_ID = 1;
const SHARED_WORDS = 1 + ID_WORDS;

/** The texts by which the records of one table are known. */
export class TextIndex {
  readonly #table: Table;
  readonly #firstWord: number;
  readonly #keys: KeyIndex;
  /** Texts that are no UUIDs, by slot. */
  readonly #others = new Map<number, string>();
  readonly #scratch = new Int32Array(ID_WORDS);

  /** The id takes ID_WORDS words of a record from `firstWord` on. */
  constructor(table: Table, firstWord: number) {
    this.#table = table;
    this.#firstWord = firstWord;
    this.#keys = new KeyIndex(table, firstWord, ID_WORDS);
  }

  /** The slot of the record with this id, or NONE. */
  find(text: string): number {
    const isUuid = packText(text, this.#scratch);
    if (this.#others.size === 0) return isUuid ? this.#keys.find(this.#scratch) : NONE;
    const other = isUuid ? undefined : text;
    return this.#keys.find(this.#scratch, (slot) => this.#others.get(slot) === other);
  }

  /** Gives a fresh record its id. */
  name(slot: number, text: string): void {
    assert(this.find(text) === NONE, 'an id names one record');
    if (!packText(text, this.#scratch)) this.#others.set(slot, text);
    for (let i = 0; i < ID_WORDS; i++) this.#table.setWord(slot, this.#firstWord + i, this.#scratch[i]!);
    this.#keys.add(slot);
  }

  /** Before the record is let go. */
  forget(slot: number): void {
    this.#keys.remove(slot);
    this.#others.delete(slot);
  }

  textOf(slot: number): string {
    const other = this.#others.get(slot);
    if (other !== undefined) return other;
    const [a, b, c, d] = this.#hexOf(slot);
    return `${a}-${b.slice(0, 4)}-${b.slice(4)}-${c.slice(0, 4)}-${c.slice(4)}${d}`;
  }

  /** The texts that are no UUIDs, by slot: for the snapshot, which holds the tables themselves already. */
  others(): [slot: number, text: string][] {
    return [...this.#others].sort(([a], [b]) => a - b);
  }

  /** Takes up what a snapshot held: `others` as given, and the ids that stand in the records. */
  restore(others: readonly (readonly [slot: number, text: string])[]): void {
    for (const [slot, text] of others) this.#others.set(slot, text);
    this.#keys.restore();
  }

  #hexOf(slot: number): [string, string, string, string] {
    return [this.#hex(slot, 0), this.#hex(slot, 1), this.#hex(slot, 2), this.#hex(slot, 3)];
  }

  #hex(slot: number, at: number): string {
    const word = this.#table.word(slot, this.#firstWord + at);
    return HEX[word >>> 24]! + HEX[(word >>> 16) & 255]! + HEX[(word >>> 8) & 255]! + HEX[word & 255]!;
  }
}

/** Writes a UUID in lower case as its sixteen bytes, and of any other text a mark to find it by. True for a UUID. */
function packText(text: string, out: Int32Array): boolean {
  if (packUuid(text, out)) return true;
  out.fill(0);
  for (let i = 0; i < text.length; i++) out[0] = Math.imul(out[0]! ^ text.charCodeAt(i), 0x01000193);
  out[1] = text.length;
  return false;
}

function packUuid(text: string, out: Int32Array): boolean {
  if (text.length !== UUID_LENGTH) return false;
  let digits = 0;
  let word = 0;
  for (let i = 0; i < UUID_LENGTH; i++) {
    const code = text.charCodeAt(i);
    if (i === 8 || i === 13 || i === 18 || i === 23) {
      if (code !== DASH) return false;
      continue;
    }
    const digit = code >= 48 && code <= 57 ? code - 48 : code >= 97 && code <= 102 ? code - 87 : -1;
    if (digit < 0) return false;
    word = (word << 4) | digit;
    if (++digits % 8 === 0) out[digits / 8 - 1] = word;
  }
  return true;
}

/** Texts that many records share - orders, names of rings -, each held once and as long as any record names it. */
export class SharedTexts {
  readonly table = new Table({ f64: 0, f32: 0, i32: SHARED_WORDS });
  readonly index = new TextIndex(this.table, SHARED_ID);

  /** The text's slot, once more in use. */
  acquire(text: string): number {
    let slot = this.index.find(text);
    if (slot === NONE) {
      slot = this.table.take();
      this.index.name(slot, text);
    }
    this.table.setWord(slot, SHARED_USES, this.uses(slot) + 1);
    return slot;
  }

  release(slot: number): void {
    const uses = this.uses(slot) - 1;
    this.table.setWord(slot, SHARED_USES, uses);
    if (uses > 0) return;
    this.index.forget(slot);
    this.table.release(slot);
  }

  uses(slot: number): number {
    return this.table.word(slot, SHARED_USES);
  }

  textOf(slot: number): string {
    return this.index.textOf(slot);
  }
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { uuidFromBytes } from '../core/ids.ts';
import { NumberRows } from './number-rows.ts';
import { BLOCK_SLOTS, NONE, Table } from './table.ts';
import { ID_WORDS, SharedTexts, TextIndex } from './texts.ts';

describe('a table', () => {
  it('grows over many blocks, and no record moves or changes', () => {
    const table = new Table({ f64: 1, f32: 0, i32: 1 });
    const first = table.blocks[0];
    for (let i = 1; i <= 5 * BLOCK_SLOTS; i++) {
      const slot = table.take();
      expect(slot).toBe(i);
      table.setWord(slot, 2, i * 7);
    }
    expect(table.blocks.length).toBe(6);
    expect(table.blocks[0]).toBe(first);
    for (let i = 1; i <= 5 * BLOCK_SLOTS; i++) expect(table.word(i, 2)).toBe(i * 7);
    expect(table.count).toBe(5 * BLOCK_SLOTS);
  });

  it('wipes what is let go, gives it out again first, and begins it like a fresh one', () => {
    const table = new Table({ f64: 2, f32: 1, i32: 2 }, (block, word) =>
      block.f64.fill(Number.NaN, word / 2, word / 2 + 1),
    );
    const slots = Array.from({ length: 10 }, () => table.take());
    for (const slot of slots) for (let i = 0; i < table.stride; i++) table.setWord(slot, i, -1);
    for (const slot of slots) table.release(slot);
    for (const slot of slots) for (let i = 1; i < table.stride; i++) expect(table.word(slot, i)).toBe(0);
    expect(table.count).toBe(0);
    expect(table.take()).toBe(10);
    expect(table.blocks[0]!.f64[(10 * table.stride) / 2]).toBeNaN();
    expect(table.blocks[0]!.f64[(10 * table.stride) / 2 + 1]).toBe(0);
    expect(table.size).toBe(11);
  });

  it('lets go only of what was taken', () => {
    const table = new Table({ f64: 1, f32: 0, i32: 0 });
    expect(() => table.release(NONE)).toThrow('only a record that was taken');
    expect(() => table.release(1)).toThrow('only a record that was taken');
  });
});

const uuid = fc.uint8Array({ minLength: 16, maxLength: 16 }).map(uuidFromBytes);
/** UUIDs, what only looks like one, and anything else, lone surrogates and the empty text included. */
const id = fc.oneof(
  uuid,
  uuid.map((text) => text.toUpperCase()),
  uuid.map((text) => text.replace('-', '_')),
  uuid.map((text) => ` ${text.slice(1)}`),
  uuid.map((text) => text.slice(0, 35)),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom('', 'w', 'w:p', '\ud800', '０'.repeat(36)),
);

describe('ids', () => {
  it('are found by their text and given back to the letter, whatever was added and forgotten before', () => {
    const steps = fc.array(fc.tuple(fc.boolean(), fc.nat(30)), { maxLength: 200 });
    fc.assert(
      fc.property(fc.uniqueArray(id, { minLength: 1, maxLength: 30 }), steps, (texts, changes) => {
        const table = new Table({ f64: 1, f32: 0, i32: ID_WORDS });
        const index = new TextIndex(table, 2);
        const known = new Map<string, number>();
        for (const [isAdded, at] of changes) {
          const text = texts[at % texts.length]!;
          const slot = known.get(text);
          if (isAdded && slot === undefined) {
            const taken = table.take();
            index.name(taken, text);
            known.set(text, taken);
          } else if (!isAdded && slot !== undefined) {
            index.forget(slot);
            table.release(slot);
            known.delete(text);
          }
        }
        for (const text of texts) expect(index.find(text)).toBe(known.get(text) ?? NONE);
        for (const [text, slot] of known) expect(index.textOf(slot)).toBe(text);
      }),
    );
  });

  it('stay found among very many', () => {
    const table = new Table({ f64: 0, f32: 0, i32: ID_WORDS });
    const index = new TextIndex(table, 0);
    const bytes = new Uint8Array(16);
    const name = (i: number): string => {
      new DataView(bytes.buffer).setUint32(0, i);
      return uuidFromBytes(bytes);
    };
    for (let i = 0; i < 5000; i++) index.name(table.take(), name(i));
    for (let i = 0; i < 5000; i += 2) {
      index.forget(i + 1);
      table.release(i + 1);
    }
    for (let i = 0; i < 5000; i++) expect(index.find(name(i))).toBe(i % 2 === 0 ? NONE : i + 1);
  });

  it('name one record each', () => {
    const table = new Table({ f64: 0, f32: 0, i32: ID_WORDS });
    const index = new TextIndex(table, 0);
    index.name(table.take(), 'a');
    expect(() => index.name(table.take(), 'a')).toThrow('an id names one record');
  });
});

describe('what records share', () => {
  it('is held once, and as long as any names it', () => {
    const texts = new SharedTexts();
    const rows = new NumberRows(3);
    const [a, b] = [texts.acquire('order'), rows.acquire([1, Number.NaN, 3])];
    expect([texts.acquire('order'), rows.acquire([1, Number.NaN, 3])]).toEqual([a, b]);
    expect(texts.acquire('another')).not.toBe(a);
    expect(rows.acquire([1, 2, 3])).not.toBe(b);
    texts.release(a);
    rows.release(b);
    expect([texts.textOf(a), rows.at(b, 2)]).toEqual(['order', 3]);
    texts.release(a);
    rows.release(b);
    expect([texts.table.count, rows.table.count]).toEqual([1, 1]);
    expect(texts.index.find('order')).toBe(NONE);
  });
});

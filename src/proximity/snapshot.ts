/**
 * The engine's whole state as bytes, and an engine from them that goes on as if it had never stopped: same findings, same views,
 * same next snapshot. The bytes hold positions: whoever keeps them seals them.
 * Fails toward the journal: bytes of another version, other parameters, another layout, or damaged ones give no engine, and the
 * state is then rebuilt from its inputs. They never give a wrong one.
 */
import { ENGINE_VERSION } from './finding.ts';
import { LevelCursor } from './levels-record.ts';
import { type Engine, newEngineState, tablesOf } from './new-state.ts';
import { DEFAULT_PARAMETERS, type Parameters } from './parameters.ts';
import { ByteReader, ByteWriter, check, checksumOf, MalformedError } from './snapshot-bytes.ts';
import { checkFreeSlots, checkState } from './snapshot-check.ts';
import { BLOCK_SLOTS, type Layout, type Table } from './table.ts';
import type { TextIndex } from './texts.ts';

/** 'MAGPIEEN', as two words. */
const MAGIC: readonly [number, number] = [0x4e454550, 0x4749414d];
/** Changes with what a snapshot holds beside the tables' layouts, which it tells itself. */
const FORMAT = 2;
/** Magic, format, length, checksum, and the first word of the tables in this machine's order of bytes. */
const HEADER_BYTES = 32;
const LENGTH_AT = 12;
const CHECKSUM_AT = 16;
/** Written by a typed array, read by another: differs where the order of bytes does. */
const ORDER_MARK = 0x01020304;

export function snapshotOf(engine: Engine): Uint8Array {
  catchUp(engine);
  const head = new ByteWriter();
  head.text(ENGINE_VERSION);
  head.text(fingerprintOf(engine.parameters));
  const tables = Object.entries(tablesOf(engine));
  head.u32(tables.length);
  for (const [name, table] of tables) writeShape(head, name, table);
  writeBeside(head, engine);
  head.align();
  const beside = head.done();
  const recordBytes = tables.reduce((bytes, [, table]) => bytes + bytesOf(table), 0);
  const snapshot = new Uint8Array(HEADER_BYTES + beside.length + recordBytes);
  snapshot.set(beside, HEADER_BYTES);
  let at = HEADER_BYTES + beside.length;
  for (const [, table] of tables) {
    writeRecords(snapshot, at, table);
    at += bytesOf(table);
  }
  const view = new DataView(snapshot.buffer);
  for (const [i, word] of [...MAGIC, FORMAT, snapshot.length].entries()) view.setUint32(4 * i, word, true);
  new Uint32Array(snapshot.buffer, 24, 1)[0] = ORDER_MARK;
  for (const [i, word] of checksumOf(snapshot, 24).entries()) view.setUint32(CHECKSUM_AT + 4 * i, word, true);
  return snapshot;
}

/** Null when the bytes are not a whole snapshot of this version, layout and parameters. Never throws, whatever the bytes. */
export function engineFrom(snapshot: Uint8Array, parameters: Partial<Parameters> = {}): Engine | null {
  const engine = newEngineState({ ...DEFAULT_PARAMETERS, ...parameters });
  try {
    // HAZARD H-106: a damaged snapshot, or one of other rules, is taken for the state.
    restore(engine, aligned(snapshot));
    checkState(engine);
    return engine;
  } catch (error) {
    if (error instanceof MalformedError) return null;
    throw error;
  }
}

function restore(engine: Engine, bytes: Uint8Array): void {
  check(bytes.length >= HEADER_BYTES && bytes.length % 8 === 0, 'a header');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const isOurs = MAGIC.every((word, i) => view.getUint32(4 * i, true) === word) && view.getUint32(8, true) === FORMAT;
  check(isOurs, 'the format');
  check(view.getUint32(LENGTH_AT, true) === bytes.length, 'the length');
  check(new Uint32Array(bytes.buffer, bytes.byteOffset + 24, 1)[0] === ORDER_MARK, 'the order of bytes');
  const sums = checksumOf(bytes, 24);
  check(
    sums.every((word, i) => view.getUint32(CHECKSUM_AT + 4 * i, true) === word),
    'the checksum',
  );
  const reader = new ByteReader(bytes, HEADER_BYTES);
  check(reader.text() === ENGINE_VERSION, 'the version');
  check(reader.text() === fingerprintOf(engine.parameters), 'the parameters');
  const tables = Object.entries(tablesOf(engine));
  check(reader.u32() === tables.length, 'the tables');
  for (const [name, table] of tables) readShape(reader, name, table);
  const beside = readBeside(reader, engine);
  reader.align();
  for (const [, table] of tables) {
    readRecords(reader, table);
    checkFreeSlots(table);
  }
  check(reader.at === bytes.length, 'the end');
  for (const takeUp of beside) takeUp();
}

/** Levels that ticks passed over are written as if each tick had looked: whichever it was, the bytes are the same. */
function catchUp({ levels, ticks }: Engine): void {
  const level = new LevelCursor(levels);
  for (let slot = 1; slot < levels.size; slot++) {
    level.at(slot, Number.NaN);
    level.catchUp(ticks.atMs);
  }
}

/** Every number that decides findings, by name. */
function fingerprintOf(parameters: Parameters): string {
  return JSON.stringify(Object.entries(parameters).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function writeShape(head: ByteWriter, name: string, table: Table): void {
  const { f64, f32, i32 } = table.layout;
  head.text(name);
  for (const word of [f64, f32, i32, table.size, table.count, table.freeSlot]) head.u32(word);
}

function readShape(reader: ByteReader, name: string, table: Table): void {
  check(reader.text() === name, 'the name of a table');
  const layout: Layout = { f64: reader.u32(), f32: reader.u32(), i32: reader.u32() };
  const { f64, f32, i32 } = table.layout;
  check(layout.f64 === f64 && layout.f32 === f32 && layout.i32 === i32, 'the layout of a table');
  const [size, count, freeSlot] = [reader.u32(), reader.u32(), reader.u32()];
  check(size >= 1 && count < size && freeSlot < size, 'the shape of a table');
  check(size * table.stride * 4 <= reader.bytes.length, 'the size of a table');
  table.restore(size, count, freeSlot);
}

/** Slot 0 is the same in every engine and is left out. */
function bytesOf(table: Table): number {
  return (table.size - 1) * table.stride * 4;
}

function writeRecords(snapshot: Uint8Array, at: number, table: Table): void {
  let to = at;
  for (const [number, block] of table.blocks.entries()) {
    const slots = Math.min(table.size - number * BLOCK_SLOTS, BLOCK_SLOTS);
    if (slots <= 0) break;
    const from = number === 0 ? table.stride : 0;
    const words = block.i32.subarray(from, slots * table.stride);
    snapshot.set(new Uint8Array(words.buffer, words.byteOffset, words.byteLength), to);
    to += words.byteLength;
  }
  settleNans(snapshot, at, table);
}

/** There are many bit patterns of "not a number", and which one a machine wrote means nothing: all become one. */
function settleNans(snapshot: Uint8Array, at: number, table: Table): void {
  const { f64: doubles, f32: singles } = table.layout;
  const f64 = new Float64Array(snapshot.buffer, at, bytesOf(table) / 8);
  const f32 = new Float32Array(snapshot.buffer, at, bytesOf(table) / 4);
  for (let word = 0; word < f32.length; word += table.stride) {
    for (let i = word / 2; i < word / 2 + doubles; i++) if (Number.isNaN(f64[i])) f64[i] = Number.NaN;
    const first = word + 2 * doubles;
    for (let i = first; i < first + singles; i++) if (Number.isNaN(f32[i])) f32[i] = Number.NaN;
  }
}

function readRecords(reader: ByteReader, table: Table): void {
  for (const [number, block] of table.blocks.entries()) {
    const slots = Math.min(table.size - number * BLOCK_SLOTS, BLOCK_SLOTS);
    const from = number === 0 ? table.stride : 0;
    const bytes = reader.take((slots * table.stride - from) * 4);
    new Uint8Array(block.i32.buffer).set(bytes, from * 4);
  }
}

/** What stands beside the tables: the ticks, texts that are no UUIDs, outlines, and which zones were bound since the last tick. */
function writeBeside(head: ByteWriter, engine: Engine): void {
  head.u32(engine.ticks.count);
  head.f64(engine.ticks.position);
  head.f64(engine.ticks.atMs);
  for (const index of textsOf(engine)) {
    const others = index.others();
    head.u32(others.length);
    for (const [slot, text] of others) {
      head.u32(slot);
      head.text(text);
    }
  }
  const { polygons, fresh } = engine.zones;
  head.u32(polygons.size);
  for (const [slot, polygon] of [...polygons].sort(([a], [b]) => a - b)) {
    head.u32(slot);
    head.u32(polygon.length);
    for (const ring of polygon) {
      head.u32(ring.length);
      for (const degrees of ring) head.f64(degrees);
    }
  }
  head.u32(fresh.size);
  for (const [slot, position] of [...fresh].sort(([a], [b]) => a - b)) {
    head.u32(slot);
    head.f64(position);
  }
}

/** Reads it, and gives what takes it up once the records are there. */
function readBeside(reader: ByteReader, engine: Engine): (() => void)[] {
  const { people, zones, pairs, ticks } = engine;
  const takeUp: (() => void)[] = [() => people.due.restore(people.table.size)];
  ticks.count = reader.u32();
  ticks.position = reader.f64();
  ticks.atMs = reader.f64();
  check(Number.isFinite(ticks.position) && !Number.isNaN(ticks.atMs), 'the last tick');
  for (const index of textsOf(engine)) {
    const others: [number, string][] = [];
    for (let left = reader.count(8); left > 0; left--) others.push([reader.u32(), reader.text()]);
    takeUp.push(() => index.restore(others));
  }
  for (let left = reader.count(8); left > 0; left--) {
    const slot = reader.u32();
    const polygon: Float64Array[] = [];
    for (let rings = reader.count(4); rings > 0; rings--) {
      polygon.push(Float64Array.from({ length: reader.count(8) }, () => reader.f64()));
    }
    zones.polygons.set(slot, polygon);
  }
  for (let left = reader.count(12); left > 0; left--) zones.fresh.set(reader.u32(), reader.f64());
  const { rings, terms, parameters } = pairs;
  takeUp.push(() => {
    for (const rows of [rings, terms, zones.terms, parameters]) rows.restore();
  });
  return takeUp;
}

function textsOf({ people, pairs, zones, orders }: Engine): readonly TextIndex[] {
  return [people.ids, pairs.ids, zones.ids, orders.index, pairs.rings.names.index];
}

/** Doubles stand at multiples of eight from the beginning, wherever the bytes came from. */
function aligned(bytes: Uint8Array): Uint8Array {
  return bytes.byteOffset % 8 === 0 ? bytes : new Uint8Array(bytes);
}

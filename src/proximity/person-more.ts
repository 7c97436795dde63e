/**
 * What is held only of people for whom it was ever needed: a coarse outer bound, a held fix, distrust, patterns, device events.
 * Whoever has no such record reads as having none of it.
 */
import type { Bound } from './state.ts';
import { BLOCK_BITS, BLOCK_MASK, type Layout, NONE, Table } from './table.ts';
import { DEVICE_EVENT_KINDS, type DeviceEventKind } from './types.ts';

// 64-bit fields; the newest event of each kind comes last.
const STRAP_OPEN = 0;
const STRAP_EVENT = 1;
const DISTRUSTED = 2;
const COARSE_LAT = 3;
const COARSE_LON = 4;
const COARSE_RADIUS = 5;
const COARSE_SPEED = 6;
const COARSE_AT = 7;
const SUSPECT_AT = 8;
const SUSPECT_FIXED_AT = 9;
const SUSPECT_LAT = 10;
const SUSPECT_LON = 11;
const SUSPECT_ACCURACY = 12;
const SUSPECT_SPEED = 13;
const MOCK = 14;
const IMPOSSIBLE = 15;
const IMPOSSIBLE_SAID = 16;
const CLOCK = 17;
const FROZEN_SAID = 18;
const EVENTS = 19;
const F64 = EVENTS + DEVICE_EVENT_KINDS.length;
// A whole number.
const IMPOSSIBLE_COUNT = 2 * F64;
const LAYOUT: Layout = { f64: F64, f32: 0, i32: 1 };
const STRIDE64 = F64 + 1;

export function newMoreTable(): Table {
  return new Table(LAYOUT, (block, word) => block.f64.fill(Number.NaN, word / 2, word / 2 + F64));
}

/** The part of a person's cursor that reads and writes this record. */
export abstract class MoreCursor {
  readonly coarse: Bound = new CoarseBound(this);
  readonly #more: Table;

  constructor(more: Table) {
    this.#more = more;
  }

  abstract get moreSlot(): number;
  abstract set moreSlot(slot: number);

  get strapOpenMs(): number {
    return this.readMore(STRAP_OPEN);
  }
  set strapOpenMs(value: number) {
    this.writeMore(STRAP_OPEN, value);
  }

  get strapEventMs(): number {
    return this.readMore(STRAP_EVENT);
  }
  set strapEventMs(value: number) {
    this.writeMore(STRAP_EVENT, value);
  }

  get distrustedMs(): number {
    return this.readMore(DISTRUSTED);
  }
  set distrustedMs(value: number) {
    this.writeMore(DISTRUSTED, value);
  }

  get suspectAtMs(): number {
    return this.readMore(SUSPECT_AT);
  }
  set suspectAtMs(value: number) {
    this.writeMore(SUSPECT_AT, value);
  }

  get suspectFixedAtMs(): number {
    return this.readMore(SUSPECT_FIXED_AT);
  }
  set suspectFixedAtMs(value: number) {
    this.writeMore(SUSPECT_FIXED_AT, value);
  }

  get suspectLatDeg(): number {
    return this.readMore(SUSPECT_LAT);
  }
  set suspectLatDeg(value: number) {
    this.writeMore(SUSPECT_LAT, value);
  }

  get suspectLonDeg(): number {
    return this.readMore(SUSPECT_LON);
  }
  set suspectLonDeg(value: number) {
    this.writeMore(SUSPECT_LON, value);
  }

  get suspectAccuracyM(): number {
    return this.readMore(SUSPECT_ACCURACY);
  }
  set suspectAccuracyM(value: number) {
    this.writeMore(SUSPECT_ACCURACY, value);
  }

  get suspectSpeedMps(): number {
    return this.readMore(SUSPECT_SPEED);
  }
  set suspectSpeedMps(value: number) {
    this.writeMore(SUSPECT_SPEED, value);
  }

  get mockMs(): number {
    return this.readMore(MOCK);
  }
  set mockMs(value: number) {
    this.writeMore(MOCK, value);
  }

  get impossibleMs(): number {
    return this.readMore(IMPOSSIBLE);
  }
  set impossibleMs(value: number) {
    this.writeMore(IMPOSSIBLE, value);
  }

  get impossibleSaidMs(): number {
    return this.readMore(IMPOSSIBLE_SAID);
  }
  set impossibleSaidMs(value: number) {
    this.writeMore(IMPOSSIBLE_SAID, value);
  }

  get clockMs(): number {
    return this.readMore(CLOCK);
  }
  set clockMs(value: number) {
    this.writeMore(CLOCK, value);
  }

  get frozenSaidMs(): number {
    return this.readMore(FROZEN_SAID);
  }
  set frozenSaidMs(value: number) {
    this.writeMore(FROZEN_SAID, value);
  }

  get impossibleCount(): number {
    return this.#more.word(this.moreSlot, IMPOSSIBLE_COUNT);
  }
  set impossibleCount(value: number) {
    if (value !== 0 || this.moreSlot !== NONE) this.#more.setWord(this.#openMore(), IMPOSSIBLE_COUNT, value);
  }

  /** Time of the newest event of a kind; NaN: none. */
  lastEventMs(kind: DeviceEventKind): number {
    return this.readMore(EVENTS + DEVICE_EVENT_KINDS.indexOf(kind));
  }

  setLastEventMs(kind: DeviceEventKind, atMs: number): void {
    this.writeMore(EVENTS + DEVICE_EVENT_KINDS.indexOf(kind), atMs);
  }

  readMore(field: number): number {
    const slot = this.moreSlot;
    if (slot === NONE) return Number.NaN;
    return this.#more.blocks[slot >>> BLOCK_BITS]!.f64[(slot & BLOCK_MASK) * STRIDE64 + field]!;
  }

  /** No record is opened to note that there is nothing. */
  writeMore(field: number, value: number): void {
    if (Number.isNaN(value) && this.moreSlot === NONE) return;
    const slot = this.#openMore();
    this.#more.blocks[slot >>> BLOCK_BITS]!.f64[(slot & BLOCK_MASK) * STRIDE64 + field] = value;
  }

  #openMore(): number {
    if (this.moreSlot === NONE) this.moreSlot = this.#more.take();
    return this.moreSlot;
  }
}

class CoarseBound implements Bound {
  readonly #person: MoreCursor;

  constructor(person: MoreCursor) {
    this.#person = person;
  }

  get latDeg(): number {
    return this.#person.readMore(COARSE_LAT);
  }
  set latDeg(value: number) {
    this.#person.writeMore(COARSE_LAT, value);
  }

  get lonDeg(): number {
    return this.#person.readMore(COARSE_LON);
  }
  set lonDeg(value: number) {
    this.#person.writeMore(COARSE_LON, value);
  }

  get radiusM(): number {
    return this.#person.readMore(COARSE_RADIUS);
  }
  set radiusM(value: number) {
    this.#person.writeMore(COARSE_RADIUS, value);
  }

  get speedMps(): number {
    return this.#person.readMore(COARSE_SPEED);
  }
  set speedMps(value: number) {
    this.#person.writeMore(COARSE_SPEED, value);
  }

  get atMs(): number {
    return this.#person.readMore(COARSE_AT);
  }
  set atMs(value: number) {
    this.#person.writeMore(COARSE_AT, value);
  }
}

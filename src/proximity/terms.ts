/** The numbers of a pair's or zone's order, as the rules read them. Pairs and zones under like orders share one row. */
import { NumberRows } from './number-rows.ts';
import type { Parameters } from './parameters.ts';
import { silenceAfterMs } from './silence.ts';
import type { PairTerms, ZoneTerms } from './state.ts';
import { NONE } from './table.ts';
import type { PairSpec, ZoneSpec } from './types.ts';

const RESTRAINT = 0;
const WARN = 1;
const NOTICE = 2;
const WEARER_INTERVAL = 3;
const PROTECTED_INTERVAL = 4;
const PARAMETERS = 5;
const PAIR_TERMS = 6;

export function newPairTerms(): NumberRows {
  return new NumberRows(PAIR_TERMS);
}

export function pairTermsOf(spec: PairSpec, parameterSlot: number): number[] {
  const { restraintM, warnM, noticeM, wearerIntervalS, protectedIntervalS } = spec;
  return [restraintM, warnM, noticeM, wearerIntervalS, protectedIntervalS, parameterSlot];
}

/** Of the order's parameters, in a row of terms. */
export function parameterSlotOf(rows: NumberRows, slot: number): number {
  return rows.at(slot, PARAMETERS);
}

/** Holds one row. The next pair's is mostly the same one: then nothing is read. */
export class PairTermsCursor implements PairTerms {
  restraintM = 0;
  warnM = 0;
  noticeM = 0;
  wearerIntervalS = 0;
  protectedIntervalS = 0;
  /** Of the order's parameters. */
  parameterSlot = NONE;
  readonly #rows: NumberRows;
  #slot = NONE;

  constructor(rows: NumberRows) {
    this.#rows = rows;
  }

  at(slot: number): void {
    if (slot === this.#slot) return;
    const rows = this.#rows;
    this.#slot = slot;
    this.restraintM = rows.at(slot, RESTRAINT);
    this.warnM = rows.at(slot, WARN);
    this.noticeM = rows.at(slot, NOTICE);
    this.wearerIntervalS = rows.at(slot, WEARER_INTERVAL);
    this.protectedIntervalS = rows.at(slot, PROTECTED_INTERVAL);
    this.parameterSlot = parameterSlotOf(rows, slot);
  }
}

const ZONE_WARN = 0;
const ZONE_NOTICE = 1;
const ZONE_INTERVAL = 2;
const ZONE_KIND = 3;
const ZONE_TERMS = 4;
const KINDS: readonly ZoneSpec['kind'][] = ['exclusion', 'inclusion'];

/** Rows of zone terms, and what they come to for whoever only asks whether a zone is far. */
export class ZoneTermRows {
  readonly rows = new NumberRows(ZONE_TERMS);
  /** How far from the edge the order's ranges reach, by slot, metres; below zero of an inclusion zone: -1 less that. */
  readonly rangesM: number[] = [0];
  /** How long a report is fresh, by slot. */
  readonly freshMs: number[] = [0];
  readonly #parameters: Parameters;

  constructor(parameters: Parameters) {
    this.#parameters = parameters;
  }

  acquire({ warnM, noticeM, wearerIntervalS, kind }: ZoneTerms): number {
    const slot = this.rows.acquire([warnM, noticeM, wearerIntervalS, KINDS.indexOf(kind)]);
    this.#measure(slot);
    return slot;
  }

  restore(): void {
    this.rows.restore();
    for (let slot = 1; slot < this.rows.table.size; slot++) this.#measure(slot);
  }

  #measure(slot: number): void {
    const p = this.#parameters;
    this.freshMs[slot] = silenceAfterMs(p, this.rows.at(slot, ZONE_INTERVAL));
    const rangeM = Math.max(1, p.exitFactor) * Math.max(this.rows.at(slot, ZONE_WARN), this.rows.at(slot, ZONE_NOTICE));
    this.rangesM[slot] = KINDS[this.rows.at(slot, ZONE_KIND)] === 'exclusion' ? rangeM : -1 - rangeM;
  }
}

/** As for pairs. */
export class ZoneTermsCursor implements ZoneTerms {
  kind: ZoneSpec['kind'] = 'exclusion';
  warnM = 0;
  noticeM = 0;
  wearerIntervalS = 0;
  readonly #rows: NumberRows;
  #slot = NONE;

  constructor(terms: ZoneTermRows) {
    this.#rows = terms.rows;
  }

  at(slot: number): void {
    if (slot === this.#slot) return;
    const rows = this.#rows;
    this.#slot = slot;
    this.kind = KINDS[rows.at(slot, ZONE_KIND)]!;
    this.warnM = rows.at(slot, ZONE_WARN);
    this.noticeM = rows.at(slot, ZONE_NOTICE);
    this.wearerIntervalS = rows.at(slot, ZONE_INTERVAL);
  }
}

/** The parameters of each order: the engine's, with what the order sets differently. Equal ones are one object. */
import { assert } from '../core/assert.ts';
import { NumberRows } from './number-rows.ts';
import { ORDER_BOUNDS, type OrderParameters, type Parameters } from './parameters.ts';
import { NONE } from './table.ts';

const NAMES = Object.keys(ORDER_BOUNDS).sort() as (keyof OrderParameters)[];

export class ParameterSets {
  /** What each order sets, in the order of NAMES; NaN: nothing. */
  readonly rows = new NumberRows(NAMES.length);
  /** By slot; at NONE those of the engine. */
  readonly sets: Parameters[];

  constructor(parameters: Parameters) {
    this.sets = [parameters];
  }

  /** NONE when the order sets nothing. Asserts the bounds: whoever lets orders in checks them. */
  acquire(own: Partial<OrderParameters> = {}): number {
    const row = NAMES.map((name) => own[name] ?? Number.NaN);
    checkBounds(own);
    if (row.every(Number.isNaN)) return NONE;
    const slot = this.rows.acquire(row);
    this.#fill(slot);
    return slot;
  }

  release(slot: number): void {
    if (slot !== NONE) this.rows.release(slot);
  }

  restore(): void {
    this.rows.restore();
    for (let slot = 1; slot < this.rows.table.size; slot++) this.#fill(slot);
  }

  /** Of a row that a snapshot held. */
  isWithinBounds(slot: number): boolean {
    return NAMES.every((name, i) => {
      const value = this.rows.at(slot, i);
      return Number.isNaN(value) || (value >= ORDER_BOUNDS[name].min && value <= ORDER_BOUNDS[name].max);
    });
  }

  #fill(slot: number): void {
    const set: Record<keyof Parameters, number> = { ...this.sets[NONE]! };
    for (const [i, name] of NAMES.entries()) {
      const value = this.rows.at(slot, i);
      if (this.rows.uses(slot) > 0 && !Number.isNaN(value)) set[name] = value;
    }
    this.sets[slot] = set;
  }
}

/** Throws before anything has changed. */
export function checkBounds(own: Partial<OrderParameters>): void {
  for (const [name, value] of Object.entries(own)) {
    const bounds = ORDER_BOUNDS[name as keyof OrderParameters];
    assert(bounds !== undefined, 'an order sets only what orders may set');
    assert(value >= bounds.min && value <= bounds.max, "an order's parameters are within their bounds");
  }
}

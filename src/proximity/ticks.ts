/**
 * What ticks leave behind. A tick evaluates every pair and every zone; that one was evaluated by it is noted here once, and not in
 * each record: a tick that has nothing to find of somebody then need not even read what is held of them.
 */

/** The ticks so far. A snapshot holds these three numbers. */
export interface Ticks {
  /** How many there were, modulo 2^32. */
  count: number;
  /** Position and time of the last one; before any, 0 and -Infinity. */
  position: number;
  atMs: number;
}

export function newTicks(): Ticks {
  return { count: 0, position: 0, atMs: Number.NEGATIVE_INFINITY };
}

const GROWTH_SLOTS = 1024;
const GROWTH = 1.125;

/**
 * By person, the earliest time at which a tick has anything to find in a pair or zone of theirs as the wearer; NaN: at once. It is
 * found anew by every tick that looks at the person, so that a snapshot needs none of it. The numbers stand side by side: a tick
 * reads eight people from a line of the cache, and goes on to the record, its pairs and zones of those only who are due.
 */
export class DueTimes {
  #ms = new Float64Array(0);

  /** Somebody new. */
  add(slot: number): void {
    if (slot >= this.#ms.length) this.#grow(slot + 1);
    this.#ms[slot] = Number.NaN;
  }

  /** All that a snapshot held. */
  restore(size: number): void {
    this.#grow(size);
  }

  set(slot: number, dueMs: number): void {
    this.#ms[slot] = dueMs;
  }

  /** Not later than `dueMs`. */
  bring(slot: number, dueMs: number): void {
    this.#ms[slot] = Math.min(this.#ms[slot]!, dueMs);
  }

  /** The first slot from `from` on, below `end`, that is due; `end` when there is none. */
  next(from: number, end: number, nowMs: number): number {
    const ms = this.#ms;
    let slot = from;
    while (slot < end && nowMs < ms[slot]!) slot++;
    return slot;
  }

  #grow(size: number): void {
    const grown = new Float64Array(GROWTH_SLOTS * Math.ceil((GROWTH * size) / GROWTH_SLOTS)).fill(Number.NaN);
    grown.set(this.#ms);
    this.#ms = grown;
  }
}

/**
 * Clients that read slowly. While more than a little waits in a socket no picture is drawn for it: its slots are remembered,
 * and when it drains each gets its latest picture - never a queue of old ones. Fails toward closing: a screen that cannot
 * keep up must show "no connection since", not yesterday's dot.
 */
import { LIMITS } from './limits.ts';
import type { Slot } from './slot.ts';
import type { Stream } from './stream.ts';

export class Congestion {
  readonly #setTimer: (delayMs: number, fn: () => void) => () => void;
  readonly #redraw: (slot: Slot) => void;
  readonly #slow = new Set<Stream>();
  #cancel: (() => void) | null = null;

  constructor(setTimer: (delayMs: number, fn: () => void) => () => void, redraw: (slot: Slot) => void) {
    this.#setTimer = setTimer;
    this.#redraw = redraw;
  }

  // HAZARD H-60: a slow screen shows an old position as if it were live
  /** Whether the slot's picture must wait; it will be redrawn when the socket has drained. */
  holds(slot: Slot, nowMs: number): boolean {
    const { stream } = slot;
    const buffered = stream.socket.bufferedAmount;
    if (stream.congestedSinceMs === null && buffered <= LIMITS.bufferedBytesSoft) return false;
    stream.congestedSinceMs ??= nowMs;
    if (buffered > LIMITS.bufferedBytesHard || nowMs - stream.congestedSinceMs > LIMITS.congestedMsMax) {
      stream.cut();
      return true;
    }
    stream.waiting.add(slot);
    this.#slow.add(stream);
    this.#poll();
    return true;
  }

  forget(stream: Stream): void {
    this.#slow.delete(stream);
    stream.waiting.clear();
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.#slow.clear();
  }

  #poll(): void {
    if (this.#cancel !== null) return;
    this.#cancel = this.#setTimer(LIMITS.drainPollMs, () => {
      this.#cancel = null;
      for (const stream of [...this.#slow]) this.#look(stream);
      if (this.#slow.size > 0) this.#poll();
    });
  }

  #look(stream: Stream): void {
    const drained = stream.socket.bufferedAmount <= LIMITS.bufferedBytesSoft / 2;
    if (drained) {
      stream.congestedSinceMs = null;
      this.#slow.delete(stream);
    }
    // Not drained: drawing meets `holds` again, which also counts how long it has lasted.
    for (const slot of [...stream.waiting]) {
      stream.waiting.delete(slot);
      this.#redraw(slot);
    }
  }
}

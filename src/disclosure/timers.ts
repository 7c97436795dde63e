/** One timer for each order that a stream shows, so that disclosure stops in the instant the order does (I-5). */
import type { Clock } from '../core/clock.ts';
import type { OrderId } from '../core/ids.ts';
import { LIMITS } from './limits.ts';

export class OrderTimers {
  readonly #clock: Clock;
  readonly #setTimer: (delayMs: number, fn: () => void) => () => void;
  readonly #due: (orderId: OrderId) => void;
  readonly #armed = new Map<OrderId, { readonly untilMs: number; readonly cancel: () => void }>();

  /** `due` is called at the order's end, or when it is time to arm again. */
  constructor(
    deps: { readonly clock: Clock; readonly setTimer: (delayMs: number, fn: () => void) => () => void },
    due: (orderId: OrderId) => void,
  ) {
    this.#clock = deps.clock;
    this.#setTimer = deps.setTimer;
    this.#due = due;
  }

  arm(orderId: OrderId, untilMs: number): void {
    const before = this.#armed.get(orderId);
    if (before?.untilMs === untilMs) return;
    before?.cancel();
    const delayMs = Math.min(Math.max(1, untilMs - this.#clock.nowMs()), LIMITS.timerMsMax);
    const cancel = this.#setTimer(delayMs, () => {
      this.#armed.delete(orderId);
      this.#due(orderId);
    });
    this.#armed.set(orderId, { untilMs, cancel });
  }

  cancel(orderId: OrderId): void {
    this.#armed.get(orderId)?.cancel();
    this.#armed.delete(orderId);
  }

  stop(): void {
    for (const { cancel } of this.#armed.values()) cancel();
    this.#armed.clear();
  }
}

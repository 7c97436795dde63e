/**
 * Time is an argument. Production passes `systemClock` in at the composition root; simulations pass their own.
 * tidy bans `Date.now(` everywhere but here.
 */
export interface Clock {
  /** Epoch milliseconds, UTC. */
  nowMs(): number;
}

export const systemClock: Clock = { nowMs: () => Date.now() };

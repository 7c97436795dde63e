/** Five quick taps: another way to call where a long press is not possible, for shaking hands or a phone held behind one's back. Pure. */

export const TAPS = 5;
export const TAPS_WITHIN_MS = 3_000;

export interface Tapped {
  /** Taps that still count, oldest first. */
  readonly taps: readonly number[];
  readonly isCall: boolean;
}

/** The tap at `nowMs` after those before. A call begins anew: a sixth tap is the first of none. */
export function tap(before: readonly number[], nowMs: number): Tapped {
  const taps = [...before.filter((atMs) => nowMs - atMs < TAPS_WITHIN_MS && atMs <= nowMs), nowMs];
  return taps.length >= TAPS ? { taps: [], isCall: true } : { taps, isCall: false };
}

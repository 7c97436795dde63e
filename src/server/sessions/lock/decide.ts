/**
 * The lock of a person's app, as the server judges it. Pure. Fails toward locked for what is shown, and never stands before a
 * warning, an SOS or a report: those go through whatever this says.
 */
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../core/time.ts';
import { SESSION_LIMITS } from '../limits.ts';

/** none: no lock was set; decoy: the harmless view of the second PIN. Only `none` and `open` show anything. */
export type LockState = 'none' | 'open' | 'locked' | 'decoy';

export const AFTER_MS = [0, MINUTE_MS, 5 * MINUTE_MS, 15 * MINUTE_MS] as const;

/** What is kept of one phone's lock. */
export interface PhoneLock {
  /** How long the page may lie unused; null: the person has set no lock. */
  readonly afterMs: number | null;
  readonly kept: 'locked' | 'decoy' | null;
  /** When the page was last said to be in use; null: never since the sign-in. */
  readonly activeAtMs: number | null;
}

export function lockStateOf({ afterMs, kept, activeAtMs }: PhoneLock, nowMs: number): LockState {
  if (afterMs === null) return 'none';
  // HAZARD H-200: a phone that was left lying, or signed in anew, is open to whoever holds it.
  if (kept === 'locked' || activeAtMs === null) return 'locked';
  if (nowMs - activeAtMs > Math.max(afterMs, SESSION_LIMITS.activeKeptMs)) return 'locked';
  return kept ?? 'open';
}

/** Whether anything of a pair may be shown in this state. */
export function showsIn(state: LockState): boolean {
  return state === 'none' || state === 'open';
}

/** After that many wrong PINs in a row on one phone, how long the next try waits: growing, never for ever, and nothing is wiped. */
const FREE_TRIES = 4;
const WAITS_MS = [30 * SECOND_MS, MINUTE_MS, 5 * MINUTE_MS, 15 * MINUTE_MS] as const;

export function waitAfter(wrongCount: number): number {
  if (wrongCount <= FREE_TRIES) return 0;
  return WAITS_MS[Math.min(wrongCount - FREE_TRIES, WAITS_MS.length) - 1]!;
}

/** Of all of a person's phones together, in an hour: no phone gets so far alone, as long as its waits are. */
export const WRONG_OF_PERSON = { max: 40, windowMs: HOUR_MS } as const;

/** Six digits that are not the first anybody tries. */
export function isWeakPin(pin: string): boolean {
  const steps = [...pin].slice(1).map((digit, i) => Number(digit) - Number(pin[i]));
  return steps.every((step) => step === steps[0] && Math.abs(step) <= 1);
}

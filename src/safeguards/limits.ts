import { HOUR_MS } from '../core/time.ts';

export const LIMITS = {
  /** Unwrapped data keys held in memory. A key is 32 bytes; 20,000 are two days of 10,000 people. */
  dataKeysCached: 20_000,
  /** Whose rows go in one transaction: a day each, some 14,000 rows at one a minute. */
  keysErasedAtOnce: 10,
  /** The hourly look has come twice since: something keeps it from being done. */
  erasureLateMs: 2 * HOUR_MS,
} as const;

export const LIMITS = {
  /** Unwrapped data keys held in memory. A key is 32 bytes; 20,000 are two days of 10,000 people. */
  dataKeysCached: 20_000,
} as const;

export const LIMITS = {
  /** Unwrapped data keys held in memory. A key is 32 bytes; 60,000 are two days and four hours of 10,000 people. */
  dataKeysCached: 60_000,
} as const;

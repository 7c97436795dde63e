import { HOUR_MS } from '../core/time.ts';

export const LIMITS = {
  /** Who asked what, with what was decided, in memory: about a kilobyte each. */
  decisionsCached: 20_000,
  /** After a question of access that could not be decided. */
  askAgainMs: 1_000,
  /** Assignments of one case that are shown. */
  assignmentsShown: 200,
  /** Acts that wait for a second person, shown at once. */
  twoPersonShown: 200,
  /** Whose rows go in one transaction: a day each, some 14,000 rows at one a minute. */
  keysErasedAtOnce: 10,
  /** The hourly look has come twice since: something keeps it from being done. */
  erasureLateMs: 2 * HOUR_MS,
  /** Unwrapped data keys held in memory. A key is 32 bytes; 60,000 are two days and four hours of 10,000 people. */
  dataKeysCached: 60_000,
} as const;

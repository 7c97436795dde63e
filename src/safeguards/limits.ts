export const LIMITS = {
  /** Unwrapped data keys held in memory. A key is 32 bytes; 20,000 are two days of 10,000 people. */
  dataKeysCached: 20_000,
  /** Who asked what, with what was decided, in memory: about a kilobyte each. */
  decisionsCached: 20_000,
  /** Assignments of one case that are shown. */
  assignmentsShown: 200,
  /** Acts that wait for a second person, shown at once. */
  twoPersonShown: 200,
} as const;

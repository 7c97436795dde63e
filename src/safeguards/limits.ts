export const LIMITS = {
  /** Unwrapped data keys held in memory. A key is 32 bytes; 20,000 are two days of 10,000 people. */
  dataKeysCached: 20_000,
  /** Decisions of access held in memory: some hundred bytes each. */
  decisionsCached: 50_000,
  /** Assignments of one case that are shown. */
  assignmentsShown: 200,
  /** Acts that wait for a second person, shown at once. */
  twoPersonShown: 200,
} as const;

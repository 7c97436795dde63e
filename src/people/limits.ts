export const PEOPLE_LIMITS = {
  nameLength: 200,
  /** Rows that one list answer holds. */
  listRows: 1_000,
} as const;

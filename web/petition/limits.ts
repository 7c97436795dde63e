/** How much a petition holds. The whole is held below what the server takes (src/orders/process/limits.ts) before it is sent. */
export const PETITION_LIMITS = {
  /** Of a short answer: a name, a number, an address. */
  shortLength: 200,
  /** Of a longer one. */
  longLength: 4_000,
  events: 40,
  places: 20,
  documents: 20,
  documentBytes: 10 * 1024 * 1024,
  /** Of the statement that is sent, in characters. */
  statementLength: 20_000,
  /** After the last key that was pressed. */
  saveAfterMs: 1_500,
  /** What could not be saved is tried again. */
  saveAgainMs: 10_000,
  birthYearMin: 1900,
} as const;

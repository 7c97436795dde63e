import { DAY_MS } from '../../core/time.ts';

export const OVERSIGHT_LIMITS = {
  /** Questions of so long are listed; older ones stand in the table. */
  questionsMs: 400 * DAY_MS,
  questionsShown: 200,
  /** Entries of one page, and how many are looked through for it: a search that finds little goes on where it stopped. */
  entriesShown: 50,
  entriesScanned: 5_000,
  clocksShown: 500,
  /** Certificates that are shown, and that are read at once. */
  certificatesShown: 50,
  certificatesRead: 500,
  wordsChars: 2_000,
  nameChars: 80,
  declaredShown: 500,
  /** Names that one member of staff declares a minute. */
  declaredPerMinute: 20,
  /** Searches of one overseer a minute. */
  searchesPerMinute: 60,
  /** Differences of two versions that are shown. */
  changesShown: 2_000,
} as const;

import { DAY_MS, MINUTE_MS } from '../core/time.ts';

export const PEOPLE_LIMITS = {
  nameLength: 200,
  /** Rows that one list answer holds. */
  listRows: 1_000,
  /** A supporter may see for that long, unless the person prolongs it. */
  supportMs: 30 * DAY_MS,
  /** The code that is read out to a supporter. */
  supportCodeMs: 15 * MINUTE_MS,
  supportCodeDigits: 8,
  /** Supporters of one person, and persons of one supporter, that a list shows. */
  supportsListed: 100,
  /** Records with which a new one is compared: those of its identifier and birth date first, then of its name. */
  matchCandidates: 100,
  /** Records that one beat compares. */
  matchesAtOnce: 20,
  /** A request for a new sign-in link waits for the second person. */
  linkRequestMs: 15 * MINUTE_MS,
  /** The link that came of it. */
  linkMs: 15 * MINUTE_MS,
} as const;

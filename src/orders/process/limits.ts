import { DAY_MS } from '../../core/time.ts';

export const PROCESS_LIMITS = {
  listRows: 500,
  /** So long after its last act, or the end of its last measure, a proceeding has nothing left that runs. */
  lookedAtMs: 800 * DAY_MS,
  protectedPeople: 20,
  measures: 10,
  reasons: 10,
  /** Characters of a statement or of reasons in words. */
  textLength: 20_000,
  documents: 20,
  /** Whom staff may choose from; more are not opened. */
  namedPeople: 50,
  /** A draft is saved whole, JSON. */
  draftBytes: 200_000,
  versions: 200,
} as const;

import { DAY_MS, HOUR_MS } from '../../core/time.ts';

/** When looking becomes a question. Magpie's own figures: none is law; each says why it is so. */
export const MISUSE_LIMITS = {
  /** What somebody does usually is learned from so long. */
  learnedMs: 28 * DAY_MS,
  /** Fewer hours of work than these tell no habit: whoever is new is not odd. */
  hoursLearnedMin: 20,
  /** Looks at odd hours that make a question: one is a shift swapped. */
  oddLooksMin: 3,
  /** Refused tries within a day that make a question: two are slips. */
  refusedMin: 3,
  /** Days on which the same person was looked at, without an act, that make a question. */
  curiousDaysMin: 3,
  curiousWithinMs: 14 * DAY_MS,
  /** Different people within an hour that make a question, however much somebody usually reads. */
  bulkMin: 30,
  /** Or so many times what they read in a usual hour, where that is more. */
  bulkTimesUsual: 4,
  hourMs: HOUR_MS,
  /** Entries judged in one transaction, and of the same people's past. */
  entriesAtOnce: 2_000,
  historyMax: 20_000,
  /** Batches of one hour's look: what is left waits for the next. */
  batchesAtOnce: 50,
  /** Entries that one question names as its evidence; their count is whole. */
  evidenceMax: 50,
} as const;

import { DAY_MS } from '../../core/time.ts';

export const BREACH_LIMITS = {
  listRows: 200,
  withoutRecordShown: 50,
  eventsRead: 2_000,
  wordsLength: 4_000,
  /** Magpie 42: so long a wearer may answer before anybody decides. */
  answerMs: 7 * DAY_MS,
} as const;

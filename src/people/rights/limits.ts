import { DAY_MS } from '../../core/time.ts';

export const RIGHTS_LIMITS = {
  listRows: 200,
  /** Of an agency, for naming lawyers. */
  wearerRows: 2_000,
  wordsLength: 4_000,
  /** Open at one time for one wearer. */
  openMax: 20,
  /** Magpie 41: an answer is due within so many days, the day of filing not counted. */
  answerDays: 10,
  /** Magpie 44: looks are kept back for at most so long by one act. */
  delayMsMax: 180 * DAY_MS,
} as const;

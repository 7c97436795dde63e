import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../core/time.ts';

export const COMMAND_LIMITS = {
  /** An officer who asks for a position waits for it, and asks again. */
  reportNowMs: 5 * MINUTE_MS,
  /** A message that comes much later than it was meant confuses more than it helps. */
  messageMs: 10 * MINUTE_MS,
  /** Unanswered it is sent again after this long, and twice as long each time, */
  retryMs: 30 * SECOND_MS,
  /** up to this: what the device does not hear costs us little, and what it does hear costs its battery. */
  retryMsMax: HOUR_MS,
  /** An interval that was answered, and is not kept. */
  answeredRetryMs: 10 * MINUTE_MS,
  /** Gaps between reports that are looked at: one may be a missed beat, three in a row are a habit. */
  gaps: 3,
  /** A gap may differ from what was asked by this share of it, and always by this much. */
  gapShare: 0.25,
  gapSlackMs: 2 * SECOND_MS,
  /** Asking by chance: on average so long apart, and never closer or further. */
  chanceMeanMs: 3 * HOUR_MS,
  chanceMsMin: 10 * MINUTE_MS,
  chanceMsMax: 12 * HOUR_MS,
  listRows: 100,
  /** Devices whose desired interval is looked at in one review: each may cost a transaction. */
  reviewDevices: 200,
  /** What the narrowest screen shows. */
  messageChars: 120,
  /** Open acts of officers on one device at a time. */
  openActs: 20,
} as const;

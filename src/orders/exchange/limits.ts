/** Limits of the exchange. The law says "at once" and "without delay" in words: what is watched in its place stands here, with its reason. */
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../core/time.ts';

export const EXCHANGE_LIMITS = {
  /**
   * "At once": later than this it is shown as overdue, and somebody picks up the telephone. NIJ 1004.00 allows four minutes from an event to
   * the agency; at 50 km/h those are 3.3 km, so a quarter of it is all that telling may take.
   */
  atOnceMs: MINUTE_MS,
  /** "Without delay", where nobody is in danger meanwhile: within the working day. */
  withoutDelayMs: 8 * HOUR_MS,
  /** A system that sends receipts has said by then that a notice reached somebody; else a person asks. */
  receiptWithinMs: 15 * MINUTE_MS,
  /** The same occasion of the same incident is told again after this: an approach that goes up and down does not tell at every step. */
  againAfterMs: 10 * MINUTE_MS,
  /** A failed try is repeated after this, twice as long each time, with jitter, up to the longest. */
  retryMs: 2 * SECOND_MS,
  /** What is to be told at once does not wait longer than a person would before asking again. */
  retryMsMax: MINUTE_MS,
  /** A system that asks for more time than this is asked again all the same. */
  retryAfterMsMax: 5 * MINUTE_MS,
  /** Then it has failed, and the next one goes; a person sends it again. Long since, it is shown as overdue. */
  giveUpAfterMs: DAY_MS,
  requestMs: 10 * SECOND_MS,
  /** Failures in a row after which an endpoint counts as failing. */
  failuresToOpen: 5,
  openForMs: 10 * SECOND_MS,
  pollMs: SECOND_MS,
  /** Folders are looked at this often. */
  folderPollMs: 5 * SECOND_MS,
  /** Files looked at in one turn, of each folder. */
  filesAtOnce: 100,
  /** Of a signature over HTTP, as Standard Webhooks has it; what is older may be a replay. */
  toleranceMs: 5 * MINUTE_MS,
  /** A file may lie in its folder over a long holiday; that it is taken once rests on its id. */
  fileToleranceMs: 14 * DAY_MS,
  /** After a rotation both secrets are good for this long. */
  secretOverlapMs: DAY_MS,
  /** A decision with its documents. */
  messageBytesMax: 8 * 1024 * 1024,
  messagesPerMinute: 600,
  /** Of one bad message. */
  problems: 20,
  endpoints: 200,
  listRows: 500,
  /** How long what was received stays on the list. */
  recentMs: 7 * DAY_MS,
} as const;

/** The part that tests shorten. */
export type ExchangeLimits = { readonly [K in keyof typeof EXCHANGE_LIMITS]: number };

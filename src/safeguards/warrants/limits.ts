import { MINUTE_MS, SECOND_MS } from '../../core/time.ts';

export const WARRANT_LIMITS = {
  /** Of one copy: a month at one position in 15 s. */
  positions: 180_000,
  /** Sealed and sent at a time. */
  positionsPerPart: 1_000,
  /** A page that was opened is read for so long under one entry of the ledger; then it is a new view. */
  viewMs: 15 * MINUTE_MS,
  wordsCharacters: 4_000,
  documents: 5,
  listRows: 500,
  registerRows: 2_000,
  /** A screen that heard nothing for longer shows nothing more. */
  heartbeatMs: 5 * SECOND_MS,
  streamsPerPerson: 8,
} as const;

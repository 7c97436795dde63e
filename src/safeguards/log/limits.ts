import { MINUTE_MS } from '../../core/time.ts';

export const LOG_LIMITS = {
  /** Between two publications. */
  cadenceMs: MINUTE_MS,
  /** Leaves of each publication, rows and padding: more than a day's mean, less than its peak, which waits. A whole number of tiles. */
  entriesPerPeriod: 256,
  /** Of the cadence: what was taken up at an instant is shown this much later, however little or much it was. */
  holdShare: 0.25,
  /** Rows read and hashed at a time. */
  rowsPerRead: 2_000,
  /** Publications without one before it is trouble. */
  periodsLateMax: 3,
  /** Witnesses that may cosign. */
  witnessesMax: 32,
  /** Of a checkpoint with its cosignatures. */
  noteBytesMax: 16_384,
  /** Different refusals that are counted apart within `refusalWindowMs`; the rest is counted together. */
  refusalsApartMax: 200,
  refusalWindowMs: 10 * MINUTE_MS,
} as const;

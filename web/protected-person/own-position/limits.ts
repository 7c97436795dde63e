import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../src/core/time.ts';

export const OWN_LIMITS = {
  /** Positions that wait for a network, the newest kept: half an hour at one in 15 s. In this page's memory only. */
  queued: 120,
  /** How often it is looked at whether a position is due. */
  tickMs: SECOND_MS,
  /** Between two tries to send. */
  retryMs: 5 * SECOND_MS,
  /** For the phone to find out where it is, before that is said. */
  fixTimeoutMs: 30 * SECOND_MS,
  /** Nearer to one place than this, or than the positions are exact, is standing still, */
  stillM: 30,
  /** after so long. */
  stillAfterMs: 2 * MINUTE_MS,
  lowBatteryPct: 15,
  /** How often the server is asked how it stands, besides after every act. */
  refreshMs: 30 * SECOND_MS,
  /** While a phone is being set up. */
  waitingMs: 2 * SECOND_MS,
  /** An app is silent after so many intervals, and at least so long: as the engine counts it. */
  silentIntervals: 2.5,
  silentMsMin: 4 * MINUTE_MS,
  /** That a pause has ended is said for so long, unless it was read. */
  endedSaidMs: 12 * HOUR_MS,
} as const;

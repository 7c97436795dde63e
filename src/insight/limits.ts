import { DAY_MS } from '../core/time.ts';

export const INSIGHT_LIMITS = {
  /** A figure with fewer people behind it might be one person's. */
  peopleMin: 5,
  /** Nobody is asked how they feel before they have lived with it for a week. */
  askAfterMs: 7 * DAY_MS,
  /** After that long an incident is not asked about any more. */
  askAboutMs: 14 * DAY_MS,
  /** Months that one answer holds. */
  monthsShown: 36,
  /** Of one address, to whom no sign-in is known. */
  publicPerMinute: 30,
} as const;

/** How a position ages on the map: it fades, then loses its fill and gains its age in words. Never an old dot as if live. */

/** Younger than this a position is drawn as it is. */
export const FRESH_MS_MAX = 60_000;
/** From here on it is drawn hollow, with its age. */
export const STALE_MS_MIN = 150_000;
const FADED_MS = 600_000;
const OPACITY_MIN = 0.45;

export interface Freshness {
  readonly opacity: number;
  readonly stale: boolean;
}

/** Ages below zero (a device's clock ahead of the server's) count as new. */
export function freshness(ageMs: number): Freshness {
  if (ageMs <= FRESH_MS_MAX) return { opacity: 1, stale: false };
  const share = Math.min(1, (ageMs - FRESH_MS_MAX) / (FADED_MS - FRESH_MS_MAX));
  return { opacity: 1 - share * (1 - OPACITY_MIN), stale: ageMs >= STALE_MS_MIN };
}

/** Longest silence of a stream before the page says "no connection" (I-9 allows 15 s until it is seen). */
export const NO_FRAME_MS_MAX = 12_000;
/** Warnings held that the person has not marked as seen. */
export const WARNINGS_MAX = 20;
/** Waits between attempts grow from the first to the last of these, times 0.5 to 1.5 by chance. */
export const RETRY_MS_MIN = 500;
export const RETRY_MS_MAX = 8_000;
/** An attempt that does not open in this time is given up. */
export const OPEN_MS_MAX = 8_000;
/** How often silence and validity are looked at. */
export const TICK_MS = 1_000;
/** Largest frame that is read, characters. */
export const FRAME_CHARS_MAX = 1_000_000;
/** How often a phone that could not prove its key tries again. */
export const PROVE_AGAIN_MS = 60_000;

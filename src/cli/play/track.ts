/** A recorded track as `play` sends it, whatever file it came from. */
import type { Report } from '../../ingest/protocols/report.ts';

export interface Track {
  /** In the order of the file. `fixedAtMs` is when it was recorded. */
  readonly reports: readonly Report[];
  /** One line each, naming line or point, never a position. The rest of the track is played. */
  readonly problems: readonly string[];
}

/** Largest track file that is read. */
export const TRACK_BYTES_MAX = 64 * 1024 * 1024;

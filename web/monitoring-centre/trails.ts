/**
 * Where each wearer was shown lately, in this page's memory only. Fails toward forgetting: a pair that is withdrawn, lapsed or no
 * longer shown as a point loses its trail at once.
 */
import { MINUTE_MS } from '../../src/core/time.ts';
import type { Shelf } from '../ui/live/live-state.ts';
import type { MapFix } from '../ui/map/types.ts';

export const TRAIL_LIMITS = { fixes: 240, ageMs: 20 * MINUTE_MS } as const;

export type Trails = ReadonlyMap<string, readonly MapFix[]>;

/** The trails after a snapshot of the stream. Pure; pairs whose trail did not change keep the same array. */
export function extendTrails(before: Trails, pairs: ReadonlyMap<string, Shelf>): Trails {
  const after = new Map<string, readonly MapFix[]>();
  for (const [pairId, shelf] of pairs) {
    if (shelf.kind !== 'picture' || shelf.lapsed || shelf.picture.wearer.kind !== 'point') continue;
    const { point } = shelf.picture.wearer;
    const trail = before.get(pairId) ?? [];
    const last = trail.at(-1);
    if (last !== undefined && point.fixedAtMs <= last.fixedAtMs) {
      after.set(pairId, trail);
      continue;
    }
    const oldest = point.fixedAtMs - TRAIL_LIMITS.ageMs;
    const kept = trail.filter((fix) => fix.fixedAtMs >= oldest).slice(1 - TRAIL_LIMITS.fixes);
    const { latDeg, lonDeg, radiusM, fixedAtMs, courseDeg } = point;
    after.set(pairId, [...kept, { latDeg, lonDeg, radiusM, fixedAtMs, courseDeg }]);
  }
  return after;
}

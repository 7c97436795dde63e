/**
 * The wearer's way so far, on the protected side's map. Pure. The picture says how far back it may go (`trailS`; absent is none), so a
 * page shows no more than the law of the place allows. Fails toward forgetting: another pair, no point, no right - no trail.
 */
import { SECOND_MS } from '../../../src/core/time.ts';
import type { Picture } from '../../../src/disclosure/contract.ts';
import type { MapFix } from '../../ui/map/types.ts';

export interface Trail {
  readonly pairId: string | null;
  readonly fixes: readonly MapFix[];
}

export const NO_TRAIL: Trail = { pairId: null, fixes: [] };
const FIXES_MAX = 240;

/** The trail after a picture; the same one when nothing changed. */
export function extendTrail(before: Trail, picture: Picture | null): Trail {
  const wearer = picture?.wearer;
  if (picture === null || wearer?.kind !== 'point' || wearer.trailS === undefined) return NO_TRAIL;
  const { latDeg, lonDeg, radiusM, fixedAtMs, courseDeg } = wearer.point;
  const kept = before.pairId === picture.pairId ? before.fixes : [];
  if (kept.at(-1)?.fixedAtMs === fixedAtMs && before.pairId === picture.pairId) return before;
  const oldest = fixedAtMs - wearer.trailS * SECOND_MS;
  const earlier = kept.filter((fix) => fix.fixedAtMs >= oldest && fix.fixedAtMs < fixedAtMs).slice(1 - FIXES_MAX);
  return { pairId: picture.pairId, fixes: [...earlier, { latDeg, lonDeg, radiusM, fixedAtMs, courseDeg }] };
}

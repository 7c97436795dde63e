/** Where this person is, as their own page was told last: their own device's word about themself. In memory only. */
import { MINUTE_MS } from '../../../src/core/time.ts';
import type { LiveState } from '../../ui/live/live-state.ts';
import type { OwnPoint } from './sms.ts';

export interface OwnPointAt extends OwnPoint {
  /** Server time. */
  readonly fixedAtMs: number;
}

/** Older than this it says where somebody was: in so long one walks some 200 m. */
export const POINT_OLD_MS = 3 * MINUTE_MS;

export function isOldPoint(point: OwnPointAt, nowMs: number): boolean {
  return nowMs - point.fixedAtMs > POINT_OLD_MS;
}

/** The newest of one's own points that the stream shows now. */
export function ownPointOf(state: Pick<LiveState, 'pairs'>): OwnPointAt | null {
  let newest: OwnPointAt | null = null;
  for (const shelf of state.pairs.values()) {
    if (shelf.kind !== 'picture' || shelf.lapsed || shelf.picture.protected.kind !== 'point') continue;
    const { latDeg, lonDeg, radiusM, fixedAtMs } = shelf.picture.protected.point;
    if (newest === null || fixedAtMs > newest.fixedAtMs) newest = { latDeg, lonDeg, radiusM, fixedAtMs };
  }
  return newest;
}

/** Where this person is, as their own page was told last: their own device's word about themself. In memory only. */
import type { LiveState } from '../../ui/live/live-state.ts';
import type { OwnPoint } from './sms.ts';

export interface OwnPointAt extends OwnPoint {
  /** Server time. */
  readonly fixedAtMs: number;
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

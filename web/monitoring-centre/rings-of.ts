/** The order's rings as far as the case's own findings name them: nothing is drawn that was not said. */
import type { IncidentEventJson } from '../../src/incidents/contract.ts';
import type { MapRings } from '../ui/map/types.ts';

const RING_OF: Readonly<Record<string, keyof MapRings>> = {
  'approach.danger.inside': 'restraintM',
  'approach.danger.near': 'restraintM',
  'approach.warning.inside': 'warnM',
  'approach.notice.inside': 'noticeM',
};

/** Null when no finding of the case named a ring. */
export function ringsOf(events: readonly IncidentEventJson[]): MapRings | null {
  const rings = { restraintM: null, warnM: null, noticeM: null } as {
    -readonly [Key in keyof MapRings]: MapRings[Key];
  };
  let named = false;
  for (const { why } of events) {
    const ring = why === null ? undefined : RING_OF[why.key];
    const ringM = why?.params.ringM;
    if (ring === undefined || typeof ringM !== 'number') continue;
    rings[ring] = ringM;
    named = true;
  }
  return named ? rings : null;
}

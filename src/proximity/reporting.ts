/**
 * How often a device should report, asked of the protected person's phone only. The wearer's device is never asked: its cadence
 * would tell them that the other is near (I-4). Battery is respected: the request ends with its reason.
 */
import type { PersonId } from '../core/ids.ts';
import { findPerson, forPairsOf } from './lists.ts';
import type { Engine } from './new-state.ts';
import { NONE } from './table.ts';
import { pairView } from './view.ts';

/** What closeness asks for: at 15 s a walker is seen every 20 m. */
const CLOSE_INTERVAL_S = 15;
/** Asked for when contact is at most this far off in time. */
const CLOSE_TAU_S = 600;

/** Seconds between reports that the person's phone should be asked for now; null: as its order says. Always null for a wearer. */
export function wantedIntervalS(engine: Engine, personId: PersonId, nowMs: number): number | null {
  if (!findPerson(engine, personId) || engine.wearer.firstAsWearer !== NONE) return null;
  let isClose = false;
  forPairsOf(engine, engine.wearer.slot, (pair) => {
    if (pair.levels.rank >= 2) isClose = true;
    const etaS = isClose ? null : (pairView(engine, pair.pairId, nowMs)?.etaS ?? null);
    if (etaS !== null && etaS <= CLOSE_TAU_S) isClose = true;
  });
  return isClose ? CLOSE_INTERVAL_S : null;
}

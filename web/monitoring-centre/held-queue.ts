/**
 * The order of the rows on the screen. While a hand is on the queue (pointer over it, or a row has focus) rows keep their places:
 * what is new waits and is announced, what is gone stays as a shade, and what changed changes in its place. Pure.
 * HAZARD H-38: a row that jumps under the pointer makes an officer act on the wrong case.
 */
import type { IncidentJson } from '../../src/incidents/contract.ts';
import { byUrgency } from './urgency.ts';

export interface HeldQueue {
  /** Ids in the order shown. */
  readonly shownIds: readonly string[];
  /** Open, but not shown yet: most urgent first. */
  readonly waitingIds: readonly string[];
}

export const EMPTY_QUEUE: HeldQueue = { shownIds: [], waitingIds: [] };

/** The next order. `held`: a hand is on the queue. Releasing takes everything in at once. */
export function arrange(before: HeldQueue, open: readonly IncidentJson[], held: boolean): HeldQueue {
  const ordered = byUrgency(open).map((incident) => incident.incidentId);
  if (!held || before.shownIds.length === 0) return { shownIds: ordered, waitingIds: [] };
  const shown = new Set(before.shownIds);
  return { shownIds: before.shownIds, waitingIds: ordered.filter((id) => !shown.has(id)) };
}

/** Two orders that look the same: the screen need not be drawn again. */
export function sameArrangement(a: HeldQueue, b: HeldQueue): boolean {
  return sameIds(a.shownIds, b.shownIds) && sameIds(a.waitingIds, b.waitingIds);
}

function sameIds(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((id, index) => id === b[index]);
}

/**
 * The order of the cases on the screen: the most urgent first, and standing still under a hand. Pure.
 * HAZARD H-38: a row that jumps under the pointer makes an officer act on the wrong case.
 */
import type { IncidentJson } from '../../src/incidents/contract.ts';
import { arrangeIds, type HeldOrder } from '../ui/held-order.ts';
import { byUrgency } from './urgency.ts';

export function idsByUrgency(open: readonly IncidentJson[]): string[] {
  return byUrgency(open).map((incident) => incident.incidentId);
}

/** The next order. `held`: a hand is on the queue. */
export function arrange(before: HeldOrder, open: readonly IncidentJson[], held: boolean): HeldOrder {
  return arrangeIds(before, idsByUrgency(open), held);
}

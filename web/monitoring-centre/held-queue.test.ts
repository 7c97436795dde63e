import { describe, expect, it } from 'vitest';
import type { IncidentJson } from '../../src/incidents/contract.ts';
import { EMPTY_ORDER } from '../ui/held-order.ts';
import { arrange } from './held-queue.ts';

function incident(incidentId: string, level: IncidentJson['level']): IncidentJson {
  return {
    incidentId,
    kind: 'approach',
    pairId: null,
    zoneId: null,
    orderId: null,
    wearerId: '00000000-0000-4000-8000-000000000001',
    label: incidentId,
    state: 'unacknowledged',
    level,
    highestLevel: level,
    reason: null,
    distanceM: null,
    etaS: null,
    earliestContactS: null,
    openedAtMs: 0,
    changedAtMs: 0,
    acknowledgedAtMs: null,
    closedAtMs: null,
    closeReason: null,
    returnedAtMs: null,
    suppressed: null,
    duress: false,
    exercise: true,
  };
}

const calm = [incident('a', 'warning'), incident('b', 'notice')];

// HAZARD H-38: a row that jumps under the pointer makes an officer act on the wrong case.
describe('the queue under a hand', () => {
  it('shows the first queue at once, even under a hand', () => {
    expect(arrange(EMPTY_ORDER, calm, true).shownIds).toEqual(['a', 'b']);
  });

  it('keeps every row in its place while held, and lets what is new wait', () => {
    const before = arrange(EMPTY_ORDER, calm, false);
    const raised = [
      incident('a', 'notice'),
      incident('b', 'danger'),
      incident('c', 'warning'),
      incident('d', 'danger'),
    ];
    const held = arrange(before, raised, true);
    expect(held.shownIds).toEqual(['a', 'b']);
    expect(held.waitingIds).toEqual(['d', 'c']);
  });

  it('keeps the place of a row that was closed elsewhere while held', () => {
    const before = arrange(EMPTY_ORDER, calm, false);
    expect(arrange(before, [incident('b', 'notice')], true).shownIds).toEqual(['a', 'b']);
  });

  it('takes everything in when the hand leaves', () => {
    const before = arrange(EMPTY_ORDER, calm, false);
    const next = [incident('b', 'danger'), incident('c', 'warning')];
    expect(arrange(arrange(before, next, true), next, false)).toEqual({ shownIds: ['b', 'c'], waitingIds: [] });
  });
});

import { describe, expect, it } from 'vitest';
import type { IncidentJson } from '../../src/incidents/contract.ts';
import { ringsOf } from './rings-of.ts';
import { newIds, waitingDangers } from './use-alarm.ts';
import { labelMatches } from './use-filter.ts';

const incident = (incidentId: string, level: IncidentJson['level'], state: IncidentJson['state'], kind = 'approach') =>
  ({ incidentId, level, state, kind }) as IncidentJson;

describe('what the alarm sounds for', () => {
  it('is danger, and an SOS, that nobody has taken on', () => {
    const open = [
      incident('a', 'danger', 'unacknowledged'),
      incident('b', 'danger', 'acknowledged'),
      incident('c', 'warning', 'unacknowledged'),
      incident('d', null, 'unacknowledged', 'device:sos'),
    ];
    expect([...waitingDangers(open)]).toEqual(['a', 'd']);
  });

  it('is each case once, and again when it comes back to danger', () => {
    const none = new Set<string>();
    const a = new Set(['a']);
    expect(newIds(none, a)).toEqual(['a']);
    expect(newIds(a, a)).toEqual([]);
    expect(newIds(none, new Set(['a', 'b']))).toEqual(['a', 'b']);
  });
});

describe('the filter', () => {
  it('finds a case however its label is typed', () => {
    for (const text of ['', '14', '014', 'm14', 'M-014', 'm014']) expect(labelMatches('M-014', text)).toBe(true);
    for (const text of ['15', 'k14', 'm-041']) expect(labelMatches('M-014', text)).toBe(false);
  });
});

describe('the rings on the map', () => {
  const event = (key: string, ringM: number) => ({
    number: 1,
    atMs: 0,
    kind: 'raised' as const,
    actorId: null,
    level: null,
    why: { key, params: { ringM } },
    text: null,
  });

  it('are those that the findings named, and no others', () => {
    expect(ringsOf([])).toBeNull();
    expect(ringsOf([event('approach.warning.closing', 5)])).toBeNull();
    expect(ringsOf([event('approach.danger.inside', 100), event('approach.warning.inside', 600)])).toEqual({
      restraintM: 100,
      warnM: 600,
      noticeM: null,
    });
  });
});

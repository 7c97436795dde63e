import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byUrgency, type compareUrgency, contactAtMs, urgencyLevel } from './urgency.ts';

const START_MS = 1_780_000_000_000;

function incident(over: Partial<Parameters<typeof compareUrgency>[0]> = {}) {
  return {
    incidentId: 'i',
    kind: 'approach',
    level: 'warning' as const,
    state: 'unacknowledged' as const,
    etaS: null,
    earliestContactS: null,
    changedAtMs: START_MS,
    openedAtMs: START_MS,
    label: 'M-001',
    wearerId: null,
    returnedAtMs: null,
    duress: false,
    ...over,
  };
}

const order = (...incidents: ReturnType<typeof incident>[]) => byUrgency(incidents).map((one) => one.label);

describe('the order of the queue', () => {
  it('goes by level: danger, warning, unknown, notice, clear', () => {
    const levels = ['clear', 'unknown', 'danger', 'notice', 'warning'] as const;
    const sorted = byUrgency(levels.map((level) => incident({ level, label: level })));
    expect(sorted.map((one) => one.level)).toEqual(['danger', 'warning', 'unknown', 'notice', 'clear']);
  });

  it('puts what nobody has taken on before what is acknowledged, within a level only', () => {
    const taken = incident({ label: 'taken', state: 'acknowledged', etaS: 10 });
    const waiting = incident({ label: 'waiting', etaS: 900 });
    const dangerTaken = incident({ label: 'danger', level: 'danger', state: 'acknowledged' });
    expect(order(taken, waiting, dangerTaken)).toEqual(['danger', 'waiting', 'taken']);
  });

  it('counts time left from the moment it was measured, not from now', () => {
    const measuredLate = incident({ label: 'late', etaS: 60, changedAtMs: START_MS + 100_000 });
    const measuredEarly = incident({ label: 'early', etaS: 100, changedAtMs: START_MS });
    expect(order(measuredLate, measuredEarly)).toEqual(['early', 'late']);
  });

  it('puts a known time before none, and none by who waits longest', () => {
    const older = incident({ label: 'older', openedAtMs: START_MS - 5_000 });
    const newer = incident({ label: 'newer' });
    const timed = incident({ label: 'timed', etaS: 3_000 });
    expect(order(newer, older, timed)).toEqual(['timed', 'older', 'newer']);
  });

  it('treats an SOS as danger, an opened strap as warning, a low battery as notice, and a kind it does not know as warning', () => {
    const level = (kind: string) => urgencyLevel({ kind, level: null });
    expect(level('device:sos')).toBe('danger');
    expect(level('device:strap-open')).toBe('warning');
    expect(level('device:low-battery')).toBe('notice');
    expect(level('ring:police')).toBe('notice');
    expect(level('something-new')).toBe('warning');
  });

  // HAZARD H-180: an SOS waits below other cases
  it("puts calls for help above every danger; taken back, below danger; a wearer's own button beside danger", () => {
    const sos = (label: string, over: object = {}) => incident({ kind: 'device:sos', level: null, label, ...over });
    const danger = incident({ level: 'danger', label: 'danger', etaS: 5 });
    expect(
      order(
        incident({ label: 'warning' }),
        danger,
        sos('taken in hand', { state: 'acknowledged' }),
        sos('taken back', { returnedAtMs: START_MS, openedAtMs: START_MS - 1 }),
        sos('duress', { returnedAtMs: START_MS, duress: true }),
        sos('wearer', { wearerId: 'w' }),
        sos('calls', { openedAtMs: START_MS - 1 }),
      ),
    ).toEqual(['calls', 'duress', 'taken in hand', 'danger', 'wearer', 'taken back', 'warning']);
  });

  it('takes the earliest contact where there is no tau, and nothing where there is neither', () => {
    expect(contactAtMs(incident({ earliestContactS: 90 }))).toBe(START_MS + 90_000);
    expect(contactAtMs(incident({ etaS: 30, earliestContactS: 5 }))).toBe(START_MS + 30_000);
    expect(contactAtMs(incident())).toBeNull();
  });

  it('is one order, whichever way the list came', () => {
    const anyIncident = fc.record({
      incidentId: fc.uuid(),
      kind: fc.constantFrom('approach', 'device:sos', 'ring:police', 'zone'),
      level: fc.constantFrom('clear', 'notice', 'warning', 'danger', 'unknown', null),
      state: fc.constantFrom('unacknowledged' as const, 'acknowledged' as const),
      etaS: fc.option(fc.integer({ min: 0, max: 900 })),
      earliestContactS: fc.option(fc.integer({ min: 0, max: 900 })),
      changedAtMs: fc.integer({ min: START_MS, max: START_MS + 10_000 }),
      openedAtMs: fc.integer({ min: START_MS, max: START_MS + 10_000 }),
      label: fc.constantFrom('M-001', 'M-002'),
      wearerId: fc.constantFrom(null, 'w'),
      returnedAtMs: fc.constantFrom(null, START_MS),
      duress: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.uniqueArray(anyIncident, { selector: (one) => one.incidentId, maxLength: 12 }), (incidents) => {
        expect(byUrgency([...incidents].reverse())).toEqual(byUrgency(incidents));
      }),
    );
  });
});

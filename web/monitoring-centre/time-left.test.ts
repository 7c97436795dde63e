import { describe, expect, it } from 'vitest';
import type { Picture, Shown } from '../../src/disclosure/contract.ts';
import type { IncidentJson } from '../../src/incidents/contract.ts';
import { countdownText } from './numbers.ts';
import { timeLeft } from './time-left.ts';

const NOW_MS = 1_000_000;
const basis = { rule: 'r', article: 'a' };

function incident(over: Partial<IncidentJson> = {}): IncidentJson {
  return {
    incidentId: 'i',
    kind: 'approach',
    pairId: 'p',
    zoneId: null,
    orderId: null,
    wearerId: 'w',
    label: 'M-001',
    state: 'unacknowledged',
    level: 'warning',
    highestLevel: 'warning',
    reason: null,
    distanceM: 500,
    etaS: 120,
    earliestContactS: null,
    openedAtMs: 0,
    changedAtMs: NOW_MS - 20_000,
    acknowledgedAtMs: null,
    closedAtMs: null,
    closeReason: null,
    returnedAtMs: null,
    suppressed: null,
    duress: false,
    exercise: true,
    ...over,
  };
}

function picture(wearer: Shown): Picture {
  return { pairId: 'p', label: 'M-001', level: 'warning', levelSinceMs: 0, wearer, protected: wearer, validUntilMs: 0 };
}

const band = (etaS: number | null): Shown => ({
  kind: 'band',
  fromM: 500,
  toM: 1_000,
  trend: 'approaching',
  octant: null,
  etaS,
  lastReportAtMs: null,
  basis,
});

describe('time left', () => {
  it('counts on from the last change where no live picture says better', () => {
    expect(timeLeft(incident(), null, NOW_MS)).toEqual({ kind: 'contact', leftS: 100 });
    expect(timeLeft(incident(), null, NOW_MS + 500_000)).toEqual({ kind: 'contact', leftS: 0 });
  });

  it('believes the live picture first, also when it says that they do not close', () => {
    expect(timeLeft(incident(), picture(band(77)), NOW_MS)).toEqual({ kind: 'contact', leftS: 77 });
    expect(timeLeft(incident(), picture(band(null)), NOW_MS)).toEqual({ kind: 'not-closing' });
  });

  it('is the earliest contact while a side is silent, and says so', () => {
    const silent: Shown = {
      kind: 'unknown',
      reason: 'wearer-silent',
      sinceMs: 0,
      earliestContactAtMs: NOW_MS + 30_000,
      lastReportAtMs: 0,
      basis,
    };
    const unknown = incident({ level: 'unknown', etaS: null, earliestContactS: 50 });
    expect(timeLeft(unknown, picture(silent), NOW_MS)).toEqual({ kind: 'earliest', leftS: 30 });
    expect(timeLeft(unknown, null, NOW_MS)).toEqual({ kind: 'earliest', leftS: 30 });
    expect(timeLeft({ ...unknown, earliestContactS: null }, null, NOW_MS)).toEqual({ kind: 'none' });
  });

  it('has none for a device, and none for what is closed', () => {
    expect(timeLeft(incident({ kind: 'device:low-battery' }), null, NOW_MS)).toEqual({ kind: 'none' });
    expect(timeLeft(incident({ state: 'closed' }), null, NOW_MS)).toEqual({ kind: 'none' });
  });

  it('is written so that it keeps its width while it counts', () => {
    expect([0, 9.9, 65, 599, 3_599, 4_800, -3].map(countdownText)).toEqual([
      '0:00',
      '0:09',
      '1:05',
      '9:59',
      '59:59',
      '1 h 20',
      '0:00',
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import type { Picture, Shown } from '../../../src/disclosure/contract.ts';
import { fitPoints, octantBearingDeg, octantOfBearing, pairOfPicture } from './pair-of-picture.ts';

const basis = { rule: 'kr/officer/warning', article: 'EDA Decree art. 23-17(1)' };
const point = { latDeg: 36, lonDeg: 124.5, radiusM: 15, fixedAtMs: 1_000, courseDeg: null, speedMps: null };
const moved = { distanceM: 480, trend: 'approaching', octant: 'NE', etaS: 200, lastReportAtMs: 1_000, basis } as const;
const shownPoint: Shown = { kind: 'point', point, ...moved };
const extras = { label: 'M-001', rings: null, emphasis: 'normal', trail: [] } as const;

function picture(wearer: Shown, level: Picture['level'] = 'warning'): Picture {
  return { pairId: 'p', label: 'M-001', level, levelSinceMs: 0, wearer, protected: shownPoint, validUntilMs: 9_000 };
}

describe('from a picture to the map', () => {
  // HAZARD H-49: a place is drawn that disclosure did not give.
  it('has a place of the wearer only where disclosure gave a point', () => {
    const unknown: Shown = {
      kind: 'unknown',
      reason: 'wearer-silent',
      sinceMs: 0,
      earliestContactAtMs: null,
      lastReportAtMs: 0,
      basis,
    };
    const nothing: Shown = { kind: 'nothing', statement: 'no-warning', lastReportAtMs: 0, basis };
    expect(pairOfPicture(picture(unknown, 'unknown'), extras).wearer).toEqual({ kind: 'unknown' });
    expect(pairOfPicture(picture(nothing, 'clear'), extras).wearer).toEqual({ kind: 'none' });
    expect(pairOfPicture(picture(unknown, 'unknown'), extras).distanceM).toBeNull();
    expect(fitPoints(pairOfPicture(picture(unknown), extras))).toHaveLength(1);
  });

  it('turns a band into a ring with a side, and keeps all of it in view', () => {
    const { distanceM: _, ...rest } = moved;
    const band: Shown = { kind: 'band', fromM: 1_000, toM: 1_500, ...rest };
    const pair = pairOfPicture(picture(band, 'notice'), extras);
    expect(pair.wearer).toEqual({ kind: 'band', fromM: 1_000, toM: 1_500, bearingDeg: 45 });
    expect(fitPoints(pair)).toEqual([expect.objectContaining({ radiusM: 1_500 })]);
  });

  it('keeps a point’s circle, age and missing course', () => {
    const { wearer } = pairOfPicture(picture(shownPoint), extras);
    expect(wearer).toEqual({
      kind: 'point',
      fix: { latDeg: 36, lonDeg: 124.5, radiusM: 15, fixedAtMs: 1_000, courseDeg: null },
    });
  });

  it('names octants as the compass does', () => {
    expect([0, 22, 23, 90, 200, 359, -45].map(octantOfBearing)).toEqual(['N', 'N', 'NE', 'E', 'S', 'N', 'NW']);
    expect(octantBearingDeg('SW')).toBe(225);
  });
});

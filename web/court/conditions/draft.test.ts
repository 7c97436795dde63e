import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { orderConditionsSchema, shapeProblem } from '../../../src/orders/contract.ts';
import { loadEveryLanguage } from '../../ui/messages/catalogue.ts';
import { courtFormsMessages } from '../../ui/messages/court-forms/catalogue.ts';
import {
  type ConditionsDraft,
  conditionsOf,
  draftOf,
  NO_CONDITIONS,
  newZone,
  parsePoint,
  pointText,
  problemsOf,
  type ZoneDraft,
} from './draft.ts';

const LAW = {
  restraintM: { default: 100, min: 100, max: 1_000, article: 'SPA 9(1)2' },
  warnM: { default: 600, min: 200, max: 3_000, article: 'Decree 23-17(1)' },
  noticeM: { default: 2_000, min: 500, max: 10_000, article: 'EDA 31-6(4)' },
};
const SEOUL = { latDeg: 37.5665, lonDeg: 126.978 };
const home: ZoneDraft = { ...newZone('zone-1'), name: 'home', points: [SEOUL] };
const corner = (north: number, east: number) => ({ latDeg: SEOUL.latDeg + north, lonDeg: SEOUL.lonDeg + east });
const SQUARE = [corner(0, 0), corner(0, 0.01), corner(0.01, 0.01), corner(0.01, 0)];
const outline = (points: ZoneDraft['points']): ZoneDraft => ({ ...home, form: 'polygon', points });
const codes = (draft: Partial<ConditionsDraft>) =>
  problemsOf({ ...NO_CONDITIONS, ...draft }, LAW).map(({ field, code }) => `${field} ${code}`);

describe('what is wrong', () => {
  it('is nothing where nothing was changed, or a place is whole', () => {
    expect(codes({})).toEqual([]);
    expect(codes({ zones: [home, outline(SQUARE)] })).toEqual([]);
  });

  it.each([
    [{ warnM: '60' }, ['warnM too-small', 'warnM order']],
    [{ warnM: '3001' }, ['warnM too-large', 'noticeM order']],
    [{ warnM: '6oo' }, ['warnM number']],
    [{ restraintM: '700' }, ['warnM order']],
    [{ noticeM: '500' }, ['noticeM order']],
  ])('%o: %o', (distances, wanted) => {
    expect(codes({ distances })).toEqual(wanted);
  });

  it.each([
    [{ ...home, name: '  ' }, 'zone-1-name zone-name'],
    [{ ...home, points: [] }, 'zone-1-place zone-point'],
    [{ ...home, radius: '0' }, 'zone-1-radius no-size'],
    [{ ...home, radius: '5' }, 'zone-1-radius zone-radius'],
    [{ ...home, radius: '50001' }, 'zone-1-radius zone-radius'],
    [outline(SQUARE.slice(0, 2)), 'zone-1-place zone-corners'],
    [outline([SQUARE[0]!, SQUARE[2]!, SQUARE[1]!, SQUARE[3]!]), 'zone-1-place crosses-itself'],
    [outline([SQUARE[0]!, SQUARE[1]!, corner(0, 0.02)]), 'zone-1-place'],
    [{ ...home, timetable: [{ days: [], from: '08:00', until: '18:00' }] }, 'zone-1-days-0 zone-days'],
    [{ ...home, timetable: [{ days: [1], from: '', until: '18:00' }] }, 'zone-1-hours-0 zone-hours'],
  ])('a place that is none is told at its field, case %# (H-364)', (zone, wanted) => {
    expect(codes({ zones: [zone] }).join()).toContain(wanted);
  });

  it('is said in English as the server says it', async () => {
    await loadEveryLanguage();
    const texts = courtFormsMessages.texts('en');
    const crossing = [SQUARE[0]!, SQUARE[2]!, SQUARE[1]!, SQUARE[3]!];
    expect(shapeProblem({ kind: 'circle', ...SEOUL, radiusM: 0 })).toBe(texts['problem.no-size']);
    expect(shapeProblem({ kind: 'polygon', rings: [crossing] })).toBe(texts['problem.crosses-itself']);
  });
});

describe('the request', () => {
  it('holds what was filled in, and the schema takes it', () => {
    const weekdays = { days: [1, 5], from: '08:00', until: '06:00' };
    const draft = {
      distances: { warnM: ' 800 ', noticeM: '' },
      zones: [{ ...home, timetable: [weekdays] }, outline(SQUARE)],
    };
    const conditions = conditionsOf(draft);
    expect(orderConditionsSchema.parse(conditions)).toEqual(conditions);
    expect(conditions.warnM).toBe(800);
    expect(conditions.noticeM).toBeUndefined();
    expect(conditions.zones[0]).toMatchObject({ shape: { kind: 'circle', radiusM: 200 }, timetable: [weekdays] });
  });

  it('is the same after what stands in force was opened to be changed', () => {
    const conditions = conditionsOf({ distances: { warnM: '800' }, zones: [home, outline(SQUARE)] });
    expect(conditionsOf(draftOf(conditions))).toEqual(conditions);
    expect(problemsOf(draftOf(conditions), LAW)).toEqual([]);
  });
});

describe('typed coordinates', () => {
  it('come back within a metre', () => {
    const lat = fc.double({ min: -90, max: 90, noNaN: true });
    const lon = fc.double({ min: -180, max: 180, noNaN: true });
    fc.assert(
      fc.property(lat, lon, (latDeg, lonDeg) => {
        const point = parsePoint(pointText({ latDeg, lonDeg }))!;
        expect(Math.abs(point.latDeg - latDeg)).toBeLessThan(1e-5);
        expect(Math.abs(point.lonDeg - lonDeg)).toBeLessThan(1e-5);
      }),
    );
  });

  it.each(['91, 0', '0, 181', '37.5', 'home', '37,5; 126,9', ''])('"%s" is no place', (text) => {
    expect(parsePoint(text)).toBeNull();
  });
});

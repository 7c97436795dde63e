/** A court's decision as acts: what an order cannot hold is refused by name, and what it can is held as it was said. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { valueOrRefuse } from '../../core/refusal.ts';
import { lawOf } from '../process/law.ts';
import type { ProceedingRow } from '../process/process.sql.ts';
import { loadPacks } from '../service.ts';
import { courtDecision } from './court-decision.fixture.ts';
import { courtDecisionSchema } from './court-decision.ts';
import { decisionActs } from './decision-act.ts';
import { decisionConditions } from './decision-conditions.ts';

const law = lawOf(loadPacks().current('kr', Date.parse('2026-11-21T03:00:00Z'))!);
const [P1, P2] = ['8e4b9c10-2f6d-4c3a-8a15-7d9e0b1c2a33', '8e4b9c10-2f6d-4c3a-8a15-7d9e0b1c2a34'];

type Conditions = ReturnType<typeof courtDecision>['measures'][number]['conditions'];

/** Two are protected. */
function decisionWith(conditions: Conditions, measure = 'provisional-3-2') {
  const decision = courtDecision();
  return { ...decision, protectedRefs: [P1!, P2!], measures: [{ ...decision.measures[0]!, measure, conditions }] };
}
const keepAway = (ofRef: string, restraintM = 100, when = null) =>
  ({ kind: 'keep-away', ofRef, restraintM, when }) as const;
const zone = (area: object, when: object | null = null) =>
  ({ kind: 'exclusion-zone', ofRef: P1, name: 'home', area, when }) as Conditions[number];
const POINT = { type: 'Point', coordinates: [124.5, 36], radiusM: 100 };

const hours = (timeZone: string) => ({ timeZone, hours: [{ days: ['sun'], from: '00:00', until: '24:00' }] });

describe('conditions', () => {
  it.each([
    ['another distance', [keepAway(P1!), keepAway(P2!, 200)], '/measures/0/conditions/1/restraintM'],
    ['a distance from some', [keepAway(P1!)], '/measures/0/conditions/0/ofRef'],
    [
      'a distance at some hours',
      [keepAway(P1!), { ...keepAway(P2!), when: hours('Asia/Seoul') }],
      '/measures/0/conditions/1/when',
    ],
    ['hours of elsewhere', [zone(POINT, hours('Asia/Tokyo'))], '/measures/0/conditions/0/when/timeZone'],
  ])('%s is refused, and where it stands is said', (_what, conditions, message) => {
    const answer = decisionConditions(decisionWith(conditions as Conditions), law);
    expect(answer).toMatchObject({ ok: false, error: { code: 'invalid', message: expect.stringContaining(message) } });
  });

  it('two intervals, or a device where the law knows none, are refused', () => {
    const two = [10, 20].map((reportingIntervalS) => ({ kind: 'device', reportingIntervalS }) as const);
    expect(decisionConditions(decisionWith(two), law)).toMatchObject({
      error: { message: expect.stringContaining('one interval') },
    });
    expect(decisionConditions(decisionWith([two[0]!], 'provisional-2'), law)).toMatchObject({
      error: { message: expect.stringContaining('/measures/0/conditions/0: the law knows no device') },
    });
  });

  it('a whole Sunday is one, and a place that stands under two measures is one place', () => {
    const one = zone(POINT, hours('Asia/Seoul'));
    expect(valueOrRefuse(decisionConditions(decisionWith([one, one]), law)).zones).toEqual([
      {
        ...{ kind: 'exclusion', name: 'home', ofPersonId: P1 },
        shape: { kind: 'circle', latDeg: 36, lonDeg: 124.5, radiusM: 100 },
        timetable: [{ days: [7], from: '00:00', until: '00:00' }],
      },
    ]);
  });

  it('a polygon keeps each corner, latitude and longitude in their places', () => {
    const corner = fc.tuple(
      fc.double({ min: -180, max: 180, noNaN: true }),
      fc.double({ min: -90, max: 90, noNaN: true }),
    );
    fc.assert(
      fc.property(fc.array(corner, { minLength: 3, maxLength: 20 }), (corners) => {
        const area = { type: 'Polygon', coordinates: [[...corners, corners[0]!]] };
        const { zones } = valueOrRefuse(decisionConditions(decisionWith([zone(area)]), law));
        expect(zones[0]!.shape).toEqual({
          ...{ kind: 'polygon', rings: [corners.map(([lonDeg, latDeg]) => ({ latDeg, lonDeg }))] },
        });
      }),
    );
  });
});

describe('acts', () => {
  const row = {
    ...{ procedure: 'provisional-measures', respondentId: 'R-1', protectedIds: ['P-1'] },
    state: { imposed: null, measures: [] },
  } as unknown as ProceedingRow;

  it('nobody is decided against while nobody is named', () => {
    const answer = decisionActs(courtDecision(), { row: { ...row, respondentId: null }, law });
    expect(answer).toMatchObject({ ok: false, error: { code: 'conflict' } });
  });

  it('reasons without a code of ours count as other, once, and keep their words', () => {
    const reasons = ['odd', 'odder', 'not-necessary'].map((code) => ({ code, text: `because ${code}` }));
    const decision = { ...courtDecision(), decision: 'refused', reasons, measures: [] };
    const [act] = valueOrRefuse(decisionActs(courtDecisionSchema.parse(decision), { row, law }));
    expect(act).toMatchObject({ act: 'decide', result: 'refused', reasons: ['other', 'not-necessary'], measures: [] });
    expect(act!.text).toContain('reason odder: because odder');
  });

  it('what is approved keeps its end', () => {
    const imposed = { measure: 'provisional-3-2', fromMs: 1, untilMs: Date.parse('2027-02-20T15:00:00Z') };
    const approving = { ...row, state: { imposed: {}, measures: [imposed] } } as unknown as ProceedingRow;
    const decision = courtDecision();
    const measures = [{ ...decision.measures[0]!, from: null, until: '2027-02-21T00:00:01+09:00' }];
    const answer = decisionActs({ ...decision, measures }, { row: approving, law });
    expect(answer).toMatchObject({ error: { message: expect.stringContaining('/measures/0/until: an approval') } });
  });
});

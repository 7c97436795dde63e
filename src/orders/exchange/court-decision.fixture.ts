/** A decision as a court's system sends it: whole, and of nobody. */
import type { CourtDecision } from './court-decision.ts';

export function courtDecision(): CourtDecision {
  return {
    applicationRef: 'A-2026-000123',
    court: { code: 'drill-district-court', name: 'Drill District Court' },
    caseNumber: '2026-초-4567',
    decision: 'partly',
    reasons: [{ code: 'detention-not-needed', text: 'The device and the ban suffice for now.' }],
    wearerRef: 'R-1',
    protectedRefs: ['P-1'],
    measures: [
      {
        measure: 'provisional-3-2',
        from: '2026-11-21T14:30:00+09:00',
        until: '2027-02-21T00:00:00+09:00',
        fitBy: '2026-11-23T18:00:00+09:00',
        conditions: [
          { kind: 'device', reportingIntervalS: 60 },
          { kind: 'keep-away', ofRef: 'P-1', restraintM: 100, when: null },
          {
            kind: 'exclusion-zone',
            ofRef: 'P-1',
            name: 'workplace',
            area: { type: 'Point', coordinates: [127.0712, 37.5113], radiusM: 100 },
            when: {
              timeZone: 'Asia/Seoul',
              hours: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '08:00', until: '19:00' }],
            },
          },
          { kind: 'no-contact', ofRef: 'P-1', by: ['telephone', 'message', 'third-party'] },
        ],
      },
    ],
    documents: [],
    decidedAt: '2026-11-21T14:30:00+09:00',
    servedAt: null,
    judgeRef: 'J-07',
  };
}

/** The offices of the drill city, who works there, and proceedings in which they have something to do. Made-up, as all of the cast. */
import type { CastAgency, CastKey, CastPerson } from './cast.ts';
import type { CityName } from './city/contract.ts';

/** A proceeding as it stands when the drill begins: its acts, hours ago. */
export interface CastProceeding {
  readonly key: CastKey;
  readonly procedure: 'provisional-measures' | 'emergency-measures';
  readonly protected: CastKey;
  readonly respondent: CastKey;
  readonly acts: readonly CastAct[];
}

export type CastAct =
  | {
      readonly act: 'file';
      readonly by: CastKey;
      readonly hoursAgo: number;
      readonly measures: readonly string[];
      readonly text: string;
    }
  | {
      readonly act: 'impose';
      readonly by: CastKey;
      readonly hoursAgo: number;
      readonly measures: readonly string[];
      readonly text: string;
    }
  | {
      readonly act: 'grant';
      readonly by: CastKey;
      readonly hoursAgo: number;
      readonly measures: readonly string[];
      /** From when the drill begins, where the court set a shorter time than the law allows. */
      readonly untilHours: number;
    };

/** Numbers that no exchange has. */
export const OFFICES: readonly CastAgency[] = [
  office('a2', 'police', 'Kkachi Police', '까치 경찰서', '+82 2 000 0113'),
  office('a3', 'prosecution', 'Kkachi Prosecution Office', '까치 공소청', '+82 2 000 0114'),
  office('a4', 'court', 'Kkachi District Court', '까치 지방법원', '+82 2 000 0115'),
  office('a5', 'oversight', 'Kkachi Oversight Body', '까치 감독기관', '+82 2 000 0116'),
];

function office(key: CastKey, role: CastAgency['role'], en: string, ko: string, phone: string): CastAgency {
  return { key, role, name: { en, ko }, jurisdiction: 'kr', phone, places: [] };
}

export const COURT_CAST: readonly CastPerson[] = [
  person('l1', 'a2', 'police', { en: 'Police Officer One', ko: '경찰관 하나' }),
  person('g1', 'a3', 'prosecutor', { en: 'Prosecutor One', ko: '검사 하나' }),
  person('j1', 'a4', 'judge', { en: 'Judge One', ko: '판사 하나' }),
  person('c1', 'a4', 'clerk', { en: 'Clerk One', ko: '참여관 하나' }),
  person('v1', 'a1', 'lawyer', { en: 'Lawyer One', ko: '변호사 하나' }),
  person('o9', 'a5', 'overseer', { en: 'Overseer One', ko: '감독관 하나' }),
  person('q1', 'a1', 'protected', { en: 'Byeolttong', ko: '별똥' }),
  person('r1', 'a1', 'wearer', { en: 'Meokgureum', ko: '먹구름' }),
  person('q2', 'a1', 'protected', { en: 'Dallim', ko: '달님' }),
  person('r2', 'a1', 'wearer', { en: 'Sonagi', ko: '소나기' }),
  person('q3', 'a1', 'protected', { en: 'Haenim', ko: '해님' }),
  person('r3', 'a1', 'wearer', { en: 'Beongae', ko: '번개' }),
];

function person(key: CastKey, agency: CastKey, kind: CastPerson['kind'], name: CityName): CastPerson {
  const said = { en: `${name.en} (exercise)`, ko: `${name.ko} (훈련)` };
  return { key, agency, kind, name: said, language: 'ko', householdOf: null };
}

const DAY_H = 24;

/** One waits for a decision, one ends in a few days, and of one the approval is due within a day. */
export const PROCEEDINGS: readonly CastProceeding[] = [
  {
    ...{ key: 'pending', procedure: 'provisional-measures', protected: 'q1', respondent: 'r1' },
    acts: [
      {
        ...{ act: 'file', by: 'g1', hoursAgo: 20, measures: ['provisional-2', 'provisional-3', 'provisional-3-2'] },
        text: '훈련: 지난 두 달 동안 집 앞에서 열한 번 기다렸고, 하루에 수십 번 전화를 걸었다.',
      },
    ],
  },
  {
    ...{ key: 'expiring', procedure: 'provisional-measures', protected: 'q2', respondent: 'r2' },
    acts: [
      {
        ...{ act: 'file', by: 'g1', hoursAgo: 21 * DAY_H, measures: ['provisional-2', 'provisional-3'] },
        text: '훈련: 직장 앞에서 되풀이하여 기다렸다.',
      },
      {
        ...{ act: 'grant', by: 'j1', hoursAgo: 20 * DAY_H, untilHours: 6 * DAY_H },
        measures: ['provisional-2', 'provisional-3'],
      },
    ],
  },
  {
    ...{ key: 'emergency', procedure: 'emergency-measures', protected: 'q3', respondent: 'r3' },
    acts: [
      {
        ...{ act: 'impose', by: 'l1', hoursAgo: 30, measures: ['emergency-1'] },
        text: '훈련: 신고를 받고 출동하니 문 앞에 서 있었다.',
      },
    ],
  },
];

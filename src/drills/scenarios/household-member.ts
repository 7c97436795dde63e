/** The order protects a member of the household too: the wearer comes to them while the protected person is elsewhere. */
import { MINUTE_MS } from '../../core/time.ts';
import { type Approach, approachByCar } from './approach.ts';
import { after, END, type Scenario, START } from './scenario.ts';

const APPROACH: Approach = {
  wearer: 'w1',
  target: (stage) => stage.city.hospital,
  from: (stage) => stage.home('w1'),
};
const PAIR = { wearer: 'w1', protected: 'h1' };
const WAIT_S = 30;

export const householdMemberScenario: Scenario = {
  name: 'household-member',
  title: { en: 'Household member', ko: '동거 가족' },
  briefing: {
    en: 'The protected person is at the market; a member of their household is at the hospital across the river. The wearer drives from home to the household member. Both phones must tell the truth: a warning on one, none on the other.',
    ko: '보호 대상자는 시장에, 동거 가족은 강 건너 병원에 있습니다. 착용자가 집에서 차로 나와 가족에게 접근합니다. 가족의 전화에는 경고가, 보호 대상자의 전화에는 경고 없음이 표시되어야 합니다.',
  },
  parts: [
    {
      person: 'p1',
      settled: true,
      start: (stage) => stage.city.market,
      script: (life, _stage, fromMs) => {
        life.until(fromMs + 12 * MINUTE_MS, 'open');
      },
    },
    {
      person: 'h1',
      settled: true,
      start: (stage) => stage.city.hospital,
      script: (life, _stage, fromMs) => {
        life.until(fromMs + 12 * MINUTE_MS, 'open');
      },
    },
    {
      person: 'w1',
      start: APPROACH.from,
      script: (life, stage) => approachByCar(life, stage, APPROACH, WAIT_S),
    },
  ],
  steps: [
    {
      at: after('sets-out', 0),
      says: { en: 'The wearer drives towards the household member.', ko: '착용자가 차로 동거 가족 쪽으로 출발합니다.' },
    },
    {
      at: after('near', 0),
      says: {
        en: 'The wearer is about 60 m from the household member.',
        ko: '착용자가 동거 가족과 약 60 m 거리에 있습니다.',
      },
    },
    { at: after('leaves', 0), says: { en: 'The wearer leaves.', ko: '착용자가 떠납니다.' } },
  ],
  expectations: [
    {
      what: 'reaches',
      ...PAIR,
      levels: ['warning', 'danger'],
      from: after('sets-out', 0),
      to: after('parks', 0),
      says: {
        en: 'The household member is warned before the wearer parks.',
        ko: '착용자가 주차하기 전에 동거 가족에게 경고가 울립니다.',
      },
    },
    {
      what: 'reaches',
      ...PAIR,
      levels: ['danger'],
      from: after('parks', 0),
      to: after('near', 15),
      says: { en: 'Danger for the household member.', ko: '동거 가족에게 위험 단계가 됩니다.' },
    },
    {
      what: 'never',
      wearer: 'w1',
      protected: 'p1',
      levels: ['danger'],
      from: START,
      to: after('near', 60),
      says: {
        en: 'No danger for the protected person, who is elsewhere.',
        ko: '다른 곳에 있는 보호 대상자에게는 위험 단계가 아닙니다.',
      },
    },
    {
      what: 'reaches',
      ...PAIR,
      levels: ['clear', 'notice'],
      from: after('leaves', 60),
      to: END,
      says: { en: 'The warning ends after the wearer has left.', ko: '착용자가 떠난 뒤 경고가 끝납니다.' },
    },
  ],
};

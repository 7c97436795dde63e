/** The wearer walks all the way: slow closing, much time to warn. */
import { MINUTE_MS } from '../../core/time.ts';
import { type Approach, approachOnFoot, setOutAway } from './approach.ts';
import { after, END, type Scenario, START } from './scenario.ts';

const APPROACH: Approach = {
  wearer: 'w1',
  target: (stage) => stage.city.market,
  from: (stage) => setOutAway(stage, 'approach-on-foot', stage.city.market, 900, 1_050),
};
const PAIR = { wearer: 'w1', protected: 'p1' };
const WAIT_S = 40;

export const approachOnFootScenario: Scenario = {
  name: 'approach-on-foot',
  title: { en: 'Approach on foot', ko: '도보 접근' },
  briefing: {
    en: 'The protected person is at the market. The wearer walks to them from about 1 km away, stays within about 60 m, walks back and drives home.',
    ko: '보호 대상자는 시장에 있습니다. 착용자가 약 1 km 떨어진 곳에서 걸어와 약 60 m 거리에 머문 뒤 돌아갑니다.',
  },
  parts: [
    {
      person: 'p1',
      settled: true,
      start: (stage) => stage.city.market,
      script: (life, _stage, fromMs) => {
        life.until(fromMs + 45 * MINUTE_MS, 'open');
      },
    },
    {
      person: 'w1',
      start: APPROACH.from,
      script: (life, stage) => approachOnFoot(life, stage, APPROACH, WAIT_S),
    },
  ],
  steps: [
    { at: START, says: { en: 'The wearer is about 1 km away.', ko: '착용자가 약 1 km 거리에 있습니다.' } },
    {
      at: after('sets-out', 0),
      says: {
        en: 'The wearer walks towards the protected person.',
        ko: '착용자가 보호 대상자 쪽으로 걷기 시작합니다.',
      },
    },
    {
      at: after('near', 0),
      says: { en: 'The wearer is about 60 m away and stays.', ko: '착용자가 약 60 m 거리에 머뭅니다.' },
    },
    { at: after('leaves', 0), says: { en: 'The wearer walks away.', ko: '착용자가 걸어서 떠납니다.' } },
    {
      at: after('home', 0),
      says: { en: 'The wearer is home, far away.', ko: '착용자가 멀리 떨어진 집에 도착했습니다.' },
    },
  ],
  expectations: [
    {
      what: 'never',
      ...PAIR,
      levels: ['danger'],
      from: START,
      to: after('near', -240),
      says: { en: 'No danger while the wearer is far.', ko: '멀리 있는 동안에는 위험 단계가 아닙니다.' },
    },
    {
      what: 'reaches',
      ...PAIR,
      levels: ['warning', 'danger'],
      from: after('sets-out', 0),
      to: after('near', -120),
      says: {
        en: 'A warning at least two minutes before the wearer is near.',
        ko: '가까이 오기 2분 전까지 경고가 울립니다.',
      },
    },
    {
      what: 'reaches',
      ...PAIR,
      levels: ['danger'],
      from: after('near', -60),
      to: after('near', 15),
      says: { en: 'Danger when the wearer is near.', ko: '착용자가 가까이 오면 위험 단계가 됩니다.' },
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

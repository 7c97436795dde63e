/** The wearer drives up, parks round the corner and comes the last stretch on foot. */
import { MINUTE_MS } from '../../core/time.ts';
import { type Approach, approachByCar, setOutAway } from './approach.ts';
import { after, END, type Scenario, START } from './scenario.ts';

const APPROACH: Approach = {
  wearer: 'w1',
  target: (stage) => stage.city.market,
  from: (stage) => setOutAway(stage, 'approach-by-car', stage.city.market, 1_180, 1_330),
};
const PAIR = { wearer: 'w1', protected: 'p1' };
/** Long enough for everybody's first reports to be there. */
const WAIT_S = 22;

export const approachByCarScenario: Scenario = {
  name: 'approach-by-car',
  title: { en: 'Approach by car', ko: '차량 접근' },
  briefing: {
    en: 'The protected person is at the market. The wearer waits about 1.3 km away, drives towards them, parks, walks to within about 60 m, stays, and drives home.',
    ko: '보호 대상자는 시장에 있습니다. 착용자는 약 1.3 km 떨어진 곳에 있다가 차로 다가와 주차한 뒤 약 60 m까지 걸어서 접근하고, 머문 뒤 차로 돌아갑니다.',
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
      person: 'w1',
      start: APPROACH.from,
      script: (life, stage) => approachByCar(life, stage, APPROACH, WAIT_S),
    },
  ],
  steps: [
    { at: START, says: { en: 'The wearer is about 1.3 km away.', ko: '착용자가 약 1.3 km 거리에 있습니다.' } },
    {
      at: after('sets-out', 0),
      says: {
        en: 'The wearer drives towards the protected person.',
        ko: '착용자가 차로 보호 대상자 쪽으로 출발합니다.',
      },
    },
    {
      at: after('parks', 0),
      says: { en: 'The wearer parks and goes on on foot.', ko: '착용자가 주차하고 걸어서 접근합니다.' },
    },
    {
      at: after('near', 0),
      says: { en: 'The wearer is about 60 m away and stays.', ko: '착용자가 약 60 m 거리에 머뭅니다.' },
    },
    {
      at: after('leaves', 0),
      says: { en: 'The wearer goes back to the car and leaves.', ko: '착용자가 차로 돌아가 떠납니다.' },
    },
    {
      at: after('home', 0),
      says: { en: 'The wearer is home, far away.', ko: '착용자가 멀리 떨어진 집에 도착했습니다.' },
    },
  ],
  expectations: [
    {
      what: 'never',
      ...PAIR,
      levels: ['warning', 'danger'],
      from: START,
      to: after('sets-out', 0),
      says: {
        en: 'No warning while the wearer is standing 1.3 km away.',
        ko: '1.3 km 거리에 서 있는 동안에는 경고가 없습니다.',
      },
    },
    {
      what: 'reaches',
      ...PAIR,
      levels: ['warning', 'danger'],
      from: after('sets-out', 0),
      to: after('sets-out', 60),
      says: { en: 'A warning within 60 s of setting out.', ko: '출발 후 60초 안에 경고가 울립니다.' },
    },
    {
      what: 'reaches',
      ...PAIR,
      levels: ['danger'],
      from: after('parks', 0),
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

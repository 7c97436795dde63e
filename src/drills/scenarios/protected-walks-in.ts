/** The protected person, unknowing, walks into the wearer's street: they are warned all the same, and it is no breach. */
import { MINUTE_MS, SECOND_MS } from '../../core/time.ts';
import { after, END, type Scenario, START } from './scenario.ts';
import { type Stage, spotAway } from './stage.ts';

const PAIR = { wearer: 'w4', protected: 'p4' };

function busStop(stage: Stage) {
  const ask = { of: stage.home('w4').point, minM: 950, maxM: 1_150, towardsDeg: 200, withinDeg: 60 };
  return spotAway(stage.city, stage.rng('p4', 'walks-in/stop'), ask);
}

function wearersStreet(stage: Stage) {
  const ask = { of: stage.home('w4').point, minM: 35, maxM: 70, detourMax: 2 };
  return spotAway(stage.city, stage.rng('p4', 'walks-in/street'), ask);
}

export const protectedWalksInScenario: Scenario = {
  name: 'protected-walks-in',
  title: { en: 'The protected person walks in', ko: '보호 대상자가 먼저 다가감' },
  briefing: {
    en: 'The wearer is at home all the time. The protected person gets off a bus about 1 km away and, without knowing, walks into the wearer’s street, then turns back. They are warned just the same; the wearer has not moved.',
    ko: '착용자는 계속 집에 있습니다. 보호 대상자가 약 1 km 떨어진 곳에서 버스를 내려 모르는 채 착용자의 집 쪽으로 걸어갔다가 돌아옵니다. 경고는 똑같이 울리지만 착용자는 움직이지 않았습니다.',
  },
  parts: [
    {
      person: 'w4',
      settled: true,
      start: (stage) => stage.home('w4'),
      script: (life, _stage, fromMs) => {
        life.until(fromMs + 50 * MINUTE_MS);
      },
    },
    {
      person: 'p4',
      start: (stage) => busStop(stage),
      script: (life, stage) => {
        life
          .stay(40 * SECOND_MS, 'open')
          .mark('sets-out')
          .go('walk', wearersStreet(stage), { greenLights: true })
          .mark('near')
          .stay(45 * SECOND_MS, 'open')
          .mark('leaves')
          .go('walk', busStop(stage))
          .go('bus', stage.home('p4'))
          .mark('home');
      },
    },
  ],
  steps: [
    {
      at: after('sets-out', 0),
      says: {
        en: 'The protected person walks towards the wearer’s street.',
        ko: '보호 대상자가 착용자의 집 쪽으로 걸어갑니다.',
      },
    },
    {
      at: after('near', 0),
      says: { en: 'They are in the wearer’s street.', ko: '보호 대상자가 착용자의 집 앞길에 있습니다.' },
    },
    { at: after('leaves', 0), says: { en: 'They turn back.', ko: '보호 대상자가 되돌아갑니다.' } },
    { at: after('home', 0), says: { en: 'They are home.', ko: '보호 대상자가 집에 도착했습니다.' } },
  ],
  expectations: [
    {
      what: 'reaches',
      ...PAIR,
      levels: ['warning', 'danger'],
      from: START,
      to: after('near', -60),
      says: { en: 'They are warned at least a minute before.', ko: '1분 전까지 경고가 울립니다.' },
    },
    {
      what: 'reaches',
      ...PAIR,
      levels: ['danger'],
      from: after('near', -90),
      to: after('near', 30),
      says: { en: 'Danger in the wearer’s street.', ko: '착용자의 집 앞길에서 위험 단계가 됩니다.' },
    },
    {
      what: 'reaches',
      ...PAIR,
      levels: ['clear', 'notice'],
      from: after('leaves', 60),
      to: END,
      says: { en: 'The warning ends after they have left.', ko: '떠난 뒤 경고가 끝납니다.' },
    },
  ],
};

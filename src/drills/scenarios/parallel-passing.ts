/** The wearer drives past on the coast road, in parallel, and back again: close enough to notice, no approach. */
import { MINUTE_MS, SECOND_MS } from '../../core/time.ts';
import { after, type Scenario, START } from './scenario.ts';
import { type Stage, spotNear } from './stage.ts';

const PAIR = { wearer: 'w3', protected: 'p3' };

function turningPlace(stage: Stage) {
  return spotNear(stage.city, { xM: -2000, yM: 2000 });
}

export const parallelPassingScenario: Scenario = {
  name: 'parallel-passing',
  title: { en: 'Parallel passing', ko: '나란히 지나가기' },
  briefing: {
    en: 'The wearer drives along the coast road, past the protected person at about 1 km, without turning towards them, and drives back the same way.',
    ko: '착용자가 해안대로를 따라 보호 대상자로부터 약 1 km 떨어져 나란히 지나간 뒤 같은 길로 돌아옵니다. 보호 대상자 쪽으로 향하지는 않습니다.',
  },
  parts: [
    {
      person: 'p3',
      settled: true,
      start: (stage) => stage.home('p3'),
      script: (life, _stage, fromMs) => {
        life.until(fromMs + 25 * MINUTE_MS);
      },
    },
    {
      person: 'w3',
      start: (stage) => stage.home('w3'),
      script: (life, stage) => {
        life
          .stay(30 * SECOND_MS)
          .mark('sets-out')
          .go('drive', turningPlace(stage))
          .mark('turns')
          .stay(60 * SECOND_MS, 'open')
          .go('drive', stage.home('w3'))
          .mark('home');
      },
    },
  ],
  steps: [
    {
      at: after('sets-out', 0),
      says: { en: 'The wearer drives off along the coast road.', ko: '착용자가 해안대로를 따라 출발합니다.' },
    },
    {
      at: after('turns', 0),
      says: { en: 'The wearer has passed and turns round.', ko: '착용자가 지나간 뒤 되돌아옵니다.' },
    },
    { at: after('home', 0), says: { en: 'The wearer is home again.', ko: '착용자가 집으로 돌아왔습니다.' } },
  ],
  expectations: [
    {
      what: 'reaches',
      ...PAIR,
      levels: ['notice', 'warning'],
      from: after('sets-out', 0),
      to: after('turns', 60),
      says: { en: 'The pass is noticed.', ko: '지나가는 것이 주의로 표시됩니다.' },
    },
    {
      what: 'never',
      ...PAIR,
      levels: ['danger'],
      from: START,
      to: after('home', 60),
      says: { en: 'Never danger: no approach took place.', ko: '접근이 아니므로 위험 단계가 되지 않습니다.' },
    },
  ],
};

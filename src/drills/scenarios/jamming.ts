/** The satellites are jammed: the tracker lives and says so, and has no position. */
import { TROUBLE_S, troubleScenario } from './trouble.ts';

export const jammingScenario = troubleScenario({
  ...{ name: 'jamming', wearer: 'w4', protected: 'p4' },
  title: { en: 'Jamming', ko: '전파 방해' },
  briefing: {
    en: 'Satellite reception is jammed for ten minutes. The tracker tells of the jamming and goes on sending signs of life, but no position.',
    ko: '10분 동안 위성 신호가 방해받습니다. 장치는 방해를 알리고 생존 신호를 계속 보내지만 위치는 없습니다.',
  },
  happenings: [
    [TROUBLE_S, { what: 'jamming' }],
    [TROUBLE_S + 600, { what: 'jamming-ends' }],
  ],
  steps: [
    [TROUBLE_S, { en: 'Satellite reception is jammed.', ko: '위성 수신이 방해받습니다.' }],
    [TROUBLE_S + 600, { en: 'The jamming ends.', ko: '전파 방해가 끝났습니다.' }],
  ],
  unknownByS: TROUBLE_S + 580,
  says: {
    en: 'Unknown during the jamming: signs of life are no positions.',
    ko: '생존 신호는 위치가 아니므로 방해 중에는 ‘알 수 없음’이 됩니다.',
  },
  endsS: TROUBLE_S + 600,
});

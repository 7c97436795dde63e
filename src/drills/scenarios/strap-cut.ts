/** The strap is cut: the tracker goes on telling where it lies, and nobody knows where the wearer is. */
import { TROUBLE_S, troubleScenario } from './trouble.ts';

export const strapCutScenario = troubleScenario({
  ...{ name: 'strap-cut', wearer: 'w1', protected: 'p1' },
  title: { en: 'Strap cut', ko: '스트랩 절단' },
  briefing: {
    en: 'The wearer, about 1.5 km away, cuts the strap. The bracelet says so at once and goes on reporting, but its positions are no longer those of the wearer. Ten minutes later the strap is closed again.',
    ko: '약 1.5 km 떨어진 착용자가 스트랩을 자릅니다. 장치는 즉시 알리고 계속 보고하지만, 더 이상 착용자의 위치가 아닙니다. 10분 뒤 스트랩이 다시 잠깁니다.',
  },
  happenings: [
    [TROUBLE_S, { what: 'strap-cut' }],
    [TROUBLE_S + 600, { what: 'strap-closed' }],
  ],
  steps: [
    [TROUBLE_S, { en: 'The strap is cut.', ko: '스트랩이 절단되었습니다.' }],
    [TROUBLE_S + 600, { en: 'The strap is closed again.', ko: '스트랩이 다시 잠겼습니다.' }],
  ],
  unknownByS: TROUBLE_S + 580,
  says: {
    en: 'Unknown while the strap is open, although reports go on.',
    ko: '보고가 이어져도 스트랩이 열린 동안에는 ‘알 수 없음’입니다.',
  },
  endsS: TROUBLE_S + 600,
});

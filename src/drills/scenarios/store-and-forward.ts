/** The network is gone: the tracker keeps its reports, and delivers them oldest first when it is back. */
import { TROUBLE_S, troubleScenario } from './trouble.ts';

export const storeAndForwardScenario = troubleScenario({
  ...{ name: 'store-and-forward', wearer: 'w3', protected: 'p3' },
  title: { en: 'Store and forward', ko: '저장 후 전송' },
  briefing: {
    en: 'The tracker loses its network for ten minutes and keeps its reports. When it is back they arrive within seconds, oldest first: what was missing is known, and only the newest says where the wearer is.',
    ko: '10분 동안 통신이 끊겨 장치가 보고를 저장합니다. 복구되면 오래된 것부터 몇 초 안에 도착하며, 최신 보고만이 현재 위치입니다.',
  },
  happenings: [
    [TROUBLE_S, { what: 'link-down' }],
    [TROUBLE_S + 600, { what: 'link-up' }],
  ],
  steps: [
    [
      TROUBLE_S,
      { en: 'The network is gone; the tracker keeps its reports.', ko: '통신이 끊겨 장치가 보고를 저장합니다.' },
    ],
    [TROUBLE_S + 600, { en: 'The network is back.', ko: '통신이 복구되었습니다.' }],
  ],
  unknownByS: TROUBLE_S + 580,
  says: { en: 'Unknown while nothing arrives.', ko: '아무것도 도착하지 않는 동안에는 ‘알 수 없음’이 됩니다.' },
  endsS: TROUBLE_S + 600,
});

/** The battery runs out: told while it is low, and then silence. */
import { TROUBLE_S, troubleScenario } from './trouble.ts';

export const batteryEmptyScenario = troubleScenario({
  ...{ name: 'battery-empty', wearer: 'w5', protected: 'p5' },
  title: { en: 'Battery empty', ko: '배터리 방전' },
  briefing: {
    en: 'The watch tells that its battery is low, and goes out a minute later. Ten minutes later it is charged, and reports again.',
    ko: '시계가 배터리 부족을 알린 뒤 1분 후 꺼집니다. 10분 뒤 충전되어 다시 보고합니다.',
  },
  happenings: [
    [TROUBLE_S - 60, { what: 'battery', pct: 9 }],
    [TROUBLE_S, { what: 'battery', pct: 0.005 }],
    [TROUBLE_S + 600, { what: 'charger-on' }],
  ],
  steps: [
    [TROUBLE_S - 60, { en: 'The battery is low.', ko: '배터리가 부족합니다.' }],
    [TROUBLE_S, { en: 'The battery is empty; reports stop.', ko: '배터리가 방전되어 보고가 끊깁니다.' }],
    [TROUBLE_S + 600, { en: 'The watch is charged.', ko: '시계를 충전합니다.' }],
  ],
  unknownByS: TROUBLE_S + 580,
  says: {
    en: 'Unknown, with reason and since when, before the watch is charged.',
    ko: '충전되기 전에 이유와 시각을 밝힌 ‘알 수 없음’이 됩니다.',
  },
  endsS: TROUBLE_S + 600,
});

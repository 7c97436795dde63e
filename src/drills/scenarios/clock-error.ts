/** The tracker's clock falls back: its reports come in time, and are of another time by their own word. */
import { MINUTE_MS } from '../../core/time.ts';
import { TROUBLE_S, troubleScenario } from './trouble.ts';

export const clockErrorScenario = troubleScenario({
  ...{ name: 'clock-error', wearer: 'w2', protected: 'p2' },
  title: { en: 'Clock error', ko: '장치 시계 오류' },
  briefing: {
    en: "The tracker's clock falls back by 25 minutes. Reports go on every few seconds, but by their own time they are old. Ten minutes later the clock is right again.",
    ko: '장치 시계가 25분 늦어집니다. 보고는 몇 초마다 이어지지만 장치 시각으로는 지난 위치입니다. 10분 뒤 시계가 바로잡힙니다.',
  },
  happenings: [
    [TROUBLE_S, { what: 'clock', errorMs: -25 * MINUTE_MS }],
    [TROUBLE_S + 600, { what: 'clock', errorMs: 0 }],
  ],
  steps: [
    [TROUBLE_S, { en: "The tracker's clock falls back by 25 minutes.", ko: '장치 시계가 25분 늦어집니다.' }],
    [TROUBLE_S + 600, { en: 'The clock is right again.', ko: '시계가 바로잡혔습니다.' }],
  ],
  unknownByS: TROUBLE_S + 580,
  says: {
    en: 'Unknown: a position of unknown age is not where the wearer is now.',
    ko: '언제의 위치인지 알 수 없으면 현재 위치가 아니므로 ‘알 수 없음’이 됩니다.',
  },
  endsS: TROUBLE_S + 600,
});

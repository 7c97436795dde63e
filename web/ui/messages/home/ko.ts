import type { Texts } from '../catalogue.ts';
import type { en } from './en.ts';

export const ko: Texts<keyof typeof en> = {
  'notices.open': '열기',
  'notices.label': '안내',
  'notices.more': '{count}개 더',

  'warning.lower': '지금은 낮아졌습니다',
  'warning.was': '{time} {level}',
  'warning.put-away': '닫기',
  'warning.soft': '진동만 합니다.',
  'warning.silent': '소리와 진동 없이 표시만 합니다.',
  'warning.quiet': '소리는 끝났습니다. 확인하실 때까지 이 화면이 남아 있습니다.',

  'view.label': '보는 방법',
  'view.map': '지도',
  'view.radar': '레이더',
  'view.list': '글로 보기',
  'radar.north': '위쪽이 북쪽입니다. 이 휴대전화에서는 나침반을 쓸 수 없습니다.',
  'radar.refused': '위쪽이 북쪽입니다. 나침반 사용이 허용되지 않았습니다.',
  'radar.compass': '휴대전화를 따라 돕니다. 나침반은 자북을 가리키며, 금속 가까이에서는 크게 틀릴 수 있습니다.',
  'radar.turn': '휴대전화를 따라 돌리기',
  'list.level': '단계',
  'list.direction': '방향',
  'list.trend': '움직임',
  'list.eta': '이 속도라면 도착까지',
  'list.about': '약 {span}',
  'list.wearer': '착용자 마지막 보고',
  'list.earliest': '가까이 있을 수 있는 때',
  'list.you': '나',
  'list.basis': '표시 근거',
  'list.measured': '{age}, 오차 {precision} 이내',
  'list.not-known': '알 수 없음',
  'list.not-shown': '표시하지 않음',
};

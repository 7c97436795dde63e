import type { Texts } from '../catalogue.ts';
import type { en } from './en.ts';

export const ko: Texts<keyof typeof en> = {
  label: '지도',
  north: '위쪽이 북쪽입니다',
  follow: '두 사람 보기',
  'zoom-in': '확대',
  'zoom-out': '축소',
  'no-webgl': '이 기기에서는 지도를 그릴 수 없습니다. 원이 거리와 방향을 나타내며 위쪽이 북쪽입니다.',
  'protected-person': '보호 대상자',
  wearer: '착용자',
  you: '나',
  about: '약 {distance}',
  'describe.case': '{label}, {level}.',
  'describe.none': '착용자의 위치는 표시되지 않습니다.',
  'describe.unknown': '착용자가 어디 있는지 알 수 없습니다.',
  'describe.band': '착용자와의 거리는 {from}에서 {to} 사이입니다.',
  'describe.band.side': '착용자와의 거리는 {from}에서 {to} 사이이며, 방향은 보호 대상자의 {octant}입니다.',
  'describe.point': '착용자의 위치는 {age}에 측정되었고 오차는 {radius} 이내입니다.',
  'describe.point.distance': '착용자는 약 {distance} 떨어져 있습니다. {age}에 측정, 오차 {radius} 이내.',
  'describe.course': '이동 방향: {octant}.',
  'describe.protected': '보호 대상자의 위치는 {age}에 측정되었고 오차는 {radius} 이내입니다.',
  'describe.protected.none': '보호 대상자의 위치는 표시되지 않습니다.',
};

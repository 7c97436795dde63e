import type { Texts } from '../catalogue.ts';
import type { en } from './en.ts';

export const ja: Texts<keyof typeof en> = {
  label: '地図',
  north: '上が北です',
  follow: '二人を表示',
  'zoom-in': '拡大',
  'zoom-out': '縮小',
  'no-webgl': 'この端末では地図を描けません。円が距離と方向を示します。上が北です。',
  'protected-person': '保護対象者',
  wearer: '装着者',
  you: '自分',
  about: '約{distance}',
  'describe.case': '{label}、{level}。',
  'describe.none': '装着者の位置は表示されません。',
  'describe.unknown': '装着者がどこにいるか分かりません。',
  'describe.band': '装着者との距離は{from}から{to}の間です。',
  'describe.band.side': '装着者との距離は{from}から{to}の間、方向は保護対象者の{octant}です。',
  'describe.point': '装着者の位置は{age}に測定、誤差{radius}以内。',
  'describe.point.distance': '装着者は約{distance}離れています。{age}に測定、誤差{radius}以内。',
  'describe.course': '移動方向：{octant}。',
  'describe.protected': '保護対象者の位置は{age}に測定、誤差{radius}以内。',
  'describe.protected.none': '保護対象者の位置は表示されません。',
};

import type { Texts } from '../catalogue.ts';
import type { en } from './en.ts';

export const ja: Texts<keyof typeof en> = {
  'notices.open': '開く',
  'notices.label': 'お知らせ',
  'notices.more': 'ほかに{count}件',

  'warning.lower': '今は下がっています',
  'warning.was': '{time} {level}',
  'warning.put-away': '閉じる',
  'warning.soft': '振動だけです。',
  'warning.silent': '音も振動もなく、表示だけです。',
  'warning.quiet': '音は終わりました。確認するまでこの画面は残ります。',

  'view.label': '表示のしかた',
  'view.map': '地図',
  'view.radar': 'レーダー',
  'view.list': '文字',
  'radar.north': '上が北です。この電話では方位磁石を使えません。',
  'radar.refused': '上が北です。方位磁石は許可されていません。',
  'radar.compass': '電話の向きに合わせて回ります。方位磁石は磁北を指し、金属の近くでは大きくずれることがあります。',
  'radar.turn': '電話の向きに合わせる',
  'list.level': '段階',
  'list.direction': '方向',
  'list.trend': '動き',
  'list.eta': 'この速さで近くまで',
  'list.about': '約{span}',
  'list.wearer': '装着者の最後の報告',
  'list.earliest': '近くにいる可能性が生じる時刻',
  'list.you': 'あなた',
  'list.basis': '表示の根拠',
  'list.measured': '{age}、誤差{precision}以内',
  'list.not-known': 'わかりません',
  'list.not-shown': '表示しません',
};

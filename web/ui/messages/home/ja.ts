import type { Texts } from '../catalogue.ts';
import type { en } from './en.ts';

export const ja: Texts<keyof typeof en> = {
  'notices.open': '開く',
  'notices.label': 'お知らせ',
  'notices.more': 'ほかに{count}件',

  'warning.lower': '今は下がっています',
  'warning.was': '{time} {level}',
  'warning.put-away': '閉じる',
  'warning.soft': '設定のとおり振動だけです。',
  'warning.silent': '設定のとおり音は出しません。',
  'warning.quiet': '音は終わりました。確認するまでこの画面は残ります。',
};

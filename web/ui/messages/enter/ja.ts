import type { Texts } from '../catalogue.ts';
import type { en } from './en.ts';

export const ja: Texts<keyof typeof en> = {
  working: 'ページを開いています',
  'none.title': 'このリンクはもう使えません',
  'none.why': 'リンクは一度だけ、短い時間だけ使えます。',
  'none.remedy': 'リンクを渡した担当者か窓口に、新しいリンクを依頼してください。',
  'no-connection.title': '接続できません',
  'no-connection.remedy': 'リンクはまだ使えます。インターネット接続を確かめて、もう一度試してください。',
  'failed.title': 'サーバー側に問題があります',
  'failed.remedy': '少し待ってから試してください。続くときは新しいリンクを依頼してください。',
  again: 'もう一度試す',
  urgent: '今、危険なときは{number}に電話してください。',
};

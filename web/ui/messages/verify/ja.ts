import type { Texts } from '../catalogue.ts';
import type { en } from './en.ts';

export const ja: Texts<keyof typeof en> = {
  title: '決定書の確認',
  intro:
    '決定書の末尾に印刷された番号とコードを入力するか、QRコードを読み取ってください。この画面に人の名前は表示されません。',
  number: '決定番号',
  'number.hint': '例：KR-2026-000123',
  code: '確認コード',
  'code.hint': '英数字16文字',
  check: '確認する',
  checking: '確認中',
  'missing.number': '決定番号を入力してください。',
  'missing.code': '確認コードを入力してください。',
  'genuine.title': 'この文書は真正です',
  'ended.title': '真正ですが、命令の効力は終わりました',
  'older.title': '真正ですが、最新の版ではありません',
  'early.title': '真正ですが、命令にはまだ効力がありません',
  'genuine.words':
    '文書の内容を上の内容と比べてください。この画面が確認するのは番号とコードで、お手元の紙ではありません。',
  'not.title': 'この番号とコードの文書はありません',
  'not.words':
    '入力の誤りがないか確かめてください。正しく入力していれば、この文書を信用せず、裁判所か警察に尋ねてください。',
  version: '版',
  'version.newest': '第{version}版（最新）',
  'version.older': '第{version}版。より新しい版があり、この文書の内容は現在と異なります',
  jurisdiction: '管轄',
  issued: '発行日',
  standing: '命令の効力',
  'standing.in-force': '現在、効力があります',
  'standing.not-yet': 'まだ効力がありません',
  'standing.ended': '効力は終わりました',
  'standing.unknown': '今は分かりません。裁判所に尋ねてください',
  'no-connection': '接続できず、確認していません。もう一度試してください。',
  'too-many': '回数が多すぎます。1分後にもう一度試してください。',
  failed: 'サーバーに問題があり、確認していません。1分後にもう一度試してください。',
};

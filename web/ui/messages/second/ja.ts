import type { en } from './en.ts';

export const ja: typeof en = {
  failed: '保存できませんでした。もう一度試すか、サーバーの担当者に問い合わせてください。',
  asked: 'このファイルを請求しました。同じ機関の別の職員がこの画面で確認し、その職員が保存します。',
  title: '二人目の確認を待つファイル',
  mine: '{asked}に請求しました。{until}まで別の職員の確認を待ちます。',
  theirs: '別の職員が{asked}にこのファイルを請求しました。用途を知っている場合だけ確認してください。期限 {until}。',
  why: 'ファイルを持ち出すには同じ機関の二人が必要です（{article}）。',
  period: '{from} から {to}',
  confirm: '確認して保存',
  refuse: '断る',
  'take-back': '取り下げる',
};

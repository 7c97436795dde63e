import type { SayTexts } from './say.ts';

export const ja: SayTexts = {
  detained: '相手方を上記の期間、留置施設に留置する。',
  leaveHome: '相手方は、被害者と共に住む住居から退去し、その住居に立ち入ってはならない。',
  stayIn: '相手方は、定められた時間、この命令が定め、別に送達する場所の中にとどまらなければならない。',
  noticedAt: (distance) => `相手方が被害者から${distance}以内に近づいたときは、機器を管理する機関に知らせる。`,
  warnedAt: (distance) => `相手方が被害者から${distance}以内に近づいたときは、被害者に知らせる。`,
  toldAt: (distance) => `相手方が被害者から${distance}以内に近づいたときは、警察に知らせる。`,
  duties: {
    charge: '機器を毎日充電すること。',
    carry: '機器を常に携帯すること。',
    'report-faults': '機器の故障及び紛失を直ちに届け出ること。',
    'follow-instructions': '機器の担当者の指示に従うこと。',
  },
  days: ['月曜日', '火曜日', '水曜日', '木曜日', '金曜日', '土曜日', '日曜日'],
  dayRange: (from, to) => (to === null ? from : `${from}から${to}まで`),
  listOf: (items) => items.join('、'),
  hours: (days, from, until, nextDay) => `${days} ${from}-${nextDay ? '翌日' : ''}${until}`,
  period: ({ count, unit }) => `${count}${{ hours: '時間', days: '日', months: 'か月' }[unit]}`,
  appeal: (period, article, suspends) =>
    `法律により不服を申し立てることができる者は、この決定の告知を受けた日から${period}以内に抗告をすることができる（${article}）。${
      suspends ? '抗告は執行を停止する。' : '抗告は執行を停止しない。'
    }`,
  added: (measure) => `${measure}を命ずる。`,
  begins: (measure, date) => `${measure}は、${date}から効力を有する。`,
  lasts: (measure, was, is) => `${measure}の最終日：${is}${was === null ? '' : `（変更前：${was}）`}`,
  ended: (measure, how) => `${measure}の終了：${how}`,
  endings: {
    cancelled: '取消し',
    'non-indictment': '不起訴',
    acquitted: '無罪',
    dismissed: '却下',
    'matter-ended': '事件の終了',
    'not-approved': '承認されなかったため',
    replaced: '他の措置への変更',
  },
  names: {
    restraintM: '近づいてはならない距離',
    warnM: '被害者に知らせる距離',
    noticeM: '管理機関に知らせる距離',
    ring: '警察に知らせる距離',
    wearerIntervalS: '機器の報告間隔',
    protectedIntervalS: '被害者の機器の報告間隔',
  },
  seconds: (count) => `${count}秒`,
  changed: (name, was, is) => `${name}：${is ?? '法の定めによる'}（変更前：${was ?? '法の定めによる'}）`,
  placeAdded: '立入禁止場所が追加されたか、新たに定められた。',
  placeRemoved: '以前に定められた立入禁止場所の一つが除かれた。',
  documents: {
    'petition-attachment': '被害者が提出した資料',
    'request-attachment': '機関が請求とともに提出した資料',
    'opinion-attachment': '意見聴取の資料',
    decision: '決定に添付された資料',
    'order-pdf': '以前の版の決定書',
    notice: '通知書',
    'service-record': '送達報告書',
  },
};

import type { Texts } from '../catalogue.ts';
import type { en } from './en.ts';

export const ja: Texts<keyof typeof en> = {
  'headline.approaching': '装着者が近くに来ています。{distance}',
  'headline.approaching-from': '装着者が{from}来ています。{distance}',
  'headline.receding': '装着者が離れています。{distance}',
  'headline.receding-octant': '装着者が離れています。{octant}の方、{distance}',
  'headline.turned': '装着者が向きを変えて離れています。{distance}',
  'headline.turned-octant': '装着者が向きを変えて離れています。{octant}の方、{distance}',
  'headline.steady': '装着者との距離はほぼ同じです。{distance}',
  'headline.steady-octant': '装着者との距離はほぼ同じです。{octant}の方、{distance}',
  'direction.none': '装着者がどちらへ行くかわかりません。',
  'eta.soon': 'このままなら1分以内に近くに来ます。',
  'eta.span': 'このままなら約{span}で近くに来ます。',

  'nothing.notice': '装着者が広い範囲の中にいます',
  'nothing.warning': '装着者が近くに来るかもしれません',
  'nothing.danger': '装着者がとても近くにいるかもしれません',
  'nothing.unknown': '装着者が近くにいるかわかりません',
  'nothing.ended': '命令は終わりました',
  'nothing.ended.line': '{time}から、Magpieは見守っていません。危ないときは{number}に電話してください。',
  'nothing.no-order': '今、有効な命令はありません',
  'nothing.no-order.line': 'Magpieは今、見守っていません。危ないときは{number}に電話してください。',
  'nothing.refused.line': '見せてよいか確かめられませんでした。監視センターも知っています。',
  'reported.ago': '装着者の機器からの最後の知らせ: {age}。',

  'unknown.wearer-silent.line': '{time}から装着者の機器の知らせがありません。',
  'unknown.wearer-untrustworthy.line': '{time}から装着者の機器がまちがった場所を送っています。',
  'unknown.protected-silent.line': '{time}からこの電話の知らせがありません。どれだけ近いかわかりません。',
  'unknown.protected-never-reported.line': 'この電話の知らせがまだありません。どれだけ近いかわかりません。',
  'unknown.failed.line': '{time}からMagpieがこわれています。監視センターも知っています。',
  'unknown.earliest': '{time}から近くにいるかもしれません。',
  'unknown.earliest.now': '今、近くにいるかもしれません。',
  'unknown.earliest.none': 'いつ近くに来られるかわかりません。',

  'trouble.headline': 'Magpieがこわれています',
  'trouble.line': '今、警告が来ないことがあります。危ないときは{number}に電話してください。',
  'lost.line': '今、この画面に警告は来ません。危ないときは{number}に電話してください。',
  'lost.offline': 'この電話はインターネットにつながっていません。',
  'lost.lapsed': '前の知らせは古いので見せません。',
  'bad-frame.line': '画面を読み込み直してください。それまで警告は来ません。危ないときは{number}に電話してください。',
  'unproven.line':
    '新しいサインイン用リンクを頼んでください。この画面を開いておけば警告は来ます。ほかは見えません。危ないときは{number}に電話してください。',
  'signed-out.line':
    '新しいサインイン用リンクを頼んでください。それまで警告は来ません。危ないときは{number}に電話してください。',

  'warning.do.danger': '人のいる所へ行ってください。{number}に電話してください。どこにいるか言ってください。',
  'warning.do.warning':
    '人のいる方へ行ってください。電話を手に持ってください。こわいときは{number}に電話してください。',
  'warning.do.unknown': '今、装着者が見えません。人の近くにいてください。こわいときは{number}に電話してください。',
  'warning.do.notice': '見守りを続けます。変わったら知らせます。',
  'warning.do.clear': '見守っています。',
};

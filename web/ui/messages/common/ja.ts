import type { Texts } from '../catalogue.ts';
import type { en } from './en.ts';

export const ja: Texts<keyof typeof en> = {
  'level.clear': '異常なし',
  'level.notice': '注意',
  'level.warning': '警告',
  'level.danger': '危険',
  'level.unknown': '不明',

  exercise: '訓練',
  'exercise.long': '訓練 – 実在の人物ではありません',

  'too-many': 'このページは一度に多くを求めすぎました。1分待ってから、もう一度試してください。',

  'age.now': 'たった今',
  'age.seconds': '{count}秒前',
  'age.minutes': '{count}分前',
  'age.hours': '{count}時間前',
  'age.days': '{count}日前',
  'age.never': 'なし',
  'span.seconds': '{count}秒',
  'span.minutes': '{count}分',
  'span.hours': '{count}時間',

  'distance.under': '{metres}\u00a0m以内',
  'distance.metres': '{metres}\u00a0m',
  'distance.kilometres': '{kilometres}\u00a0km',

  'octant.N': '北',
  'octant.NE': '北東',
  'octant.E': '東',
  'octant.SE': '南東',
  'octant.S': '南',
  'octant.SW': '南西',
  'octant.W': '西',
  'octant.NW': '北西',

  'trend.approaching': '近づいています',
  'trend.receding': '遠ざかっています',
  'trend.steady': '距離はほぼ変わりません',
  'trend.unclear': '方向ははっきりしません',

  'language.label': '言語',
  'language.unreviewed': 'この翻訳はまだ母語話者の確認を受けていません。',
  'language.failed': '{language}を読み込めませんでした。接続できるときにもう一度選んでください。',

  'connection.connecting': '接続中',
  'connection.live': 'リアルタイム',
  'connection.lost': '{time}から接続なし',
  'connection.retrying': '自動で再接続しています。',
  'connection.retry': '今すぐ再接続',
  'connection.bad-frame': 'この画面とサーバーが合いません',
  'connection.bad-frame.remedy': '画面を読み込み直してください。直らないときは監視センターに伝えてください。',
  'connection.signed-out': 'サインアウトしています',
  'connection.signed-out.remedy': '新しいサインイン用リンクを依頼してください。',

  'trouble.database': '{time}から、Magpieは位置の報告を保存できません。',
  'trouble.engine': '{time}から、Magpieは距離を計算できません。',
  'trouble.disclosure': '{time}から、Magpieは位置を表示できません。',
  'trouble.reports': '{time}から、一部の機器の位置の報告がMagpieに届いていません。',
  'trouble.warnings': '{time}から、閉じた電話への警告が届かないことがあります。',
  'trouble.log': '{time}から、公開記録が発行されていません。',

  'error.title': 'この画面でエラーが起きました',
  'error.remedy': '読み込み直してください。今すぐ助けが必要なときは{number}に電話してください。',
  'error.reload': '読み込み直す',
};

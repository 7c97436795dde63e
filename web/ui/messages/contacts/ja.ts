import type { Texts } from '../catalogue.ts';
import type { en } from './en.ts';

export const ja: Texts<keyof typeof en> = {
  'do.title': '今できること',
  'call.centre': '{label}に電話',
  'call.contact': '{name}に電話',
  line: '信頼する人に、ここからすぐ電話できます。{count}人まで。封をして保管し、担当者には見えず、一覧が外に出ることもありません。',
  empty: 'まだいません。',
  loading: '読み込み中',
  failed: '一覧を読み込めませんでした。消えてはいません。自動でもう一度試します。',
  name: '名前',
  phone: '電話番号',
  add: '追加',
  save: '保存',
  edit: '{name}を変更',
  remove: '{name}を削除',
  back: '戻る',
  saving: '保存中',
  saved: '保存しました。',
  'save-failed': '保存できませんでした。もう一度試してください。',
  'name-needed': '名前を入れてください。',
  'phone-odd': '数字、空白、ハイフンを使い、必要なら先頭に+を付けてください。',
  full: '一覧がいっぱいです。先に誰かを削除してください。',
};

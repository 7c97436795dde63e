import type { Texts } from '../catalogue.ts';
import type { en } from './en.ts';

export const ja: Texts<keyof typeof en> = {
  'felt.title': '警告の感じ方',
  'felt.sound': '音と振動',
  'felt.vibration': '振動だけ',
  'felt.screen': '画面だけ',
  'felt.vibration.line': 'この画面の警告は音を出しません。',
  'felt.vibration.none': 'このブラウザーは振動できないため、警告は画面に出るだけです。',
  'felt.screen.line': 'この画面の警告は音も振動もありません。画面を見ているときだけわかります。',
  'felt.not-kept': 'この電話は選択を保存できません。ページを閉じるまで有効です。',
  'warning.screen-only': '選んだとおり、音も振動もありません。',
  'easy.title': 'やさしい表示',
  'easy.switch': '短い文と大きな文字',
  'easy.line': 'ホーム画面と警告を短い文で示します。根拠はボタンの中にあります。',
  'more.show': 'もっと見る',
  'more.hide': '閉じる',
};

import type { Texts } from '../catalogue.ts';
import type { en } from './en.ts';

export const ja: Texts<keyof typeof en> = {
  'list.items': '米, 卵, 玉ねぎ, 食器用洗剤',
  'list.more': '項目を追加',
  'study.heading': '第4章',
  'study.lines': '61ページから78ページまで読む。単語を20覚える。木曜に練習。',
  'recipes.one': '野菜スープ',
  'recipes.one.text': '玉ねぎ1個、にんじん2本、キャベツ半分、塩。30分煮る。',
  'recipes.two': '卵ごはん',
  'recipes.two.text': 'ごはんを炊く。卵を焼く。しょうゆを少しかける。',
};

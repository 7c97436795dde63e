import type { Texts } from '../catalogue.ts';
import type { en } from './en.ts';

export const ja: Texts<keyof typeof en> = {
  'notices.label': 'お知らせ',
  'notices.more': 'ほかに{count}件',
};

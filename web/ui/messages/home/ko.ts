import type { Texts } from '../catalogue.ts';
import type { en } from './en.ts';

export const ko: Texts<keyof typeof en> = {
  'notices.label': '안내',
  'notices.more': '{count}개 더',
};

import type { Texts } from '../catalogue.ts';
import type { en } from './en.ts';

export const ms: Texts<keyof typeof en> = {
  'notices.label': 'Petunjuk',
  'notices.more': '{count} lagi',
};

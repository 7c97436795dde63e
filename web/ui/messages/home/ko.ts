import type { Texts } from '../catalogue.ts';
import type { en } from './en.ts';

export const ko: Texts<keyof typeof en> = {
  'notices.open': '열기',
  'notices.label': '안내',
  'notices.more': '{count}개 더',

  'warning.lower': '지금은 낮아졌습니다',
  'warning.was': '{time} {level}',
  'warning.put-away': '닫기',
  'warning.soft': '선택하신 대로 진동만 합니다.',
  'warning.silent': '선택하신 대로 소리 없이 표시합니다.',
  'warning.quiet': '소리는 끝났습니다. 확인하실 때까지 이 화면이 남아 있습니다.',
};

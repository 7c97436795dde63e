import type { Texts } from '../catalogue.ts';
import type { en } from './en.ts';

export const ko: Texts<keyof typeof en> = {
  working: '페이지를 여는 중입니다',
  'none.title': '이 링크는 더 이상 쓸 수 없습니다',
  'none.why': '링크는 한 번만, 짧은 시간 동안만 쓸 수 있습니다.',
  'none.remedy': '링크를 준 담당자나 기관에 새 링크를 요청하세요.',
  'no-connection.title': '연결되지 않습니다',
  'no-connection.remedy': '링크는 아직 쓸 수 있습니다. 인터넷 연결을 확인하고 다시 시도하세요.',
  'failed.title': '서버에 문제가 있습니다',
  'failed.remedy': '잠시 뒤 다시 시도하세요. 계속되면 새 링크를 요청하세요.',
  again: '다시 시도',
  urgent: '지금 위험하면 {number}에 전화하세요.',
};

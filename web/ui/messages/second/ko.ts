import type { en } from './en.ts';

export const ko: typeof en = {
  failed: '저장하지 못했습니다. 다시 시도하거나 서버 담당자에게 문의하세요.',
  asked: '이 파일을 요청했습니다. 같은 기관의 다른 직원이 이 화면에서 확인해야 하며, 그 직원이 저장합니다.',
  unread: '두 번째 사람의 확인을 기다리는 파일이 있는지 읽지 못했습니다. 화면을 다시 여세요.',
  title: '두 번째 사람의 확인을 기다리는 파일',
  mine: '{asked}에 요청했습니다. {until}까지 다른 직원의 확인을 기다립니다.',
  theirs: '다른 직원이 {asked}에 이 파일을 요청했습니다. 용도를 아는 경우에만 확인하세요. 기한 {until}.',
  why: '파일을 가져가려면 같은 기관의 두 사람이 필요합니다({article}).',
  period: '{from} ~ {to}',
  confirm: '확인하고 저장',
  refuse: '거절',
  'take-back': '요청 취소',
};

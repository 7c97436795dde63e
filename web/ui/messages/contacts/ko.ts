import type { Texts } from '../catalogue.ts';
import type { en } from './en.ts';

export const ko: Texts<keyof typeof en> = {
  'do.title': '지금 할 수 있는 일',
  'call.centre': '{label}에 전화',
  'call.contact': '{name}에게 전화',
  line: '믿는 사람에게 여기서 바로 전화할 수 있습니다. {count}명까지. 봉인해 보관하며 담당자는 볼 수 없고 목록을 내보내지 않습니다.',
  empty: '아직 없습니다.',
  loading: '불러오는 중',
  failed: '목록을 불러오지 못했습니다. 사라진 것은 아니며 저절로 다시 시도합니다.',
  name: '이름',
  phone: '전화번호',
  add: '추가',
  save: '저장',
  edit: '{name} 바꾸기',
  remove: '{name} 지우기',
  back: '뒤로',
  saving: '저장하는 중',
  saved: '저장했습니다.',
  'save-failed': '저장하지 못했습니다. 다시 해 보세요.',
  'name-needed': '이름을 넣으세요.',
  'phone-odd': '숫자, 띄어쓰기, 붙임표를 쓰고 필요하면 맨 앞에 +를 넣으세요.',
  full: '목록이 가득 찼습니다. 먼저 한 명을 지우세요.',
};

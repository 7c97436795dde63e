import type { Texts } from '../catalogue.ts';
import type { en } from './en.ts';

export const ko: Texts<keyof typeof en> = {
  title: '결정문 진위 확인',
  intro:
    '결정문 끝에 인쇄된 번호와 코드를 입력하거나 QR 코드를 스캔하십시오. 이 화면에는 사람의 이름이 나오지 않습니다.',
  number: '결정 번호',
  'number.hint': '예: KR-2026-000123',
  code: '확인 코드',
  'code.hint': '영문자와 숫자 16자',
  check: '확인',
  checking: '확인하는 중',
  'missing.number': '결정 번호를 입력하십시오.',
  'missing.code': '확인 코드를 입력하십시오.',
  'genuine.title': '진본입니다',
  'ended.title': '진본이지만, 명령의 효력이 끝났습니다',
  'older.title': '진본이지만, 가장 새로운 판이 아닙니다',
  'early.title': '진본이지만, 명령에 아직 효력이 없습니다',
  'genuine.words':
    '문서의 내용을 위와 비교하십시오. 이 화면은 번호와 코드를 확인할 뿐, 손에 든 종이를 확인하지는 않습니다.',
  'not.title': '이 번호와 코드에 해당하는 결정문이 없습니다',
  'not.words': '잘못 입력하지 않았는지 살펴보십시오. 맞게 입력했다면 이 문서를 믿지 말고 법원이나 경찰에 문의하십시오.',
  version: '판',
  'version.newest': '{version}판, 가장 새로운 판',
  'version.older': '{version}판, 더 새로운 판이 있어 이 문서의 내용은 현재와 다릅니다',
  jurisdiction: '관할',
  issued: '발급일',
  standing: '명령의 효력',
  'standing.in-force': '현재 효력이 있습니다',
  'standing.not-yet': '아직 효력이 없습니다',
  'standing.ended': '효력이 끝났습니다',
  'standing.unknown': '지금은 알 수 없습니다. 법원에 문의하십시오',
  'no-connection': '연결되지 않아 확인하지 못했습니다. 다시 시도하십시오.',
  'too-many': '시도가 너무 많습니다. 1분 뒤에 다시 시도하십시오.',
  failed: '서버에 문제가 있어 확인하지 못했습니다. 1분 뒤에 다시 시도하십시오.',
};

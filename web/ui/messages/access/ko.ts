import type { Texts } from '../catalogue.ts';
import type { en } from './en.ts';

export const ko: Texts<keyof typeof en> = {
  'felt.title': '경고를 느끼는 방법',
  'felt.sound': '소리와 진동',
  'felt.vibration': '진동만',
  'felt.screen': '화면으로만',
  'felt.vibration.line': '이 화면의 경고는 소리를 내지 않습니다.',
  'felt.vibration.none': '이 브라우저에서는 진동을 쓸 수 없어 경고가 화면에만 나타납니다.',
  'felt.screen.line': '이 화면의 경고는 소리도 진동도 없습니다. 화면을 볼 때만 알 수 있습니다.',
  'felt.not-kept': '이 휴대전화는 선택을 저장하지 못합니다. 화면을 닫을 때까지만 유지됩니다.',
  'warning.screen-only': '선택하신 대로 소리와 진동이 없습니다.',
  'easy.title': '쉽게 읽기',
  'easy.switch': '짧은 문장과 큰 글자',
  'easy.line': '첫 화면과 경고를 짧은 문장으로 보여 줍니다. 근거는 버튼을 누르면 나옵니다.',
  'more.show': '더 보기',
  'more.hide': '접기',
};

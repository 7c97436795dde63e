import type { Texts } from '../catalogue.ts';
import type { en } from './en.ts';

export const ko: Texts<keyof typeof en> = {
  'list.items': '쌀, 달걀, 양파, 주방 세제',
  'list.more': '항목 추가',
  'study.heading': '4장',
  'study.lines': '61쪽부터 78쪽까지 읽기. 단어 스무 개 외우기. 목요일 연습.',
  'recipes.one': '채소국',
  'recipes.one.text': '양파 하나, 당근 둘, 양배추 반 통, 소금. 30분 끓입니다.',
  'recipes.two': '달걀밥',
  'recipes.two.text': '밥을 짓습니다. 달걀을 부칩니다. 간장을 조금 두릅니다.',
};

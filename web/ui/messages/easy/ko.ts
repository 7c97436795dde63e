import type { Texts } from '../catalogue.ts';
import type { en } from './en.ts';

export const ko: Texts<keyof typeof en> = {
  'headline.approaching': '착용자가 가까이 오고 있어요. {distance}',
  'headline.approaching-from': '착용자가 {from} 오고 있어요. {distance}',
  'headline.receding': '착용자가 멀리 가고 있어요. {distance}',
  'headline.receding-octant': '착용자가 멀리 가고 있어요. {octant} {distance}',
  'headline.turned': '착용자가 돌아서 멀리 가고 있어요. {distance}',
  'headline.turned-octant': '착용자가 돌아서 멀리 가고 있어요. {octant} {distance}',
  'headline.steady': '착용자와의 거리가 거의 같아요. {distance}',
  'headline.steady-octant': '착용자와의 거리가 거의 같아요. {octant} {distance}',
  'direction.none': '착용자가 어느 쪽으로 가는지 몰라요.',
  'eta.soon': '이대로면 1분 안에 가까이 올 수 있어요.',
  'eta.span': '이대로면 약 {span} 뒤 가까이 올 수 있어요.',

  'nothing.notice': '착용자가 넓은 범위 안에 있어요',
  'nothing.warning': '착용자가 가까이 올 수 있어요',
  'nothing.danger': '착용자가 아주 가까이 있을 수 있어요',
  'nothing.unknown': '착용자가 가까이 있는지 몰라요',
  'nothing.ended': '명령이 끝났어요',
  'nothing.ended.line': '{time}부터 Magpie가 지켜보지 않아요. 위험하면 {number}에 전화하세요.',
  'nothing.no-order': '지금 힘이 있는 명령이 없어요',
  'nothing.no-order.line': 'Magpie가 지금 지켜보지 않아요. 위험하면 {number}에 전화하세요.',
  'nothing.refused.line': '보여도 되는지 확인하지 못했어요. 관제센터도 알고 있어요.',
  'reported.ago': '착용자 장치의 마지막 소식: {age}.',

  'unknown.wearer-silent.line': '{time}부터 착용자 장치의 소식이 없어요.',
  'unknown.wearer-untrustworthy.line': '{time}부터 착용자 장치가 틀린 위치를 보내요.',
  'unknown.protected-silent.line': '{time}부터 이 휴대전화의 소식이 없어요. 그래서 얼마나 가까운지 몰라요.',
  'unknown.protected-never-reported.line': '이 휴대전화의 소식이 아직 없어요. 그래서 얼마나 가까운지 몰라요.',
  'unknown.failed.line': '{time}부터 Magpie가 고장이에요. 관제센터도 알고 있어요.',
  'unknown.earliest': '{time}부터 가까이 있을 수 있어요.',
  'unknown.earliest.now': '지금 가까이 있을 수 있어요.',
  'unknown.earliest.none': '언제 가까이 올 수 있는지 몰라요.',

  'trouble.headline': 'Magpie가 고장이에요',
  'trouble.line': '지금 경고가 안 올 수 있어요. 위험하면 {number}에 전화하세요.',
  'lost.line': '지금 이 화면에는 경고가 안 와요. 위험하면 {number}에 전화하세요.',
  'lost.offline': '이 휴대전화에 인터넷이 없어요.',
  'lost.lapsed': '전의 소식은 오래되어 보여 드리지 않아요.',
  'bad-frame.line': '화면을 새로 고치세요. 그때까지 경고가 안 와요. 위험하면 {number}에 전화하세요.',
  'unproven.line':
    '새 로그인 링크를 부탁하세요. 이 화면을 열어 두면 경고는 와요. 다른 것은 안 보여요. 위험하면 {number}에 전화하세요.',
  'signed-out.line': '새 로그인 링크를 부탁하세요. 그때까지 경고가 안 와요. 위험하면 {number}에 전화하세요.',

  'warning.do.danger': '사람들이 있는 곳으로 가세요. {number}에 전화하세요. 지금 어디인지 말하세요.',
  'warning.do.warning': '사람들이 있는 쪽으로 가세요. 휴대전화를 손에 드세요. 무서우면 {number}에 전화하세요.',
  'warning.do.unknown': '지금 착용자가 안 보여요. 사람들 가까이에 계세요. 무서우면 {number}에 전화하세요.',
  'warning.do.notice': '계속 지켜봐요. 달라지면 알려 드려요.',
  'warning.do.clear': '계속 지켜봐요.',
};

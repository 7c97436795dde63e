import type { Texts } from '../catalogue.ts';
import type { en } from './en.ts';

export const ko: Texts<keyof typeof en> = {
  failed: '되지 않았습니다. 다시 시도하세요.',
  'household.why': '함께 살고 명령에 이름이 있는 사람입니다. 참여할지는 각자 스스로 정합니다.',
  'household.none': '등록된 동거인이 없습니다. 관제센터에서 추가할 수 있습니다.',
  'household.consent':
    '참여하는 사람은 경고와, 법이 허용하는 만큼의 착용자 정보를 봅니다. 당신이 있는 곳은 볼 수 없습니다.',
  'household.child': '아동',
  'household.guardian': '보호자로서 동의합니다',
  'household.end': '참여 끝내기',
  'household.invite-again': '다시 초대',
  'state.invited': '초대됨, 아직 답하지 않음',
  'state.consented': '참여 중',
  'state.withdrawn': '참여하지 않음',
  'state.ended': '당신이 끝냄',

  'consent.title': '참여하시겠어요?',
  'consent.withdrawn': '참여하지 않고 있습니다',
  'consent.see': '볼 수 있는 것',
  'consent.see.line': '착용자가 가까이 올 수 있을 때의 경고와, 법이 허용하는 만큼의 착용자 위치입니다.',
  'consent.not-see': '볼 수 없는 것',
  'consent.not-see.line': '보호 대상자가 있는 곳은 볼 수 없습니다. 당신 휴대전화의 내용은 아무도 볼 수 없습니다.',
  'consent.free': '스스로 정합니다',
  'consent.free.line':
    '언제든지 이유 없이 그만둘 수 있습니다. 당신의 위치를 공유할지는 따로 묻습니다. 여기서 본 것은 다른 사람에게 전하지 않습니다.',
  'consent.yes': '참여합니다',
  'consent.no': '참여하지 않습니다',
  'consent.ended': '보호 대상자가 이것을 끝냈습니다. 여기에는 더 이상 아무것도 나오지 않습니다.',
  'consent.minor': '아동은 보호자가 동의합니다. 함께 사는 보호 대상자에게 말하세요.',
  'part.line':
    '참여 중입니다. 이 휴대전화로 경고가 옵니다. 그만두면 여기에는 아무것도 나오지 않고, 보호 대상자는 당신이 그만둔 것을 알게 됩니다.',
  'part.withdraw': '참여 그만두기',

  'supporters.why': '지원자나 믿는 사람이 당신이 있는 곳을 보지 않고 설정을 도울 수 있습니다.',
  'supporters.see': '그들이 보는 것',
  'supporters.see.line': '마친 단계, 휴대전화가 보고하는지, 메시지가 닿는지, 명령의 기간입니다.',
  'supporters.see-not': '볼 수 없는 것: 누가 어디에 있는지, 얼마나 가까운지, 경고, SOS, 당신이 하는 일.',
  'supporters.none': '지금 여기서 돕는 사람이 없습니다.',
  'supporters.until': '{day}까지',
  'supporters.age': '내 휴대전화가 마지막으로 보고한 지 얼마나 되었는지 볼 수 있음',
  'supporters.prolong': '30일 더',
  'supporters.end': '바로 끝내기',
  'supporters.new': '도움 받기',
  'supporters.new.line': '코드를 만들어 읽어 주세요. 15분 안에 한 번 쓸 수 있습니다.',
  'supporters.make-code': '코드 만들기',
  'supporters.read-out': '이 숫자를 읽어 주세요. {time}까지 한 번 쓸 수 있습니다.',
};

import type { Texts } from '../catalogue.ts';
import type { en } from './en.ts';

export const ko: Texts<keyof typeof en> = {
  loading: '불러오는 중',
  failed: '명령을 읽지 못했습니다. 다시 해 보세요.',
  again: '다시 시도',
  none: '효력이 있는 명령이 없습니다',
  'none.line': 'Magpie가 지켜보고 있지 않습니다. 위험하면 {number}에 전화하세요.',

  number: '명령 {number}',
  measure: '{name} ({article})',
  'in-force': '{date} 끝까지 효력이 있습니다',
  'in-force.time': '{date} {time}까지 효력이 있습니다',
  since: '{date}부터',
  days: '{count, plural, =0 {오늘이 마지막 날입니다.} other {오늘 뒤로 #일 남았습니다.}}',
  zone: '날짜는 {zone} 시각으로 셉니다.',
  begins: '{date}에 시작합니다',
  'ended.expired': '{date}에 끝났습니다',
  'ended.cancelled': '{date}에 취소되었습니다',
  'ended.non-indictment': '{date}에 끝났습니다: 기소하지 않기로 결정되었습니다',

  'holds.title': '지금의 조치',
  'holds.restraint': '착용자는 나에게 {distance}보다 가까이 올 수 없습니다.',
  'holds.device': '착용자는 위치를 보고하는 장치를 차고 있습니다.',
  'holds.warn': '착용자가 약 {distance} 안으로 오면 경고합니다. 빠르게 오면 더 일찍 경고합니다.',
  'holds.notice': '약 {distance} 안에서는 더 자세히 살핍니다.',
  'holds.police': '{distance} 안으로 오면 경찰에 알립니다.',
  'holds.places': '착용자가 가까이 갈 수 없는 장소 {count, plural, other {#곳}}이 적혀 있습니다.',
  'holds.places.none': '장소가 적혀 있지 않습니다. 집이나 직장을 넣어 달라고 요청할 수 있습니다.',

  'ask.title': '요청할 수 있는 것',
  'ask.extension':
    '기간 연장: {count, plural, =0 {이 조치는 연장되지 않습니다} other {최대 #번, 한 번에 {months}개월}} ({article}).',
  'ask.extension.open': '기간 연장: 갱신할 때마다 {months}개월 ({article}).',
  'ask.extension.none': '이 조치는 연장되지 않습니다.',
  'ask.of.prosecutor':
    '검사가 법원에 청구합니다. 검사나 경찰에 청구해 달라고 요청할 수 있습니다. 마지막 날 전에 요청하세요.',
  'ask.of.public-safety-commission': '공안위원회가 갱신합니다. 경찰에 요청할 수 있습니다. 마지막 날 전에 요청하세요.',
  'ask.of.court': '본인이 직접 청구하면 법원이 연장합니다. 마지막 날 전에 청구하세요.',
  'ask.change': '이사하거나 직장을 옮기면 장소와 거리를 바꿔 달라고 요청하세요. 옮기기 전에 담당 기관에 알리세요.',
  'ask.seen': '나에 대해 보관된 것을 보고, 틀린 것을 고쳐 달라고 할 수 있습니다.',
  'ask.whom': '물어볼 곳: {agency}.',

  'end.title': '끝나면',
  'end.line':
    '그 순간 모든 것이 멈춥니다. 더 이상 착용자를 지켜보지 않고, 아무것도 표시하지 않으며, 내 위치도 보관하지 않습니다. 여기의 SOS도 멈추니 {number}에 전화하세요.',

  'expiry.two-weeks': '명령이 {count}일 뒤인 {date}에 끝납니다. 아직 필요하면 지금 연장을 요청하세요.',
  'expiry.week': '명령이 {count}일 뒤인 {date}에 끝납니다. 아직 요청하지 않았다면 지금 연장을 요청하세요.',
  'expiry.tomorrow': '명령이 내일 끝납니다. 그 뒤에는 Magpie가 지켜보지 않습니다. 오늘 담당 기관에 물어보세요.',
  'expiry.today': '오늘이 명령의 마지막 날입니다. 그 뒤에는 Magpie가 지켜보지 않습니다. 지금 담당 기관에 물어보세요.',
  'expiry.steps': '다음에 할 일',
  'expiry.step.ask': '연장이 청구되었는지 담당 기관이나 경찰, 검사에게 물어보세요.',
  'expiry.step.say': '명령이 시작된 뒤 있었던 일과 걱정되는 점을 말하세요.',
  'expiry.step.plan': '끝난 뒤의 날들을 담당 기관과 함께 준비하세요.',

  'undertaking.title': '본 것은 나만 알고 있기',
  'undertaking.line':
    '착용자의 위치는 내 안전만을 위해 보여 드립니다. 다른 사람에게 알리거나 공개하거나 다른 일에 쓰지 마세요.',
  'undertaking.penalty':
    '누설하거나 부당하게 쓰면 법에 따라 {years}년 이하의 징역 또는 {fine} 이하의 벌금에 처해질 수 있습니다 ({article}).',
  'undertaking.may': '경찰과 담당 기관, 위험할 때 도와주는 사람에게는 언제나 말해도 됩니다.',
  'undertaking.anyway': '이것을 읽었는지와 관계없이 경고는 옵니다.',
  'undertaking.accept': '읽었고 지키겠습니다',
  'undertaking.accepted': '{date}에 읽었습니다.',
  'undertaking.due': '보여 드리는 것에 대해 지킬 점을 읽어 주세요.',
};

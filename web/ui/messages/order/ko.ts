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
  'ended.acquitted': '{date}에 무죄 확정으로 끝났습니다',
  'ended.dismissed': '{date}에 끝났습니다: 공소가 기각되었습니다',
  'ended.withdrawn': '{date}에 철회되었습니다',
  'ended.replaced': '{date}에 다른 명령으로 바뀌었습니다',

  'kept.title': '무엇이 보관되나요',
  'kept.until':
    '이 명령 동안 기록된 착용자와 나의 위치는 {date}까지 보관할 수 있고, 그 뒤에는 법에 따라 파기해야 합니다. 앱에서는 누구에게도 보이지 않습니다.',
  'kept.at-once':
    '이 명령 동안 기록된 착용자와 나의 위치는 더 이상 보관할 수 없습니다. 법에 따라 바로 파기해야 합니다.',
  'kept.unknown': '기록이 언제까지 보관되는지는 아직 알 수 없습니다.',
  'kept.other': '다른 명령에 따라서도 보관되는 기록은 그 명령도 끝날 때까지 남습니다.',

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
  'undertaking.anyway':
    '동의하기 전에는 상대가 얼마나 떨어져 어느 쪽에 있는지만 보이고 위치는 보이지 않습니다. 경고는 어느 경우에나 옵니다.',
  'undertaking.accept': '읽었고 지키겠습니다',
  'undertaking.accepted': '{date}에 읽었습니다.',
  'undertaking.due': '보여 드리는 것에 대해 지킬 점을 읽어 주세요.',

  'undertaking.until': '{date}까지 효력이 있습니다. 그 뒤에 다시 여쭙니다.',
  'undertaking.again':
    '전에 하신 약속은 {date}까지 효력이 있습니다. 법이나 명령이 바뀌었거나 때가 되었으니 다시 읽어 주세요.',
  'undertaking.withheld': '지킬 점을 읽기 전에는 상대의 위치가 보이지 않습니다.',
  'sight.title': '상대의 위치 보기',
  'sight.line': '상대의 위치를 화면에 보이지 않게 할 수 있습니다. 이유를 묻지 않습니다.',
  'sight.kept':
    '경고는 모두 그대로 오고, 얼마나 떨어져 어느 쪽에 있는지도 알려 드립니다. 관제센터와 경찰이 보는 것은 달라지지 않습니다. 다만 지도에서 어디서 오는지는 볼 수 없습니다.',
  'sight.hide': '상대의 위치를 보지 않기',
  'sight.hidden': '{date}부터 상대의 위치를 보여 드리지 않습니다. 경고는 계속됩니다.',
  'sight.show': '법이 허용하는 때에 다시 보기',
  'sight.failed': 'Magpie에 전달되지 않았습니다. 전과 같은 상태입니다.',
  'mark.title': '지도 위의 작은 표시',
  'mark.line':
    '위치가 보이는 곳에는 짧은 코드와 시각이 겹쳐 있습니다. 감독기관은 이것으로 누구의 화면이었는지 알 수 있습니다. 이름은 들어 있지 않습니다.',
  'mark.limits': '유출을 줄일 뿐입니다. 사진을 찍거나 표시를 잘라 내거나 말로 전하는 것은 막지 못합니다.',
};

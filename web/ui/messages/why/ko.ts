import type { Texts } from '../catalogue.ts';
import type { en } from './en.ts';

export const ko: Texts<keyof typeof en> = {
  'approach.notice.inside': '{ringM} 안에 있을 가능성이 높고 멀어지지 않습니다. 두 사람 사이 약 {distanceM}.',
  'approach.notice.closing':
    '약 {distanceM} 거리에서 {closingMps}로 가까워지고 있습니다. {etaS} 후 접근금지 거리에 이릅니다.',
  'approach.warning.inside': '{ringM} 안에 있을 가능성이 높고 멀어지지 않습니다. 두 사람 사이 약 {distanceM}.',
  'approach.warning.closing':
    '약 {distanceM} 거리에서 {closingMps}로 가까워지고 있으며 진로가 {missM} 안으로 지나갑니다. {etaS} 후 접근금지 거리에 이릅니다.',
  'approach.warning.trend': '{overS} 동안 {closedM} 가까워져 현재 약 {distanceM}. {etaS} 후 접근금지 거리에 이릅니다.',
  'approach.danger.inside': '접근금지 거리 {ringM} 안에 있을 가능성이 높습니다. 두 사람 사이 약 {distanceM}.',
  'approach.danger.near': '두 사람 사이 약 {distanceM}, 멀어지지 않습니다. 곧 {ringM} 안으로 들어올 수 있습니다.',
  'approach.danger.closing':
    '약 {distanceM} 거리에서 {closingMps}로 가까워지고 있습니다. {etaS} 후 접근금지 거리에 이릅니다.',
  'approach.lowered': '단계를 낮췄습니다. {heldS} 동안 더 높은 단계의 근거가 없었습니다. 두 사람 사이 약 {distanceM}.',
  'approach.resumed': '다시 확인되었습니다. 양쪽의 신뢰할 수 있는 위치로 두 사람 사이 약 {distanceM}.',
  'approach.resumed.far':
    '가까운 시간 안에는 접촉이 불가능합니다. 마지막 위치 기준 두 사람 사이 약 {distanceM}. 한쪽은 아직 보고가 없거나 부정확합니다.',
  'approach.unknown.wearer-never-reported':
    '착용자 장치에서 받은 보고가 없습니다. 보고를 시작했어야 할 때부터 {waitedS}.',
  'approach.unknown.wearer-silent':
    '착용자 장치의 보고가 {silentS} 동안 없습니다. 빠르면 {earliestContactS} 후 접촉할 수 있습니다.',
  'approach.unknown.wearer-imprecise':
    '착용자 장치의 정밀한 위치가 {silentS} 동안 없습니다. 빠르면 {earliestContactS} 후 접촉할 수 있습니다.',
  'approach.unknown.wearer-untrustworthy':
    '착용자의 위치를 믿을 수 없습니다. 마지막으로 믿을 수 있는 위치는 {silentS} 전입니다. 빠르면 {earliestContactS} 후 접촉할 수 있습니다.',
  'approach.unknown.protected-never-reported':
    '보호 대상자의 휴대전화에서 받은 보고가 없습니다. 보고를 시작했어야 할 때부터 {waitedS}.',
  'approach.unknown.protected-silent':
    '보호 대상자의 휴대전화 보고가 {silentS} 동안 없습니다. 빠르면 {earliestContactS} 후 접촉할 수 있습니다.',
  'approach.unknown.protected-imprecise':
    '보호 대상자 휴대전화의 정밀한 위치가 {silentS} 동안 없습니다. 빠르면 {earliestContactS} 후 접촉할 수 있습니다.',
  'approach.unknown.protected-untrustworthy':
    '보호 대상자 휴대전화의 위치를 믿을 수 없습니다. 마지막으로 믿을 수 있는 위치는 {silentS} 전입니다. 빠르면 {earliestContactS} 후 접촉할 수 있습니다.',
  'approach.unknown.evaluation-failed': '이 쌍을 평가하지 못했습니다. 아무것도 말할 수 없습니다. 즉시 확인하십시오.',
  'zone.exclusion.inside': '금지 구역 안에 있을 가능성이 높습니다. 경계에서 약 {depthM}.',
  'zone.exclusion.near': '금지 구역에서 약 {distanceM}, {ringM} 안이며 멀어지지 않습니다.',
  'zone.exclusion.closing': '금지 구역에서 약 {distanceM}, {closingMps}로 가까워지고 있습니다. {etaS} 후 도달합니다.',
  'zone.inclusion.outside': '벗어나면 안 되는 구역 밖에 있을 가능성이 높습니다. 경계에서 약 {distanceM}.',
  'zone.inclusion.near': '벗어나면 안 되는 구역의 경계 안쪽 약 {distanceM}, 안쪽으로 움직이지 않습니다.',
  'zone.inclusion.closing':
    '벗어나면 안 되는 구역의 경계 안쪽 약 {distanceM}, {closingMps}로 경계에 가까워지고 있습니다. {etaS} 후 도달합니다.',
  'zone.lowered': '단계를 낮췄습니다. {heldS} 동안 더 높은 단계의 근거가 없었습니다. 구역 경계까지 약 {distanceM}.',
  'zone.resumed': '다시 확인되었습니다. 신뢰할 수 있는 위치로 구역 경계까지 약 {distanceM}.',
  'zone.resumed.far':
    '가까운 시간 안에는 경계에 닿을 수 없습니다. 마지막 위치 기준 경계까지 약 {distanceM}. 대상자는 아직 보고가 없거나 부정확합니다.',
  'zone.unknown.wearer-never-reported': '착용자 장치에서 받은 보고가 없습니다. 보고를 시작했어야 할 때부터 {waitedS}.',
  'zone.unknown.wearer-silent':
    '착용자 장치의 보고가 {silentS} 동안 없습니다. 빠르면 {earliestContactS} 후 구역 경계를 넘을 수 있습니다.',
  'zone.unknown.wearer-imprecise':
    '착용자 장치의 정밀한 위치가 {silentS} 동안 없습니다. 빠르면 {earliestContactS} 후 구역 경계를 넘을 수 있습니다.',
  'zone.unknown.wearer-untrustworthy':
    '착용자의 위치를 믿을 수 없습니다. 마지막으로 믿을 수 있는 위치는 {silentS} 전입니다. 빠르면 {earliestContactS} 후 구역 경계를 넘을 수 있습니다.',
  'zone.unknown.evaluation-failed': '이 구역을 평가하지 못했습니다. 아무것도 말할 수 없습니다. 즉시 확인하십시오.',
  'ring.entered': '{ringM} 반경 안으로 들어왔습니다. 두 사람 사이 약 {distanceM}.',
  'ring.left': '{ringM} 반경 밖으로 나갔습니다. 두 사람 사이 약 {distanceM}.',
  'device.sos': 'SOS 버튼이 눌렸습니다. 이곳에 알려지기 {ageS} 전입니다.',
  'device.strap-open': '스트랩이 열렸습니다. 장치의 위치는 더 이상 그 사람의 위치가 아닙니다.',
  'device.strap-closed': '스트랩이 다시 잠겼습니다.',
  'device.tamper': '장치가 훼손을 보고했습니다.',
  'device.low-battery': '장치가 배터리 부족을 보고했습니다.',
  'device.power-off': '장치의 전원이 꺼졌습니다.',
  'device.fall': '장치가 넘어짐을 보고했습니다.',
  'device.power-cut': '장치의 외부 전원이 끊겼습니다.',
  'device.separation': '착용한 부분과 장치의 다른 부분이 서로 떨어졌습니다.',
  'device.shielding': '장치가 차폐를 보고했습니다.',
  'device.jamming': '장치가 전파 방해를 보고했습니다.',
  'device.connection-lost': '장치와의 연결이 종료 신호 없이 끊겼습니다.',
  'device.identity-conflict':
    '두 연결이 동시에 이 장치의 이름으로 보고했습니다. 하나만 남을 때까지 위치를 믿을 수 없습니다.',
  'pattern.probing':
    '착용자가 {overS} 동안 {ringM} 경계를 안쪽으로 {crossings}번 넘었습니다. 경계를 시험하고 있을 수 있습니다.',
  'pattern.spoofing-suspected.mock': '휴대전화가 다른 앱이 만든 위치라고 알렸습니다. 믿지 않습니다.',
  'pattern.spoofing-suspected.impossible-speed':
    '{speedMps}가 필요한 위치가 {reports}번 왔습니다. 다른 위치와 맞을 때까지 믿지 않습니다.',
  'pattern.spoofing-suspected.frozen-position': '정확히 같은 위치가 {overS} 동안 {reports}번 왔습니다.',
  'reporting.faster': '장치에 {intervalS}마다 보고하도록 요청합니다.',
  'reporting.released': '장치에 다시 명령에 정한 간격으로 보고하도록 요청합니다.',
  'reporting.released.battery': '배터리가 부족합니다. 장치에 명령에 정한 간격으로 보고하도록 요청합니다.',
  'pattern.clock-error': '장치의 시계가 {aheadS} 빠릅니다. 대신 도착 시각을 사용합니다.',
  'health.no-contact': '장치에서 {silentS} 동안 아무것도 수신되지 않았습니다.',
  'health.no-position': '장치와 통신은 되지만 {silentS} 동안 위치가 없었습니다.',
  'health.battery-forecast': '배터리 {batteryPct}%, {emptyAtMs}에 소진될 것으로 예상됩니다.',
  'health.removal-overrun': '승인된 분리 시간이 {overS} 전에 끝났지만 다시 착용했다는 보고가 없습니다.',
  'health.not-fitted': '명령이 {waitedS} 동안 효력이 있으나 장치를 지닌 사람이 없습니다.',
  'account.foreign-sign-in':
    '이 사람의 이름으로 휴대전화 한 대가 로그인되었거나 이 사람의 로그인이 기기 열쇠 없이 사용되었고, 본인은 자신이 아니라고 합니다. 그 휴대전화는 로그아웃되었습니다. 본인의 휴대전화였다면 새 링크가 필요합니다.',
  'health.returned': '원인이 끝났습니다. 담당자가 종결합니다.',
  'suppressed.custody': '착용자가 구금 중입니다(종료할 때까지).',
  'suppressed.custody.until': '착용자가 {untilAtMs}까지 구금 중입니다.',
  'suppressed.removal': '장치 분리가 승인되었습니다.',
  'suppressed.removal.until': '장치 분리가 {untilAtMs}까지 승인되었습니다.',
  'suppressed.not-sharing': '보호 대상자가 다시 켤 때까지 위치를 공유하지 않습니다.',
  'suppressed.not-sharing.until': '보호 대상자가 {untilAtMs}까지 위치를 공유하지 않습니다.',
  unsuppressed: '기간이 끝나 다시 경보로 셉니다.',
  'order-ended': '명령의 효력이 끝났습니다. 더 이상 평가하거나 표시하지 않습니다.',
  'order-ended.expired':
    '명령이 {endedAtMs}에 끝났습니다: 기간 만료. 더 이상 평가하거나 표시하지 않습니다. 다른 명령에 필요하지 않으면 장치를 회수하세요.',
  'order-ended.cancelled':
    '명령이 {endedAtMs}에 끝났습니다: 취소. 더 이상 평가하거나 표시하지 않습니다. 다른 명령에 필요하지 않으면 장치를 회수하세요.',
  'order-ended.non-indictment':
    '명령이 {endedAtMs}에 끝났습니다: 불기소 처분. 더 이상 평가하거나 표시하지 않습니다. 다른 명령에 필요하지 않으면 장치를 회수하세요.',
  'order-ended.acquitted':
    '명령이 {endedAtMs}에 끝났습니다: 무죄 확정. 더 이상 평가하거나 표시하지 않습니다. 다른 명령에 필요하지 않으면 장치를 회수하세요.',
  'order-ended.dismissed':
    '명령이 {endedAtMs}에 끝났습니다: 공소 기각. 더 이상 평가하거나 표시하지 않습니다. 다른 명령에 필요하지 않으면 장치를 회수하세요.',
  'order-ended.withdrawn':
    '명령이 {endedAtMs}에 끝났습니다: 철회. 더 이상 평가하거나 표시하지 않습니다. 다른 명령에 필요하지 않으면 장치를 회수하세요.',
  'order-ended.replaced':
    '명령이 {endedAtMs}에 끝났습니다: 다른 명령으로 변경. 더 이상 평가하거나 표시하지 않습니다. 다른 명령에 필요하지 않으면 장치를 회수하세요.',
  restarted: 'Magpie가 다시 시작되었으며 지금은 이 단계입니다.',
  'wearer-linked': '착용자가 다른 기록과 연결되었습니다. 그 기록에서 착용 중인 장치에 따라 지금은 이 단계입니다.',
};

import type { Texts } from '../catalogue.ts';
import type { en } from './en.ts';

export const ko: Texts<keyof typeof en> = {
  'reason.wearer-never-reported': '착용자 장치가 한 번도 보고하지 않음',
  'reason.wearer-silent': '착용자 장치의 보고가 끊김',
  'reason.wearer-untrustworthy': '착용자 장치가 믿을 수 없는 위치를 보냄',
  'reason.protected-never-reported': '보호 대상자의 휴대전화가 한 번도 보고하지 않음',
  'reason.protected-silent': '보호 대상자의 휴대전화 보고가 끊김',
  'reason.protected-untrustworthy': '보호 대상자의 휴대전화가 믿을 수 없는 위치를 보냄',
  'reason.evaluation-failed': 'Magpie가 거리를 계산하지 못함',

  'kind.approach': '접근',
  'kind.zone': '구역',
  'kind.ring': '{name} 반경',
  'kind.device': '장치',
  'kind.pattern': '행동 유형',

  'device.sos': '긴급 호출(SOS)',
  'device.strap-open': '스트랩 열림',
  'device.strap-closed': '스트랩 잠김',
  'device.tamper': '훼손 의심',
  'device.low-battery': '배터리 부족',
  'device.power-off': '전원 꺼짐',
  'device.fall': '넘어짐',
  'device.power-cut': '외부 전원 끊김',
  'device.separation': '장치 분리',
  'device.shielding': '차폐 의심',
  'device.jamming': '전파 방해 의심',
  'device.connection-lost': '연결 끊김',
  'pattern.probing': '경계선 주변을 맴돎',
  'health.no-contact': '통신 없음',
  'health.no-position': '위치 없음',
  'health.battery-forecast': '배터리 소진 예상',
  'health.removal-overrun': '분리 시간 초과',
  'health.not-fitted': '장치 미부착',
  'pattern.spoofing-suspected': '믿을 수 없는 위치',
  'pattern.clock-error': '장치 시계 오류',
};

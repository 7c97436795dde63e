import type { Texts } from '../catalogue.ts';
import type { en } from './en.ts';

export const ja: Texts<keyof typeof en> = {
  'reason.wearer-never-reported': '装着者の機器から一度も報告がありません',
  'reason.wearer-silent': '装着者の機器からの報告が途絶えています',
  'reason.wearer-untrustworthy': '装着者の機器が信頼できない位置を送っています',
  'reason.protected-never-reported': '保護対象者の電話から一度も報告がありません',
  'reason.protected-silent': '保護対象者の電話からの報告が途絶えています',
  'reason.protected-untrustworthy': '保護対象者の電話が信頼できない位置を送っています',
  'reason.evaluation-failed': 'Magpieが距離を計算できませんでした',

  'kind.approach': '接近',
  'kind.zone': '区域',
  'kind.ring': '{name}の範囲',
  'kind.device': '機器',
  'kind.pattern': '行動の傾向',

  'device.sos': '緊急通報(SOS)',
  'device.strap-open': 'ストラップが開いた',
  'device.strap-closed': 'ストラップが閉じた',
  'device.tamper': '破壊の疑い',
  'device.low-battery': '電池残量わずか',
  'device.power-off': '電源が切れた',
  'device.fall': '転倒',
  'device.power-cut': '外部電源が切れた',
  'device.separation': '機器の分離',
  'device.shielding': '遮蔽の疑い',
  'device.jamming': '電波妨害の疑い',
  'device.connection-lost': '接続が切れた',
  'pattern.probing': '境界の近くにとどまり続ける',
  'health.no-contact': '通信なし',
  'health.no-position': '位置なし',
  'health.battery-forecast': '電池切れの見込み',
  'health.removal-overrun': '取り外し時間の超過',
  'health.not-fitted': '機器の未装着',
  'pattern.spoofing-suspected': '信用できない位置',
  'pattern.clock-error': '機器の時計の誤り',
};

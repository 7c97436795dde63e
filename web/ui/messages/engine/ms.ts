import type { Texts } from '../catalogue.ts';
import type { en } from './en.ts';

export const ms: Texts<keyof typeof en> = {
  'reason.wearer-never-reported': 'Peranti pemakai tidak pernah melapor',
  'reason.wearer-silent': 'Peranti pemakai senyap',
  'reason.wearer-untrustworthy': 'Peranti pemakai menghantar kedudukan yang tidak mungkin betul',
  'reason.protected-never-reported': 'Telefon orang yang dilindungi tidak pernah melapor',
  'reason.protected-silent': 'Telefon orang yang dilindungi senyap',
  'reason.protected-untrustworthy': 'Telefon orang yang dilindungi menghantar kedudukan yang tidak mungkin betul',
  'reason.evaluation-failed': 'Magpie tidak dapat mengira jarak',

  'kind.approach': 'Mendekati',
  'kind.zone': 'Zon',
  'kind.ring': 'Lingkaran {name}',
  'kind.device': 'Peranti',
  'kind.pattern': 'Corak',

  'device.sos': 'SOS',
  'device.strap-open': 'Tali dibuka',
  'device.strap-closed': 'Tali ditutup',
  'device.tamper': 'Disyaki diusik',
  'device.low-battery': 'Bateri lemah',
  'device.power-off': 'Dimatikan',
  'device.fall': 'Terjatuh',
  'device.power-cut': 'Kuasa luar terputus',
  'device.separation': 'Bahagian terpisah',
  'device.shielding': 'Disyaki dilindung isyarat',
  'device.jamming': 'Disyaki gangguan isyarat',
  'device.connection-lost': 'Sambungan terputus',
  'pattern.probing': 'Kekal di tepi lingkaran',
  'health.no-contact': 'Tiada hubungan',
  'health.no-position': 'Tiada kedudukan',
  'health.battery-forecast': 'Bateri akan habis',
  'health.removal-overrun': 'Penanggalan melebihi masa',
  'health.not-fitted': 'Tiada peranti dipasang',
  'pattern.spoofing-suspected': 'Kedudukan tidak dipercayai',
  'pattern.clock-error': 'Jam peranti salah',
};

import type { Texts } from '../catalogue.ts';
import type { en } from './en.ts';

export const ms: Texts<keyof typeof en> = {
  'notices.open': 'Buka',
  'notices.label': 'Petunjuk',
  'notices.more': '{count} lagi',

  'warning.lower': 'Kini lebih rendah',
  'warning.was': '{level} pada {time}',
  'warning.put-away': 'Tutup',
  'warning.soft': 'Getaran sahaja.',
  'warning.silent': 'Ia hanya dipaparkan, tanpa bunyi atau getaran.',
  'warning.quiet': 'Bunyi telah tamat. Ini kekal sehingga anda melihatnya.',

  'view.label': 'Cara paparan',
  'view.map': 'Peta',
  'view.radar': 'Radar',
  'view.list': 'Dalam perkataan',
  'radar.north': 'Utara di atas. Telefon ini tiada kompas.',
  'radar.refused': 'Utara di atas. Kompas tidak dibenarkan.',
  'radar.compass':
    'Berpusing mengikut telefon anda. Kompas menunjukkan utara magnet; dekat logam ia boleh jauh tersasar.',
  'radar.turn': 'Pusing mengikut telefon',
  'list.level': 'Tahap',
  'list.direction': 'Arah',
  'list.trend': 'Pergerakan',
  'list.eta': 'Pada kadar ini, dekat dalam',
  'list.about': 'kira-kira {span}',
  'list.wearer': 'Laporan terakhir pemakai',
  'list.earliest': 'Mungkin dekat mulai',
  'list.you': 'Anda',
  'list.basis': 'Ditunjukkan di bawah',
  'list.measured': '{age}, dalam lingkungan {precision}',
  'list.not-known': 'Tidak diketahui',
  'list.not-shown': 'Tidak ditunjukkan',
};

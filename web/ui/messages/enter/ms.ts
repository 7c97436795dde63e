import type { Texts } from '../catalogue.ts';
import type { en } from './en.ts';

export const ms: Texts<keyof typeof en> = {
  working: 'Sedang membuka halaman anda',
  'none.title': 'Pautan ini tidak boleh digunakan lagi',
  'none.why': 'Setiap pautan hanya boleh digunakan sekali, dalam masa yang singkat.',
  'none.remedy': 'Minta pautan baharu daripada orang atau pejabat yang memberikannya.',
  'no-connection.title': 'Tiada sambungan',
  'no-connection.remedy': 'Pautan anda belum digunakan. Semak sambungan internet dan cuba lagi.',
  'failed.title': 'Ada masalah di pihak kami',
  'failed.remedy': 'Cuba lagi sebentar lagi. Jika berterusan, minta pautan baharu.',
  again: 'Cuba lagi',
  urgent: 'Jika anda dalam bahaya sekarang, hubungi {number}.',
};

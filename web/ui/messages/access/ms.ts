import type { Texts } from '../catalogue.ts';
import type { en } from './en.ts';

export const ms: Texts<keyof typeof en> = {
  'felt.title': 'Cara amaran dirasai di sini',
  'felt.sound': 'Bunyi dan getaran',
  'felt.vibration': 'Getaran sahaja',
  'felt.screen': 'Pada skrin sahaja',
  'felt.vibration.line': 'Amaran pada halaman ini tidak berbunyi.',
  'felt.vibration.none': 'Pelayar ini tidak dapat bergetar: amaran hanya dipaparkan.',
  'felt.screen.line':
    'Amaran pada halaman ini tidak berbunyi dan tidak bergetar. Anda melihatnya hanya semasa memandang skrin.',
  'felt.not-kept': 'Telefon ini tidak menyimpan pilihan. Ia kekal sehingga halaman ditutup.',
  'warning.screen-only': 'Tanpa bunyi dan getaran, seperti pilihan anda.',
  'easy.title': 'Bacaan mudah',
  'easy.switch': 'Ayat pendek dan huruf besar',
  'easy.line': 'Skrin utama dan amaran menggunakan ayat pendek. Asasnya di sebalik butang.',
  'more.show': 'Lagi',
  'more.hide': 'Kurang',
};

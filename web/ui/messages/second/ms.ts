import type { en } from './en.ts';

export const ms: typeof en = {
  failed: 'Fail tidak disimpan. Cuba lagi, atau tanya pihak yang mengendalikan pelayan ini.',
  asked:
    'Anda telah meminta fail ini. Rakan sepejabat perlu mengesahkannya di halaman ini, dan dialah yang menyimpannya.',
  unread: 'Fail yang menunggu orang kedua di sini tidak dapat dibaca. Buka halaman ini semula.',
  title: 'Fail yang menunggu orang kedua',
  mine: 'Anda meminta pada {asked}. Menunggu pengesahan rakan sepejabat hingga {until}.',
  theirs: 'Rakan sepejabat meminta fail ini pada {asked}. Sahkan hanya jika anda tahu tujuannya. Hingga {until}.',
  why: 'Membawa keluar fail memerlukan dua orang dari satu pejabat ({article}).',
  period: '{from} hingga {to}',
  confirm: 'Sahkan dan simpan',
  refuse: 'Tolak',
  'take-back': 'Tarik balik',
};

import type { Texts } from '../catalogue.ts';
import type { en } from './en.ts';

export const ms: Texts<keyof typeof en> = {
  'notices.open': 'Buka',
  'notices.label': 'Petunjuk',
  'notices.more': '{count} lagi',

  'warning.lower': 'Kini lebih rendah',
  'warning.was': '{level} pada {time}',
  'warning.put-away': 'Tutup',
  'warning.soft': 'Getaran sahaja, seperti pilihan anda.',
  'warning.silent': 'Tanpa bunyi, seperti pilihan anda.',
  'warning.quiet': 'Bunyi telah tamat. Ini kekal sehingga anda melihatnya.',
};

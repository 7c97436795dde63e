import type { Texts } from '../catalogue.ts';
import type { en } from './en.ts';

export const ms: Texts<keyof typeof en> = {
  'do.title': 'Apa yang boleh anda buat sekarang',
  'call.centre': 'Hubungi {label}',
  'call.contact': 'Hubungi {name}',
  line: 'Orang yang anda percaya, untuk dihubungi terus dari sini. Paling banyak {count}. Disimpan secara tertutup; pegawai tidak melihatnya, dan senarai tidak diberikan kepada sesiapa.',
  empty: 'Belum ada sesiapa.',
  loading: 'Memuatkan',
  failed: 'Senarai anda tidak dapat dimuatkan. Ia tidak hilang; sedang mencuba lagi.',
  name: 'Nama',
  phone: 'Nombor telefon',
  add: 'Tambah',
  save: 'Simpan',
  edit: 'Ubah {name}',
  remove: 'Buang {name}',
  back: 'Kembali',
  saving: 'Menyimpan',
  saved: 'Disimpan.',
  'save-failed': 'Tidak disimpan. Cuba lagi.',
  'name-needed': 'Beri nama.',
  'phone-odd': 'Gunakan digit, ruang dan sengkang, dengan + di hadapan jika perlu.',
  full: 'Senarai penuh. Buang seseorang dahulu.',
};

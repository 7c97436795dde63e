import type { Texts } from '../catalogue.ts';
import type { en } from './en.ts';

export const ms: Texts<keyof typeof en> = {
  'level.clear': 'Tiada amaran',
  'level.notice': 'Perhatian',
  'level.warning': 'Amaran',
  'level.danger': 'Bahaya',
  'level.unknown': 'Tidak diketahui',

  exercise: 'LATIHAN',
  'exercise.long': 'LATIHAN – tiada sesiapa di sini yang sebenar',

  'too-many': 'Halaman ini meminta terlalu banyak sekali gus. Tunggu seminit, kemudian cuba lagi.',

  'age.now': 'baru sahaja',
  'age.seconds': '{count} saat lalu',
  'age.minutes': '{count} minit lalu',
  'age.hours': '{count} jam lalu',
  'age.days': '{count} hari lalu',
  'age.never': 'tidak pernah',
  'span.seconds': '{count} saat',
  'span.minutes': '{count} minit',
  'span.hours': '{count} jam',

  'distance.under': 'kurang daripada {metres}\u00a0m',
  'distance.metres': '{metres}\u00a0m',
  'distance.kilometres': '{kilometres}\u00a0km',

  'octant.N': 'di utara',
  'octant.NE': 'di timur laut',
  'octant.E': 'di timur',
  'octant.SE': 'di tenggara',
  'octant.S': 'di selatan',
  'octant.SW': 'di barat daya',
  'octant.W': 'di barat',
  'octant.NW': 'di barat laut',

  'trend.approaching': 'semakin dekat',
  'trend.receding': 'semakin jauh',
  'trend.steady': 'jarak hampir sama',
  'trend.unclear': 'arah tidak jelas',

  'language.label': 'Bahasa',
  'language.unreviewed': 'Teks ini belum disemak oleh penutur asli.',
  'language.failed': '{language} tidak dapat dimuatkan. Pilih sekali lagi apabila ada sambungan.',

  'connection.connecting': 'Menyambung',
  'connection.live': 'Langsung',
  'connection.lost': 'Tiada sambungan sejak {time}',
  'connection.retrying': 'Sedang cuba semula secara automatik.',
  'connection.retry': 'Cuba sekarang',
  'connection.bad-frame': 'Halaman ini tidak sepadan dengan pelayan',
  'connection.bad-frame.remedy': 'Muat semula halaman. Jika masih gagal, beritahu pusat pemantauan.',
  'connection.signed-out': 'Anda telah dilog keluar',
  'connection.signed-out.remedy': 'Minta pautan log masuk yang baharu.',

  'trouble.database': 'Magpie tidak dapat menyimpan laporan sejak {time}.',
  'trouble.engine': 'Magpie tidak dapat mengira jarak sejak {time}.',
  'trouble.disclosure': 'Magpie tidak dapat menunjukkan tempat sejak {time}.',
  'trouble.reports': 'Laporan sesetengah peranti tidak sampai kepada Magpie sejak {time}.',
  'trouble.warnings': 'Amaran kepada telefon yang tertutup mungkin tidak sampai sejak {time}.',
  'trouble.log': 'Log awam tidak diterbitkan sejak {time}.',

  'error.title': 'Halaman ini gagal',
  'error.remedy': 'Muat semula. Jika anda perlukan bantuan sekarang, hubungi {number}.',
  'error.reload': 'Muat semula',
};

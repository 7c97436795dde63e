import type { Texts } from '../catalogue.ts';
import type { en } from './en.ts';

export const ms: Texts<keyof typeof en> = {
  title: 'Semak dokumen perintah',
  intro: 'Masukkan nombor dan kod yang dicetak di hujung dokumen, atau imbas kod QR. Tiada nama dipaparkan di sini.',
  number: 'Nombor perintah',
  'number.hint': 'Contohnya KR-2026-000123',
  code: 'Kod pengesahan',
  'code.hint': 'Enam belas huruf dan angka',
  check: 'Semak',
  checking: 'Sedang menyemak',
  'missing.number': 'Masukkan nombor perintah.',
  'missing.code': 'Masukkan kod pengesahan.',
  'genuine.title': 'Dokumen ini tulen',
  'ended.title': 'Tulen, tetapi perintah telah tamat',
  'older.title': 'Tulen, tetapi bukan versi terbaharu',
  'early.title': 'Tulen, tetapi perintah belum berkuat kuasa',
  'genuine.words':
    'Bandingkan isi dokumen dengan butiran di atas. Halaman ini menyemak nombor dan kod, bukan kertas di tangan anda.',
  'not.title': 'Nombor dan kod ini bukan milik mana-mana dokumen pejabat ini',
  'not.words':
    'Semak jika ada kesilapan menaip. Jika betul, jangan bergantung pada dokumen ini: tanya mahkamah atau polis.',
  version: 'Versi',
  'version.newest': '{version}, yang terbaharu',
  'version.older': '{version}, dan ada versi lebih baharu: isi dokumen ini tidak lagi berkuat kuasa',
  jurisdiction: 'Bidang kuasa',
  issued: 'Dikeluarkan pada',
  standing: 'Perintah ini',
  'standing.in-force': 'sedang berkuat kuasa',
  'standing.not-yet': 'belum berkuat kuasa',
  'standing.ended': 'telah tamat',
  'standing.unknown': 'tidak dapat disemak sekarang: tanya mahkamah',
  'no-connection': 'Tiada sambungan. Tiada apa-apa disemak. Cuba lagi.',
  'too-many': 'Terlalu banyak percubaan. Tunggu seminit dan cuba lagi.',
  failed: 'Ada masalah di pihak kami. Tiada apa-apa disemak. Cuba lagi dalam seminit.',
};

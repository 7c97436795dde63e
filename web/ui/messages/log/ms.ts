import type { Texts } from '../catalogue.ts';
import type { en } from './en.ts';

export const ms: Texts<keyof typeof en> = {
  title: 'Log awam',
  intro:
    'Semua yang ditunjukkan atau diubah dalam Magpie ini, dan semua yang ditolak, meninggalkan satu entri di sini. Tiada siapa dapat mengubah atau membuang entri tanpa diketahui.',
  'nothing.title': 'Apa yang ada di sini tidak memberitahu apa-apa tentang sesiapa',
  'nothing.words':
    'Satu entri ialah 48 bait yang kelihatan rawak: tiada nama, tiada tempat, tiada masa perbuatan. Bilangan entri yang sama diterbitkan setiap kali, sama ada berisi atau kosong, supaya log tidak memberitahu berapa banyak yang berlaku.',
  'state.title': 'Titik semak terbaharu',
  origin: 'Log',
  size: 'Entri',
  'size.words': '{size}, termasuk yang kosong',
  root: 'Cincang akar',
  published: 'Diterbitkan',
  cadence: 'Kekerapan',
  'cadence.words': 'setiap {seconds} saat, {entries} entri setiap kali',
  key: 'Kunci log',
  checkpoint: 'Titik semak bertandatangan',
  'checkpoint.link': 'Buka',
  'late.title': 'Sudah lama tiada penerbitan',
  'late.words':
    'Ini mungkin kerosakan. Apa yang berlaku masih direkodkan dan akan diterbitkan kemudian. Jika berterusan, tanya pejabat yang mengendalikan Magpie ini.',
  'none.title': 'Belum ada yang diterbitkan',
  'none.words': 'Entri pertama akan tiba dalam beberapa minit.',
  'witnesses.title': 'Saksi',
  'witnesses.words':
    'Pihak lain menyimpan salinan titik semak dan menandatangani bahawa mereka telah melihatnya. Jika log dipotong atau diceritakan berbeza kepada orang berlainan, salinan mereka tidak akan sepadan.',
  'witnesses.none': 'Belum ada saksi yang dinamakan untuk log ini.',
  'witness.signed': 'menandatangani titik semak terbaharu pada {time}',
  'witness.waiting': 'belum menandatangani titik semak terbaharu',
  'how.title': 'Semak sendiri',
  'how.words':
    'Dengan salinan Magpie, ini tidak memerlukan akaun atau kata-kata pelayan. Program yang menyemak tidak berkongsi kod dengan program yang menulis.',
  'how.key':
    'Bandingkan kunci dengan yang diperoleh dari tempat lain, misalnya daripada saksi. Sesiapa yang dapat mengubah log dapat mengubah halaman ini.',
  'how.since':
    'Simpan titik semak hari ini. Kali seterusnya ia membuktikan tiada yang dibuang atau ditulis semula sejak itu:',
  'proof.title': 'Jika ia berkenaan anda',
  'proof.words':
    'Bukti bahawa entri tentang anda ada di sini boleh diminta daripada badan yang mengawasi Magpie ini. Ia menunjukkan kandungan entri kepada anda sahaja, dan boleh disemak dengan:',
  'what.loading': 'Memuatkan titik semak',
  'no-connection': 'Tiada sambungan. Apa yang ditunjukkan di sini bukan yang semasa. Cuba lagi.',
  failed: 'Log tidak dapat dibaca sekarang. Cuba lagi dalam seminit.',
  again: 'Cuba lagi',
};

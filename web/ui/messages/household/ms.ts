import type { Texts } from '../catalogue.ts';
import type { en } from './en.ts';

export const ms: Texts<keyof typeof en> = {
  failed: 'Tidak berjaya. Cuba lagi.',
  'household.why':
    'Orang yang tinggal bersama anda dan dinamakan dalam perintah anda. Setiap seorang memutuskan sendiri sama ada mahu turut serta.',
  'household.none': 'Tiada ahli rumah didaftarkan. Pusat pemantauan boleh menambahnya.',
  'household.consent':
    'Sesiapa yang turut serta melihat amaran dan apa yang dibenarkan undang-undang tentang pemakai. Mereka tidak melihat tempat anda.',
  'household.child': 'kanak-kanak',
  'household.guardian': 'Saya penjaga, dan saya bersetuju',
  'household.end': 'Tamatkan penyertaan',
  'household.invite-again': 'Jemput semula',
  'state.invited': 'Dijemput, belum menjawab',
  'state.consented': 'Turut serta',
  'state.withdrawn': 'Tidak turut serta',
  'state.ended': 'Ditamatkan oleh anda',

  'consent.title': 'Mahukah anda turut serta?',
  'consent.withdrawn': 'Anda tidak turut serta',
  'consent.see': 'Apa yang akan anda lihat',
  'consent.see.line':
    'Amaran apabila pemakai mungkin mendekat, dan apa yang dibenarkan undang-undang tentang tempat pemakai.',
  'consent.not-see': 'Apa yang tidak akan anda lihat',
  'consent.not-see.line': 'Tempat orang yang dilindungi. Tiada sesiapa melihat isi telefon anda.',
  'consent.free': 'Ini pilihan anda',
  'consent.free.line':
    'Anda boleh berhenti bila-bila masa, tanpa sebab. Berkongsi kedudukan anda ialah soalan berasingan. Apa yang dilihat di sini tidak boleh disampaikan.',
  'consent.yes': 'Saya turut serta',
  'consent.no': 'Saya tidak mahu',
  'consent.ended': 'Orang yang dilindungi telah menamatkannya. Tiada apa dipaparkan di sini lagi.',
  'consent.minor': 'Bagi kanak-kanak, penjaga yang bersetuju. Tanya orang yang dilindungi yang tinggal bersama anda.',
  'part.line':
    'Anda turut serta: amaran datang ke telefon ini. Jika anda berhenti, tiada apa dipaparkan di sini lagi, dan orang yang dilindungi tahu anda berhenti.',
  'part.withdraw': 'Berhenti turut serta',

  'supporters.why': 'Penyokong atau orang yang anda percayai boleh membantu persediaan ini tanpa melihat tempat anda.',
  'supporters.see': 'Apa yang mereka lihat',
  'supporters.see.line':
    'Langkah yang selesai, sama ada telefon anda melapor, sama ada mesej sampai, dan tempoh perintah anda.',
  'supporters.see-not': 'Tidak sekali-kali: tempat sesiapa, betapa dekat, amaran, SOS, atau apa yang anda buat.',
  'supporters.none': 'Tiada sesiapa membantu anda di sini sekarang.',
  'supporters.until': 'Hingga {day}',
  'supporters.age': 'Mereka boleh melihat berapa lama sejak telefon saya melapor',
  'supporters.prolong': '30 hari lagi',
  'supporters.end': 'Tamatkan serta-merta',
  'supporters.new': 'Benarkan seseorang membantu',
  'supporters.new.line': 'Buat kod dan bacakan kepada mereka. Ia berfungsi sekali, dalam 15 minit.',
  'supporters.make-code': 'Buat kod',
  'supporters.read-out': 'Bacakan ini kepada mereka. Ia berfungsi hingga {time}, sekali.',
};

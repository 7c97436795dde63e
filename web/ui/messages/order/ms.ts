import type { Texts } from '../catalogue.ts';
import type { en } from './en.ts';

export const ms: Texts<keyof typeof en> = {
  loading: 'Memuatkan',
  failed: 'Perintah anda tidak dapat dibaca. Cuba lagi.',
  again: 'Cuba lagi',
  none: 'Tiada perintah berkuat kuasa',
  'none.line': 'Magpie tidak memantau. Jika anda dalam bahaya, hubungi {number}.',

  number: 'Perintah {number}',
  measure: '{name} ({article})',
  'in-force': 'Berkuat kuasa hingga akhir {date}',
  'in-force.time': 'Berkuat kuasa hingga {date}, {time}',
  since: 'Sejak {date}',
  days: '{count, plural, =0 {Hari ini hari terakhir.} other {# hari lagi selepas hari ini.}}',
  zone: 'Hari dikira mengikut jam {zone}.',
  begins: 'Bermula pada {date}',
  'ended.expired': 'Tamat pada {date}',
  'ended.cancelled': 'Dibatalkan pada {date}',
  'ended.non-indictment': 'Tamat pada {date}: diputuskan untuk tidak mendakwa',
  'ended.acquitted': 'Tamat pada {date} kerana pembebasan muktamad',
  'ended.dismissed': 'Tamat pada {date}: kes ditolak',
  'ended.withdrawn': 'Ditarik balik pada {date}',
  'ended.replaced': 'Diganti pada {date} dengan perintah lain',

  'kept.title': 'Apa yang disimpan',
  'kept.until':
    'Lokasi pemakai dan anda di bawah perintah ini boleh disimpan hingga akhir {date}; kemudian undang-undang mahu ia dimusnahkan. Ia tidak ditunjukkan kepada sesiapa dalam aplikasi.',
  'kept.at-once':
    'Lokasi pemakai dan anda di bawah perintah ini tidak boleh disimpan lagi: undang-undang mahu ia dimusnahkan serta-merta.',
  'kept.unknown': 'Belum dapat diketahui sampai bila rekod disimpan.',
  'kept.other': 'Apa yang turut disimpan di bawah perintah lain kekal sehingga perintah itu juga tamat.',

  'holds.title': 'Apa yang berkuat kuasa',
  'holds.restraint': 'Pemakai tidak boleh mendekati anda kurang daripada {distance}.',
  'holds.device': 'Pemakai memakai peranti yang melaporkan lokasinya.',
  'holds.warn':
    'Anda diberi amaran apabila pemakai berada dalam kira-kira {distance}, dan lebih awal apabila pemakai datang dengan pantas.',
  'holds.notice': 'Dalam kira-kira {distance}, Magpie melihat dengan lebih teliti.',
  'holds.police': 'Polis diberitahu dalam {distance}.',
  'holds.places': '{count, plural, other {# tempat}} dinamakan yang mesti dijauhi oleh pemakai.',
  'holds.places.none': 'Tiada tempat dinamakan. Anda boleh meminta rumah atau tempat kerja anda ditambah.',

  'ask.title': 'Apa yang boleh anda minta',
  'ask.extension':
    'Lebih masa: {count, plural, =0 {langkah ini tidak dilanjutkan} other {paling banyak # kali, {months} bulan setiap kali}} ({article}).',
  'ask.extension.open': 'Lebih masa: {months} bulan setiap kali diperbaharui ({article}).',
  'ask.extension.none': 'Langkah ini tidak dilanjutkan.',
  'ask.of.prosecutor':
    'Pendakwa memohonnya daripada mahkamah. Anda boleh meminta pendakwa atau polis berbuat demikian. Minta sebelum hari terakhir.',
  'ask.of.public-safety-commission':
    'Suruhanjaya keselamatan awam memperbaharuinya. Anda boleh meminta polis menguruskannya. Minta sebelum hari terakhir.',
  'ask.of.court': 'Mahkamah melanjutkannya apabila anda sendiri memohon. Mohon sebelum hari terakhir.',
  'ask.change':
    'Anda berpindah atau bertukar kerja: minta tempat dan jarak diubah. Beritahu pejabat anda sebelum berpindah.',
  'ask.seen': 'Anda boleh melihat apa yang disimpan tentang anda, dan meminta ia dibetulkan.',
  'ask.whom': 'Tempat bertanya: {agency}.',

  'end.title': 'Apabila ia tamat',
  'end.line':
    'Pada saat itu semuanya berhenti: pemakai tidak lagi dipantau untuk anda, tiada apa ditunjukkan, dan lokasi anda tidak disimpan lagi. SOS di sini juga berhenti; hubungi {number}.',

  'expiry.two-weeks':
    'Perintah anda tamat dalam {count} hari, pada {date}. Jika anda masih memerlukannya, minta lebih masa sekarang.',
  'expiry.week': 'Perintah anda tamat dalam {count} hari, pada {date}. Minta lebih masa sekarang jika belum.',
  'expiry.tomorrow':
    'Perintah anda tamat esok. Selepas itu Magpie tidak memantau untuk anda. Tanya pejabat anda hari ini.',
  'expiry.today':
    'Hari ini hari terakhir perintah anda. Selepas itu Magpie tidak memantau untuk anda. Tanya pejabat anda sekarang.',
  'expiry.steps': 'Langkah seterusnya',
  'expiry.step.ask': 'Tanya pejabat anda, polis atau pendakwa sama ada lebih masa telah dipohon.',
  'expiry.step.say': 'Ceritakan apa yang berlaku sejak perintah bermula, dan apa yang anda bimbangkan.',
  'expiry.step.plan': 'Rancang bersama pejabat anda untuk hari-hari selepasnya.',

  'undertaking.title': 'Apa yang ditunjukkan kekal dengan anda',
  'undertaking.line':
    'Lokasi pemakai ditunjukkan kepada anda untuk keselamatan anda sahaja. Jangan sebarkan, terbitkan, atau gunakan untuk perkara lain.',
  'undertaking.penalty':
    'Undang-undang menghukum penyebaran atau penyalahgunaannya dengan penjara sehingga {years} tahun atau denda sehingga {fine} ({article}).',
  'undertaking.may':
    'Anda sentiasa boleh memberitahu polis, pejabat anda, dan sesiapa yang membantu anda dalam bahaya.',
  'undertaking.anyway':
    'Sehingga anda berkata demikian, anda melihat sejauh mana dan di arah mana mereka, tanpa tempatnya. Amaran tetap sampai kepada anda.',
  'undertaking.accept': 'Saya telah membacanya dan mematuhinya',
  'undertaking.accepted': 'Anda membaca ini pada {date}.',
  'undertaking.due': 'Baca apa yang berkuat kuasa untuk apa yang ditunjukkan kepada anda.',

  'undertaking.until': 'Ia sah sehingga {date}. Selepas itu anda ditanya lagi.',
  'undertaking.again':
    'Janji anda yang dahulu sah sehingga {date}. Sila baca semula: undang-undang, perintah atau masanya telah berubah.',
  'undertaking.withheld': 'Tempat mereka tidak ditunjukkan sehingga anda membaca apa yang berkuat kuasa.',
  'sight.title': 'Melihat di mana mereka berada',
  'sight.line': 'Anda boleh menyembunyikan tempat mereka daripada skrin anda. Tiada sesiapa bertanya sebabnya.',
  'sight.kept':
    'Anda masih menerima setiap amaran, dengan jarak dan arah mereka. Pusat pemantauan dan polis melihat sama seperti dahulu. Di peta anda tidak akan melihat dari mana mereka datang.',
  'sight.hide': 'Jangan tunjukkan tempat mereka',
  'sight.hidden': 'Tempat mereka tidak ditunjukkan kepada anda sejak {date}. Amaran diteruskan.',
  'sight.show': 'Tunjukkan semula apabila undang-undang membenarkan',
  'sight.failed': 'Itu tidak sampai kepada Magpie. Keadaan sebelumnya kekal.',
  'mark.title': 'Tanda kecil pada peta',
  'mark.line':
    'Di mana tempat ditunjukkan, kod pendek dan masa terletak di atasnya. Badan pengawasan boleh mengetahui skrin siapa itu. Tiada nama di dalamnya.',
  'mark.limits':
    'Ia mengurangkan kebocoran. Ia tidak dapat menghalang sesiapa daripada mengambil gambar, memotong tanda itu, atau bercerita.',
};

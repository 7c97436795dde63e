import type { Texts } from '../catalogue.ts';
import type { en } from './en.ts';

export const ms: Texts<keyof typeof en> = {
  'state.never': 'Anda tidak berkongsi lokasi anda',
  'state.shared': 'Anda berkongsi lokasi anda',
  'state.paused.until': 'Dijeda hingga {time}',
  'state.paused.open': 'Dijeda hingga anda menghidupkannya semula',
  'state.withdrawn': 'Anda tidak berkongsi lokasi anda',
  'state.no-order': 'Tiada perintah berkuat kuasa yang melindungi anda. Lokasi anda tidak disimpan.',
  'state.unanswered': 'Magpie tidak menjawab. Apa yang anda lihat di sini mungkin sudah lama.',

  'last.position': 'Lokasi terakhir {age}, dalam {precision}',
  'last.position.plain': 'Lokasi terakhir {age}',
  'last.none': 'Belum ada lokasi anda',
  'last.by.page': 'daripada halaman ini',
  'last.by.app': 'daripada aplikasi di telefon anda',

  'now.title': 'Apa yang melindungi anda sekarang',
  'now.near': 'Sejauh mana pemakai mendekati anda dipantau.',
  'now.not-near':
    'Sama ada pemakai mendekati anda dalam perjalanan tidak dipantau: Magpie tidak tahu di mana anda berada.',
  'now.places':
    '{count, plural, other {# tempat}} dalam perintah anda dipantau, apa pun keadaan telefon anda. Jika pemakai ke sana, pusat pemantauan mengetahuinya.',
  'now.places.none':
    'Perintah anda tidak menamakan tempat seperti rumah atau tempat kerja. Tanpa lokasi anda, tiada apa di sekitar anda dipantau.',
  'now.sos':
    'SOS tidak memerlukan kedudukan. Ia memerlukan rangkaian: tanpanya ia menunggu pada telefon ini dan dihantar sendiri.',

  'consent.title': 'Berkongsi lokasi anda',
  'consent.why':
    'Magpie memerlukan lokasi anda untuk melihat sama ada pemakai mendekati anda, di mana jua anda berada.',
  'consent.who':
    'Tiada sesiapa melihatnya semasa keadaan tenang. Dalam kejadian, pusat pemantauan dan polis yang datang kepada anda melihatnya. Pemakai tidak akan melihatnya.',
  'consent.kept':
    'Ia disimpan secara bermeterai selama sehari, dan lebih lama hanya jika sesuatu insiden memerlukannya. Ia tidak pernah digunakan terhadap anda.',
  'kept.held': 'Disimpan lebih lama kerana insiden, dari {from} hingga {until}.',
  'kept.held.open': 'Disimpan lebih lama kerana insiden, dari {from}, selagi ia terbuka dan seminggu selepasnya.',
  'consent.stop': 'Anda boleh menjeda atau berhenti pada bila-bila masa. Tiada sesiapa boleh mempersalahkan anda.',
  'consent.give': 'Kongsi lokasi saya',

  'page.title': 'Halaman ini',
  'page.off': 'Halaman ini tidak melaporkan lokasi anda.',
  'page.allow': 'Benarkan halaman ini melihat lokasi saya',
  'page.allow.more': 'Pelayar anda akan bertanya. Pilih untuk membenarkannya.',
  'page.asking': 'Menunggu lokasi pertama',
  'page.on': 'Semasa dibuka, halaman ini melaporkan lokasi anda.',
  'page.unavailable':
    'Telefon anda tidak dapat mencari lokasinya. Pergi ke tingkap atau ke luar, dan hidupkan lokasi dalam tetapan.',
  'page.unsupported': 'Pelayar ini tidak dapat mengetahui lokasi anda.',
  'page.denied': 'Pelayar ini tidak dibenarkan melihat lokasi anda.',
  'page.denied.android':
    'Android: ketik tanda di sebelah alamat di atas, kemudian Kebenaran, dan benarkan Lokasi. Jika tiada: Tetapan, Aplikasi, pelayar anda, Kebenaran, Lokasi.',
  'page.denied.iphone':
    'iPhone: Tetapan, Privasi & Keselamatan, Perkhidmatan Lokasi, Laman Web Safari: pilih Semasa Menggunakan App, dan hidupkan Lokasi Tepat. Kemudian muat semula halaman ini.',
  'page.queue': 'Tiada sambungan: {count, plural, other {# lokasi}} menunggu dalam halaman ini.',
  'page.lit': 'Biarkan skrin menyala semasa halaman ini dibuka',
  'page.closed': 'Halaman melaporkan hanya semasa dibuka. Aplikasi melaporkan walaupun ditutup.',

  'app.title': 'Apabila halaman ditutup',
  'app.set-up': 'Biarkan telefon anda melapor di latar belakang',
  'app.new': 'Sediakan telefon lain',
  'app.reported': 'Aplikasi di telefon anda melapor {age}.',
  'app.silent': 'Aplikasi di telefon anda tidak melapor sejak {time}. Buka dan pastikan ia hidup.',
  'app.waits': 'Aplikasi yang anda sediakan belum melapor.',
  'app.end': 'Tamatkan telefon ini',
  'app.end.more': 'Hilang, atau diberikan kepada orang lain? Apa yang dihantarnya tidak lagi disimpan.',

  'pause.title': 'Jeda',
  'pause.hour': 'Selama sejam',
  'pause.morning': 'Hingga {time}',
  'pause.open': 'Hingga saya menghidupkannya',
  'pause.resume': 'Kongsi semula sekarang',
  'pause.ask': 'Jeda perkongsian lokasi anda?',
  'pause.lost':
    'Semasa dijeda, Magpie tidak dapat melihat sama ada pemakai mendekati anda dalam perjalanan, dan tidak dapat memberi amaran.',
  'pause.kept': 'Apa yang disimpan sebelum ini kekal. Tiada apa daripada jeda disimpan, kemudian pun tidak.',
  'pause.centre': 'Pusat pemantauan melihat bahawa anda menjeda, bukan sebabnya.',
  'pause.yes': 'Jeda',
  'pause.no': 'Terus kongsi',
  'pause.warned': 'Ada amaran sekarang',
  'pause.warned.more':
    'Pemakai mungkin berada dekat dengan anda. Jika anda menjeda, anda tidak akan diberitahu sama ada dia semakin dekat. Adakah anda tetap mahu menjeda?',
  'pause.warned.yes': 'Tetap jeda',

  'withdraw.title': 'Berhenti berkongsi',
  'withdraw.open': 'Berhenti berkongsi lokasi saya',
  'withdraw.ask': 'Berhenti berkongsi lokasi anda?',
  'withdraw.more':
    'Ia berhenti serta-merta. Apa yang disimpan hilang dalam sehari, atau apabila insiden yang menahannya membenarkan. Anda boleh berkongsi semula pada bila-bila masa.',
  'withdraw.yes': 'Berhenti berkongsi',
  'failed.act': 'Itu tidak sampai kepada Magpie. Cuba lagi.',

  'notice.never': 'Anda belum berkongsi lokasi anda. Pendekatan dalam perjalanan tidak dipantau.',
  'notice.paused.until': 'Lokasi anda dijeda hingga {time}. Pendekatan dalam perjalanan tidak dipantau.',
  'notice.paused.open': 'Lokasi anda dijeda. Pendekatan dalam perjalanan tidak dipantau.',
  'notice.withdrawn': 'Anda tidak berkongsi lokasi anda. Pendekatan dalam perjalanan tidak dipantau.',
  'notice.pause-ended': 'Jeda anda telah tamat. Anda berkongsi lokasi anda semula.',
  'notice.needs-permission': 'Halaman ini belum dibenarkan melihat lokasi anda, dan tiada aplikasi melaporkannya.',
  'notice.denied': 'Pelayar ini tidak dibenarkan melihat lokasi anda, dan tiada aplikasi melaporkannya.',
  'notice.unavailable': 'Telefon anda tidak dapat mencari lokasinya.',
  'notice.app-silent': 'Aplikasi di telefon anda tidak melapor sejak {time}.',
  'notice.not-arriving': 'Lokasi anda tidak sampai kepada Magpie sejak {time}.',
  'notice.ok': 'Baik',

  'phone.intro':
    'Aplikasi di telefon anda melaporkan lokasi anda semasa halaman ini ditutup. Ia mengambil masa kira-kira dua minit.',
  'phone.kind': 'Telefon anda',
  'phone.android': 'Android',
  'phone.iphone': 'iPhone',
  'phone.app': 'Aplikasi',
  'phone.step.get': 'Dapatkan aplikasi',
  'phone.step.get.android': 'Buka Play Store, cari "{app}", dan pasang. Ia percuma.',
  'phone.step.get.iphone': 'Buka App Store, cari "{app}", dan pasang. Ia percuma.',
  'phone.step.code': 'Berikan tetapan',
  'phone.replaces': 'Telefon yang disediakan sebelum ini tidak lagi melapor mulai saat itu.',
  'phone.make': 'Tunjukkan kod',
  'phone.link': 'Di telefon ini: buka {app}',
  'phone.qr': 'Kod untuk {app}. Ia mengandungi rahsia telefon anda: jangan biarkan sesiapa mengambil gambarnya.',
  'phone.qr.more.owntracks': 'Di telefon lain: halakan kamera pada kod dan buka pautan dengan OwnTracks.',
  'phone.qr.more.traccar': 'Di telefon lain: dalam Traccar Client buka tetapan, ketik tanda kod, dan halakan pada kod.',
  'phone.once': 'Ia ditunjukkan sekarang sahaja. Untuk melihat kod semula, buat yang baharu.',
  'phone.step.allow': 'Benarkannya',
  'phone.allow.android':
    'Benarkan lokasi "sepanjang masa" dan "tepat", dan keluarkan aplikasi daripada penjimatan bateri. Pemberitahuannya kekal kelihatan.',
  'phone.allow.iphone': 'Benarkan lokasi "Sentiasa" dan hidupkan "Lokasi Tepat".',
  'phone.allow.owntracks': 'Dalam OwnTracks pilih mod "Move".',
  'phone.allow.traccar': 'Dalam Traccar Client hidupkan "Continuous tracking".',
  'phone.seen': 'Sesiapa yang melihat telefon anda boleh melihat aplikasi itu.',
  'phone.waiting': 'Menunggu laporan pertama telefon anda',
  'phone.reported': 'Telefon anda melapor {age}.',
  'phone.done': 'Ia berfungsi. Anda boleh menutup halaman ini.',
  'phone.not-sharing': 'Anda tidak berkongsi lokasi anda sekarang. Hidupkan dahulu.',
  'phone.failed': 'Kod tidak dapat dibuat. Cuba lagi.',
};

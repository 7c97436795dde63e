import type { Texts } from '../catalogue.ts';
import type { en } from './en.ts';

export const ms: Texts<keyof typeof en> = {
  'feedback.intro':
    'Beberapa soalan ringkas. Anda yang menentukan sama ada mahu menjawab; perlindungan anda tidak bergantung padanya. Jawapan disimpan tanpa nama dan dikira hanya bersama jawapan orang lain.',
  'feedback.none': 'Tiada soalan untuk anda sekarang.',
  'feedback.failed': 'Soalan tidak dapat dibaca sekarang.',
  'feedback.retry': 'Cuba lagi',
  'feedback.thanks': 'Terima kasih. Jawapan anda disimpan.',
  'feedback.declined': 'Tidak mengapa. Soalan ini tidak akan ditanya lagi.',
  'feedback.not-kept': 'Jawapan anda tidak dapat disimpan. Ia tidak akan disimpan dua kali; anda boleh cuba lagi.',
  'feedback.rather-not': 'Tidak mahu jawab',
  'feeling.question': 'Sejauh mana anda berasa selamat bulan ini?',
  'feeling.1': 'Langsung tidak selamat',
  'feeling.2': 'Kurang selamat',
  'feeling.3': 'Sederhana',
  'feeling.4': 'Agak selamat',
  'feeling.5': 'Sangat selamat',
  'warning.question': 'Ada amaran yang berakhir pada {date}. Adakah ia sampai tepat pada masanya?',
  'warning.in-time': 'Tepat pada masanya',
  'warning.too-late': 'Terlalu lewat',
  'warning.not-needed': 'Ia tidak diperlukan',
  'warning.not-noticed': 'Saya tidak menyedarinya',
  'notice.question': 'Satu soalan ringkas untuk anda',
  'help.levels': 'Maksud perkataan',
  'help.clear': 'Tiada tanda pemakai mendekati anda. Ia bukan satu janji.',
  'help.notice': 'Pemakai berada di kawasan yang lebih luas. Anda belum perlu buat apa-apa.',
  'help.warning': 'Anda berdua mungkin bertemu dalam beberapa minit jika tiada perubahan.',
  'help.danger': 'Pemakai sangat dekat, atau lebih dekat daripada yang dibenarkan mahkamah.',
  'help.unknown':
    'Magpie tidak dapat melihat salah satu peranti, atau tidak boleh mempercayainya. Ia mengatakannya dan tidak meneka.',
  'help.see.title': 'Apa yang Magpie nampak dan tidak nampak',
  'help.see':
    'Ia nampak tempat yang dilaporkan oleh kedua-dua peranti, bukan orangnya. Di bawah tanah, dalam bangunan tinggi atau apabila bateri habis, tiada laporan. Orang lain yang dihantar oleh pemakai tidak akan kelihatan.',
  'help.age.title': 'Seberapa baharu dan tepat',
  'help.age':
    'Setiap tempat ditunjukkan dengan usianya dan satu bulatan. Orang itu berkemungkinan besar berada di dalam bulatan, bukan di tengahnya. Maklumat lama menjadi pudar dan menyatakannya.',
  'help.why-less.title': 'Mengapa kadangkala anda melihat kurang',
  'help.why-less':
    'Undang-undang menentukan berapa banyak boleh ditunjukkan, dan bila. Apabila jauh anda melihat jarak dan arah; apabila mendesak anda melihat tempatnya. Tanpa risiko, anda hanya melihat bahawa tiada amaran.',
  'help.wearer.title': 'Apa yang pemakai tahu tentang anda',
  'help.wearer':
    'Tiada. Tiada apa-apa yang sampai kepada pemakai bergantung pada lokasi anda. Pemakai hanya tahu tempat yang dinamakan dalam perintah.',
  'help.others.title': 'Siapa yang melihat lokasi anda',
  'help.others':
    'Anda. Pusat pemantauan melihatnya semasa amaran, atau apabila anda berkongsi. Setiap kali dilihat, ia direkodkan. Tiada sesiapa dalam rumah anda melihatnya.',
  'help.call.title': 'Bila perlu menelefon',
  'help.call':
    'Bila-bila masa anda berasa tidak selamat, dengan atau tanpa amaran. Anda tidak perlukan sebab daripada aplikasi ini untuk menghubungi {number}.',
  'help.phone.title': 'Jika telefon anda hilang atau diambil',
  'help.phone':
    'Beritahu pusat pemantauan dari telefon lain. Mereka akan melog keluar telefon ini dan memberi anda pautan baharu. Sementara itu, peranti pemakai dan tempat dalam perintah tetap dipantau.',

  'practice.intro':
    'Ini menunjukkan bagaimana rasa amaran, dengan pemakai rekaan. Tiada apa-apa dihantar kepada sesiapa. Ia mengambil masa dua minit, dan anda boleh berhenti bila-bila masa.',
  'practice.sos': 'SOS tetap sebenar walaupun semasa latihan: ia sampai ke pusat pemantauan.',
  'practice.start': 'Mula',
  'practice.next': 'Seterusnya',
  'practice.stop': 'Berhenti berlatih',
  'practice.step': 'Langkah {step} daripada {of}',
  'practice.real': 'Amaran sebenar telah datang. Latihan telah tamat.',
  'practice.lost': 'Tiada sambungan sekarang. Berlatihlah apabila ia pulih.',
  'practice.not-now': 'Latihan boleh dibuat apabila tiada amaran.',
  'practice.calm':
    'Ini hari yang tenang. Ayat itu menyatakan apa yang diketahui, dan di bawahnya seberapa baharu maklumat itu.',
  'practice.coming': 'Amaran telah datang. Ketepikan selepas anda melihatnya; skrin terus menunjukkan apa yang benar.',
  'practice.holds': 'Anda telah melihatnya, jadi ia senyap. Ia bersuara semula hanya apabila lebih mendesak.',
  'practice.danger':
    'Kini ia lebih mendesak. Beginilah bunyi bahaya; mod tenang dan waktu senyap tidak pernah mendiamkannya.',
  'practice.away': 'Pemakai telah berpatah balik. Ini dinyatakan hanya apabila ia benar.',
  'practice.blind':
    'Peranti itu senyap. Magpie tidak meneka: ia menyatakan sejak bila, dan dari bila pemakai mungkin berada dekat.',
  'practice.done': 'Itu sahaja. Anda boleh berlatih lagi bila-bila masa.',
  'practice.again': 'Berlatih lagi',
};

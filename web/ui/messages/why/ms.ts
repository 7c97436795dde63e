import type { Texts } from '../catalogue.ts';
import type { en } from './en.ts';

export const ms: Texts<keyof typeof en> = {
  'approach.notice.inside': 'Mungkin dalam {ringM} dan tidak menjauh; kira-kira {distanceM} antara mereka.',
  'approach.notice.closing': 'Mendekat pada {closingMps} dari kira-kira {distanceM}; jarak larangan dalam {etaS}.',
  'approach.warning.inside': 'Mungkin dalam {ringM} dan tidak menjauh; kira-kira {distanceM} antara mereka.',
  'approach.warning.closing':
    'Mendekat pada {closingMps} dari kira-kira {distanceM}, pada haluan yang lalu dalam {missM}; jarak larangan dalam {etaS}.',
  'approach.warning.trend':
    'Semakin dekat: {closedM} dalam {overS}, kini kira-kira {distanceM}; jarak larangan dalam {etaS}.',
  'approach.danger.inside': 'Mungkin dalam jarak larangan {ringM}; kira-kira {distanceM} antara mereka.',
  'approach.danger.near': 'Kira-kira {distanceM} antara mereka dan tidak menjauh: boleh masuk {ringM} sebentar lagi.',
  'approach.danger.closing': 'Mendekat pada {closingMps} dari kira-kira {distanceM}; jarak larangan dalam {etaS}.',
  'approach.lowered':
    'Diturunkan: tiada sebab untuk tahap lebih tinggi selama {heldS}; kira-kira {distanceM} antara mereka.',
  'approach.resumed': 'Diketahui semula: kedudukan baik kedua-duanya menunjukkan kira-kira {distanceM}.',
  'approach.resumed.far':
    'Tidak lagi mungkin sebentar lagi: kira-kira {distanceM} antara mereka mengikut kedudukan terakhir. Satu pihak masih senyap atau tidak tepat.',
  'approach.unknown.wearer-never-reported':
    'Tiada apa-apa diterima daripada peranti pemakai, {waitedS} selepas sepatutnya bermula.',
  'approach.unknown.wearer-silent':
    'Peranti pemakai senyap selama {silentS}; pertemuan mungkin dalam {earliestContactS} paling awal.',
  'approach.unknown.wearer-imprecise':
    'Tiada kedudukan tepat daripada peranti pemakai selama {silentS}; pertemuan mungkin dalam {earliestContactS} paling awal.',
  'approach.unknown.wearer-untrustworthy':
    'Kedudukan pemakai tidak boleh dipercayai; yang terakhir baik berusia {silentS}. Pertemuan mungkin dalam {earliestContactS} paling awal.',
  'approach.unknown.protected-never-reported':
    'Tiada apa-apa diterima daripada telefon orang yang dilindungi, {waitedS} selepas sepatutnya bermula.',
  'approach.unknown.protected-silent':
    'Telefon orang yang dilindungi senyap selama {silentS}; pertemuan mungkin dalam {earliestContactS} paling awal.',
  'approach.unknown.protected-imprecise':
    'Tiada kedudukan tepat daripada telefon orang yang dilindungi selama {silentS}; pertemuan mungkin dalam {earliestContactS} paling awal.',
  'approach.unknown.protected-untrustworthy':
    'Kedudukan telefon orang yang dilindungi tidak boleh dipercayai; yang terakhir baik berusia {silentS}. Pertemuan mungkin dalam {earliestContactS} paling awal.',
  'approach.unknown.evaluation-failed':
    'Magpie tidak dapat menilai pasangan ini: tiada apa yang boleh dikatakan. Lihat segera.',
  'zone.exclusion.inside': 'Mungkin di dalam zon larangan, kira-kira {depthM} dari tepinya.',
  'zone.exclusion.near': 'Kira-kira {distanceM} dari zon larangan, dalam {ringM}, dan tidak menjauh.',
  'zone.exclusion.closing': 'Kira-kira {distanceM} dari zon larangan, mendekat pada {closingMps}: sampai dalam {etaS}.',
  'zone.inclusion.outside': 'Mungkin di luar zon yang tidak boleh ditinggalkan, kira-kira {distanceM} dari tepinya.',
  'zone.inclusion.near':
    'Kira-kira {distanceM} di dalam tepi zon yang tidak boleh ditinggalkan, dan tidak bergerak ke dalam.',
  'zone.inclusion.closing':
    'Kira-kira {distanceM} di dalam tepi zon yang tidak boleh ditinggalkan, bergerak ke arahnya pada {closingMps}: sampai dalam {etaS}.',
  'zone.lowered': 'Diturunkan: tiada sebab untuk tahap lebih tinggi selama {heldS}; kira-kira {distanceM} ke tepi zon.',
  'zone.resumed': 'Diketahui semula: kedudukan baik menunjukkan kira-kira {distanceM} ke tepi zon.',
  'zone.resumed.far':
    'Tidak lagi mungkin sebentar lagi: kira-kira {distanceM} ke sempadan mengikut kedudukan terakhir. Pemakai masih senyap atau tidak tepat.',
  'zone.unknown.wearer-never-reported':
    'Tiada apa-apa diterima daripada peranti pemakai, {waitedS} selepas sepatutnya bermula.',
  'zone.unknown.wearer-silent':
    'Peranti pemakai senyap selama {silentS}; tepi zon boleh dilintasi dalam {earliestContactS} paling awal.',
  'zone.unknown.wearer-imprecise':
    'Tiada kedudukan tepat daripada peranti pemakai selama {silentS}; tepi zon boleh dilintasi dalam {earliestContactS} paling awal.',
  'zone.unknown.wearer-untrustworthy':
    'Kedudukan pemakai tidak boleh dipercayai; yang terakhir baik berusia {silentS}. Tepi zon boleh dilintasi dalam {earliestContactS} paling awal.',
  'zone.unknown.evaluation-failed': 'Magpie tidak dapat menilai zon ini: tiada apa yang boleh dikatakan. Lihat segera.',
  'ring.entered': 'Masuk ke dalam lingkaran {ringM}; kira-kira {distanceM} antara mereka.',
  'ring.left': 'Keluar dari lingkaran {ringM}; kira-kira {distanceM} antara mereka.',
  'device.sos': 'Butang SOS ditekan {ageS} sebelum diketahui di sini.',
  'device.strap-open': 'Tali dibuka: kedudukan peranti bukan lagi kedudukan orang itu.',
  'device.strap-closed': 'Tali ditutup semula.',
  'device.tamper': 'Peranti melaporkan gangguan.',
  'device.low-battery': 'Peranti melaporkan bateri lemah.',
  'device.power-off': 'Peranti dimatikan.',
  'device.fall': 'Peranti melaporkan jatuh.',
  'device.power-cut': 'Peranti terputus daripada kuasa luar.',
  'device.separation': 'Bahagian yang dipakai dan bahagian lain peranti tidak lagi bersama.',
  'device.shielding': 'Peranti melaporkan bahawa isyaratnya dilindung.',
  'device.jamming': 'Peranti melaporkan bahawa isyaratnya diganggu.',
  'device.connection-lost': 'Sambungan ke peranti terputus tanpa isyarat tamat.',
  'device.identity-conflict':
    'Dua sambungan melapor serentak atas nama peranti ini: kedudukannya tidak boleh dipercayai sehingga hanya satu yang melapor.',
  'pattern.probing':
    'Pemakai melintasi garisan {ringM} ke dalam {crossings} kali dalam {overS}: sempadan mungkin sedang diuji.',
  'pattern.spoofing-suspected.mock': 'Telefon menyatakan kedudukannya dibuat oleh aplikasi lain. Ia tidak dipercayai.',
  'pattern.spoofing-suspected.impossible-speed':
    'Kedudukan yang memerlukan {speedMps} diterima {reports} kali. Ia tidak dipercayai sehingga yang lain bersetuju.',
  'pattern.spoofing-suspected.frozen-position': 'Kedudukan yang sama tepat diterima {reports} kali dalam {overS}.',
  'reporting.faster': 'Peranti diminta melapor setiap {intervalS}.',
  'reporting.released': 'Peranti diminta melapor semula mengikut perintahnya.',
  'reporting.released.battery': 'Bateri lemah: peranti diminta melapor mengikut perintahnya.',
  'pattern.clock-error': 'Jam peranti terawal {aheadS}: masa ketibaan digunakan sebagai ganti.',
  'health.no-contact': 'Tiada apa-apa diterima daripada peranti selama {silentS}.',
  'health.no-position': 'Peranti dapat dihubungi, tetapi tiada kedudukan selama {silentS}.',
  'health.battery-forecast': 'Bateri pada {batteryPct} % dan akan habis pada {emptyAtMs}.',
  'health.removal-overrun':
    'Penanggalan yang diluluskan tamat {overS} lalu, dan peranti belum dilaporkan dipakai semula.',
  'health.not-fitted': 'Perintah telah berkuat kuasa selama {waitedS}, dan tiada sesiapa membawa peranti.',
  'account.foreign-sign-in':
    'Sebuah telefon dilog masuk atas nama orang ini, atau log masuknya digunakan tanpa kunci telefonnya, dan dia mengatakan itu bukan dirinya. Telefon itu telah dilog keluar; jika itu telefonnya sendiri, dia perlukan pautan baharu.',
  'health.returned': 'Puncanya telah berakhir. Seorang pegawai menutupnya.',
  'suppressed.custody': 'Pemakai dalam tahanan, hingga ditamatkan.',
  'suppressed.custody.until': 'Pemakai dalam tahanan hingga {untilAtMs}.',
  'suppressed.removal': 'Penanggalan peranti telah diluluskan.',
  'suppressed.removal.until': 'Penanggalan peranti diluluskan hingga {untilAtMs}.',
  'suppressed.not-sharing': 'Orang yang dilindungi tidak berkongsi lokasi, sehingga dihidupkan semula.',
  'suppressed.not-sharing.until': 'Orang yang dilindungi tidak berkongsi lokasi hingga {untilAtMs}.',
  unsuppressed: 'Tempoh telah tamat: ia dikira sebagai penggera semula.',
  'order-ended': 'Perintah tidak lagi berkuat kuasa. Tiada lagi yang dinilai atau ditunjukkan.',
  'order-ended.expired':
    'Perintah tamat {endedAtMs}: tempohnya habis. Tiada lagi yang dinilai atau ditunjukkan. Terima kembali peranti kecuali perintah lain memerlukannya.',
  'order-ended.cancelled':
    'Perintah tamat {endedAtMs}: dibatalkan. Tiada lagi yang dinilai atau ditunjukkan. Terima kembali peranti kecuali perintah lain memerlukannya.',
  'order-ended.non-indictment':
    'Perintah tamat {endedAtMs}: pendakwa memutuskan tidak mendakwa. Tiada lagi yang dinilai atau ditunjukkan. Terima kembali peranti kecuali perintah lain memerlukannya.',
  'order-ended.acquitted':
    'Perintah tamat {endedAtMs}: dibebaskan secara muktamad. Tiada lagi yang dinilai atau ditunjukkan. Terima kembali peranti kecuali perintah lain memerlukannya.',
  'order-ended.dismissed':
    'Perintah tamat {endedAtMs}: kes ditolak. Tiada lagi yang dinilai atau ditunjukkan. Terima kembali peranti kecuali perintah lain memerlukannya.',
  'order-ended.withdrawn':
    'Perintah tamat {endedAtMs}: ditarik balik. Tiada lagi yang dinilai atau ditunjukkan. Terima kembali peranti kecuali perintah lain memerlukannya.',
  'order-ended.replaced':
    'Perintah tamat {endedAtMs}: diganti perintah lain. Tiada lagi yang dinilai atau ditunjukkan. Terima kembali peranti kecuali perintah lain memerlukannya.',
  restarted: 'Magpie dimulakan semula dan kini memegang tahap ini.',
  'wearer-linked':
    'Pemakai telah dipautkan dengan rekod lain. Tahap ini kini terpakai, berdasarkan peranti yang dipakai di sana.',
};

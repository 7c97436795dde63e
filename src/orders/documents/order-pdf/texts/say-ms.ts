import type { SayTexts } from './say.ts';

const UNITS = { hours: 'jam', days: 'hari', months: 'bulan' } as const;

export const ms: SayTexts = {
  detained: 'Ditahan di tempat tahanan sepanjang tempoh ini.',
  leaveHome: 'Mesti meninggalkan rumah yang dikongsi dengan orang yang dilindungi dan tidak memasukinya.',
  stayIn:
    'Mesti berada, pada waktu yang ditetapkan, di dalam tempat yang ditetapkan oleh perintah ini dan disampaikan berasingan.',
  noticedAt: (distance) =>
    `Kedatangan dalam jarak ${distance} dari orang yang dilindungi dimaklumkan kepada pihak yang memantau peranti.`,
  warnedAt: (distance) =>
    `Kedatangan dalam jarak ${distance} dari orang yang dilindungi dimaklumkan kepada orang yang dilindungi.`,
  toldAt: (distance) => `Kedatangan dalam jarak ${distance} dari orang yang dilindungi dimaklumkan kepada polis.`,
  duties: {
    charge: 'Cas peranti setiap hari.',
    carry: 'Bawa peranti pada setiap masa.',
    'report-faults': 'Laporkan kerosakan dan kehilangan peranti dengan segera.',
    'follow-instructions': 'Patuhi arahan pegawai yang bertanggungjawab atas peranti.',
  },
  days: ['Isnin', 'Selasa', 'Rabu', 'Khamis', 'Jumaat', 'Sabtu', 'Ahad'],
  dayRange: (from, to) => (to === null ? from : `${from} hingga ${to}`),
  listOf: (items) => items.join(', '),
  hours: (days, from, until, nextDay) => `${days}, ${from}-${until}${nextDay ? ' hari berikutnya' : ''}`,
  period: ({ count, unit }) => `${count} ${UNITS[unit]}`,
  appeal: (period, article, suspends) =>
    `Sesiapa yang berhak di sisi undang-undang boleh merayu dalam tempoh ${period} dari hari keputusan dimaklumkan kepadanya (${article}). ${
      suspends ? 'Rayuan menggantung perintah ini.' : 'Rayuan tidak menggantung perintah ini.'
    }`,
  added: (measure) => `${measure} diperintahkan.`,
  begins: (measure, date) => `${measure} bermula pada ${date}.`,
  lasts: (measure, was, is) => `${measure} hingga akhir ${is}${was === null ? '' : `, sebelum ini ${was}`}.`,
  ended: (measure, how) => `${measure} telah tamat: ${how}.`,
  endings: {
    cancelled: 'dibatalkan',
    'non-indictment': 'tiada pendakwaan',
    acquitted: 'dibebaskan daripada tuduhan',
    dismissed: 'ditolak',
    'matter-ended': 'kes tamat',
    'not-approved': 'tidak diluluskan',
    replaced: 'diganti dengan langkah lain',
  },
  names: {
    restraintM: 'Jarak yang mesti dijaga',
    warnM: 'Jarak orang yang dilindungi dimaklumkan',
    noticeM: 'Jarak pihak yang memantau dimaklumkan',
    ring: 'Jarak polis dimaklumkan',
    wearerIntervalS: 'Selang laporan peranti',
    protectedIntervalS: 'Selang laporan peranti orang yang dilindungi',
  },
  seconds: (count) => `${count} s`,
  changed: (name, was, is) =>
    `${name}: ${is ?? 'seperti dalam undang-undang'}, sebelum ini: ${was ?? 'seperti dalam undang-undang'}.`,
  placeAdded: 'Satu tempat ditambah atau dilukis semula.',
  placeRemoved: 'Satu tempat yang dinamakan sebelum ini tidak lagi dinamakan.',
  documents: {
    'petition-attachment': 'Dihantar oleh orang yang dilindungi',
    'request-attachment': 'Dihantar oleh pejabat bersama permohonannya',
    'opinion-attachment': 'Daripada pendengaran pendapat',
    decision: 'Bersama keputusan',
    'order-pdf': 'Dokumen versi terdahulu',
    notice: 'Notis',
    'service-record': 'Rekod penyampaian',
  },
};

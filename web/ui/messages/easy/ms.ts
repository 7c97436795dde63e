import type { Texts } from '../catalogue.ts';
import type { en } from './en.ts';

export const ms: Texts<keyof typeof en> = {
  'headline.approaching': 'Pemakai datang dekat. {distance}',
  'headline.approaching-from': 'Pemakai datang dekat {from}. {distance}',
  'headline.receding': 'Pemakai pergi jauh. {distance}',
  'headline.receding-octant': 'Pemakai pergi jauh. {distance}, {octant}',
  'headline.turned': 'Pemakai sudah berpatah balik. {distance}',
  'headline.turned-octant': 'Pemakai sudah berpatah balik. {distance}, {octant}',
  'headline.steady': 'Jarak pemakai hampir sama. {distance}',
  'headline.steady-octant': 'Jarak pemakai hampir sama. {distance}, {octant}',
  'direction.none': 'Kami tidak tahu pemakai pergi ke mana.',
  'eta.soon': 'Jika terus begini: dekat dalam kurang 1 minit.',
  'eta.span': 'Jika terus begini: dekat dalam kira-kira {span}.',

  'nothing.notice': 'Pemakai ada di kawasan yang luas',
  'nothing.warning': 'Pemakai mungkin datang dekat anda',
  'nothing.danger': 'Pemakai mungkin sangat dekat dengan anda',
  'nothing.unknown': 'Kami tidak tahu sama ada pemakai dekat',
  'nothing.ended': 'Perintah telah tamat',
  'nothing.ended.line': 'Sejak {time} Magpie tidak memantau. Bahaya? Hubungi {number}.',
  'nothing.no-order': 'Tiada perintah yang berkuat kuasa',
  'nothing.no-order.line': 'Magpie tidak memantau sekarang. Bahaya? Hubungi {number}.',
  'nothing.refused.line': 'Magpie tidak pasti sama ada ini boleh ditunjuk. Pusat pemantauan tahu.',
  'reported.ago': 'Berita terakhir dari peranti pemakai: {age}.',

  'unknown.wearer-silent.line': 'Tiada berita dari peranti pemakai sejak {time}.',
  'unknown.wearer-untrustworthy.line': 'Sejak {time} peranti pemakai menghantar tempat yang salah.',
  'unknown.protected-silent.line': 'Tiada berita dari telefon anda sejak {time}. Jadi kami tidak tahu jarak pemakai.',
  'unknown.protected-never-reported.line': 'Belum ada berita dari telefon anda. Jadi kami tidak tahu jarak pemakai.',
  'unknown.failed.line': 'Magpie rosak sejak {time}. Pusat pemantauan tahu.',
  'unknown.earliest': 'Pemakai mungkin dekat anda dari {time}.',
  'unknown.earliest.now': 'Pemakai mungkin dekat anda sekarang.',
  'unknown.earliest.none': 'Kami tidak tahu bila pemakai boleh berada dekat anda.',

  'trouble.headline': 'Magpie rosak',
  'trouble.line': 'Amaran mungkin tidak sampai sekarang. Bahaya? Hubungi {number}.',
  'lost.line': 'Tiada amaran di sini sekarang. Bahaya? Hubungi {number}.',
  'lost.offline': 'Telefon ini tiada internet.',
  'lost.lapsed': 'Berita lama tidak ditunjuk lagi.',
  'bad-frame.line': 'Muat semula halaman. Tiada amaran sehingga itu. Bahaya? Hubungi {number}.',
  'unproven.line':
    'Minta pautan log masuk baharu. Biarkan halaman ini terbuka: amaran masih datang. Yang lain tidak ditunjuk. Bahaya? Hubungi {number}.',
  'signed-out.line': 'Minta pautan log masuk baharu. Tiada amaran sehingga itu. Bahaya? Hubungi {number}.',

  'warning.do.danger': 'Pergi ke tempat ada orang. Hubungi {number}. Beritahu di mana anda.',
  'warning.do.warning': 'Pergi ke arah orang. Pegang telefon. Takut? Hubungi {number}.',
  'warning.do.unknown': 'Magpie tidak nampak pemakai sekarang. Berada dekat orang. Takut? Hubungi {number}.',
  'warning.do.notice': 'Magpie terus memantau. Ia beri amaran jika berubah.',
  'warning.do.clear': 'Magpie terus memantau.',
};

/**
 * Names of the made-up city: plain Korean words for birds, trees, weather and things, in Hangul and in the Revised
 * Romanization, with the endings that Korean addresses use (daero, ro, gil). No list of real streets was used.
 */
import type { Rng } from '../../core/rng.ts';
import type { CityName } from './contract.ts';

export const CITY_NAME: CityName = { en: 'Kkachi', ko: '까치시' };

const STEMS =
  '달무리 Dalmuri,별하 Byeolha,이슬 Iseul,노을 Noeul,바람 Baram,구름 Gureum,무지개 Mujigae,소나기 Sonagi,햇살 Haetsal,새벽 Saebyeok,' +
  '반딧불 Banditbul,솔밭 Solbat,대숲 Daesup,느티 Neuti,은행나무 Eunhaengnamu,감나무 Gamnamu,밤나무 Bamnamu,버들 Beodeul,미루 Miru,' +
  '오동 Odong,자작 Jajak,단풍 Danpung,진달래 Jindallae,개나리 Gaenari,민들레 Mindeulle,제비꽃 Jebikkot,해바라기 Haebaragi,수련 Suryeon,' +
  '갈대 Galdae,억새 Eoksae,찔레 Jjille,도라지 Doraji,머루 Meoru,다래 Darae,제비 Jebi,두루미 Durumi,기러기 Gireogi,종달새 Jongdalsae,' +
  '꾀꼬리 Kkoekkori,부엉이 Bueongi,올빼미 Olppaemi,물총새 Mulchongsae,딱따구리 Ttakttaguri,노루 Noru,고라니 Gorani,다람쥐 Daramjwi,' +
  '토끼 Tokki,여우 Yeou,너구리 Neoguri,수달 Sudal,거북 Geobuk,두꺼비 Dukkeobi,나비 Nabi,잠자리 Jamjari,옹달샘 Ongdalsaem,' +
  '물레방아 Mullebanga,돌담 Doldam,징검다리 Jinggeomdari,장승 Jangseung,솟대 Sotdae,항아리 Hangari,등불 Deungbul,종이배 Jongibae,' +
  '팽이 Paengi,그네 Geune,가락 Garak,장구 Janggu,피리 Piri,한지 Hanji,나루 Naru,포구 Pogu,갯벌 Gaetbeol,모래 Morae,조약돌 Joyakdol,' +
  '물결 Mulgyeol,등대 Deungdae,안개 Angae,서리 Seori,눈꽃 Nunkkot,여름 Yeoreum,가을 Gaeul,겨울 Gyeoul,아침 Achim,한낮 Hannat,' +
  '초승달 Choseungdal,보름달 Boreumdal,그믐 Geumeum,미리내 Mirinae,샛별 Saetbyeol,너울 Neoul,시내 Sinae,여울 Yeoul,마루 Maru,' +
  '고개 Gogae,언덕 Eondeok,이랑 Irang,씨앗 Ssiat,열매 Yeolmae,호두 Hodu,앵두 Aengdu,살구 Salgu,자두 Jadu,복숭아 Boksunga,모과 Mogwa,' +
  '대추 Daechu,석류 Seongnyu,유자 Yuja,매실 Maesil,보리 Bori,메밀 Memil';

const PREFIXES: readonly CityName[] = [
  { en: '', ko: '' },
  { en: 'Sae', ko: '새' },
  { en: 'Keun', ko: '큰' },
  { en: 'Jageun', ko: '작은' },
  { en: 'Wit', ko: '윗' },
  { en: 'Arae', ko: '아래' },
];

/** Gives each stem once, in an order of the seed's; goes round again with prefixes when they are used up. */
export interface NameSource {
  next(): CityName;
}

export function nameSource(rng: Rng): NameSource {
  const stems = STEMS.split(',').map((pair): CityName => {
    const gap = pair.indexOf(' ');
    return { ko: pair.slice(0, gap), en: pair.slice(gap + 1) };
  });
  for (let i = stems.length - 1; i > 0; i--) {
    const j = Math.floor(rng.next() * (i + 1));
    const held = stems[i]!;
    stems[i] = stems[j]!;
    stems[j] = held;
  }
  let given = 0;
  return {
    next() {
      const stem = stems[given % stems.length]!;
      const prefix = PREFIXES[Math.floor(given / stems.length) % PREFIXES.length]!;
      given += 1;
      return { ko: prefix.ko + stem.ko, en: prefix.en === '' ? stem.en : prefix.en + stem.en.toLowerCase() };
    },
  };
}

export function avenueName(stem: CityName): CityName {
  return { en: `${stem.en}-daero`, ko: `${stem.ko}대로` };
}

export function streetName(stem: CityName): CityName {
  return { en: `${stem.en}-ro`, ko: `${stem.ko}로` };
}

/** Lanes are numbered off the street they belong to, as Korean addresses do. */
export function alleyName(street: CityName, number: number): CityName {
  return { en: `${street.en} ${number}-gil`, ko: `${street.ko}${number}길` };
}

export function named(stem: CityName, en: string, ko: string): CityName {
  return { en: `${stem.en}${en === 'dong' ? '-' : ' '}${en}`, ko: `${stem.ko}${ko}` };
}

/**
 * Who takes part in the drills, as data: made-up people, their devices, the orders between them. The server's composition
 * turns it into rows through the services; everything here is exercise. Names are plain words for things in the sky.
 */

import { type CastProceeding, COURT_CAST, OFFICES, PROCEEDINGS } from './cast-court.ts';
import { CITY_SEED, type City, createCity, type Place } from './city/city.ts';
import type { CityName } from './city/contract.ts';
import { distanceM, type PlanePoint, toGeo } from './city/plane.ts';
import { type CastPlace, cityPlaces } from './city-places.ts';

/**
 * Short keys: p1.. protected, w1.. wearers, h1.. household, o1.. officers, s1.. supporters; devices are `<person>-device`. Those of the
 * offices and their proceedings stand in `cast-court.ts`.
 */
export type CastKey = string;

export interface CastAgency {
  readonly key: CastKey;
  readonly name: CityName;
  readonly role: 'monitoring' | 'police' | 'prosecution' | 'court' | 'oversight';
  readonly jurisdiction: 'kr';
  /** A number that no exchange has: a local number of Seoul never begins with 0. */
  readonly phone: string;
  readonly places: readonly CastPlace[];
}

export interface CastPerson {
  readonly key: CastKey;
  readonly agency: CastKey;
  readonly kind:
    | 'protected'
    | 'household'
    | 'wearer'
    | 'officer'
    | 'supporter'
    | 'police'
    | 'prosecutor'
    | 'judge'
    | 'clerk'
    | 'lawyer'
    | 'overseer';
  readonly name: CityName;
  readonly language: 'ko' | 'en';
  readonly householdOf: CastKey | null;
}

export type TrackerProtocol = 'megastek' | 'gt06' | 'eelink' | 'teltonika' | 'watch' | 'gl200' | 'r16h';

export interface CastDevice {
  readonly key: CastKey;
  readonly agency: CastKey;
  readonly person: CastKey;
  readonly protocol: 'osmand' | 'owntracks' | TrackerProtocol;
  /** OwnTracks: `user/device`; trackers: an IMEI of the range that is kept for tests; OsmAnd devices have only their token. */
  readonly externalId: string | null;
  /** The phone encrypts its payload: it needs a payload key. */
  readonly encrypted: boolean;
  /** OwnTracks: it reports over MQTT, where there is a broker. */
  readonly overMqtt: boolean;
}

export interface CastZone {
  readonly key: CastKey;
  readonly name: CityName;
  readonly kind: 'exclusion';
  /** Whose place it is. */
  readonly of: CastKey;
  readonly shape: {
    readonly kind: 'circle';
    readonly latDeg: number;
    readonly lonDeg: number;
    readonly radiusM: number;
  };
  readonly warnM: number;
  readonly noticeM: number;
}

export interface CastOrder {
  readonly key: CastKey;
  readonly agency: CastKey;
  /** Names no one. */
  readonly label: string;
  readonly measure: 'provisional-3-2';
  readonly wearer: CastKey;
  readonly protected: readonly CastKey[];
  readonly household: readonly CastKey[];
  readonly restraintM: number;
  readonly warnM: number;
  readonly noticeM: number;
  readonly rings: Readonly<Record<string, number>>;
  readonly wearerIntervalS: number;
  readonly protectedIntervalS: number;
  readonly zones: readonly CastZone[];
}

export interface Cast {
  readonly agencies: readonly CastAgency[];
  readonly people: readonly CastPerson[];
  readonly devices: readonly CastDevice[];
  readonly orders: readonly CastOrder[];
  readonly proceedings: readonly CastProceeding[];
  /** Who acts for which wearer. */
  readonly lawyers: readonly { readonly lawyer: CastKey; readonly wearer: CastKey }[];
}

/** Reporting interval of the drill's devices, seconds, but for those that their order asks less of. */
export const DRILL_INTERVAL_S = 5;
const AGENCY = 'a1';
const HOME_RADIUS_M = 200;
const SCHOOL_RADIUS_M = 150;

/** Homes are looked for near these points of the plane (x east, y north), so that pairs live far apart for every seed. */
const HOME_NEAR: Readonly<Record<CastKey, PlanePoint>> = {
  p1: { xM: -1700, yM: 1450 },
  w1: { xM: 2450, yM: 700 },
  p2: { xM: -700, yM: 1700 },
  w2: { xM: 1750, yM: -1800 },
  p3: { xM: -1150, yM: 850 },
  w3: { xM: -2200, yM: -1700 },
  p4: { xM: 300, yM: -1900 },
  w4: { xM: 2000, yM: 1800 },
  p5: { xM: -2300, yM: -850 },
  w5: { xM: 2400, yM: -700 },
  p6: { xM: -1000, yM: -2000 },
  p7: { xM: 1500, yM: 300 },
  w6: { xM: -2400, yM: 1000 },
  p8: { xM: -900, yM: 1950 },
  w7: { xM: 1000, yM: -1700 },
};

const NAMES: Readonly<Record<CastKey, CityName>> = {
  p1: { en: 'Saetbyeol', ko: '샛별' },
  w1: { en: 'Geureum', ko: '그름' },
  h1: { en: 'Saetbyeol Two', ko: '샛별둘' },
  p2: { en: 'Mirinae', ko: '미리내' },
  w2: { en: 'Heurim', ko: '흐림' },
  p3: { en: 'Choseungdal', ko: '초승달' },
  w3: { en: 'Angae', ko: '안개' },
  p4: { en: 'Haetsal', ko: '햇살' },
  w4: { en: 'Seori', ko: '서리' },
  p5: { en: 'Noeul', ko: '노을' },
  w5: { en: 'Jinnunkkaebi', ko: '진눈깨비' },
  p6: { en: 'Iseul', ko: '이슬' },
  p7: { en: 'Mujigae', ko: '무지개' },
  w6: { en: 'Ubak', ko: '우박' },
  p8: { en: 'Saebyeok', ko: '새벽' },
  w7: { en: 'Dolpung', ko: '돌풍' },
  o1: { en: 'Officer One', ko: '담당관 하나' },
  o2: { en: 'Officer Two', ko: '담당관 둘' },
  s1: { en: 'Supporter One', ko: '지원자 하나' },
};

/** w5 is bound by two orders; in the first one h1 is protected beside p1. */
const ORDERS: readonly Pick<CastOrder, 'key' | 'label' | 'wearer' | 'protected' | 'household'>[] = [
  { key: 'm014', label: 'M-014', wearer: 'w1', protected: ['p1'], household: ['h1'] },
  { key: 'm021', label: 'M-021', wearer: 'w2', protected: ['p2'], household: [] },
  { key: 'm027', label: 'M-027', wearer: 'w3', protected: ['p3'], household: [] },
  { key: 'm033', label: 'M-033', wearer: 'w4', protected: ['p4'], household: [] },
  { key: 'm038', label: 'M-038', wearer: 'w5', protected: ['p5'], household: [] },
  { key: 'm039', label: 'M-039', wearer: 'w5', protected: ['p6'], household: [] },
  { key: 'm045', label: 'M-045', wearer: 'w6', protected: ['p7'], household: [] },
  { key: 'm052', label: 'M-052', wearer: 'w7', protected: ['p8'], household: [] },
];

/** What the wearers wear: of each kind one, so that the demonstration speaks them all. */
const TRACKERS: Readonly<Record<CastKey, TrackerProtocol>> = {
  w1: 'megastek',
  w2: 'gt06',
  w3: 'eelink',
  w4: 'teltonika',
  w5: 'watch',
  w6: 'gt06',
  w7: 'gl200',
};

/** Asked for seldom enough that the engine has something to ask for: w6 walks about, and is seen to be asked. */
const WEARER_INTERVAL_S: Readonly<Record<CastKey, number>> = { w6: 60 };

const ENCRYPTED = new Set(['p2', 'p4', 'p7']);
const OVER_MQTT = new Set(['p6', 'p8']);
const ON_OSMAND = new Set(['p5']);
const WITH_SCHOOL = new Set(['p5', 'p7']);

/** The home of each person of the cast; a household member lives with the protected person. */
export function castHomes(city: City): ReadonlyMap<CastKey, Place> {
  const homes = new Map<CastKey, Place>();
  const taken = new Set<Place>();
  for (const [key, near] of Object.entries(HOME_NEAR)) {
    const free = city.homes.filter((home) => !taken.has(home));
    const home = free.reduce((a, b) => (distanceM(b.point, near) < distanceM(a.point, near) ? b : a));
    taken.add(home);
    homes.set(key, home);
  }
  homes.set('h1', homes.get('p1')!);
  return homes;
}

function kindOf(key: CastKey): CastPerson['kind'] {
  if (key.startsWith('p')) return 'protected';
  if (key.startsWith('h')) return 'household';
  if (key.startsWith('s')) return 'supporter';
  return key.startsWith('w') ? 'wearer' : 'officer';
}

function deviceOf(person: CastKey): CastDevice {
  const own = {
    ...{ key: `${person}-device`, agency: AGENCY, person },
    ...{ encrypted: ENCRYPTED.has(person), overMqtt: OVER_MQTT.has(person) },
  };
  const tracker = TRACKERS[person];
  if (tracker !== undefined) return { ...own, protocol: tracker, externalId: imeiOf(person) };
  if (ON_OSMAND.has(person)) return { ...own, protocol: 'osmand', externalId: null };
  return { ...own, protocol: 'owntracks', externalId: `kkachi/${person}` };
}

/** Fifteen digits that no network gives to a device: 001 is the country of tests. */
function imeiOf(person: CastKey): string {
  return `0010100000000${person.slice(1).padStart(2, '0')}`;
}

/** How often a wearer's device is to report by its order, and the others' by theirs; seconds. */
export function castIntervalS(person: CastKey): number {
  return WEARER_INTERVAL_S[person] ?? DRILL_INTERVAL_S;
}

function zone(key: CastKey, of: CastKey, name: CityName, place: Place, radiusM: number): CastZone {
  const shape = { kind: 'circle' as const, ...toGeo(place.point), radiusM };
  return { key, name, kind: 'exclusion', of, shape, warnM: 300, noticeM: 1000 };
}

/** Everything the drills need in the database. The same seed gives the same cast; `city` saves making it twice. */
export function drillCast(seed: number = CITY_SEED, city: City = createCity(seed)): Cast {
  const homes = castHomes(city);
  const keys = Object.keys(NAMES);
  return {
    agencies: [
      {
        ...{ key: AGENCY, name: { en: 'Kkachi Monitoring Centre', ko: '까치 관제센터' } },
        ...{ role: 'monitoring', jurisdiction: 'kr', phone: '+82 2 000 0112', places: cityPlaces(city) },
      },
      ...OFFICES,
    ],
    people: [
      ...keys.map(
        (key): CastPerson => ({
          key,
          agency: AGENCY,
          kind: kindOf(key),
          name: { en: `${NAMES[key]!.en} (exercise)`, ko: `${NAMES[key]!.ko} (훈련)` },
          language: 'ko',
          householdOf: key === 'h1' ? 'p1' : null,
        }),
      ),
      ...COURT_CAST,
    ],
    proceedings: PROCEEDINGS,
    lawyers: [{ lawyer: 'v1', wearer: 'w1' }],
    devices: keys.filter((key) => !['officer', 'supporter'].includes(kindOf(key))).map(deviceOf),
    orders: ORDERS.map((order) => ({
      ...order,
      agency: AGENCY,
      measure: 'provisional-3-2',
      restraintM: 100,
      warnM: 600,
      noticeM: 2000,
      rings: { police: 1000 },
      wearerIntervalS: castIntervalS(order.wearer),
      protectedIntervalS: DRILL_INTERVAL_S,
      zones: order.protected.flatMap((person) => zonesOf(order.key, person, homes.get(person)!, city)),
    })),
  };
}

function zonesOf(order: CastKey, person: CastKey, home: Place, city: City): CastZone[] {
  const zones = [zone(`${order}-home`, person, { en: 'Home', ko: '집' }, home, HOME_RADIUS_M)];
  if (WITH_SCHOOL.has(person)) {
    const school = nearest(city.schools, home);
    zones.push(zone(`${order}-school`, person, { en: 'School', ko: '학교' }, school, SCHOOL_RADIUS_M));
  }
  return zones;
}

function nearest(places: readonly Place[], to: Place): Place {
  return places.reduce((a, b) => (distanceM(b.point, to.point) < distanceM(a.point, to.point) ? b : a));
}

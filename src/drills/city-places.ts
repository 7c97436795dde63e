/** Places with people in the made-up city, as an agency would publish them. All of it is exercise. */
import type { City, Place } from './city/city.ts';
import type { CityName } from './city/contract.ts';
import { type PlanePoint, toGeo } from './city/plane.ts';

export interface CastPlace {
  readonly kind: 'police' | 'hospital' | 'fire-station' | 'shop' | 'station' | 'other';
  readonly name: CityName;
  readonly latDeg: number;
  readonly lonDeg: number;
  readonly hours: string | null;
}

const ALWAYS = '24/7';
/** A shop stands across the station's forecourt. */
const FORECOURT_M = 35;

export function cityPlaces(city: City): CastPlace[] {
  const at = (kind: CastPlace['kind'], name: CityName, point: PlanePoint, hours: string | null): CastPlace => {
    const { latDeg, lonDeg } = toGeo(point);
    return { kind, name, latDeg: rounded(latDeg), lonDeg: rounded(lonDeg), hours };
  };
  const of = (kind: CastPlace['kind'], place: Place, hours: string | null) => at(kind, place.name, place.point, hours);
  const stops = [...city.rail.stops, ...city.underground.stops];
  return [
    ...city.police.map((place) => of('police', place, ALWAYS)),
    of('hospital', city.hospital, ALWAYS),
    of('shop', city.market, 'Mo-Sa 07:00-20:00'),
    // Nobody wrote down when it is open.
    of('other', city.library, null),
    ...stops.map((stop) => at('station', stop.name, stop.point, 'Mo-Su 05:30-24:00')),
    ...stops
      .filter((_, i) => i % 2 === 0)
      .map((stop) =>
        at(
          'shop',
          { en: `${stop.name.en} night shop`, ko: `${stop.name.ko} 편의점` },
          { xM: stop.point.xM + FORECOURT_M, yM: stop.point.yM },
          ALWAYS,
        ),
      ),
  ];
}

/** 1e-6 degrees is about 0.1 m. */
function rounded(deg: number): number {
  return Math.round(deg * 1e6) / 1e6;
}

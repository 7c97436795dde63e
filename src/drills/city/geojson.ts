/** The city as GeoJSON (see `contract.ts`): the only place where planes become degrees in lon, lat order. */
import type { City, Place } from './city.ts';
import { CITY_CLASSES, type CityFeature, type CityGeoJson, type CityName } from './contract.ts';
import { type PlanePoint, toGeo } from './plane.ts';
import type { Polygon } from './polygon.ts';

type Properties = CityFeature['properties'];
type Geometry = CityFeature['geometry'];

/** 1e-6 degrees is about 0.1 m. */
function position(p: PlanePoint): [number, number] {
  const g = toGeo(p);
  return [Math.round(g.lonDeg * 1e6) / 1e6, Math.round(g.latDeg * 1e6) / 1e6];
}

function line(points: readonly PlanePoint[]): Geometry {
  return { type: 'LineString', coordinates: points.map(position) };
}

function polygon(outline: Polygon): Geometry {
  const ring = outline.map(position);
  return { type: 'Polygon', coordinates: [[...ring, ring[0]!]] };
}

function point(p: PlanePoint): Geometry {
  return { type: 'Point', coordinates: position(p) };
}

interface Drawn {
  readonly geometry: Geometry;
  readonly properties: Properties;
}

function ground(city: City): Drawn[] {
  const { layout } = city;
  const unnamed = (kind: 'block' | 'building') => (outline: Polygon) => ({
    geometry: polygon(outline),
    properties: { class: kind, name: null } satisfies Properties,
  });
  return [
    { geometry: polygon(layout.coast), properties: { class: 'land', name: city.name } },
    { geometry: polygon(layout.river), properties: { class: 'river', name: { en: 'Mirinae River', ko: '미리내강' } } },
    ...layout.parks.map((park) => ({
      geometry: polygon(park.outline),
      properties: { class: 'park' as const, name: park.name },
    })),
    ...layout.blocks.map(unnamed('block')),
    ...layout.buildings.map(unnamed('building')),
  ];
}

function ways(city: City): Drawn[] {
  return [
    { geometry: line(city.underground.points), properties: { class: 'underground', name: city.underground.name } },
    ...city.layout.streets.flatMap((street): Drawn[] =>
      street.class === 'rail'
        ? []
        : [{ geometry: line(street.points), properties: { class: street.class, name: street.name } }],
    ),
    ...city.layout.bridges.map((bridge) => ({
      geometry: line(bridge.points),
      properties: { class: 'bridge' as const, name: bridge.name, network: bridge.network },
    })),
    { geometry: line(city.rail.points), properties: { class: 'rail', name: city.rail.name } },
  ];
}

function places(city: City): Drawn[] {
  const of = (kind: 'police' | 'school' | 'home') => (place: Place) => ({
    geometry: point(place.point),
    properties: { class: kind, name: place.name } satisfies Properties,
  });
  const label = (
    where: { readonly name: CityName; readonly point: PlanePoint },
    kind: Properties['kind'] & string,
  ) => ({
    geometry: point(where.point),
    properties: { class: 'place' as const, name: where.name, kind },
  });
  return [
    ...[...city.rail.stops, ...city.underground.stops].map((stop) => ({
      geometry: point(stop.point),
      properties: { class: 'station' as const, name: stop.name, network: stop.network },
    })),
    ...city.police.map(of('police')),
    ...city.schools.map(of('school')),
    ...city.homes.map(of('home')),
    label(city.square, 'square'),
    label(city.market, 'market'),
    label(city.hospital, 'hospital'),
    label(city.library, 'library'),
    ...city.layout.districts.map((district) => label(district, 'district')),
  ];
}

export function cityGeoJson(city: City): CityGeoJson {
  const drawn = [...ground(city), ...ways(city), ...places(city)];
  const rank = (d: Drawn) => CITY_CLASSES.indexOf(d.properties.class);
  const corners = city.layout.coast.map(position);
  const lons = corners.map((c) => c[0]);
  const lats = corners.map((c) => c[1]);
  return {
    type: 'FeatureCollection',
    name: city.name,
    bbox: [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)],
    features: drawn
      .sort((a, b) => rank(a) - rank(b))
      .map((d, id): CityFeature => ({ type: 'Feature', id, geometry: d.geometry, properties: d.properties })),
  };
}

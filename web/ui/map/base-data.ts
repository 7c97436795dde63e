/** Data under the streets: countries of the world (Natural Earth, public domain), fetched from our own server when first needed. */
import type { FeatureCollection, Geometry } from 'geojson';
import { feature, mesh } from 'topojson-client';
import countriesUrl from 'world-atlas/countries-110m.json?url';
import type { CityClass, CityGeoJson } from '../../../src/drills/city/contract.ts';

/** Land areas and borders as one GeoJSON collection. Rejects when the file cannot be had; the map then stays plain. */
export async function loadLand(signal: AbortSignal): Promise<FeatureCollection> {
  const response = await fetch(countriesUrl, { signal });
  if (!response.ok) throw new Error(`land: HTTP ${response.status}`);
  const topology = await response.json();
  const land = feature(topology, topology.objects.land) as unknown as FeatureCollection;
  const borders = mesh(topology, topology.objects.countries, (a, b) => a !== b);
  return {
    type: 'FeatureCollection',
    features: [...land.features, { type: 'Feature', properties: {}, geometry: borders }],
  };
}

/** Classes that carry an icon beside their name. */
const WITH_ICON: ReadonlySet<CityClass> = new Set<CityClass>(['police', 'station', 'school']);

/** The city with the reader's names: `cls`, `label`, `icon` and `kind` as flat properties, which the layers read. */
export function labelCity(city: CityGeoJson, language: string): FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: city.features.map(({ id, geometry, properties }) => {
      const { name } = properties;
      const label = name === null ? '' : language === 'ko' ? name.ko : name.en;
      const icon = WITH_ICON.has(properties.class) ? `${properties.class}-icon` : '';
      return {
        type: 'Feature',
        id,
        geometry: geometry as Geometry,
        properties: { cls: properties.class, label, icon, kind: properties.kind ?? '' },
      };
    }),
  };
}

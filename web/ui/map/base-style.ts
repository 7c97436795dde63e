/**
 * The ground under the pairs: grey when all is normal, so that only what needs a human has colour. No glyph, sprite or tile
 * server: MapLibre draws letters from the reader's own fonts when a style names none, and the icons are drawn here.
 */
import type { FeatureCollection } from 'geojson';
import type { LayerSpecification, StyleSpecification } from 'maplibre-gl';
import type { MapPalette } from './palette.ts';

export const CITY_SOURCE = 'city';
export const LAND_SOURCE = 'land';
const EMPTY: FeatureCollection = { type: 'FeatureCollection', features: [] };
const FONTS = ['Pretendard', 'system-ui', 'sans-serif'];

type Filter = NonNullable<Extract<LayerSpecification, { type: 'line' }>['filter']>;

type SymbolLayout = NonNullable<Extract<LayerSpecification, { type: 'symbol' }>['layout']>;

const isClass = (...classes: readonly string[]): Filter => ['in', ['get', 'cls'], ['literal', [...classes]]] as Filter;

const isShape = (shape: string): Filter => ['in', ['geometry-type'], ['literal', [shape, `Multi${shape}`]]] as Filter;

/** Line widths in pixels at zooms 11, 14 and 18. */
const widths = (at11: number, at14: number, at18: number) =>
  ['interpolate', ['exponential', 1.5], ['zoom'], 11, at11, 14, at14, 18, at18] as never;

function line(
  id: string,
  filter: Filter,
  colour: string,
  width: unknown,
  dashes?: readonly number[],
): LayerSpecification {
  return {
    id,
    type: 'line',
    source: CITY_SOURCE,
    filter,
    layout: { 'line-cap': dashes === undefined ? 'round' : 'butt', 'line-join': 'round' },
    paint: {
      'line-color': colour,
      'line-width': width as never,
      ...(dashes === undefined ? {} : { 'line-dasharray': [...dashes] }),
    },
  };
}

function area(id: string, filter: Filter, colour: string): LayerSpecification {
  const polygons = ['all', filter, isShape('Polygon')] as Filter;
  return { id, type: 'fill', source: CITY_SOURCE, filter: polygons, paint: { 'fill-color': colour } };
}

interface NameLook {
  readonly along: boolean;
  readonly minzoom: number;
  readonly size: number;
}

function names(id: string, filter: Filter, palette: MapPalette, look: NameLook): LayerSpecification {
  const { along, minzoom, size } = look;
  const layout: SymbolLayout = {
    'symbol-placement': along ? 'line' : 'point',
    'text-field': ['get', 'label'],
    'text-font': FONTS,
    'text-size': ['interpolate', ['linear'], ['zoom'], minzoom, size, 18, size * 1.3],
    'text-letter-spacing': along ? 0.04 : 0.01,
    'text-padding': along ? 12 : 6,
    'symbol-spacing': 340,
  };
  const beside: SymbolLayout = {
    'icon-image': ['get', 'icon'],
    'text-variable-anchor': ['left', 'right', 'top'],
    'text-radial-offset': 0.9,
    'text-justify': 'auto',
    'text-optional': true,
    'text-max-width': 9,
  };
  return {
    id,
    type: 'symbol',
    source: CITY_SOURCE,
    filter: ['all', filter, ['!=', ['get', 'label'], '']] as Filter,
    minzoom,
    layout: along ? layout : { ...layout, ...beside },
    paint: { 'text-color': palette.label, 'text-halo-color': palette.land, 'text-halo-width': 1.4 },
  };
}

function landLayers(palette: MapPalette): LayerSpecification[] {
  // At street scale the coarse coast says nothing true: there only the city's own land is drawn.
  return [
    { id: 'ground', type: 'background', paint: { 'background-color': palette.ground } },
    {
      id: 'land',
      type: 'fill',
      source: LAND_SOURCE,
      maxzoom: 8,
      filter: isShape('Polygon'),
      paint: { 'fill-color': palette.land },
    },
    {
      id: 'borders',
      type: 'line',
      source: LAND_SOURCE,
      maxzoom: 8,
      filter: isShape('LineString'),
      paint: { 'line-color': palette.street, 'line-width': 1 },
    },
  ];
}

function cityLayers(palette: MapPalette, scale: number): LayerSpecification[] {
  const avenueWidth = widths(0.9, 3.4, 21);
  return [
    area('city-land', isClass('land'), palette.land),
    area('blocks', isClass('block'), palette.block),
    area('parks', isClass('park'), palette.park),
    area('rivers', isClass('river'), palette.water),
    { ...area('buildings', isClass('building'), palette.building), minzoom: 14.5 },
    line('underground', isClass('underground'), palette.underground, widths(1, 1.8, 5), [3, 2.5]),
    line('alleys', isClass('alley'), palette.alley, widths(0.2, 1.1, 9)),
    line('streets', isClass('street'), palette.street, widths(0.5, 2.2, 15)),
    line('avenue-edges', isClass('avenue', 'bridge'), palette.streetEdge, widths(1.4, 4.8, 25)),
    line('avenues', isClass('avenue', 'bridge'), palette.avenue, avenueWidth),
    line('rail', isClass('rail'), palette.rail, widths(0.9, 1.6, 4)),
    line('rail-ties', isClass('rail'), palette.rail, widths(2.4, 4.5, 11), [0.25, 2.2]),
    names('alley-names', isClass('alley'), palette, { along: true, minzoom: 16.4, size: 10 * scale }),
    names('street-names', isClass('street'), palette, { along: true, minzoom: 14.8, size: 10.5 * scale }),
    names('avenue-names', isClass('avenue', 'bridge'), palette, { along: true, minzoom: 12.8, size: 11 * scale }),
    names('line-names', isClass('rail', 'underground'), palette, { along: true, minzoom: 14, size: 10.5 * scale }),
    names('area-names', isClass('river', 'park'), palette, { along: false, minzoom: 13, size: 10.5 * scale }),
    names('spot-names', isClass('station', 'police', 'school'), palette, {
      along: false,
      minzoom: 13.6,
      size: 11 * scale,
    }),
    names('place-names', isClass('place'), palette, { along: false, minzoom: 11, size: 12 * scale }),
  ];
}

export interface BaseData {
  readonly land: FeatureCollection | null;
  readonly city: FeatureCollection | null;
}

/** The whole style for one palette, with the data that has come so far. `scale` enlarges letters on a wall. */
export function baseStyle(palette: MapPalette, data: BaseData, scale: number): StyleSpecification {
  return {
    version: 8,
    sources: {
      [LAND_SOURCE]: { type: 'geojson', data: data.land ?? EMPTY },
      [CITY_SOURCE]: { type: 'geojson', data: data.city ?? EMPTY, tolerance: 0.2 },
    },
    layers: [...landLayers(palette), ...cityLayers(palette, scale)],
  };
}

import type * as MapLibre from 'maplibre-gl';
import type { MapPoint, MapWords } from './types.ts';

/** Before anything is known to show. */
const HOME: MapPoint & { readonly zoom: number } = { latDeg: 20, lonDeg: 120, zoom: 2 };

/** The base map: north-up and flat for ever, so that a direction on the screen is a direction in the world. */
export function createBaseMap(
  library: typeof MapLibre,
  container: HTMLElement,
  style: MapLibre.StyleSpecification,
  words: MapWords,
): MapLibre.Map {
  const map = new library.Map({
    container,
    style,
    center: [HOME.lonDeg, HOME.latDeg],
    zoom: HOME.zoom,
    maxZoom: 19,
    maxPitch: 0,
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    rollEnabled: false,
    fadeDuration: 120,
    locale: { 'Map.Title': words.mapLabel },
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  return map;
}

/** The map on which places are drawn. A click or Enter names a point; it moves by itself only when it is opened or asked to. */
import type { FeatureCollection } from 'geojson';
import type * as MapLibre from 'maplibre-gl';
import { baseStyle, CITY_SOURCE } from '../../ui/map/base-style.ts';
import { createBaseMap } from '../../ui/map/create-base-map.ts';
import { cameraFor } from '../../ui/map/mercator.ts';
import type { MapPalette } from '../../ui/map/palette.ts';
import type { MapWords } from '../../ui/map/types.ts';
import type { Point } from './draft.ts';
import { type DrawnZone, extentOf, featuresOf } from './shapes.ts';

const ZONES = 'zones';
const ZOOM_MAX = 15.5;
const INSETS = { topPx: 40, rightPx: 56, bottomPx: 40, leftPx: 40 };
const NOTHING: FeatureCollection = { type: 'FeatureCollection', features: [] };

export class ZoneMap {
  readonly #map: MapLibre.Map;
  #palette: MapPalette;
  #city: FeatureCollection = NOTHING;
  #zones: readonly DrawnZone[] = [];

  constructor(
    library: typeof MapLibre,
    parent: HTMLElement,
    palette: MapPalette,
    words: MapWords,
    onPoint: (point: Point) => void,
  ) {
    this.#palette = palette;
    this.#map = createBaseMap(library, parent, this.#style(), words);
    // Data that came before the style was there is laid in once it is.
    this.#map.on('style.load', () => {
      this.show(this.#zones);
      this.setCity(this.#city);
    });
    this.#map.on('click', ({ lngLat }) => onPoint({ latDeg: lngLat.lat, lonDeg: lngLat.lng }));
    this.#map.on('idle', () => {
      parent.dataset.mapDrawn = this.#city.features.length > 0 ? 'streets' : 'ground';
    });
    this.#map.getCanvas().addEventListener('keydown', (event) => {
      if (event.key !== 'Enter') return;
      event.preventDefault();
      event.stopPropagation();
      onPoint(this.middle());
    });
  }

  /** Where the cross stands. */
  middle(): Point {
    const { lat, lng } = this.#map.getCenter();
    return { latDeg: lat, lonDeg: lng };
  }

  show(zones: readonly DrawnZone[]): void {
    this.#zones = zones;
    (this.#map.getSource(ZONES) as MapLibre.GeoJSONSource | undefined)?.setData(featuresOf(zones));
  }

  setCity(city: FeatureCollection): void {
    this.#city = city;
    (this.#map.getSource(CITY_SOURCE) as MapLibre.GeoJSONSource | undefined)?.setData(city);
  }

  setPalette(palette: MapPalette): void {
    if (JSON.stringify(palette) === JSON.stringify(this.#palette)) return;
    this.#palette = palette;
    this.#map.setStyle(this.#style());
  }

  /** Shows all places; where there are none, what is given. */
  fit(elsewhere: readonly Point[]): void {
    const points = extentOf(this.#zones);
    const { clientWidth: widthPx, clientHeight: heightPx } = this.#map.getContainer();
    const shown = points.length > 0 ? points : elsewhere;
    const camera = cameraFor(shown, { widthPx, heightPx }, INSETS, ZOOM_MAX);
    if (camera !== null) this.#map.jumpTo({ center: [camera.lonDeg, camera.latDeg], zoom: camera.zoom });
  }

  moveTo({ latDeg, lonDeg }: Point): void {
    this.#map.jumpTo({ center: [lonDeg, latDeg], zoom: Math.max(14, this.#map.getZoom()) });
  }

  zoomBy(step: number): void {
    this.#map.jumpTo({ zoom: this.#map.getZoom() + step });
  }

  remove(): void {
    this.#map.remove();
  }

  #style(): MapLibre.StyleSpecification {
    const base = baseStyle(this.#palette, { land: null, city: this.#city }, 1);
    const { danger, notice } = this.#palette.level;
    // The library types such an expression by its place, and it stands in two.
    const colour = ['case', ['==', ['get', 'kind'], 'inclusion'], notice, danger] as never;
    const selected = (yes: number, no: number) => ['case', ['get', 'isSelected'], yes, no] as never;
    return {
      ...base,
      sources: { ...base.sources, [ZONES]: { type: 'geojson', data: featuresOf(this.#zones) } },
      layers: [
        ...base.layers,
        {
          ...{ id: 'zone-areas', type: 'fill', source: ZONES, filter: ['==', ['geometry-type'], 'Polygon'] as never },
          paint: { 'fill-color': colour, 'fill-opacity': selected(0.24, 0.14) },
        },
        {
          ...{ id: 'zone-lines', type: 'line', source: ZONES, filter: ['!=', ['geometry-type'], 'Point'] as never },
          paint: { 'line-color': colour, 'line-width': selected(3.5, 2) },
        },
        {
          ...{ id: 'zone-points', type: 'circle', source: ZONES, filter: ['==', ['geometry-type'], 'Point'] as never },
          paint: {
            ...{ 'circle-radius': 5, 'circle-color': this.#palette.halo },
            ...{ 'circle-stroke-color': colour, 'circle-stroke-width': 3 },
          },
        },
        {
          ...{ id: 'zone-names', type: 'symbol', source: ZONES, filter: ['==', ['geometry-type'], 'Polygon'] as never },
          layout: {
            'text-field': ['get', 'name'],
            'text-font': ['Pretendard', 'system-ui', 'sans-serif'],
            'text-size': 14,
          },
          paint: { 'text-color': this.#palette.other, 'text-halo-color': this.#palette.halo, 'text-halo-width': 2 },
        },
      ],
    };
  }
}

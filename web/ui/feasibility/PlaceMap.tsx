/**
 * Places of both lives on the base map, for setting them by a press. It adds nothing to what is typed: without WebGL the coordinates can be typed,
 * and the page says so.
 */
import type * as MapLibre from 'maplibre-gl';
import { useEffect, useRef, useState } from 'react';
import { labelCity } from '../map/base-data.ts';
import { baseStyle, CITY_SOURCE } from '../map/base-style.ts';
import { createBaseMap } from '../map/create-base-map.ts';
import { hasWebGl, loadMapLibre } from '../map/load-maplibre.ts';
import { paletteOf } from '../map/palette.ts';
import { useCity } from '../map/use-city.ts';
import { useMapWords } from '../map/use-map-words.ts';
import { useLanguage } from '../messages/MessagesProvider.tsx';
import { useTheme } from '../use-theme.ts';
import type { Side } from './draft.ts';
import css from './Form.module.css';
import type { T } from './words.ts';

export interface MapPlace {
  readonly key: string;
  readonly side: Side;
  readonly name: string;
  readonly latDeg: number;
  readonly lonDeg: number;
}

interface PlaceMapProps {
  readonly t: T;
  readonly places: readonly MapPlace[];
  /** What the next press sets, in words; null: nothing. */
  readonly setting: string | null;
  onPress(latDeg: number, lonDeg: number): void;
}

const START_ZOOM = 12.5;

export function PlaceMap({ t, places, setting, onPress }: PlaceMapProps) {
  const base = useRef<HTMLElement>(null);
  const words = useMapWords('other');
  const theme = useTheme();
  const { language } = useLanguage();
  const city = useCity();
  const [map, setMap] = useState<{ library: typeof MapLibre; map: MapLibre.Map } | null>(null);
  const [failed, setFailed] = useState(false);
  /** Once the places were brought into view. */
  const isPlaced = useRef(false);
  const latest = useRef({ onPress, setting, words, theme });
  latest.current = { onPress, setting, words, theme };

  useEffect(() => {
    let made: MapLibre.Map | null = null;
    let gone = false;
    const start = async () => {
      if (!hasWebGl()) return setFailed(true);
      const library = await loadMapLibre();
      if (gone || base.current === null) return;
      const palette = paletteOf(latest.current.theme, base.current);
      made = createBaseMap(
        library,
        base.current,
        baseStyle(palette, { land: null, city: null }, 1),
        latest.current.words,
      );
      made.on('click', ({ lngLat }) => {
        if (latest.current.setting !== null) latest.current.onPress(lngLat.lat, lngLat.lng);
      });
      const ready = made;
      made.on('load', () => setMap({ library, map: ready }));
    };
    start().catch((error: unknown) => {
      console.warn('the map could not start:', error instanceof Error ? error.name : '');
      if (!gone) setFailed(true);
    });
    return () => {
      gone = true;
      made?.remove();
      setMap(null);
    };
  }, []);

  useEffect(() => {
    if (map === null || city === null) return;
    (map.map.getSource(CITY_SOURCE) as MapLibre.GeoJSONSource | undefined)?.setData(labelCity(city, language));
    const [west, south, east, north] = city.bbox;
    if (!isPlaced.current) map.map.jumpTo({ center: [(west + east) / 2, (south + north) / 2], zoom: START_ZOOM });
  }, [map, city, language]);

  useEffect(() => {
    if (map === null || places.length === 0) return;
    const bounds = new map.library.LngLatBounds();
    for (const { latDeg, lonDeg } of places) bounds.extend([lonDeg, latDeg]);
    // A press sets one that is in view: nothing is to move then.
    const inView = places.every(({ latDeg, lonDeg }) => map.map.getBounds().contains([lonDeg, latDeg]));
    if (isPlaced.current && inView) return;
    isPlaced.current = true;
    map.map.fitBounds(bounds, { padding: 60, maxZoom: 15, duration: 0 });
  }, [map, places]);

  useEffect(() => {
    if (map === null) return;
    const markers = places.map(({ side, name, latDeg, lonDeg }) => {
      const element = document.createElement('div');
      element.className = `${css.marker} ${side === 'wearer' ? css.markerWearer : css.markerProtected}`;
      element.dataset.name = name;
      element.setAttribute('aria-hidden', 'true');
      return new map.library.Marker({ element, anchor: 'center' }).setLngLat([lonDeg, latDeg]).addTo(map.map);
    });
    return () => {
      for (const marker of markers) marker.remove();
    };
  }, [map, places]);

  if (failed) return <p className={css.hint}>{t('map.none')}</p>;
  return (
    <div className={css.placeMap}>
      <section ref={base} className={css.placeMapCanvas} data-setting={setting !== null} aria-label={t('map.label')} />
      <p role="status" className={css.placeMapHint}>
        {setting === null ? '' : t('place.setting', { name: setting })}
      </p>
    </div>
  );
}

import { Crosshair, Maximize, Minus, Plus } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { labelCity } from '../../ui/map/base-data.ts';
import { hasWebGl, loadMapLibre } from '../../ui/map/load-maplibre.ts';
import { paletteOf } from '../../ui/map/palette.ts';
import { useMapWords } from '../../ui/map/use-map-words.ts';
import { useTheme } from '../../ui/use-theme.ts';
import buttons from '../parts/Buttons.module.css';
import { useCity } from '../use-court.ts';
import type { CourtWords } from '../words.ts';
import css from './ConditionsMap.module.css';
import type { Point } from './draft.ts';
import type { DrawnZone } from './shapes.ts';
import { ZoneMap } from './zone-map.ts';

interface ConditionsMapProps {
  readonly words: CourtWords;
  readonly zones: readonly DrawnZone[];
  /** Shown where there is no place yet, e.g. the middle of the city. */
  readonly label: string;
  /** A new one shows all places anew. */
  readonly fitKey: string;
  /** Null: it is only looked at. */
  readonly onPoint: ((point: Point) => void) | null;
  /** Moves there; a new object moves again. */
  readonly goTo?: Point | null;
}

/** Streets with the places of an order. By keyboard: arrows move the cross, plus and minus zoom, Enter names the point under it. */
export function ConditionsMap({ words, zones, label, fitKey, onPoint, goTo = null }: ConditionsMapProps) {
  const { t, language } = words;
  const theme = useTheme();
  const city = useCity();
  const mapWords = useMapWords('other');
  const base = useRef<HTMLDivElement>(null);
  const [map, setMap] = useState<ZoneMap | null>(null);
  const [status, setStatus] = useState<'loading' | 'ready' | 'none'>('loading');
  const latest = useRef({ onPoint, theme, mapWords, zones });
  latest.current = { onPoint, theme, mapWords, zones };
  useEffect(() => {
    let made: ZoneMap | null = null;
    let gone = false;
    const start = async () => {
      if (!hasWebGl()) return setStatus('none');
      try {
        const library = await loadMapLibre();
        if (gone || base.current === null) return;
        const palette = paletteOf(latest.current.theme, base.current);
        made = new ZoneMap(library, base.current, palette, latest.current.mapWords, (point) =>
          latest.current.onPoint?.(point),
        );
        made.show(latest.current.zones);
        setMap(made);
        setStatus('ready');
      } catch (error) {
        console.warn('the map could not start:', error instanceof Error ? error.message : 'unknown');
        if (!gone) setStatus('none');
      }
    };
    void start();
    return () => {
      gone = true;
      made?.remove();
    };
  }, []);
  useEffect(() => map?.show(zones), [map, zones]);
  useEffect(() => map?.setPalette(paletteOf(theme, base.current)), [map, theme]);
  useEffect(() => {
    if (city.data !== undefined) map?.setCity(labelCity(city.data, language));
  }, [map, city.data, language]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new key fits anew
  useEffect(() => map?.fit(middleOf(city.data)), [map, city.data, fitKey]);
  useEffect(() => {
    if (goTo !== null) map?.moveTo(goTo);
  }, [map, goTo]);
  return (
    <figure className={css.map} aria-label={label}>
      <div className={css.frame}>
        {status === 'none' ? <p className={css.none}>{t('map.none')}</p> : null}
        <div className={css.base}>
          <div ref={base} className={css.canvas} data-map-status={status} />
        </div>
        {onPoint === null || status !== 'ready' ? null : <Crosshair className={css.cross} aria-hidden="true" />}
        {status !== 'ready' || map === null ? null : (
          <div className={css.buttons} data-screen-only>
            <button type="button" aria-label={mapWords.zoomIn} onClick={() => map.zoomBy(1)}>
              <Plus size="1.05em" aria-hidden="true" />
            </button>
            <button type="button" aria-label={mapWords.zoomOut} onClick={() => map.zoomBy(-1)}>
              <Minus size="1.05em" aria-hidden="true" />
            </button>
            <button type="button" aria-label={t('map.fit')} onClick={() => map.fit(middleOf(city.data))}>
              <Maximize size="1.05em" aria-hidden="true" />
            </button>
          </div>
        )}
      </div>
      {onPoint === null || map === null ? null : (
        <figcaption className={css.how} data-screen-only>
          <button type="button" className={buttons.small} onClick={() => onPoint(map.middle())}>
            <Crosshair size="1.1em" aria-hidden="true" /> {t('map.set')}
          </button>
          <span>{t('map.how')}</span>
        </figcaption>
      )}
    </figure>
  );
}

/** The corners of the streets that are known. */
function middleOf(city: ReturnType<typeof useCity>['data']): Point[] {
  const places = (city?.features ?? []).flatMap(({ geometry, properties }) =>
    geometry.type === 'Point' && properties.class === 'place' ? [geometry.coordinates] : [],
  );
  return places.map(([lonDeg, latDeg]) => ({ latDeg, lonDeg }));
}

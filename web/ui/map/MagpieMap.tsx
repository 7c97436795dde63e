/**
 * The map of persons under an order, for every surface: streets, precision circles in true metres, directions only when known, and
 * words that say the same. Where WebGL is missing a radar takes its place. See README.md for the props.
 */
import { Crosshair, Minus, Plus } from 'lucide-react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { CityGeoJson } from '../../../src/drills/city/contract.ts';
import { labelCity } from './base-data.ts';
import { hasWebGl, loadMapLibre } from './load-maplibre.ts';
import css from './MagpieMap.module.css';
import { MagpieRadar } from './MagpieRadar.tsx';
import { MapEngine, type Scene } from './map-engine.ts';
import { type FitInsets, scaleBar } from './mercator.ts';
import { paletteOf } from './palette.ts';
import type { MapFit, MapPair, MapTheme, MapWords } from './types.ts';

/** At the usual letter size; a wall's is longer. */
const SCALE_WIDTH_PX_MAX = 120;
const NO_INSETS: FitInsets = { topPx: 56, rightPx: 64, bottomPx: 56, leftPx: 56 };
/** More sentences than this help nobody; the queue has them all. */
const DESCRIBED_MAX = 20;

export interface MagpieMapProps {
  readonly pairs: readonly MapPair[];
  readonly theme: MapTheme;
  readonly language: string;
  readonly words: MapWords;
  /** Server time, epoch ms: ages are counted with it. */
  readonly nowMs: () => number;
  /** The drill city's streets; null until they have come. */
  readonly city: CityGeoJson | null;
  /** What to keep in view; null: the city. */
  readonly fit: MapFit | null;
  /** Room to leave free, for what lies over the map. */
  readonly insets?: FitInsets;
  /** The stream is silent: nothing moves and all recedes. The surface says since when. */
  readonly dimmed?: boolean;
  readonly onSelectPair?: (pairId: string) => void;
}

export function MagpieMap(props: MagpieMapProps) {
  const { pairs, words, nowMs, fit } = props;
  const [status, setStatus] = useState<'loading' | 'ready' | 'radar'>('loading');
  const base = useRef<HTMLDivElement>(null);
  const map = useMapEngine(base, props, setStatus);
  const described = useMemo(
    () => pairs.filter((pair) => pair.emphasis !== 'receding').slice(0, DESCRIBED_MAX),
    [pairs],
  );
  // The radar shows one pair: the chosen one, or the only one. Never another in its place.
  const focus = pairs.find((pair) => pair.emphasis === 'selected') ?? (pairs.length === 1 ? pairs[0]! : null);
  return (
    <div className={`${css.frame} ${props.dimmed === true ? css.dimmed : ''}`}>
      {status === 'radar' ? (
        <div className={css.radar}>
          <p className={css.radarNote}>{words.noWebGl}</p>
          <MagpieRadar pair={focus} theme={props.theme} words={words} nowMs={nowMs} />
        </div>
      ) : (
        <>
          <div className={css.base}>
            <div ref={base} className={css.canvas} data-map-status={status} />
          </div>
          <div className={`${css.corner} ${css.topRight}`}>
            <span className={css.north} role="img" aria-label={words.north}>
              <svg className={css.needle} viewBox="0 0 10 12" aria-hidden="true">
                <path d="M5 0 9.5 11 5 8.6.5 11Z" fill="currentColor" />
              </svg>
              N
            </span>
            <span className={css.buttons}>
              <button type="button" className={css.button} aria-label={words.zoomIn} onClick={() => map.zoomBy(1)}>
                <Plus size="1.05em" aria-hidden="true" />
              </button>
              <button type="button" className={css.button} aria-label={words.zoomOut} onClick={() => map.zoomBy(-1)}>
                <Minus size="1.05em" aria-hidden="true" />
              </button>
            </span>
            {!map.following && fit !== null ? (
              <button type="button" className={css.follow} onClick={map.follow}>
                <Crosshair size="1.1em" aria-hidden="true" />
                {words.follow}
              </button>
            ) : null}
          </div>
          <div className={`${css.corner} ${css.bottomLeft}`} aria-hidden="true">
            {map.scale === null ? null : (
              <span className={css.scale}>
                {words.length(map.scale.metres)}
                <div className={css.scaleLine} style={{ width: `${map.scale.widthPx}px` }} />
              </span>
            )}
            <Legend words={words} />
          </div>
        </>
      )}
      <ul className="visually-hidden">
        {described.map((pair) => (
          <li key={pair.pairId}>{words.describe(pair, nowMs())}</li>
        ))}
      </ul>
    </div>
  );
}

/** Which shape is whom: colour tells only the level. */
function Legend({ words }: { words: MapWords }) {
  return (
    <span className={css.legend}>
      <svg viewBox="0 0 12 12" aria-hidden="true">
        <circle cx="6" cy="6" r="4.6" fill="var(--map-self)" />
        <circle cx="6" cy="6" r="1.9" fill="var(--map-ground)" />
      </svg>
      {words.protectedPerson}
      <svg viewBox="0 0 12 12" aria-hidden="true">
        <rect x="1.6" y="1.6" width="8.8" height="8.8" rx="1.4" fill="currentColor" />
      </svg>
      {words.wearer}
    </span>
  );
}

type ScaleBar = ReturnType<typeof scaleBar>;

function useMapEngine(
  base: React.RefObject<HTMLDivElement | null>,
  props: MagpieMapProps,
  setStatus: (status: 'ready' | 'radar') => void,
) {
  const { pairs, words, nowMs, fit, theme, language, city, insets = NO_INSETS, dimmed = false } = props;
  const [following, setFollowing] = useState(true);
  const [scale, setScale] = useState<ScaleBar | null>(null);
  const [engine, setEngine] = useState<MapEngine | null>(null);
  const still = dimmed || window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  const scene: Scene = { pairs, fit, insets, words, nowMs, still };
  const latest = useRef({ scene, theme, onSelectPair: props.onSelectPair });
  latest.current = { scene, theme, onSelectPair: props.onSelectPair };

  useEffect(() => {
    let made: MapEngine | null = null;
    let gone = false;
    const start = async () => {
      if (!hasWebGl()) return setStatus('radar');
      try {
        const library = await loadMapLibre();
        if (gone || base.current === null) return;
        const palette = paletteOf(latest.current.theme, base.current);
        made = new MapEngine(library, base.current, palette, latest.current.scene, {
          onFollowing: setFollowing,
          onSelect: (pairId) => latest.current.onSelectPair?.(pairId),
          onCamera: (camera) => {
            const next = scaleBar(camera.latDeg, camera.zoom, SCALE_WIDTH_PX_MAX);
            setScale((now) => (now?.metres === next.metres && Math.abs(now.widthPx - next.widthPx) < 0.5 ? now : next));
          },
        });
        setEngine(made);
        setStatus('ready');
      } catch (error) {
        console.warn('the map could not start:', error instanceof Error ? error.message : 'unknown');
        if (!gone) setStatus('radar');
      }
    };
    void start();
    return () => {
      gone = true;
      made?.remove();
      setEngine(null);
    };
  }, [base, setStatus]);

  useEffect(() => engine?.setScene(latest.current.scene));
  useEffect(() => {
    if (engine !== null && base.current !== null) engine.setPalette(paletteOf(theme, base.current));
  }, [engine, theme, base]);
  useEffect(() => {
    if (engine === null || city === null) return;
    engine.setCity(labelCity(city, language));
    const [west, south, east, north] = city.bbox;
    engine.showBox({ southWest: { latDeg: south, lonDeg: west }, northEast: { latDeg: north, lonDeg: east } });
  }, [engine, city, language]);

  return {
    following,
    scale,
    follow: useCallback(() => engine?.follow(), [engine]),
    zoomBy: useCallback((steps: number) => engine?.zoomBy(steps), [engine]),
  };
}

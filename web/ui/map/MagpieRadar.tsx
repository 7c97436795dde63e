/**
 * The picture without a map: the protected person in the middle, distances as rings, the wearer in their direction. Also for small
 * places on a page. Up is where `headingDeg` says, else north. Needs neither WebGL nor streets.
 */
import { useId } from 'react';
import { freshness } from './freshness.ts';
import css from './MagpieMap.module.css';
import { metresPerPixel, projector } from './mercator.ts';
import { PALETTES, withOpacity } from './palette.ts';
import type { MapPair, MapTheme, MapWords } from './types.ts';

const VIEW = 200;
const REACH = 82;
const HALF_OCTANT_DEG = 22.5;

export interface MagpieRadarProps {
  /** Null: nothing to show. */
  readonly pair: MapPair | null;
  readonly theme: MapTheme;
  readonly words: MapWords;
  readonly nowMs: () => number;
  /** Which way is up, degrees from north; 0 where the phone has no compass. */
  readonly headingDeg?: number;
}

export function MagpieRadar({ pair, theme, words, nowMs, headingDeg = 0 }: MagpieRadarProps) {
  const hatch = useId();
  const palette = PALETTES[theme];
  const spot = pair === null ? null : placeOf(pair);
  const reachM = roundReach(spot?.kind === 'spot' ? spot.metres : pair?.wearer.kind === 'band' ? pair.wearer.toM : 500);
  const scale = REACH / reachM;
  const colour = palette.level[pair?.level ?? 'clear'];
  const own = pair?.protected.kind === 'point' ? pair.protected.fix : null;
  const text = pair === null ? words.noPosition : words.describe(pair, nowMs());
  return (
    <svg className={css.svg} viewBox={`${-VIEW / 2} ${-VIEW / 2} ${VIEW} ${VIEW}`} role="img" aria-label={text}>
      <defs>
        <pattern id={hatch} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <line y2="5" stroke={palette.level.unknown} strokeWidth="1.4" />
        </pattern>
      </defs>
      <Rings palette={palette} reachM={reachM} words={words} headingDeg={headingDeg} />
      <g transform={`rotate(${-headingDeg})`}>
        {pair?.wearer.kind === 'band' ? (
          <path d={bandPath(pair.wearer, scale)} fill={withOpacity(colour, 0.22)} stroke={colour} fillRule="evenodd" />
        ) : null}
        {pair?.wearer.kind === 'unknown' ? (
          <circle r="26" fill={`url(#${hatch})`} stroke={palette.level.unknown} strokeDasharray="4 3" />
        ) : null}
        {spot?.kind === 'spot' && pair?.wearer.kind === 'point' ? (
          <WearerSpot
            spot={spot}
            scale={scale}
            colour={colour}
            stale={freshness(nowMs() - pair.wearer.fix.fixedAtMs).stale}
          />
        ) : null}
        {own === null ? null : (
          <circle
            r={own.radiusM * scale}
            fill={withOpacity(palette.self, 0.14)}
            stroke={palette.self}
            strokeWidth="0.6"
          />
        )}
      </g>
      <circle r="6.5" fill={palette.self} stroke={palette.halo} strokeWidth="2" />
      <circle r="2.6" fill={palette.halo} />
    </svg>
  );
}

interface RingsProps {
  readonly palette: (typeof PALETTES)['dark'];
  readonly reachM: number;
  readonly words: MapWords;
  readonly headingDeg: number;
}

function Rings({ palette, reachM, words, headingDeg }: RingsProps) {
  const north = polar(REACH + 6, -headingDeg).split(' ');
  return (
    <g fill="none" stroke={withOpacity(palette.label, 0.45)} strokeWidth="0.75">
      <circle r={REACH} />
      <circle r={REACH / 2} strokeDasharray="2 3" />
      <g transform={`rotate(${-headingDeg})`}>
        <line x1={-REACH} x2={REACH} strokeOpacity="0.4" />
        <line y1={-REACH} y2={REACH} strokeOpacity="0.4" />
        <path d={`M0${-REACH - 1}l-3 6h6Z`} fill={palette.label} stroke="none" />
      </g>
      <g fill={palette.label} stroke="none" fontSize="7.5" textAnchor="middle">
        <text x={north[0]} y={Number(north[1]) + 2.5} fontWeight="700">
          N
        </text>
        <text y={REACH + 10}>{words.length(reachM)}</text>
        <text y={REACH / 2 + 9}>{words.length(reachM / 2)}</text>
      </g>
    </g>
  );
}

interface Spot {
  readonly kind: 'spot';
  readonly eastM: number;
  readonly northM: number;
  readonly metres: number;
  readonly radiusM: number;
  readonly courseDeg: number | null;
}

function WearerSpot(props: { spot: Spot; scale: number; colour: string; stale: boolean }) {
  const { spot, scale, colour, stale } = props;
  const turn = spot.courseDeg === null || stale ? null : spot.courseDeg;
  return (
    <g transform={`translate(${spot.eastM * scale} ${-spot.northM * scale})`}>
      <circle r={spot.radiusM * scale} fill={withOpacity(colour, 0.14)} stroke={colour} strokeWidth="0.8" />
      <rect
        x="-5.5"
        y="-5.5"
        width="11"
        height="11"
        rx="1.6"
        fill={stale ? 'none' : colour}
        stroke={colour}
        strokeWidth="1.6"
      />
      {turn === null ? null : <path d="M0-15 4.5-8.5 0-10.5-4.5-8.5Z" fill={colour} transform={`rotate(${turn})`} />}
    </g>
  );
}

function placeOf(pair: MapPair): Spot | null {
  if (pair.protected.kind !== 'point' || pair.wearer.kind !== 'point') return null;
  const them = pair.protected.fix;
  const { fix } = pair.wearer;
  const zoom = 16;
  const perPixel = metresPerPixel(them.latDeg, zoom);
  const at = projector({ ...them, zoom, widthPx: 0, heightPx: 0 })(fix);
  const eastM = at.xPx * perPixel;
  const northM = -at.yPx * perPixel;
  const { radiusM, courseDeg } = fix;
  return { kind: 'spot', eastM, northM, metres: Math.hypot(eastM, northM), radiusM, courseDeg };
}

/** The next of 100, 200, 500, 1 000 … metres. */
function roundReach(metres: number): number {
  let reach = 100;
  for (const factor of [2, 2.5, 2, 2, 2.5, 2, 2, 2.5, 2]) {
    if (reach >= metres) return reach;
    reach *= factor;
  }
  return reach;
}

function bandPath(band: Extract<MapPair['wearer'], { kind: 'band' }>, scale: number): string {
  const outer = band.toM * scale;
  const inner = band.fromM * scale;
  if (band.bearingDeg === null) return `${ring(outer)} ${ring(inner)}`;
  const from = band.bearingDeg - HALF_OCTANT_DEG;
  const to = band.bearingDeg + HALF_OCTANT_DEG;
  return `M${polar(outer, from)}A${outer} ${outer} 0 0 1 ${polar(outer, to)}L${polar(inner, to)}A${inner} ${inner} 0 0 0 ${polar(inner, from)}Z`;
}

function ring(radius: number): string {
  return `M${radius} 0A${radius} ${radius} 0 1 0 ${-radius} 0A${radius} ${radius} 0 1 0 ${radius} 0Z`;
}

function polar(radius: number, bearingDeg: number): string {
  const angle = (bearingDeg * Math.PI) / 180;
  return `${(Math.sin(angle) * radius).toFixed(2)} ${(-Math.cos(angle) * radius).toFixed(2)}`;
}

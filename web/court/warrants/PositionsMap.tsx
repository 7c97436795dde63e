/**
 * Positions of a warrant on the streets, as lines that print: true circles, a line only between positions that follow one another closely, and
 * nothing where nothing was measured. The table beside it says the same.
 */
import { measure, newOffset } from '../../../src/core/geo.ts';
import type { CityGeoJson } from '../../../src/drills/city/contract.ts';
import type { PositionJson } from '../../../src/safeguards/warrants/contract.ts';
import { stretchesOf } from './stretches.ts';
import css from './Warrants.module.css';

interface PositionsMapProps {
  readonly label: string;
  readonly caption: string;
  readonly positions: readonly PositionJson[];
  readonly city: CityGeoJson | null;
}

const WIDTH = 720;
const HEIGHT = 520;
const MARGIN = 30;
/** Closer than this one sees no street. */
const SPAN_MIN_M = 300;
const STREETS = new Set(['street', 'avenue', 'bridge', 'rail']);
const SCALES_M = [20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000];

export function PositionsMap({ label, caption, positions, city }: PositionsMapProps) {
  const frame = frameOf(positions);
  const scaleM = SCALES_M.findLast((metres) => metres * frame.perM < 160) ?? SCALES_M[0]!;
  return (
    <figure className={css.map}>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
        <rect width={WIDTH} height={HEIGHT} className={css.ground} />
        {city === null ? null : <path d={streetsOf(city, frame)} className={css.streets} />}
        {positions.map((one) => {
          const { x, y } = frame.at(one);
          return one.accuracyM === null ? null : (
            <circle key={keyOf(one)} cx={x} cy={y} r={one.accuracyM * frame.perM} className={css.circle} />
          );
        })}
        {stretchesOf(positions).map((stretch) => (
          <path key={keyOf(stretch[0]!)} d={lineOf(stretch.map(frame.at))} className={css.way} />
        ))}
        {positions.map((one) => {
          const { x, y } = frame.at(one);
          return <rect key={keyOf(one)} x={x - 3} y={y - 3} width={6} height={6} className={css.spot} />;
        })}
        <g transform={`translate(14 ${HEIGHT - 16})`} className={css.scale}>
          <path d={`M0 -5V0H${scaleM * frame.perM}V-5`} />
          <text x={scaleM * frame.perM + 7} y={1}>
            {scaleM < 1_000 ? `${scaleM} m` : `${scaleM / 1_000} km`}
          </text>
        </g>
        <g transform={`translate(${WIDTH - 20} 22)`} className={css.north}>
          <path d="M0 -12 5 5 0 1.5 -5 5Z" />
          <text x={-4} y={18}>
            N
          </text>
        </g>
      </svg>
      <figcaption>{caption}</figcaption>
    </figure>
  );
}

const keyOf = ({ fixedAtMs, receivedAtMs }: PositionJson) => `${fixedAtMs} ${receivedAtMs}`;

interface LatLon {
  readonly latDeg: number;
  readonly lonDeg: number;
}

interface Frame {
  readonly perM: number;
  readonly at: (point: LatLon) => { readonly x: number; readonly y: number };
}

/** All positions with their circles in view. */
function frameOf(positions: readonly PositionJson[]): Frame {
  const origin = positions[0]!;
  const offset = newOffset();
  const plane = ({ latDeg, lonDeg }: LatLon) => {
    measure(origin.latDeg, origin.lonDeg, latDeg, lonDeg, offset);
    return { x: offset.eastM, y: -offset.northM };
  };
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const one of positions) {
    const { x, y } = plane(one);
    const r = one.accuracyM ?? 0;
    [left, right] = [Math.min(left, x - r), Math.max(right, x + r)];
    [top, bottom] = [Math.min(top, y - r), Math.max(bottom, y + r)];
  }
  const perM = Math.min(
    (WIDTH - 2 * MARGIN) / Math.max(right - left, SPAN_MIN_M),
    (HEIGHT - 2 * MARGIN) / Math.max(bottom - top, SPAN_MIN_M),
  );
  const dx = WIDTH / 2 - ((left + right) / 2) * perM;
  const dy = HEIGHT / 2 - ((top + bottom) / 2) * perM;
  return {
    perM,
    at(point) {
      const { x, y } = plane(point);
      return { x: dx + x * perM, y: dy + y * perM };
    },
  };
}

function lineOf(points: readonly { readonly x: number; readonly y: number }[]): string {
  return `M${points.map(({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`).join('L')}`;
}

function streetsOf(city: CityGeoJson, frame: Frame): string {
  const inView = ({ x, y }: { x: number; y: number }) => x > -200 && x < WIDTH + 200 && y > -200 && y < HEIGHT + 200;
  return city.features
    .flatMap(({ geometry, properties }) => {
      if (geometry.type !== 'LineString' || !STREETS.has(properties.class)) return [];
      const points = geometry.coordinates.map(([lonDeg, latDeg]) => frame.at({ latDeg, lonDeg }));
      return points.some(inView) ? [lineOf(points)] : [];
    })
    .join('');
}

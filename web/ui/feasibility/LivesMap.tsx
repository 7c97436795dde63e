/** Both lives and the rings, drawn as lines that print: streets where they are known, true circles, squares where alarms come from. */

import { measure, newOffset } from '../../../src/core/geo.ts';
import type { CityGeoJson } from '../../../src/drills/city/contract.ts';
import type { FeasibilityInput, FeasibilityResult } from '../../../src/insight/feasibility/contract.ts';
import css from './Drawing.module.css';
import type { PlaceDraft } from './draft.ts';
import { nameOf } from './names.ts';
import type { T, Words } from './words.ts';

interface LivesMapProps {
  readonly t: T;
  readonly words: Words;
  readonly request: FeasibilityInput;
  readonly result: FeasibilityResult;
  readonly names: Readonly<Record<'wearer' | 'protected', readonly PlaceDraft[]>>;
  readonly city: CityGeoJson | null;
}

/** Of the drawing, in its own units; a unit is a pixel at the widest. */
const WIDTH = 720;
const HEIGHT = 460;
const MARGIN = 34;
const STREETS = new Set(['street', 'avenue', 'bridge', 'rail']);
const SCALES_M = [100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000];

export function LivesMap({ t, words, request, result, names, city }: LivesMapProps) {
  const frame = frameOf(request);
  const { restraintM, warnM, noticeM } = request;
  const scaleM = SCALES_M.findLast((metres) => metres * frame.perM < 160) ?? SCALES_M[0]!;
  const cellPx = 250 * frame.perM;
  const most = Math.max(1, ...result.ordinary.cells.map(({ minutes }) => minutes));
  return (
    <figure className={css.lives}>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={t('map.text', { restraint: restraintM, warn: warnM, notice: noticeM })}
      >
        <rect width={WIDTH} height={HEIGHT} className={css.ground} />
        {city === null ? null : <path d={streetsOf(city, frame)} className={css.streets} />}
        {result.ordinary.cells.map((cell) => {
          const { x, y } = frame.at(cell);
          return (
            <rect
              key={`${cell.latDeg} ${cell.lonDeg}`}
              x={x - cellPx / 2}
              y={y - cellPx / 2}
              width={cellPx}
              height={cellPx}
              className={css.cell}
              style={{ opacity: 0.25 + (0.6 * cell.minutes) / most }}
            />
          );
        })}
        {request.protected.places.map((place) => {
          const { x, y } = frame.at(place);
          return (
            <g key={place.id}>
              <circle cx={x} cy={y} r={noticeM * frame.perM} className={css.ringNotice} />
              <circle cx={x} cy={y} r={warnM * frame.perM} className={css.ringWarn} />
              <circle cx={x} cy={y} r={restraintM * frame.perM} className={css.ringRestraint} />
            </g>
          );
        })}
        {labelled(request, names, t, frame).map(({ key, side, x, y, name }) => (
          <g key={key}>
            {side === 'protected' ? (
              <circle cx={x} cy={y} r={5.5} className={css.dotProtected} />
            ) : (
              <rect x={x - 5} y={y - 5} width={10} height={10} className={css.dotWearer} />
            )}
            <text x={x + 9} y={y + 4} className={css.mapLabel}>
              {name}
            </text>
          </g>
        ))}
        <g transform={`translate(14 ${HEIGHT - 16})`} className={css.scale}>
          <path d={`M0 -5V0H${scaleM * frame.perM}V-5`} />
          <text x={scaleM * frame.perM + 7} y={1}>
            {scaleM < 1_000 ? t('metres', { count: scaleM }) : t('kilometres', { count: scaleM / 1_000 })}
          </text>
        </g>
        <g transform={`translate(${WIDTH - 20} 22)`} className={css.north}>
          <path d="M0 -12 5 5 0 1.5 -5 5Z" />
          <text y={18}>N</text>
        </g>
      </svg>
      <figcaption className={css.key}>
        <span>
          <svg viewBox="0 0 12 12" aria-hidden="true">
            <circle cx="6" cy="6" r="5" className={css.dotProtected} />
          </svg>
          {t('map.key.protected')}
        </span>
        <span>
          <svg viewBox="0 0 12 12" aria-hidden="true">
            <rect x="1" y="1" width="10" height="10" className={css.dotWearer} />
          </svg>
          {t('map.key.wearer')}
        </span>
        <span>
          <svg viewBox="0 0 12 12" aria-hidden="true">
            <rect width="12" height="12" className={css.cell} />
          </svg>
          {t('map.key.cells')}
        </span>
        {(
          [
            ['Restraint', restraintM],
            ['Warn', warnM],
            ['Notice', noticeM],
          ] as const
        ).map(([ring, metres]) => (
          <span key={ring}>
            <svg viewBox="0 0 24 12" className={css.wide} aria-hidden="true">
              <path d="M1 6H23" className={css[`ring${ring}`]} />
            </svg>
            {t('metres', { count: words.number(metres, 0) })}
          </span>
        ))}
      </figcaption>
    </figure>
  );
}

interface LatLon {
  readonly latDeg: number;
  readonly lonDeg: number;
}

interface Frame {
  /** Units a metre. */
  readonly perM: number;
  at(point: LatLon): { readonly x: number; readonly y: number };
}

/** All places in view, and the warning circles around those of the protected person. */
function frameOf({ wearer, protected: person, warnM }: FeasibilityInput): Frame {
  const origin = person.places[0]!;
  const offset = newOffset();
  const plane = ({ latDeg, lonDeg }: LatLon) => {
    measure(origin.latDeg, origin.lonDeg, latDeg, lonDeg, offset);
    return { x: offset.eastM, y: -offset.northM };
  };
  const boxes = [
    ...person.places.map((place) => ({ ...plane(place), r: warnM * 1.15 })),
    ...wearer.places.map((place) => ({ ...plane(place), r: 150 })),
  ];
  const left = Math.min(...boxes.map(({ x, r }) => x - r));
  const right = Math.max(...boxes.map(({ x, r }) => x + r));
  const top = Math.min(...boxes.map(({ y, r }) => y - r));
  const bottom = Math.max(...boxes.map(({ y, r }) => y + r));
  const perM = Math.min((WIDTH - 2 * MARGIN) / (right - left), (HEIGHT - 2 * MARGIN) / (bottom - top));
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

function streetsOf(city: CityGeoJson, frame: Frame): string {
  const inView = ({ x, y }: { x: number; y: number }) => x > -200 && x < WIDTH + 200 && y > -200 && y < HEIGHT + 200;
  return city.features
    .flatMap(({ geometry, properties }) => {
      if (geometry.type !== 'LineString' || !STREETS.has(properties.class)) return [];
      const points = geometry.coordinates.map(([lonDeg, latDeg]) => frame.at({ latDeg, lonDeg }));
      if (!points.some(inView)) return [];
      return [`M${points.map(({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`).join('L')}`];
    })
    .join('');
}

function labelled(request: FeasibilityInput, names: LivesMapProps['names'], t: T, frame: Frame) {
  return (['protected', 'wearer'] as const).flatMap((side) =>
    request[side].places.map((place) => ({
      ...{ key: `${side} ${place.id}`, side, name: nameOf(t, names[side], place.id) },
      ...frame.at(place),
    })),
  );
}

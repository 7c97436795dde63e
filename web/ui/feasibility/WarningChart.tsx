/** Time of warning as bars: to the worst tenth solid, on to the median lighter, with the spread over draws of chance. */
import type { Approach, Spread } from '../../../src/insight/feasibility/contract.ts';
import css from './Drawing.module.css';
import type { T, Words } from './words.ts';

export interface ChartRow {
  readonly name: string;
  readonly approach: Approach;
}

const LABEL = 150;
const WIDTH = 560;
const ROW = 30;
const AXIS = 42;
const PLOT = WIDTH - LABEL - 30;

export function WarningChart({ t, words, rows }: { t: T; words: Words; rows: readonly ChartRow[] }) {
  const drawn = rows.filter(({ approach }) => approach.warned.medianS !== null);
  const longestS = Math.max(300, ...drawn.map(({ approach: { warned } }) => warned.medianS!.max));
  const stepMin = longestS > 1_800 ? 10 : longestS > 900 ? 5 : longestS > 420 ? 2 : 1;
  const topMin = Math.ceil(longestS / 60 / stepMin) * stepMin;
  const x = (seconds: number) => LABEL + (seconds / (topMin * 60)) * PLOT;
  const height = drawn.length * ROW + AXIS;
  const ticks = Array.from({ length: Math.floor(topMin / stepMin) + 1 }, (_, i) => i * stepMin);
  return (
    <figure className={css.chart}>
      <svg viewBox={`0 0 ${WIDTH} ${height}`} aria-hidden="true">
        {ticks.map((minute) => (
          <g key={minute}>
            <path d={`M${x(minute * 60)} 0V${height - AXIS + 4}`} className={css.grid} />
            <text x={x(minute * 60)} y={height - AXIS + 18} className={css.tick}>
              {words.number(minute, 0)}
            </text>
          </g>
        ))}
        <text x={LABEL + PLOT / 2} y={height - 6} className={css.tick}>
          {t('warning.axis')}
        </text>
        {drawn.map(({ name, approach: { warned } }, i) => {
          const y = i * ROW + ROW / 2;
          return (
            <g key={name}>
              <text x={LABEL - 10} y={y + 4} className={css.rowLabel}>
                {name}
              </text>
              <rect
                x={LABEL}
                y={y - 8}
                width={x(warned.medianS!.value) - LABEL}
                height={16}
                className={css.barMedian}
              />
              <rect
                x={LABEL}
                y={y - 8}
                width={x(warned.worstTenthS!.value) - LABEL}
                height={16}
                className={css.barWorst}
              />
              <Whisker spread={warned.medianS} x={x} y={y - 4} />
              <Whisker spread={warned.worstTenthS} x={x} y={y + 4} />
            </g>
          );
        })}
      </svg>
      <figcaption>
        <span className={css.key} aria-hidden="true">
          <span>
            <i />
            {t('warning.key.worst')}
          </span>
          <span>
            <i className={css.keyMedian} />
            {t('warning.key.median')}
          </span>
          <span>
            <i className={css.keySpread} />
            {t('warning.key.spread')}
          </span>
        </span>
        <ul className="visually-hidden">
          {drawn.map(({ name, approach: { warned } }) => (
            <li key={name}>
              {t('warning.chart.text', {
                ...{ name, median: words.timeSpread(warned.medianS), worst: words.timeSpread(warned.worstTenthS) },
              })}
            </li>
          ))}
        </ul>
      </figcaption>
    </figure>
  );
}

function Whisker({ spread, x, y }: { spread: Spread; x: (seconds: number) => number; y: number }) {
  if (spread === null || spread.min === spread.max) return null;
  return (
    <path
      d={`M${x(spread.min)} ${y - 3}V${y + 3}M${x(spread.min)} ${y}H${x(spread.max)}M${x(spread.max)} ${y - 3}V${y + 3}`}
      className={css.whisker}
    />
  );
}

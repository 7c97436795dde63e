import { useMemo, useState } from 'react';
import { MINUTE_MS } from '../../../src/core/time.ts';
import type { PositionJson, ViewJson } from '../../../src/safeguards/warrants/contract.ts';
import buttons from '../parts/Buttons.module.css';
import { useCity } from '../use-court.ts';
import { PositionsMap } from './PositionsMap.tsx';
import { GAP_MS } from './stretches.ts';
import css from './Warrants.module.css';
import type { WarrantWords } from './words.ts';

/** As many as one reads, and as a drawing still shows apart. */
const ROWS = 200;

interface PositionsProps {
  readonly words: WarrantWords;
  readonly view: ViewJson;
  readonly positions: readonly PositionJson[];
}

/** Map and table of the same positions, some at a time. */
export function Positions({ words, view, positions }: PositionsProps) {
  const { w, period } = words;
  const city = useCity();
  const [start, setStart] = useState(0);
  const some = useMemo(() => positions.slice(start, start + ROWS), [positions, start]);
  const count = positions.length;
  return (
    <div className={css.page}>
      <p>
        {period(view.period)}. {count === 0 ? w('view.empty') : w('view.count', { count })}{' '}
        {view.erased === 0 ? null : <strong>{w('view.erased', { count: view.erased })} </strong>}
        {view.elsewhere === 0 ? null : <strong>{w('view.elsewhere', { count: view.elsewhere })}</strong>}
      </p>
      {some.length === 0 ? null : (
        <div className={css.positions}>
          <PositionsMap
            label={w('view.map')}
            caption={w('view.line', { minutes: GAP_MS / MINUTE_MS })}
            positions={some}
            city={city.data ?? null}
          />
          <Table words={words} positions={some} before={positions[start - 1] ?? null} />
        </div>
      )}
      {count > ROWS ? (
        <p className={buttons.row}>
          <button type="button" className={buttons.small} disabled={start === 0} onClick={() => setStart(start - ROWS)}>
            {w('view.before')}
          </button>
          <span>{w('view.page', { from: start + 1, to: start + some.length, count })}</span>
          <button
            type="button"
            className={buttons.small}
            disabled={start + ROWS >= count}
            onClick={() => setStart(start + ROWS)}
          >
            {w('view.after')}
          </button>
        </p>
      ) : null}
    </div>
  );
}

interface TableProps {
  readonly words: WarrantWords;
  readonly positions: readonly PositionJson[];
  /** The one before the first; null: it is the first of all. */
  readonly before: PositionJson | null;
}

function Table({ words, positions, before }: TableProps) {
  const { w } = words;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1)
    <div className={css.scroll} tabIndex={0}>
      <table className={css.table}>
        <caption className="visually-hidden">{w('view.title')}</caption>
        <thead>
          <tr>
            {(['time', 'lat', 'lon', 'accuracy', 'source'] as const).map((name) => (
              <th key={name} scope="col">
                {w(`view.col.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {positions.map((one, i) => (
            <Row
              key={`${one.fixedAtMs} ${one.receivedAtMs}`}
              words={words}
              one={one}
              sinceMs={one.fixedAtMs - ((i === 0 ? before : positions[i - 1])?.fixedAtMs ?? one.fixedAtMs)}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ words, one, sinceMs }: { words: WarrantWords; one: PositionJson; sinceMs: number }) {
  const { w, coded, court } = words;
  const time = new Intl.DateTimeFormat(court.language, {
    ...{
      timeZone: court.zone,
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    },
    hourCycle: 'h23',
  }).format(one.fixedAtMs);
  return (
    <>
      {sinceMs > GAP_MS ? (
        <tr className={css.gap}>
          <td colSpan={5}>{w('view.gap', { span: court.span(sinceMs) })}</td>
        </tr>
      ) : null}
      <tr>
        <td>{time}</td>
        <td>{one.latDeg.toFixed(6)}</td>
        <td>{one.lonDeg.toFixed(6)}</td>
        <td>{one.accuracyM === null ? w('view.unknown') : `${Math.round(one.accuracyM)} m`}</td>
        <td>
          {one.source === null ? w('view.unknown') : coded('source', one.source)}{' '}
          {one.mock === true ? <strong>{w('view.mock')}</strong> : null}
        </td>
      </tr>
    </>
  );
}

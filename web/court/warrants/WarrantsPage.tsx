import type { UseQueryResult } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import type { WarrantJson, WarrantListJson } from '../../../src/safeguards/warrants/contract.ts';
import type { CallFailed } from '../../ui/call.ts';
import buttons from '../parts/Buttons.module.css';
import { type Go, pathOf } from '../use-route.ts';
import css from './Warrants.module.css';
import type { WarrantWords } from './words.ts';

interface WarrantsPageProps {
  readonly words: WarrantWords;
  readonly list: UseQueryResult<WarrantListJson, CallFailed>;
  readonly nowMs: number;
  readonly go: Go;
}

/** Requests of the own office, or before the own court; what is overdue first. */
export function WarrantsPage({ words, list, nowMs, go }: WarrantsPageProps) {
  const { w, court } = words;
  const { data } = list;
  return (
    <div className={css.page}>
      <h1>{w('title')}</h1>
      <p className={css.intro}>{w('intro')}</p>
      {list.error === null ? null : (
        <p role="alert" className={css.alert}>
          {court.error(list.error).said}{' '}
          {data === undefined ? null : w('old', { time: court.moment(data.serverTimeMs) })}
        </p>
      )}
      {data === undefined ? (
        list.error === null ? (
          <p role="status">{w('loading')}</p>
        ) : null
      ) : (
        <>
          {data.rules === null ? <p>{w('none-law')}</p> : null}
          {data.mayAsk ? (
            <p>
              <button type="button" className={buttons.strong} onClick={() => go({ kind: 'ask-warrant' })}>
                <Plus size="1.1em" aria-hidden="true" /> {w('ask')}
              </button>
            </p>
          ) : null}
          {data.warrants.length === 0 ? (
            <p>{w('empty')}</p>
          ) : (
            <Table words={words} warrants={data.warrants} nowMs={nowMs} go={go} />
          )}
          {data.isWhole ? null : <p>{w('cut')}</p>}
        </>
      )}
    </div>
  );
}

interface TableProps {
  readonly words: WarrantWords;
  readonly warrants: readonly WarrantJson[];
  readonly nowMs: number;
  readonly go: Go;
}

function Table({ words, warrants, nowMs, go }: TableProps) {
  const { w, coded } = words;
  const waits = (one: WarrantJson) =>
    one.state === 'late' || one.tasks.some((task) => task === 'decide' || task === 'confirm') ? 0 : 1;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1)
    <div className={css.scroll} tabIndex={0}>
      <table className={css.table}>
        <caption className="visually-hidden">{w('title')}</caption>
        <thead>
          <tr>
            {(['number', 'case', 'state', 'clock', 'use'] as const).map((name) => (
              <th key={name} scope="col">
                {w(`col.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {warrants
            .toSorted((a, b) => waits(a) - waits(b) || b.createdAtMs - a.createdAtMs)
            .map((one) => (
              <tr key={one.warrantId}>
                <th scope="row">
                  <a
                    href={pathOf({ kind: 'warrant', id: one.warrantId })}
                    onClick={(event) => {
                      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
                      event.preventDefault();
                      go({ kind: 'warrant', id: one.warrantId });
                    }}
                  >
                    {one.number}
                  </a>
                </th>
                <td>{one.orderLabel}</td>
                <td>
                  <State words={words} warrant={one} />
                </td>
                <td>
                  <Clock words={words} warrant={one} nowMs={nowMs} />
                </td>
                <td>{coded('use', one.use)}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </div>
  );
}

const TONES: Readonly<Partial<Record<WarrantJson['state'], string>>> = {
  emergency: 'due',
  'emergency-asked': 'due',
  granted: 'open',
  partly: 'open',
  late: 'late',
};

export function State({ words, warrant }: { words: WarrantWords; warrant: WarrantJson }) {
  return (
    <span className={css.state} data-tone={TONES[warrant.state]}>
      {words.coded('state', warrant.state)}
    </span>
  );
}

export function Clock({
  words,
  warrant: { clock },
  nowMs,
}: {
  words: WarrantWords;
  warrant: WarrantJson;
  nowMs: number;
}) {
  if (clock === null) return null;
  const { w, court } = words;
  const time = court.moment(clock.dueMs);
  if (nowMs >= clock.dueMs) return <strong>{w('clock.over', { time })}</strong>;
  return (
    <>
      {w(`clock.${clock.what}`, { time })} ({court.span(clock.dueMs - nowMs)})
    </>
  );
}

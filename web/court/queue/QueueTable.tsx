import { useEffect, useRef } from 'react';
import type { OrderHand } from '../../ui/use-held-order.ts';
import { type QueueItem, urgencyOf } from '../deadlines.ts';
import { LawName } from '../parts/LawName.tsx';
import { UrgencyMark } from '../parts/UrgencyMark.tsx';
import { pathOf } from '../use-route.ts';
import type { CourtWords } from '../words.ts';
import css from './QueueTable.module.css';

interface QueueTableProps {
  readonly words: CourtWords;
  readonly items: readonly QueueItem[];
  /** Held in their places though they are no longer there. */
  readonly goneIds: ReadonlySet<string>;
  readonly nowMs: number;
  readonly selectedId: string | null;
  readonly hand: OrderHand;
  readonly onOpen: (id: string) => void;
}

export function QueueTable({ words, items, goneIds, nowMs, selectedId, hand, onOpen }: QueueTableProps) {
  const { t } = words;
  return (
    <table className={css.table}>
      <caption className="visually-hidden">{t('queue.title')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('col.left')}</th>
          <th scope="col">{t('col.number')}</th>
          <th scope="col">{t('col.what')}</th>
          <th scope="col">{t('col.stage')}</th>
          <th scope="col">{t('col.who')}</th>
        </tr>
      </thead>
      <tbody {...hand.handlers}>
        {items.map((item) => (
          <Row
            key={item.row.proceedingId}
            words={words}
            item={item}
            nowMs={nowMs}
            isSelected={item.row.proceedingId === selectedId}
            isGone={goneIds.has(item.row.proceedingId)}
            onOpen={onOpen}
          />
        ))}
      </tbody>
    </table>
  );
}

interface RowProps {
  readonly words: CourtWords;
  readonly item: QueueItem;
  readonly nowMs: number;
  readonly isSelected: boolean;
  readonly isGone: boolean;
  readonly onOpen: (id: string) => void;
}

function Row({ words, item: { row, waiting, isMine }, nowMs, isSelected, isGone, onOpen }: RowProps) {
  const { t } = words;
  const line = useRef<HTMLTableRowElement>(null);
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    if (!isSelected) return;
    line.current?.scrollIntoView({ block: 'nearest' });
    link.current?.focus({ preventScroll: true });
  }, [isSelected]);
  const names = row.measures.length > 0 ? row.measures.map(({ measure }) => measure) : row.filedMeasures;
  const open = (event: React.MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    onOpen(row.proceedingId);
  };
  return (
    <tr ref={line} data-selected={isSelected} data-gone={isGone} data-mine={isMine} onClick={open}>
      <td className={css.left}>
        {waiting === null ? (
          <span className={css.none}>–</span>
        ) : (
          <Left words={words} waiting={waiting} nowMs={nowMs} zone={row.timeZone} />
        )}
      </td>
      <th scope="row">
        <a ref={link} href={pathOf({ kind: 'proceeding', id: row.proceedingId, task: null })} onClick={open}>
          {row.number}
        </a>
        <small>{t('opened', { day: words.day(row.openedAtMs) })}</small>
      </th>
      <td className={css.what}>
        <LawName name={words.procedure(row.procedure)} isBlock />
        <ul>
          {[...new Set(names)].map((id) => (
            <li key={id}>
              <LawName name={words.measure(id)} />
            </li>
          ))}
        </ul>
      </td>
      <td>
        {isGone
          ? t('queue.gone')
          : row.result === null || row.stage === 'closed'
            ? t(`stage.${row.stage}`)
            : t(`result.${row.result}`)}
      </td>
      <td>
        {waiting === null ? null : (
          <>
            <b className={css.kind}>{t(`clock.${waiting.kind}`)}</b>
            <small>
              {words.list(waiting.of.map((role) => words.coded('role', role)))}
              {waiting.article === null ? null : <> · {waiting.article}</>}
            </small>
          </>
        )}
      </td>
    </tr>
  );
}

interface LeftProps {
  readonly words: CourtWords;
  readonly waiting: NonNullable<QueueItem['waiting']>;
  readonly nowMs: number;
  readonly zone: string;
}

/** The biggest of a row: how long is left, then until when. */
export function Left({ words, waiting: { dueMs, sinceMs, nature, warnedMs }, nowMs, zone }: LeftProps) {
  const { t } = words;
  const urgency = urgencyOf(dueMs, nowMs, zone);
  return (
    <>
      <span className={css.time} data-urgency={urgency}>
        {dueMs === null
          ? t('left.since', { span: words.span(nowMs - sinceMs) })
          : dueMs <= nowMs
            ? t('left.over', { span: words.span(nowMs - dueMs) })
            : words.span(dueMs - nowMs)}
      </span>
      <UrgencyMark urgency={urgency}>{t(`urgency.${urgency}`)}</UrgencyMark>
      {dueMs === null ? null : (
        <small>
          {t(nature === 'end' ? 'left.ends' : 'left.by', { day: words.end(dueMs) })}
          {warnedMs !== null && warnedMs > 0 && urgency === 'later' ? ` · ${t('left.warned')}` : ''}
        </small>
      )}
    </>
  );
}

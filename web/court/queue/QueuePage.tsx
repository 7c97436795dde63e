/** What waits, the nearest first. Rows keep their places under a hand; what is new waits and says so. */
import type { UseQueryResult } from '@tanstack/react-query';
import { Search } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import type { ProceedingListJson, ProceedingRowJson } from '../../../src/orders/process/contract.ts';
import type { CallFailed } from '../../ui/call.ts';
import { KeyCap } from '../../ui/parts/KeyCap.tsx';
import { useHeldOrder } from '../../ui/use-held-order.ts';
import { useKeys } from '../../ui/use-keys.ts';
import { countsOf, type Filter, isWanted, queueOf, URGENCIES } from '../deadlines.ts';
import buttons from '../parts/Buttons.module.css';
import { UrgencyMark } from '../parts/UrgencyMark.tsx';
import { useQueueOf } from '../use-court.ts';
import type { Go } from '../use-route.ts';
import type { CourtWords } from '../words.ts';
import css from './QueuePage.module.css';
import { QueueTable } from './QueueTable.tsx';

interface QueuePageProps {
  readonly words: CourtWords;
  readonly nowMs: number;
  readonly keysOn: boolean;
  readonly go: Go;
  readonly open: UseQueryResult<ProceedingListJson, CallFailed>;
}

const FILTERS = ['mine', 'open', 'closed'] as const;
const NONE: readonly ProceedingRowJson[] = [];

export function QueuePage({ words, nowMs, keysOn, go, open }: QueuePageProps) {
  const { t } = words;
  const [filter, setFilter] = useState<Filter>('mine');
  const [text, setText] = useState('');
  const search = useRef<HTMLInputElement>(null);
  const all = useQueueOf(true, filter === 'closed');
  const answer = filter === 'closed' ? all : open;
  const role = answer.data?.role ?? 'court';
  const rows = answer.data?.proceedings ?? NONE;
  const items = useMemo(() => queueOf(rows, role, nowMs), [rows, role, nowMs]);
  const wanted = items.filter((item) => isWanted(item, filter, text));
  const [order, hand] = useHeldOrder(wanted.map(({ row }) => row.proceedingId));
  const byId = new Map(items.map((item) => [item.row.proceedingId, item]));
  const shown = order.shownIds.flatMap((id) => byId.get(id) ?? []);
  const [selectedId, select] = useState<string | null>(null);
  const at = shown.findIndex(({ row }) => row.proceedingId === selectedId);
  const step = (by: number) =>
    select(shown[Math.max(0, Math.min(shown.length - 1, at + by))]?.row.proceedingId ?? null);
  const show = (id: string | null) => (id === null ? undefined : go({ kind: 'proceeding', id, task: null }));
  useKeys(
    {
      j: () => step(1),
      ArrowDown: () => step(1),
      k: () => step(-1),
      ArrowUp: () => step(-1),
      Enter: () => show(selectedId ?? shown[0]?.row.proceedingId ?? null),
      f: () => setFilter(FILTERS[(FILTERS.indexOf(filter) + 1) % FILTERS.length]!),
      '/': () => search.current?.focus(),
      Escape: () => search.current?.blur(),
    },
    keysOn,
  );
  const mine = countsOf(queueOf(open.data?.proceedings ?? NONE, role, nowMs), nowMs);
  return (
    <>
      <div className={css.head}>
        <h1>{t('queue.title')}</h1>
        {open.data === undefined ? null : <Counts words={words} counts={mine} />}
      </div>
      <div className={css.tools}>
        <fieldset className={css.filters}>
          <legend className="visually-hidden">{t('queue.filter')}</legend>
          {FILTERS.map((one) => (
            <button key={one} type="button" aria-pressed={filter === one} onClick={() => setFilter(one)}>
              {t(`queue.${one}`)}
            </button>
          ))}
        </fieldset>
        <label className={css.search}>
          <Search size="1.1em" aria-hidden="true" />
          <span className="visually-hidden">{t('queue.search')}</span>
          <input
            ref={search}
            type="search"
            value={text}
            placeholder={t('queue.search')}
            autoComplete="off"
            onChange={(event) => setText(event.target.value)}
          />
          <KeyCap>/</KeyCap>
        </label>
        <span className={css.keys} aria-hidden="true">
          <KeyCap>J</KeyCap> <KeyCap>K</KeyCap> <KeyCap>Enter</KeyCap>
        </span>
      </div>
      {answer.error === null ? null : (
        <p className={css.old} role="alert">
          {words.error(answer.error).said}{' '}
          {answer.data === undefined ? null : t('queue.old', { time: words.moment(answer.data.serverTimeMs) })}{' '}
          {t('retrying')}
        </p>
      )}
      {order.waitingIds.length === 0 ? null : (
        <button type="button" className={buttons.small} onClick={hand.show}>
          {t('queue.new', { count: order.waitingIds.length })}
        </button>
      )}
      {answer.data === undefined ? (
        <p className={css.empty} role="status">
          {answer.error === null ? t('loading') : null}
        </p>
      ) : shown.length === 0 ? (
        <p className={css.empty}>{t(text === '' ? `queue.empty.${filter}` : 'queue.no-match')}</p>
      ) : (
        <QueueTable
          words={words}
          items={shown}
          goneIds={new Set(order.shownIds.filter((id) => !wanted.some(({ row }) => row.proceedingId === id)))}
          nowMs={nowMs}
          selectedId={selectedId}
          hand={hand}
          onOpen={show}
        />
      )}
    </>
  );
}

function Counts({ words, counts }: { words: CourtWords; counts: ReturnType<typeof countsOf> }) {
  const { t } = words;
  const total = URGENCIES.reduce((sum, one) => sum + counts[one], 0);
  return (
    <div className={css.counts} role="status">
      <p>{total === 0 ? t('counts.none') : t('counts.mine', { count: total })}</p>
      <ul>
        {URGENCIES.filter((one) => counts[one] > 0).map((one) => (
          <li key={one}>
            <UrgencyMark urgency={one}>{`${counts[one]} ${t(`urgency.${one}`)}`}</UrgencyMark>
          </li>
        ))}
      </ul>
    </div>
  );
}

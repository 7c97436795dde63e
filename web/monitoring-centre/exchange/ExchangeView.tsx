/**
 * Notices to and from other agencies, overdue first, what can be done with each, and how the others' systems do. Fails toward saying so:
 * without an answer it shows what it had and as of when, and without a connection nothing can be done.
 */
import { useState } from 'react';
import type { ExchangeJson, NoticeJson } from '../../../src/orders/exchange/contract.ts';
import { cx } from '../../ui/cx.ts';
import { LanguageSwitch } from '../../ui/parts/LanguageSwitch.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import panes from '../Panes.module.css';
import parts from '../parts.module.css';
import table from '../Table.module.css';
import { useSecond } from '../use-live-snapshot.ts';
import type { Words } from '../words.ts';
import css from './ExchangeView.module.css';
import { NoticeDetail } from './NoticeDetail.tsx';
import { Held, Systems } from './Systems.tsx';
import { useExchange } from './use-exchange.ts';
import { type ExchangeWords, useExchangeWords } from './use-exchange-words.ts';

interface ExchangeViewProps {
  readonly words: Words;
  readonly keysOn: boolean;
  readonly offline: boolean;
}

const GROUPS = ['all', 'overdue', 'open', 'received'] as const;
type Group = (typeof GROUPS)[number];
const NONE: readonly NoticeJson[] = [];

function isOf(notice: NoticeJson, group: Group): boolean {
  if (group === 'overdue') return notice.overdue !== null;
  if (group === 'open') return notice.state !== 'received';
  return group === 'all' || notice.state === 'received';
}

export function ExchangeView({ words: centre, keysOn, offline }: ExchangeViewProps) {
  const words = useExchangeWords(centre);
  const { t } = words;
  const exchange = useExchange();
  const [group, setGroup] = useState<Group>('all');
  const [selectedId, setSelectedId] = useState<string | null>(null);
  const all = exchange.data?.notices ?? NONE;
  const shown = all.filter((notice) => isOf(notice, group));
  const selected = all.find(({ noticeId }) => noticeId === selectedId) ?? null;
  const step = (by: 1 | -1) => {
    const at = shown.findIndex(({ noticeId }) => noticeId === selectedId);
    const next = shown[Math.min(Math.max(at + by, 0), shown.length - 1)];
    if (next !== undefined) setSelectedId(next.noticeId);
  };
  useKeys({ j: () => step(1), ArrowDown: () => step(1), k: () => step(-1), ArrowUp: () => step(-1) }, keysOn);
  return (
    <main className={panes.view} data-chosen={selected !== null}>
      <section className={panes.list} aria-label={t('title')}>
        <Head words={words} all={all} group={group} setGroup={setGroup} />
        <Trouble words={words} exchange={exchange} />
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1) */}
        <div className={panes.scroll} tabIndex={0}>
          {shown.length > 0 ? (
            <Rows words={words} notices={shown} selectedId={selectedId} onSelect={setSelectedId} />
          ) : (
            <Empty
              words={words}
              isLoading={exchange.data === undefined && exchange.error === null}
              hasOthers={all.length > 0}
            />
          )}
          {exchange.data === undefined ? null : (
            <>
              <Held words={words} held={exchange.data.held} offline={offline} />
              <Systems words={words} endpoints={exchange.data.endpoints} />
            </>
          )}
          <div className={panes.foot}>
            <LanguageSwitch />
          </div>
        </div>
      </section>
      <aside className={panes.side}>
        {selected === null ? (
          <div className={panes.nothing}>
            <h2>{t('detail.none')}</h2>
            <p>{t('detail.none.more')}</p>
          </div>
        ) : (
          <NoticeDetail
            key={selected.noticeId}
            words={words}
            notice={selected}
            keysOn={keysOn}
            offline={offline}
            onBack={() => setSelectedId(null)}
          />
        )}
      </aside>
    </main>
  );
}

interface HeadProps {
  readonly words: ExchangeWords;
  readonly all: readonly NoticeJson[];
  readonly group: Group;
  readonly setGroup: (group: Group) => void;
}

function Head({ words: { t }, all, group, setGroup }: HeadProps) {
  return (
    <header className={panes.head}>
      <h2>{t('title')}</h2>
      <fieldset className={cx(panes.groups, parts.smalls)}>
        <legend className="visually-hidden">{t('filter.legend')}</legend>
        {GROUPS.map((one) => (
          <button key={one} type="button" aria-pressed={group === one} onClick={() => setGroup(one)}>
            {t(`filter.${one}`)} <span>{all.filter((notice) => isOf(notice, one)).length}</span>
          </button>
        ))}
      </fieldset>
    </header>
  );
}

function Trouble({ words, exchange }: { words: ExchangeWords; exchange: ReturnType<typeof useExchange> }) {
  const { t } = words;
  if (exchange.error !== null) {
    const old = exchange.data === undefined ? null : t('list.old', { time: words.moment(exchange.data.serverTimeMs) });
    return (
      <p className={panes.error} role="alert">
        <b>{t('list.failed')}.</b> {words.error(exchange.error)} {old}
      </p>
    );
  }
  return exchange.data?.isWhole === false ? (
    <p className={panes.error} role="alert">
      {t('list.cut')}
    </p>
  ) : null;
}

interface RowsProps {
  readonly words: ExchangeWords;
  readonly notices: ExchangeJson['notices'];
  readonly selectedId: string | null;
  readonly onSelect: (noticeId: string) => void;
}

function Rows({ words, notices, selectedId, onSelect }: RowsProps) {
  const { t } = words;
  const nowMs = useSecond();
  return (
    <table className={cx(table.table, css.notices)}>
      <thead>
        <tr>
          {(['notice', 'other', 'case', 'state', 'due'] as const).map((column) => (
            <th key={column} scope="col">
              {t(`col.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {notices.map((notice) => (
          <tr
            key={notice.noticeId}
            className={cx(table.row, css.row)}
            data-selected={notice.noticeId === selectedId}
            data-overdue={notice.overdue !== null}
            data-quiet={notice.state === 'received'}
            onClick={() => onSelect(notice.noticeId)}
          >
            <th scope="row">
              <button type="button" className={cx(table.open, css.open)} aria-pressed={notice.noticeId === selectedId}>
                {words.what(notice)}
              </button>
              <small>{notice.article}</small>
            </th>
            <td>{words.other(notice)}</td>
            <td>{notice.caseLabel ?? '–'}</td>
            <td className={css.state}>{words.state(notice)}</td>
            <td className={css.due}>
              <b>{words.due(notice, nowMs)}</b>
              <small>{words.moment(notice.receivedAtMs ?? notice.dueAtMs)}</small>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Empty({
  words: { t },
  isLoading,
  hasOthers,
}: {
  words: ExchangeWords;
  isLoading: boolean;
  hasOthers: boolean;
}) {
  return (
    <p className={panes.empty} aria-busy={isLoading}>
      <b>{t(isLoading ? 'list.loading' : hasOthers ? 'list.no-match' : 'list.empty')}</b>
      {isLoading || hasOthers ? null : t('list.empty.more')}
    </p>
  );
}

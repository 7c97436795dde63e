import { Search } from 'lucide-react';
import type { RefObject } from 'react';
import type { Picture } from '../../src/disclosure/contract.ts';
import type { IncidentJson } from '../../src/incidents/contract.ts';
import type { CallFailed } from '../ui/call.ts';
import { cx } from '../ui/cx.ts';
import type { HeldOrder } from '../ui/held-order.ts';
import { KeyCap } from '../ui/parts/KeyCap.tsx';
import { LanguageSwitch } from '../ui/parts/LanguageSwitch.tsx';
import { LevelShape } from '../ui/parts/LevelShape.tsx';
import type { OrderHand } from '../ui/use-held-order.ts';
import { ClosedList } from './ClosedList.tsx';
import { clockText } from './numbers.ts';
import panes from './Panes.module.css';
import parts from './parts.module.css';
import css from './QueuePanel.module.css';
import { QueueRow } from './QueueRow.tsx';
import { StepButtons } from './StepButtons.tsx';
import { SuppressedList } from './SuppressedList.tsx';
import { urgencyLevel } from './urgency.ts';
import type { Filter } from './use-filter.ts';
import { useSecond } from './use-live-snapshot.ts';
import type { Words } from './words.ts';

interface QueuePanelProps {
  readonly words: Words;
  /** All that is known, by id: open ones and those that a held row still shows. */
  readonly incidents: ReadonlyMap<string, IncidentJson>;
  readonly openIds: ReadonlySet<string>;
  readonly arrangement: HeldOrder;
  readonly hand: OrderHand;
  readonly closed: readonly IncidentJson[];
  readonly suppressed: readonly IncidentJson[];
  readonly pictureOf: (incident: IncidentJson) => Picture | null;
  readonly selectedId: string | null;
  readonly onSelect: (incidentId: string) => void;
  readonly step: (by: 1 | -1) => void;
  readonly filter: Filter;
  readonly filterField: RefObject<HTMLInputElement | null>;
  readonly status: 'loading' | 'ready' | 'failed';
  readonly error: CallFailed | null;
  readonly readAtMs: number | null;
  /** False: an empty queue says nothing of what is happening now. */
  readonly isLive: boolean;
}

export function QueuePanel(props: QueuePanelProps) {
  const { words, incidents, openIds, arrangement, hand, filter } = props;
  const { t } = words;
  const open = [...openIds].map((id) => incidents.get(id)!);
  const waiting = open.filter((incident) => incident.state === 'unacknowledged').length;
  return (
    <section className={css.panel} aria-label={t('queue.title')}>
      <div className={css.head}>
        <h2 className={css.title}>
          {t('queue.title')}{' '}
          <span className={css.count}>
            {t('queue.open', { count: openIds.size })} · {t('queue.unacknowledged', { count: waiting })}
          </span>
        </h2>
        <span className={css.steps}>
          <StepButtons words={words} step={props.step} />
        </span>
      </div>
      <FilterBar {...props} />
      {props.status === 'failed' && props.error !== null ? (
        <p className={css.error} role="alert">
          <b>{t('queue.failed')}.</b> {words.error(props.error)}
          {props.readAtMs === null ? null : (
            <span>{t('queue.old', { time: clockText(words.language, props.readAtMs) })}</span>
          )}
        </p>
      ) : null}
      <div className={cx(panes.scroll, css.scroll)}>
        <NewBar {...props} />
        <ol className={css.list} {...hand.handlers}>
          {props.status === 'loading' ? <Skeleton label={t('loading')} /> : <Rows {...props} />}
        </ol>
        {props.status !== 'loading' && arrangement.shownIds.length === 0 ? (
          <p className={cx(panes.empty, css.empty)}>
            <b>{t(props.isLive ? 'queue.empty' : 'queue.empty.lost')}</b>
            {t(props.isLive ? 'queue.empty.more' : 'queue.empty.lost.more')}
          </p>
        ) : null}
        {arrangement.shownIds.length > 0 && !arrangement.shownIds.some((id) => filter.matches(incidents.get(id))) ? (
          <p className={cx(panes.empty, css.empty)}>
            <b>{t('queue.no-match')}</b>
            <button type="button" className={css.link} onClick={filter.clear}>
              {t('queue.clear-filter')}
            </button>
          </p>
        ) : null}
        <SuppressedList
          suppressed={props.suppressed}
          words={words}
          selectedId={props.selectedId}
          onSelect={props.onSelect}
        />
        <ClosedList closed={props.closed} words={words} selectedId={props.selectedId} onSelect={props.onSelect} />
        <div className={css.foot}>
          <LanguageSwitch />
        </div>
      </div>
    </section>
  );
}

function FilterBar({ words, filter, filterField }: QueuePanelProps) {
  const { t } = words;
  return (
    <div className={css.filter}>
      <label className={cx(parts.search, css.search)}>
        <Search size="1em" aria-hidden="true" />
        <span className="visually-hidden">{t('queue.filter')}</span>
        <input
          ref={filterField}
          type="search"
          value={filter.text}
          placeholder="M-014"
          aria-keyshortcuts="/"
          onChange={(event) => filter.setText(event.target.value)}
        />
        <KeyCap>/</KeyCap>
      </label>
      <button
        type="button"
        className={cx(parts.small, parts.toggle)}
        aria-pressed={filter.onlyWaiting}
        aria-keyshortcuts="u"
        onClick={filter.toggleWaiting}
      >
        {t('queue.only-waiting')} <KeyCap>U</KeyCap>
      </button>
    </div>
  );
}

/** What came while a hand was on the queue: said, counted, and waiting to be let in. */
function NewBar({ words, arrangement, incidents, hand }: QueuePanelProps) {
  const { t, common } = words;
  const first = incidents.get(arrangement.waitingIds[0] ?? '');
  if (first === undefined) return null;
  const level = urgencyLevel(first);
  return (
    <button type="button" className={css.newBar} data-level={level} aria-keyshortcuts="n" onClick={hand.show}>
      <LevelShape level={level} sizePx={18} />
      <b>{t('queue.new', { count: arrangement.waitingIds.length })}</b>
      <span className={css.newFirst}>
        {first.label} · {common(`level.${level}`)}
      </span>
      <span className={css.newShow}>
        {t('queue.show')} <KeyCap>N</KeyCap>
      </span>
    </button>
  );
}

function Rows({ arrangement, incidents, openIds, filter, words, pictureOf, selectedId, onSelect }: QueuePanelProps) {
  const nowMs = useSecond();
  return arrangement.shownIds.map((id) => {
    const incident = incidents.get(id);
    if (incident === undefined || !filter.matches(incident)) return null;
    return (
      <li key={id}>
        <QueueRow
          incident={incident}
          picture={pictureOf(incident)}
          selected={id === selectedId}
          gone={!openIds.has(id)}
          nowMs={nowMs}
          words={words}
          onSelect={onSelect}
        />
      </li>
    );
  });
}

function Skeleton({ label }: { label: string }) {
  return (
    <li className={css.skeletons} aria-busy="true">
      <span className="visually-hidden">{label}</span>
      {[0, 1, 2, 3, 4].map((index) => (
        <span key={index} className={css.skeleton} />
      ))}
    </li>
  );
}

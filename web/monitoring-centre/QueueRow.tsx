import { Check, CircleDot, Minus } from 'lucide-react';
import { memo } from 'react';
import type { Picture } from '../../src/disclosure/contract.ts';
import type { IncidentJson } from '../../src/incidents/contract.ts';
import { LevelShape } from '../ui/parts/LevelShape.tsx';
import { countdownText } from './numbers.ts';
import css from './QueueRow.module.css';
import { type TimeLeft, timeLeft } from './time-left.ts';
import { urgencyLevel } from './urgency.ts';
import type { Words } from './words.ts';

interface QueueRowProps {
  readonly incident: IncidentJson;
  /** The pair's live picture while it is valid. */
  readonly picture: Picture | null;
  readonly selected: boolean;
  /** Closed elsewhere while the row was held in its place. */
  readonly gone: boolean;
  /** Server time, whole seconds are enough. */
  readonly nowMs: number;
  readonly words: Words;
  readonly onSelect: (incidentId: string) => void;
}

/** One case: how long is left first, then who, what and how far. */
export const QueueRow = memo(function QueueRow(props: QueueRowProps) {
  const { incident, picture, selected, gone, nowMs, words } = props;
  const { t, common } = words;
  const level = urgencyLevel(incident);
  const state = gone ? 'closed' : incident.state;
  return (
    <button
      type="button"
      className={css.row}
      data-level={level}
      data-state={state}
      data-incident={incident.incidentId}
      aria-current={selected}
      onClick={() => props.onSelect(incident.incidentId)}
    >
      <span className={css.level}>
        <LevelShape level={level} sizePx={20} />
      </span>
      <span className={css.what}>
        <span className={css.head}>
          <b className={css.label}>{incident.label}</b>
          <span className={css.kind}>
            {common(`level.${level}`)} · {words.kind(incident)}
          </span>
        </span>
        <span className={css.line}>{summary(incident, picture, words)}</span>
        <span className={css.line}>
          <StateMark state={state} />
          {t(state === 'unacknowledged' ? 'row.waiting' : state === 'acknowledged' ? 'row.acknowledged' : 'row.closed')}
          <span className={css.age}>· {words.shortSpan(nowMs - incident.openedAtMs)}</span>
        </span>
      </span>
      <TimeCell
        left={gone ? { kind: 'none' } : timeLeft(incident, picture, nowMs)}
        level={level}
        zone={incident.kind === 'zone'}
        words={words}
      />
    </button>
  );
});

function StateMark({ state }: { state: IncidentJson['state'] }) {
  if (state === 'unacknowledged') return <CircleDot className={css.mark} aria-hidden="true" />;
  if (state === 'acknowledged') return <Check className={css.mark} aria-hidden="true" />;
  return <Minus className={css.mark} aria-hidden="true" />;
}

interface TimeCellProps {
  readonly left: TimeLeft;
  readonly level: string;
  readonly zone: boolean;
  readonly words: Words;
}

function TimeCell({ left, level, zone, words }: TimeCellProps) {
  const { t } = words;
  if (left.kind === 'none') return <span className={css.time} />;
  if (left.kind === 'not-closing') {
    return (
      <span className={css.time}>
        <span className={css.dash}>–</span>
        <span className={css.caption}>{t('time.not-closing')}</span>
      </span>
    );
  }
  const now = left.leftS < 1;
  return (
    <span className={css.time}>
      <span className={css.number} data-hot={level === 'danger' || level === 'warning'}>
        {now ? t('time.now') : countdownText(left.leftS)}
      </span>
      <span className={css.caption}>{t(captionOf(left.kind, zone, now))}</span>
    </span>
  );
}

function captionOf(kind: 'contact' | 'earliest', zone: boolean, now: boolean) {
  if (kind === 'earliest') return 'time.earliest';
  if (zone) return 'time.zone';
  return now ? 'time.contact.now' : 'time.contact';
}

/** What stands out about it now, in one line. */
function summary(incident: IncidentJson, picture: Picture | null, words: Words): string {
  const { t, common, distance } = words;
  if (incident.duress) return t('event.duress');
  if (incident.returnedAtMs !== null) return t(incident.kind === 'device:sos' ? 'event.cancelled' : 'row.returned');
  if (incident.level === 'unknown' && incident.reason !== null) return words.reason(incident.reason);
  const shown = incident.kind === 'approach' ? picture?.wearer : undefined;
  if (shown?.kind === 'point' || shown?.kind === 'band') {
    const far =
      shown.kind === 'band'
        ? t('fact.between', { from: distance(shown.fromM), to: distance(shown.toM) })
        : shown.distanceM === null
          ? null
          : distance(shown.distanceM);
    const octant = shown.octant === null ? null : t(`compass.${shown.octant}`);
    return [far, common(`trend.${shown.trend}`), octant].filter((part) => part !== null).join(' · ');
  }
  return incident.distanceM === null ? '' : distance(incident.distanceM);
}

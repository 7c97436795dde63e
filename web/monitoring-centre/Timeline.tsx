import { Bell, BellOff, Check, Eye, Minus, RotateCcw, StickyNote, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { IncidentEventJson } from '../../src/incidents/contract.ts';
import { LevelShape } from '../ui/parts/LevelShape.tsx';
import { clockText } from './numbers.ts';
import parts from './parts.module.css';
import css from './Timeline.module.css';
import type { Words } from './words.ts';

interface TimelineProps {
  readonly words: Words;
  readonly events: readonly IncidentEventJson[];
  /** The officer who reads: their own acts say "by you". */
  readonly personId: string | null;
  readonly loading: boolean;
}

/** What happened, newest first. */
export function Timeline({ words, events, personId, loading }: TimelineProps) {
  const { t, language } = words;
  const newestFirst = [...events].sort((a, b) => b.number - a.number);
  return (
    <div className={parts.part} aria-busy={loading}>
      <h3>{t('timeline.title')}</h3>
      {loading ? <p className={css.text}>{t('loading')}</p> : null}
      <ol className={css.events}>
        {newestFirst.map((event) => (
          <li key={event.number} className={css.event} data-level={event.level ?? 'clear'}>
            <time className={css.time}>{clockText(language, event.atMs)}</time>
            <span className={css.mark}>{markOf(event)}</span>
            <span>
              <b>{titleOf(event, personId, words)}</b>
              {event.why === null ? null : <span className={css.text}>{words.explain(event.why)}</span>}
              {event.text === null || event.text === '' ? null : <q className={css.text}>{event.text}</q>}
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}

function markOf(event: IncidentEventJson): ReactNode {
  switch (event.kind) {
    case 'acknowledged':
      return <Check size="1em" aria-hidden="true" />;
    case 'closed':
      return <Minus size="1em" aria-hidden="true" />;
    case 'displayed':
      return <Eye size="1em" aria-hidden="true" />;
    case 'returned':
      return <RotateCcw size="1em" aria-hidden="true" />;
    case 'suppressed':
      return <BellOff size="1em" aria-hidden="true" />;
    case 'unsuppressed':
      return <Bell size="1em" aria-hidden="true" />;
    case 'cancelled':
      return <RotateCcw size="1em" aria-hidden="true" />;
    case 'duress':
    case 'wrong-code':
      return <TriangleAlert size="1em" aria-hidden="true" />;
    case 'note':
      return <StickyNote size="1em" aria-hidden="true" />;
    default:
      return <LevelShape level={event.level ?? 'clear'} sizePx={14} />;
  }
}

function titleOf(event: IncidentEventJson, personId: string | null, { t, common }: Words): string {
  const own = event.actorId !== null && event.actorId === personId;
  const level = event.level === null ? null : common(`level.${event.level}`);
  switch (event.kind) {
    case 'raised':
      return level === null ? t('event.changed') : t('event.raised', { level });
    case 'lowered':
      return level === null ? t('event.lowered.none') : t('event.lowered', { level });
    case 'changed':
      return level === null ? t('event.changed') : t('event.changed.level', { level });
    case 'acknowledged':
      return t(own ? 'event.acknowledged.you' : 'event.acknowledged');
    case 'closed':
      return t(own ? 'event.closed.you' : 'event.closed');
    case 'opened':
      return level === null ? t('event.opened') : `${t('event.opened')} · ${level}`;
    case 'note':
      return t('event.note');
    case 'displayed':
      return t('event.displayed');
    case 'returned':
      return t('event.returned');
    case 'suppressed':
      return t('event.suppressed');
    case 'unsuppressed':
      return t('event.unsuppressed');
    case 'cancelled':
      return t('event.cancelled');
    case 'duress':
      return t('event.duress');
    case 'wrong-code':
      return t('event.wrong-code');
  }
}

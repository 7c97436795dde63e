import { BellOff } from 'lucide-react';
import type { IncidentJson } from '../../src/incidents/contract.ts';
import { momentText } from './numbers.ts';
import css from './SuppressedList.module.css';
import type { Words } from './words.ts';

interface SuppressedListProps {
  readonly suppressed: readonly IncidentJson[];
  readonly words: Words;
  readonly selectedId: string | null;
  readonly onSelect: (incidentId: string) => void;
}

/** Suppressed by design: always in sight below the alarms, with why and until when, and never counted as one. */
export function SuppressedList({ suppressed, words, selectedId, onSelect }: SuppressedListProps) {
  const { t } = words;
  if (suppressed.length === 0) return null;
  return (
    <section className={css.list}>
      <h3>
        <BellOff size="1em" aria-hidden="true" /> {t('queue.suppressed')} <span>{suppressed.length}</span>
      </h3>
      <p>{t('queue.suppressed.more')}</p>
      <ul>
        {suppressed.map((incident) => (
          <li key={incident.incidentId}>
            <button
              type="button"
              aria-current={incident.incidentId === selectedId}
              onClick={() => onSelect(incident.incidentId)}
            >
              <b>{incident.label}</b>
              <span>{words.kind(incident)}</span>
              <small>{suppressedText(incident, words)}</small>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Why, and until when: "In custody, until it is ended". */
export function suppressedText({ suppressed }: IncidentJson, words: Words): string {
  if (suppressed === null) return '';
  return [words.t(`queue.suppressed.${suppressed.reason}`), suppressedUntil(suppressed.untilMs, words)].join(', ');
}

export function suppressedUntil(untilMs: number | null, { t, language }: Words): string {
  return untilMs === null
    ? t('queue.suppressed.open')
    : t('queue.suppressed.until', { time: momentText(language, untilMs) });
}

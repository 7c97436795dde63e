import { ChevronRight } from 'lucide-react';
import type { IncidentJson } from '../../src/incidents/contract.ts';
import css from './ClosedList.module.css';
import { clockText } from './numbers.ts';
import { lookUp, type Words } from './words.ts';

interface ClosedListProps {
  readonly closed: readonly IncidentJson[];
  readonly words: Words;
  readonly selectedId: string | null;
  readonly onSelect: (incidentId: string) => void;
}

/** What was closed within the last day: folded away, a press from being read again. */
export function ClosedList({ closed, words, selectedId, onSelect }: ClosedListProps) {
  const { t, language } = words;
  return (
    <details className={css.closed}>
      <summary className={css.summary}>
        <ChevronRight className={css.arrow} size="1em" aria-hidden="true" />
        {t('queue.closed')} <span className={css.count}>{closed.length}</span>
      </summary>
      {closed.length === 0 ? <p className={css.none}>{t('queue.closed.none')}</p> : null}
      <ul>
        {closed.map((incident) => (
          <li key={incident.incidentId}>
            <button
              type="button"
              className={css.row}
              aria-current={incident.incidentId === selectedId}
              onClick={() => onSelect(incident.incidentId)}
            >
              <b>{incident.label}</b>
              <span className={css.what}>
                {words.kind(incident)} · {closeReasonText(incident, words)}
              </span>
              <time>{incident.closedAtMs === null ? '' : clockText(language, incident.closedAtMs)}</time>
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}

export function closeReasonText(incident: IncidentJson, { t }: Words): string {
  const reason = incident.closeReason ?? '';
  return lookUp(t, `close.reason.${reason}`) ?? reason;
}

import { CircleAlert } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { CallFailed } from '../../ui/call.ts';
import type { Problem } from '../conditions/draft.ts';
import type { CourtWords } from '../words.ts';
import css from './ErrorSummary.module.css';

interface ErrorSummaryProps {
  readonly words: CourtWords;
  readonly problems: readonly Problem[];
  readonly failed: CallFailed | null;
  /** The field that the server's refusal is about; null: it cannot be told. */
  readonly failedField: string | null;
  /** Which of several like fields it is, e.g. the measure; null: there is one. */
  readonly labelOf?: (field: string) => string | null;
  /** A new number takes the focus here again. */
  readonly attempt: number;
}

/** What keeps the form from being sent, each a link to its field. The server's own words, with its article, stand as it said them. */
export function ErrorSummary({ words, problems, failed, failedField, labelOf, attempt }: ErrorSummaryProps) {
  const box = useRef<HTMLDivElement>(null);
  const isShown = problems.length > 0 || failed !== null;
  useEffect(() => {
    if (isShown && attempt > 0) box.current?.focus();
  }, [isShown, attempt]);
  if (!isShown) return null;
  const { t } = words;
  const said = (one: Problem) => {
    const label = labelOf?.(one.field) ?? null;
    return label === null ? words.problem(one) : `${label}: ${words.problem(one)}`;
  };
  const error = failed === null ? null : words.error(failed);
  return (
    <div ref={box} className={css.summary} role="alert" tabIndex={-1} aria-labelledby="error-summary-title">
      <h2 id="error-summary-title">
        <CircleAlert size="1.1em" aria-hidden="true" /> {t(problems.length > 0 ? 'errors.title' : 'errors.refused')}
      </h2>
      <ul>
        {problems.map((one) => (
          <li key={`${one.field}-${one.code}`}>
            <FieldLink field={one.field}>{said(one)}</FieldLink>
          </li>
        ))}
        {error === null ? null : (
          <li>
            {failedField === null ? <span>{error.said}</span> : <FieldLink field={failedField}>{error.said}</FieldLink>}
            {error.message === '' ? null : (
              <q className={css.server} lang="en">
                {error.message}
              </q>
            )}
          </li>
        )}
      </ul>
    </div>
  );
}

function FieldLink({ field, children }: { field: string; children: string }) {
  return (
    <a
      href={`#${field}`}
      onClick={(event) => {
        event.preventDefault();
        const found = document.getElementById(field);
        found?.scrollIntoView({ block: 'center' });
        found?.focus({ preventScroll: true });
      }}
    >
      {children}
    </a>
  );
}

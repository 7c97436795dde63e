import { useEffect, useRef } from 'react';
import type { CallFailed } from '../../ui/call.ts';
import type { WarrantsKey } from '../../ui/messages/warrants/catalogue.ts';
import { Field } from '../parts/Field.tsx';
import type { Missing } from './missing.ts';
import css from './Warrants.module.css';
import type { WarrantWords } from './words.ts';

interface ProblemsProps {
  readonly words: WarrantWords;
  readonly missing: readonly Missing[];
  readonly failed: CallFailed | null;
  readonly isWaiting: boolean;
  /** A new number takes the focus here again. */
  readonly attempt: number;
}

/** What keeps a form from being sent, each a link to its field; the server's refusal in its own words. */
export function Problems({ words, missing, failed, isWaiting, attempt }: ProblemsProps) {
  const { w, court } = words;
  const box = useRef<HTMLDivElement>(null);
  const isShown = missing.length > 0 || failed !== null || isWaiting;
  useEffect(() => {
    if (isShown && attempt > 0) box.current?.focus();
  }, [isShown, attempt]);
  if (!isShown) return null;
  return (
    <div ref={box} role="alert" tabIndex={-1} className={css.alert} data-tone="late">
      <strong>{w('problems')}</strong>
      <ul>
        {missing.map(([id, label]) => (
          <li key={id}>
            <a href={`#${id}`}>{w('form.missing', { field: w(label) })}</a>
          </li>
        ))}
        {isWaiting ? <li>{w('form.documents-wait')}</li> : null}
        {failed === null ? null : (
          <li>
            {court.error(failed).said}{' '}
            {court.error(failed).message === '' ? null : <q lang="en">{court.error(failed).message}</q>}
          </li>
        )}
      </ul>
    </div>
  );
}

interface TextProps {
  readonly words: WarrantWords;
  readonly id: string;
  readonly label: WarrantsKey;
  readonly value: string;
  readonly missing: readonly Missing[];
  readonly rows?: number;
  readonly onChange: (value: string) => void;
}

export function Text({ words, id, label, value, missing, rows = 3, onChange }: TextProps) {
  const { w } = words;
  const error = errorOf(words, missing, id);
  return (
    <Field id={id} label={w(label)} error={error}>
      {(field) => (
        <textarea
          {...field}
          rows={rows}
          maxLength={4_000}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

export function errorOf({ w }: WarrantWords, missing: readonly Missing[], id: string): string | null {
  const found = missing.find(([one]) => one === id);
  return found === undefined ? null : w('form.missing', { field: w(found[1]) });
}

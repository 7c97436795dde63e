import { useEffect, useId, useRef, useState } from 'react';
import type { CallFailed } from '../../ui/call.ts';
import { KeyCap } from '../../ui/parts/KeyCap.tsx';
import css from '../Form.module.css';
import parts from '../parts.module.css';
import own from './ReasonForm.module.css';
import type { LinkingWords } from './use-linking-words.ts';

interface ReasonFormProps {
  readonly words: LinkingWords;
  readonly label: string;
  /** What follows from it. */
  readonly more: string;
  readonly reasons: readonly string[];
  readonly isSending: boolean;
  readonly failed: CallFailed | null;
  readonly onSubmit: (reason: string) => void;
  readonly onCancel: () => void;
}

/** What a decision rests on, and the word that makes it. What is missing is said at the field, and nothing is sent. */
export function ReasonForm({ words, label, more, reasons, isSending, failed, onSubmit, onCancel }: ReasonFormProps) {
  const { t } = words;
  const [reason, setReason] = useState('');
  const [isMissing, setMissing] = useState(false);
  const first = useRef<HTMLInputElement>(null);
  const id = useId();
  useEffect(() => first.current?.focus(), []);
  return (
    <form
      className={css.form}
      aria-labelledby={`${id}-title`}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (isSending) return;
        setMissing(reason === '');
        if (reason === '') first.current?.focus();
        else onSubmit(reason);
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onCancel();
      }}
    >
      <h3 id={`${id}-title`}>{label}</h3>
      <p className={css.hint}>{more}</p>
      <fieldset className={own.reasons} aria-describedby={isMissing ? `${id}-note` : undefined}>
        <legend>{t('field.reason')}</legend>
        {reasons.map((code, i) => (
          <label key={code}>
            <input
              ref={i === 0 ? first : undefined}
              type="radio"
              name={id}
              value={code}
              checked={reason === code}
              onChange={() => setReason(code)}
            />
            {words.reason(code)}
          </label>
        ))}
        {isMissing ? (
          <small id={`${id}-note`} className={css.missing} role="alert">
            {t('field.needed')}
          </small>
        ) : null}
      </fieldset>
      {failed === null ? null : (
        <p className={css.error} role="alert">
          {words.error(failed)}
        </p>
      )}
      <div className={css.buttons}>
        <button type="submit" className={parts.submit} aria-busy={isSending} aria-disabled={isSending}>
          {t(isSending ? 'act.sending' : 'act.confirm')} <KeyCap>Enter</KeyCap>
        </button>
        <button type="button" className={parts.cancel} onClick={onCancel}>
          {t('act.cancel')} <KeyCap>Esc</KeyCap>
        </button>
      </div>
    </form>
  );
}

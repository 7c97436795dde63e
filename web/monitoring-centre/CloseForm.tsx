import { useEffect, useRef, useState } from 'react';
import { CLOSE_REASONS, CLOSES_WHILE_ALERTING, type IncidentJson } from '../../src/incidents/contract.ts';
import { KeyCap } from '../ui/parts/KeyCap.tsx';
import { isAlerting } from '../ui/parts/level.ts';
import type { Acts } from './ActionBar.tsx';
import type { CloseReason } from './api.ts';
import css from './CloseForm.module.css';
import parts from './parts.module.css';
import type { Words } from './words.ts';

const TEXT_CHARS_MAX = 2_000;

/** No case closes without a person and a reason. Numbers choose, Enter closes, Escape leaves. */
export function CloseForm({ words, incident, acts }: { words: Words; incident: IncidentJson; acts: Acts }) {
  const { t, common } = words;
  const [reason, setReason] = useState<CloseReason | null>(null);
  const [text, setText] = useState('');
  const [missing, setMissing] = useState<'reason' | 'text' | null>(null);
  const first = useRef<HTMLInputElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => first.current?.focus(), []);
  const alerting = incident.level !== null && isAlerting(incident.level);
  const allowed = (one: CloseReason) => !alerting || CLOSES_WHILE_ALERTING.has(one);
  const submit = () => {
    if (acts.closing || acts.offline) return;
    if (reason === null) {
      setMissing('reason');
      first.current?.focus();
    } else if (reason === 'other' && text.trim() === '') {
      setMissing('text');
      field.current?.focus();
    } else {
      setMissing(null);
      acts.close(reason, text.trim());
    }
  };
  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      onKeyDown={(event) => {
        const inText = event.target === field.current;
        const index = inText ? -1 : Number(event.key) - 1;
        const chosen = CLOSE_REASONS[index];
        if (chosen !== undefined && allowed(chosen)) setReason(chosen);
        if (
          event.key === 'Enter' &&
          (!inText || event.ctrlKey || event.metaKey) &&
          event.target instanceof HTMLElement
        ) {
          if (event.target.tagName === 'BUTTON') return;
          event.preventDefault();
          submit();
        }
      }}
    >
      <fieldset className={css.reasons}>
        <legend>{t('close.title', { label: incident.label })}</legend>
        {alerting && incident.level !== null ? (
          <p className={css.still}>{t('close.still', { level: common(`level.${incident.level}`) })}</p>
        ) : null}
        {CLOSE_REASONS.map((one, index) => (
          <label key={one} className={css.reason}>
            <input
              ref={one === CLOSE_REASONS.find(allowed) ? first : null}
              type="radio"
              name="close-reason"
              checked={reason === one}
              disabled={!allowed(one)}
              onChange={() => setReason(one)}
            />
            <span>{t(`close.reason.${one}`)}</span>
            <KeyCap>{String(index + 1)}</KeyCap>
          </label>
        ))}
      </fieldset>
      <label className={css.text}>
        {t('close.text')}
        <textarea
          ref={field}
          rows={2}
          maxLength={TEXT_CHARS_MAX}
          value={text}
          aria-invalid={missing === 'text'}
          aria-required={reason === 'other'}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      {missing === null ? null : (
        <p className={parts.error} role="alert">
          {t(missing === 'reason' ? 'close.choose' : 'close.text.needed')}
        </p>
      )}
      {acts.closeError === null ? null : (
        <p className={parts.error} role="alert">
          {words.error(acts.closeError)}
        </p>
      )}
      <div className={css.buttons}>
        <button
          type="submit"
          className={parts.submit}
          aria-busy={acts.closing}
          aria-disabled={acts.closing || acts.offline}
        >
          {t(acts.closing ? 'act.closing' : 'act.close')} <KeyCap>Enter</KeyCap>
        </button>
        <button type="button" className={parts.cancel} onClick={() => acts.setCloseOpen(false)}>
          {t('act.cancel')} <KeyCap>Esc</KeyCap>
        </button>
      </div>
    </form>
  );
}

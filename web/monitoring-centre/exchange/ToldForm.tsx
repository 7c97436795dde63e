import { useEffect, useId, useRef, useState } from 'react';
import type { NoticeJson } from '../../../src/orders/exchange/contract.ts';
import { cx } from '../../ui/cx.ts';
import { KeyCap } from '../../ui/parts/KeyCap.tsx';
import detail from '../Detail.module.css';
import shared from '../Form.module.css';
import { useServerClock } from '../use-live-snapshot.ts';
import css from './NoticeDetail.module.css';
import type { useExchangeAct } from './use-exchange.ts';
import type { ExchangeWords } from './use-exchange-words.ts';

interface ToldFormProps {
  readonly words: ExchangeWords;
  readonly notice: NoticeJson;
  readonly act: ReturnType<typeof useExchangeAct>;
  readonly onDone: () => void;
}

const WAYS = ['phone', 'letter', 'in-person'] as const;

/** A receipt by hand: whom, how and when. Errors stand at their field, and the first one has the focus. */
export function ToldForm({ words, notice, act, onDone }: ToldFormProps) {
  const { t } = words;
  const clock = useServerClock();
  const [how, setHow] = useState<(typeof WAYS)[number]>('phone');
  const [who, setWho] = useState('');
  const [when, setWhen] = useState(() => localText(clock()));
  const [missing, setMissing] = useState<'who' | 'when' | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const id = useId();
  useEffect(() => form.current?.querySelector<HTMLElement>('input[type="text"]')?.focus(), []);
  const submit = () => {
    if (act.isPending) return;
    const atMs = new Date(when).getTime();
    const gap = who.trim().length < 2 ? 'who' : !Number.isFinite(atMs) || atMs > clock() ? 'when' : null;
    setMissing(gap);
    if (gap !== null) {
      form.current?.querySelector<HTMLElement>(`[name="${gap}"]`)?.focus();
      return;
    }
    const body = { how, who: who.trim(), at: new Date(atMs).toISOString() };
    act.mutate({ path: `notices/${notice.noticeId}/told`, body }, { onSuccess: onDone });
  };
  return (
    <form
      ref={form}
      className={cx(shared.form, css.form)}
      aria-labelledby={`${id}-title`}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onDone();
      }}
    >
      <h3 id={`${id}-title`}>{t('told.title')}</h3>
      <fieldset className={css.ways}>
        <legend>{t('told.how')}</legend>
        {WAYS.map((one) => (
          <label key={one}>
            <input type="radio" name="how" checked={how === one} onChange={() => setHow(one)} /> {t(`told.${one}`)}
          </label>
        ))}
      </fieldset>
      <label htmlFor={`${id}-who`}>{t('told.who')}</label>
      <input
        id={`${id}-who`}
        type="text"
        name="who"
        maxLength={200}
        autoComplete="off"
        value={who}
        aria-invalid={missing === 'who'}
        aria-describedby={missing === 'who' ? `${id}-gap` : undefined}
        onChange={(event) => setWho(event.target.value)}
      />
      <label htmlFor={`${id}-when`}>{t('told.when')}</label>
      <input
        id={`${id}-when`}
        type="datetime-local"
        name="when"
        value={when}
        aria-invalid={missing === 'when'}
        aria-describedby={missing === 'when' ? `${id}-gap` : undefined}
        onChange={(event) => setWhen(event.target.value)}
      />
      {missing === null ? null : (
        <p id={`${id}-gap`} className={shared.missing} role="alert">
          {t(`told.${missing}.missing`)}
        </p>
      )}
      {act.error === null ? null : (
        <p className={css.error} role="alert">
          {words.error(act.error)}
        </p>
      )}
      <div className={cx(shared.buttons, css.buttons)}>
        <button type="submit" className={detail.act} aria-busy={act.isPending}>
          {t(act.isPending ? 'act.sending' : 'act.save')} <KeyCap>Enter</KeyCap>
        </button>
        <button type="button" className={detail.act} onClick={onDone}>
          {t('act.cancel')} <KeyCap>Esc</KeyCap>
        </button>
      </div>
    </form>
  );
}

/** As the control wants it: the reader's own time, to the minute. */
function localText(atMs: number): string {
  const at = new Date(atMs);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

import { useId, useState } from 'react';
import { EARLY_REASONS, type EarlyReason, type KeptOrderJson } from '../../../src/server/retention/contract.ts';
import { erasingMessages } from '../../ui/messages/erasing/catalogue.ts';
import { useLanguage, useMessages } from '../../ui/messages/MessagesProvider.tsx';
import { momentText } from '../../ui/words/moment.ts';
import form from '../Form.module.css';
import css from './KeptPart.module.css';
import { useErase } from './use-kept.ts';

type Part = KeptOrderJson['parts'][number];

interface KeptPartProps {
  readonly orderId: string;
  readonly part: Part;
  readonly may: boolean;
  readonly day: (atMs: number) => string;
}

/** One part of what is kept: until when, and what may be done about it. */
export function KeptPart({ orderId, part, may, day }: KeptPartProps) {
  const t = useMessages(erasingMessages);
  const [isOpen, setOpen] = useState(false);
  const { dueAtMs, article, heldUntilMs, isUnderWay, waiting } = part;
  const mayOpen = may && heldUntilMs === null && !isUnderWay && waiting === null;
  return (
    <section className={css.part} aria-label={t(`part.${part.part}`)}>
      <b>{t(`part.${part.part}`)}</b>
      <p className={css.quiet}>
        {dueAtMs === null ? t('no-clock') : t('due', { day: day(dueAtMs), article: article ?? '' })}
      </p>
      {heldUntilMs === null ? null : <p>{t('held', { day: day(heldUntilMs) })}</p>}
      {isUnderWay ? <p role="status">{t('under-way')}</p> : null}
      {waiting === null || isUnderWay ? null : <Asked orderId={orderId} part={part} waiting={waiting} may={may} />}
      {mayOpen && isOpen ? <AskForm orderId={orderId} part={part} onClose={() => setOpen(false)} /> : null}
      {mayOpen && !isOpen ? (
        <button type="button" className={css.open} onClick={() => setOpen(true)}>
          {t('open')}
        </button>
      ) : null}
    </section>
  );
}

/** What is destroyed is read before it is asked for; nothing is chosen beforehand. */
function AskForm({ orderId, part, onClose }: { orderId: string; part: Part; onClose: () => void }) {
  const t = useMessages(erasingMessages);
  const id = useId();
  const erase = useErase();
  const [because, setBecause] = useState<EarlyReason | ''>('');
  const [isSure, setSure] = useState(false);
  const isReady = because !== '' && isSure && !erase.isPending;
  return (
    <form
      className={form.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isReady) return;
        const body = { part: part.part, because, confirmed: true };
        erase.mutate({ path: `/api/desk/retention/${orderId}/erase`, body }, { onSuccess: onClose });
      }}
    >
      <p className={css.warn}>{t(`what.${part.part}`)}</p>
      <p className={css.quiet}>{t('stays')}</p>
      <div className={form.field}>
        <label htmlFor={`${id}-because`}>{t('because')}</label>
        <select
          id={`${id}-because`}
          value={because}
          onChange={(event) => setBecause(event.target.value as EarlyReason | '')}
        >
          <option value="" />
          {EARLY_REASONS.map((one) => (
            <option key={one} value={one}>
              {t(`because.${one}`)}
            </option>
          ))}
        </select>
      </div>
      <label className={css.sure}>
        <input type="checkbox" checked={isSure} onChange={(event) => setSure(event.target.checked)} />
        {t('sure')}
      </label>
      <Failed error={erase.error} />
      <p className={css.row}>
        <button type="submit" className={css.destroy} aria-disabled={!isReady}>
          {t('ask')}
        </button>
        <button type="button" onClick={onClose}>
          {t('cancel')}
        </button>
      </p>
    </form>
  );
}

interface AskedProps {
  readonly orderId: string;
  readonly part: Part;
  readonly waiting: NonNullable<Part['waiting']>;
  readonly may: boolean;
}

/** What one officer asked for: the other sees what is destroyed, and confirms it or says no. */
function Asked({ orderId, part, waiting, may }: AskedProps) {
  const t = useMessages(erasingMessages);
  const { language } = useLanguage();
  const erase = useErase();
  const [isSure, setSure] = useState(false);
  const { actId, isMine, because, askedAtMs, expiresAtMs } = waiting;
  const time = (atMs: number) => momentText(language, new Date(atMs).toISOString());
  const values = { asked: time(askedAtMs), until: time(expiresAtMs), because: t(`because.${because}`) };
  const mayDo = may && !erase.isPending;
  const end = () => {
    if (mayDo) erase.mutate({ path: `/api/desk/two-person/${actId}/end`, body: {} });
  };
  const confirm = () => {
    if (!mayDo || !isSure) return;
    erase.mutate({
      path: `/api/desk/retention/${orderId}/erase`,
      body: { part: part.part, because, confirmed: true },
    });
  };
  return (
    <>
      <p>{t(isMine ? 'waiting.mine' : 'waiting.theirs', values)}</p>
      {isMine ? null : (
        <>
          <p className={css.warn}>{t(`what.${part.part}`)}</p>
          <label className={css.sure}>
            <input type="checkbox" checked={isSure} onChange={(event) => setSure(event.target.checked)} />
            {t('sure')}
          </label>
        </>
      )}
      <Failed error={erase.error} />
      <p className={css.row}>
        {isMine ? null : (
          <button type="button" className={css.destroy} aria-disabled={!mayDo || !isSure} onClick={confirm}>
            {t('confirm')}
          </button>
        )}
        <button type="button" aria-disabled={!mayDo} onClick={end}>
          {t(isMine ? 'take-back' : 'refuse')}
        </button>
      </p>
    </>
  );
}

/** The server's own words: a refusal here is rare, and says why. */
function Failed({ error }: { error: { readonly message: string } | null }) {
  const t = useMessages(erasingMessages);
  if (error === null) return null;
  return (
    <p className={form.error} role="alert">
      {t('not-done')} {error.message === '' ? null : <q lang="en">{error.message}</q>}
    </p>
  );
}

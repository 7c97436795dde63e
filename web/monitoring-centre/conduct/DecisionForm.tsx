import { useId, useState } from 'react';
import {
  type ConductDecision,
  type ConductReviewJson,
  conductDecisionSchema,
  OTHER_REASONS,
  RESTRICT_REASONS,
} from '../../../src/disclosure/conduct/contract.ts';
import { conductMessages } from '../../ui/messages/conduct/catalogue.ts';
import { useMessages } from '../../ui/messages/MessagesProvider.tsx';
import css from '../Form.module.css';
import parts from '../parts.module.css';
import { useDecide } from './use-conduct.ts';

interface DecisionFormProps {
  readonly review: ConductReviewJson;
  readonly offline: boolean;
  readonly onDone: () => void;
}

/** What is decided, why, and - of a restriction - by which article and for how long. Nothing is chosen beforehand. */
export function DecisionForm({ review, offline, onDone }: DecisionFormProps) {
  const t = useMessages(conductMessages);
  const id = useId();
  const decide = useDecide();
  const acts = review.untilMs === null ? (['no-concern', 'restrict'] as const) : (['lift', 'restrict'] as const);
  const [act, setAct] = useState<ConductDecision['act'] | ''>('');
  const [reason, setReason] = useState('');
  const [article, setArticle] = useState('');
  const [days, setDays] = useState('7');
  const reasons: readonly (typeof RESTRICT_REASONS | typeof OTHER_REASONS)[number][] =
    act === 'restrict' ? RESTRICT_REASONS : OTHER_REASONS;
  const asked = act === 'restrict' ? { act, reason, article, days: Number(days) } : { act, reason };
  const decision = conductDecisionSchema.safeParse(asked);
  const { error } = decide;
  return (
    <form
      className={css.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (decision.success && !decide.isPending)
          decide.mutate({ reviewId: review.reviewId, decision: decision.data }, { onSuccess: onDone });
      }}
    >
      <div className={css.field}>
        <label htmlFor={`${id}-act`}>{t('field.act')}</label>
        <select
          id={`${id}-act`}
          value={act}
          onChange={(event) => {
            setAct(event.target.value as ConductDecision['act']);
            setReason('');
          }}
        >
          <option value="" />
          {acts.map((one) => (
            <option key={one} value={one}>
              {t(`act.${one}`)}
            </option>
          ))}
        </select>
      </div>
      {act === 'restrict' ? <p className={css.hint}>{t('restrict.more')}</p> : null}
      <div className={css.field}>
        <label htmlFor={`${id}-reason`}>{t('field.reason')}</label>
        <select
          id={`${id}-reason`}
          value={reason}
          disabled={act === ''}
          onChange={(event) => setReason(event.target.value)}
        >
          <option value="" />
          {reasons.map((one) => (
            <option key={one} value={one}>
              {t(`reason.${one}`)}
            </option>
          ))}
        </select>
      </div>
      {act === 'restrict' ? (
        <>
          <div className={css.field}>
            <label htmlFor={`${id}-article`}>{t('field.article')}</label>
            <input id={`${id}-article`} value={article} onChange={(event) => setArticle(event.target.value)} />
          </div>
          <div className={css.field}>
            <label htmlFor={`${id}-days`}>{t('field.days')}</label>
            <input
              id={`${id}-days`}
              type="number"
              min={1}
              max={30}
              value={days}
              onChange={(event) => setDays(event.target.value)}
            />
          </div>
        </>
      ) : null}
      {error === null ? null : (
        <p className={css.error} role="alert">
          {error.code === 'no-connection' ? t('error.no-connection') : t('error', { message: error.message })}
        </p>
      )}
      <div className={css.buttons}>
        <button type="submit" className={parts.submit} disabled={offline || !decision.success || decide.isPending}>
          {t('send')}
        </button>
        <button type="button" className={parts.cancel} onClick={onDone}>
          {t('cancel')}
        </button>
      </div>
    </form>
  );
}

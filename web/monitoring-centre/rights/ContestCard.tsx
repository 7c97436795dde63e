import type { FormEvent } from 'react';
import type { DeskContestJson } from '../../../src/people/rights/contract.ts';
import css from './RightsView.module.css';
import type { RightsWords } from './RightsView.tsx';
import { useLetter, useRightsAct } from './use-rights.ts';

const OUTCOMES = ['granted', 'partly', 'refused'] as const;

interface ContestCardProps {
  readonly words: RightsWords;
  readonly contest: DeskContestJson;
  readonly nowMs: number;
  readonly offline: boolean;
}

export function ContestCard({ words, contest, nowMs, offline }: ContestCardProps) {
  const { t, day } = words;
  const act = useRightsAct();
  const letter = useLetter();
  const { answer, dueAtMs, contestId, wearerId } = contest;
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const body = { outcome: String(form.get('outcome')), words: String(form.get('words') ?? '').trim() };
    act.mutate({ path: `/api/rights/contests/${contestId}/answer`, body });
  };
  const isLate = answer === null && nowMs >= dueAtMs;
  return (
    <article className={css.card}>
      <h3>
        {t('contest.line', { label: contest.labels.join(', ') || '–', number: contest.number })} ·{' '}
        {t(`kind.${contest.kind}`)}: {t(`about.${contest.about}`)}
      </h3>
      {contest.byLawyer && <small>{t('contest.by-lawyer')}</small>}
      <p className={css.words}>{contest.words ?? t('words.erased')}</p>
      {answer !== null ? (
        <>
          <b>{t(`outcome.${answer.outcome}`)}</b>
          <p className={css.words}>{answer.words ?? t('words.erased')}</p>
        </>
      ) : (
        <>
          <p className={isLate ? css.late : ''}>
            {t(isLate ? 'contest.late' : 'contest.due', { day: day(dueAtMs - 1) })}
          </p>
          <form className={css.form} onSubmit={send}>
            <label>
              {t('answer.outcome')}
              <select name="outcome">
                {OUTCOMES.map((outcome) => (
                  <option key={outcome} value={outcome}>
                    {t(`outcome.${outcome}`)}
                  </option>
                ))}
              </select>
            </label>
            <label>
              {t('answer.words')}
              <textarea name="words" required maxLength={4000} />
            </label>
            {act.error !== null && (
              <p className={css.error} role="alert">
                {words.error(act.error)}
              </p>
            )}
            <div className={css.buttons}>
              <button type="submit" disabled={offline || act.isPending}>
                {t('answer.send')}
              </button>
              <button type="button" disabled={offline || letter.isPending} onClick={() => letter.mutate(wearerId)}>
                {t('letter.make')}
              </button>
            </div>
          </form>
        </>
      )}
      {letter.data !== undefined && (
        <p role="status">
          <span className={css.link} dir="ltr">
            {new URL(letter.data.path, window.location.origin).href}
          </span>
          <br />
          {t('letter.said')}
        </p>
      )}
    </article>
  );
}
